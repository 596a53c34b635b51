"""Pictures of every page and state, from a real X server, into tests/artifacts/.

They are made to be looked at.  What is asserted is that each could be made, that none is
blank, and that the program said nothing on the way.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).parents[2]
ARTIFACTS = ROOT / "tests" / "artifacts"
PAGES, PROFILE = ("shots.py", 29), ("shots_profile.py", 22)  # which walk, how many states
MEMORY, MODELS = ("shots_memory.py", 21), ("shots_models.py", 13)
PATIENCE = 600  # seconds


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A screen of our own, on a display nobody else has."""
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
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    if not number:
        process.wait()
        pytest.skip("Xvfb does not start here, so no pictures are taken")
    yield f":{number}"
    process.terminate()
    process.wait()


def test_every_page_and_state_can_be_seen(display):
    look_at_all(display, "screens", scale=1, sizes=("small", "large"))


def test_every_state_of_the_profile_can_be_seen(display):
    look_at_all(display, "screens-profile", PROFILE, scale=1, sizes=("small", "large"))


def test_every_state_of_the_memory_can_be_seen(display):
    look_at_all(display, "screens-memory", MEMORY, scale=1, sizes=("small", "large"))


def test_every_state_of_the_models_can_be_seen(display):
    look_at_all(display, "screens-models", MODELS, scale=1, sizes=("small", "large"))


def look_at_all(
    display: str,
    folder: str,
    walk: tuple[str, int] = PAGES,
    *,
    scale: float,
    sizes: Sequence[str],
) -> None:
    """Take every picture into the folder and look whether something is in each."""
    script, states = walk
    into = ARTIFACTS / folder
    shutil.rmtree(into, ignore_errors=True)
    surroundings = os.environ | {
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "QT_SCALE_FACTOR": str(scale),
    }
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "ui" / script), str(into), ",".join(sizes)],
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )

    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stderr == ""
    pictures = sorted(into.glob("*.png"))
    assert len(pictures) == states * 2 * len(sizes)
    blank = [picture.name for picture in pictures if not has_something(QImage(str(picture)))]
    assert blank == []


def has_something(image: QImage) -> bool:
    """Whether more than a few colours are in the picture."""
    seen = {
        image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 3)
    }
    return len(seen) > 5
