"""The window on the real program and its sample, without a screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.test_window import LONGEST_GAP, Heart
from ui.window import MainWindow

FOUND = "How much rent did we agree on for the Leith flat from January 2026?"
PATIENCE = 120_000  # milliseconds


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


def test_the_window_breathes_while_the_sample_is_read_and_asked(window, qtbot, record_property):
    """Reads the sample and asks meanwhile and afterwards; the window is never held up."""
    heart = Heart()
    window.sources.read_sample()
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
