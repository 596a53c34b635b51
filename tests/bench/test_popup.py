"""How soon the popup is there, and how soon its first words are, beside bare llama.cpp."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint

from assistant.app import Assistant
from assistant.engine.local import embedded
from assistant.writing.by_model import prompt
from assistant.writing.commands import built_in
from memory.types import Message
from tests.bench.popup_window import TEXT
from tests.bench.test_engine import BareProcess
from tests.ui.walks import screen
from ui.window import MainWindow
from ui.writing_popup import WritingPopup

ROOT = Path(__file__).parents[2]
TIMES = 60
PROMISED = 0.150  # seconds
TURNS = 7
PATIENCE = 60_000  # milliseconds


def test_the_popup_is_visible_at_once(tmp_path):
    home = tmp_path / "memory"
    Assistant.open(home).close()
    with screen() as display:
        told = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.popup_window", str(home), str(TIMES)],
            env=os.environ | told,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=180,
        )
    assert done.returncode == 0, done.stderr[-2000:]
    took = json.loads(done.stdout)
    first, rest = took[0], sorted(took)
    slow = rest[round(0.95 * len(rest)) - 1]
    print(
        f"\nvisible after {statistics.median(took) * 1000:.0f} ms in the middle, "
        f"{slow * 1000:.0f} ms at p95, {first * 1000:.0f} ms the first time"
    )

    assert slow <= PROMISED


def test_the_first_words_are_there_as_soon_as_a_bare_model_has_one(
    qapp, qtbot, tmp_path, record_property
):
    """From the choice of a command to words on the screen, the text not read before."""
    home = tmp_path / "memory"
    with Assistant.open(home) as famulus:
        famulus.models.choose_tier(str(embedded()), 1)
    bare = BareProcess()
    window = MainWindow(home)
    window.show()
    window.start()
    qtbot.waitUntil(lambda: window.operations.open is not None, timeout=PATIENCE)
    popup = WritingPopup(window.operations)
    qtbot.addWidget(popup)
    popup.begin()
    qtbot.waitUntil(lambda: bool(popup.commands.model.verbs), timeout=PATIENCE)
    command = next(one for one in built_in() if one.id == "rewrite")
    ratios = []
    for turn in range(TURNS + 1):
        text = f"Number {turn}. {TEXT}"
        began = time.perf_counter()
        popup.open(text, place=QPoint(50, 50), command="rewrite")
        qtbot.waitUntil(lambda: bool(popup.result._so_far), timeout=PATIENCE)
        ours = time.perf_counter() - began
        popup.leave()
        told = bare.ask(as_chat(prompt(command.ask, text)), 1)
        ratios.append(ours / (told["read"][1] + told["written"][1]))
    window.close()
    window.deleteLater()
    bare.process.kill()
    bare.process.communicate()
    ratio = statistics.median(ratios[1:])  # the first time the model is started
    print(f"\nfirst words after {ratio:.2f} times what the bare model's first token takes")
    record_property("ratio", round(ratio, 2))

    assert ratio <= 1.5


def as_chat(messages: Sequence[Message]) -> str:
    """Return the messages as the embedded model is given them."""
    told = "".join(f"<|im_start|>{one.role}\n{one.text}<|im_end|>\n" for one in messages)
    return f"{told}<|im_start|>assistant\n"
