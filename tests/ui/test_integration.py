"""The window on the real program and its sample, without a screen."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant import Assistant
from tests.ui.test_window import LONGEST_GAP, Heart
from ui.window import MainWindow

FOUND = "How much rent did we agree on for the Leith flat from January 2026?"
PATIENCE = 120_000  # milliseconds
ROOT = Path(__file__).parents[2]

# The real program; its window is closed as soon as the reading is at what the first word says.
CLOSED = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from ui import main, window

class Closing(window.MainWindow):
    def start(self):
        super().start()
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.look)
        self.timer.start(5)

    def look(self):
        runs = self.operations.runs.runs
        reading = next((run for run in runs if not run.quiet), None)
        if self.operations.open is not None and reading is None:
            self.sources.read_sample()
        elif reading and reading.note().startswith(sys.argv[1]):
            self.timer.stop()
            print(time.time())
            self.close()

window.MainWindow = Closing
code = main.main(["--home", sys.argv[2]])
print([w.text() for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox)])
sys.exit(code)
"""


@pytest.fixture
def window(qtbot, tmp_path: Path):
    made = MainWindow(tmp_path / "memory")
    made.show()
    made.start()
    qtbot.waitUntil(lambda: made.page == "first", timeout=PATIENCE)
    made.first_run.skip.click()
    made.first_run.skip.click()
    qtbot.waitUntil(lambda: made.first_run.lock.code.text() != "", timeout=PATIENCE)
    made.first_run.skip.click()
    made.first_run.skip.click()
    yield made
    made.close()
    made.deleteLater()


@pytest.mark.alone
def test_the_window_breathes_while_mail_is_read_and_asked(window, qtbot, record_property):
    """Reads the sample's mail and asks meanwhile and afterwards; the window is never held up."""
    heart = Heart()
    window.sources.read([window.operations.assistant.sample() / "mail.mbox"])
    window.show_page("sources")
    qtbot.waitUntil(lambda: window.bar.work.isVisible(), timeout=PATIENCE)
    window.show_page("chat")
    window.chat.ask("What was said about the boiler?")
    qtbot.waitUntil(lambda: not window.operations.runs.in_bar(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: window.chat._coming is None, timeout=PATIENCE)
    window.chat.ask(FOUND)
    qtbot.waitUntil(
        lambda: (
            len(window.chat.view.answers()) == 2
            and window.chat.view.answers()[1].answer is not None
        ),
        timeout=PATIENCE,
    )
    view = window.chat.view.answers()[1]
    view.passages.emit()
    view.text.mark.emit("cite:1")
    qtbot.waitUntil(lambda: window.beside.tabs.currentIndex() == 2, timeout=PATIENCE)
    window.show_page("sources")
    qtbot.waitUntil(lambda: window.sources.unread.rowCount() > 0, timeout=PATIENCE)
    record_property("longest_gap_ms", round(heart.longest * 1000))
    print(f"longest gap {heart.longest * 1000:.0f} ms in {heart.beats} beats")

    assert "985" in view.text.toPlainText()
    assert window.beside.document.go.isVisibleTo(window.beside.document)
    assert heart.beats > 100
    assert heart.longest <= LONGEST_GAP


@pytest.mark.parametrize("at", ["", "mail.mbox", "Learning what the texts mean"])
def test_closing_while_it_reads_ends_the_program_without_a_word(tmp_path, at):
    Assistant.open(tmp_path / "memory").close()
    done = subprocess.run(
        [sys.executable, "-c", CLOSED, at, str(tmp_path / "memory")],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=PATIENCE / 1000,
    )
    ended = time.time()

    assert (done.returncode, done.stderr) == (0, "")
    closed, boxes = done.stdout.splitlines()
    assert ended - float(closed) < 3
    assert boxes == "[]"
