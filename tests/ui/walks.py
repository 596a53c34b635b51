"""Walks through the window that take a picture of every state, each on a screen of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).parents[2]
ARTIFACTS = ROOT / "tests" / "artifacts"
# What each is called, the script that walks, and how many states it walks through.
WALKS = {
    "screens": ("shots.py", 29),
    "screens-profile": ("shots_profile.py", 28),
    "screens-memory": ("shots_memory.py", 21),
    "screens-models": ("shots_models.py", 13),
    "screens-writing": ("shots_writing.py", 22),
    "screens-reply": ("shots_reply.py", 9),  # two of them in one size: the popup
    "screens-explain": ("shots_explain.py", 4),
    "screens-desktop": ("shots_desktop.py", 8),
    "screens-voice": ("shots_voice.py", 15),
    "screens-privacy": ("shots_privacy.py", 32),
    "screens-phrases": ("shots_phrases.py", 16),
}
PATIENCE = 600  # seconds

Done = subprocess.CompletedProcess[str]


@contextmanager
def screen() -> Iterator[str]:
    """Yield the name of an X display that nobody else has."""
    server = shutil.which("Xvfb")
    if server is None:
        pytest.skip("Xvfb is not installed, so no pictures are taken")
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [server, "-displayfd", str(writing), "-screen", "0", "2100x1300x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        if not number:
            pytest.skip("Xvfb does not start here, so no pictures are taken")
        yield f":{number}"
    finally:
        process.terminate()
        process.wait()


def walked(walk: str, into: Path, sizes: Sequence[str], scale: float = 1) -> Done:
    """Take every picture of a walk into the folder."""
    shutil.rmtree(into, ignore_errors=True)
    with screen() as display:
        told = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": str(scale)}
        return subprocess.run(
            [sys.executable, str(ROOT / "tests/ui" / WALKS[walk][0]), str(into), ",".join(sizes)],
            env=os.environ | told,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )


def look_at_all(walk: str, done: Done, into: Path, sizes: Sequence[str]) -> None:
    """Make sure that nothing was said on the way, and that something is in each picture."""
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stderr == ""
    pictures = sorted(into.glob("*.png"))
    assert len(pictures) == WALKS[walk][1] * 2 * len(sizes)
    blank = [picture.name for picture in pictures if not has_something(QImage(str(picture)))]
    assert blank == []


def has_something(image: QImage) -> bool:
    """Whether more than a few colours are in the picture."""
    seen = {
        image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 3)
    }
    return len(seen) > 5
