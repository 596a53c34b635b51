"""Somebody who never saw the program corrects a wrong claim with the keyboard alone.

The real program on a small memory.  Every step rests on words that are on the screen at
that moment, which is asserted before the keys are pressed.  How long a person takes is
reckoned by the keystroke-level model (Card, Moran and Newell 1980): 0.28 s for a key of an
average typist, 1.35 s to look and decide before each step; and the program's own time.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTabBar, QWidget

from assistant import Assistant
from memory.types import Status
from tests.ui.small_life import lived
from ui.window import MainWindow

KEY, DECISION = 0.28, 1.35  # seconds
MOST = 20.0
PATIENCE = 60_000


class Hands:
    """Presses keys where the focus is, and counts."""

    def __init__(self, window: QWidget) -> None:
        self.window = window
        self.keys, self.steps = 0, 0
        self.began = time.perf_counter()

    def sees(self, words: str) -> None:
        """Assert that the words are on the screen: what follows is decided by them."""
        kinds: tuple[Any, ...] = (QLabel, QAbstractButton, QLineEdit)
        shown = [
            widget.placeholderText() if isinstance(widget, QLineEdit) else widget.text()
            for kind in kinds
            for widget in self.window.findChildren(kind)
            if widget.isVisible() and not widget.visibleRegion().isEmpty()
        ]
        for tabs in self.window.findChildren(QTabBar):
            shown += [tabs.tabText(n) for n in range(tabs.count()) if tabs.isVisible()]
        assert any(words in text for text in shown), f"{words} is not on the screen"
        self.steps += 1

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self._focus(), key)
        self.keys += 1

    def types(self, words: str) -> None:
        for letter in words:
            QTest.keyClicks(self._focus(), letter)
            self.keys += 1

    def tab_to(self, name: str) -> None:
        """Press Tab until the focus, which is always seen, is there."""
        for _ in range(30):
            if self._focus().accessibleName().startswith(name):
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not come to {name}")

    def _focus(self):
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus

    def seconds(self) -> float:
        return self.keys * KEY + self.steps * DECISION + time.perf_counter() - self.began


@pytest.fixture
def window(qapp, qtbot, tmp_path: Path):
    made = MainWindow(lived(tmp_path / "memory"))
    made.resize(1024, 700)
    made.show()
    made.start()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.operations.open is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: made.profile.cards.model.count > 5, timeout=PATIENCE)
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()
    made.deleteLater()


def believed(famulus: Assistant) -> dict[str, Status]:
    return {one.text: one.status for one in famulus.profile.claims()}


def test_a_wrong_claim_is_corrected(window, qtbot, record_property):
    hands = Hands(window)
    hands.sees("Profile")
    hands.tab_to("Profile")
    hands.press(Qt.Key.Key_Space)
    hands.sees("Type to find")
    hands.types("leeds")
    hands.sees("Enter edit")
    hands.press(Qt.Key.Key_Return)
    hands.sees("Write what is true")
    hands.types("Lives in York.")
    hands.sees("Save (Enter)")
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.profile.pane.sheet.words.text() == "Lives in York.")
    hands.sees("Corrected: “Lives in York.”")
    told(hands, record_property)

    found = believed(window.operations.assistant)
    assert found["Lives in York."] is Status.ACTIVE
    assert found["Lives in Leeds."] is Status.RETRACTED
    assert hands.seconds() < MOST


def test_a_wrong_claim_is_said_to_be_not_true_and_that_is_undone(window, qtbot, record_property):
    hands = Hands(window)
    hands.sees("Profile")
    hands.tab_to("Profile")
    hands.press(Qt.Key.Key_Space)
    hands.sees("Type to find")
    hands.types("oli")
    hands.sees("↑ ↓ walk")
    hands.press(Qt.Key.Key_Down)
    hands.sees("Del not true")
    hands.press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: window.profile.told.isVisible())
    hands.sees("Not true: “Does not like olives.”")
    told(hands, record_property)
    assert believed(window.operations.assistant)["Does not like olives."] is Status.RETRACTED
    assert hands.seconds() < MOST

    hands.sees("Undo (Ctrl+Z)")
    hands.tab_to("Undo (Ctrl+Z)")
    hands.press(Qt.Key.Key_Space)
    qtbot.waitUntil(
        lambda: believed(window.operations.assistant)["Does not like olives."] is Status.ACTIVE
    )


def test_drafts_are_reviewed_with_one_key_each(window, qtbot):
    hands = Hands(window)
    window.show_page("profile")
    waiting = len(window.operations.assistant.profile.review())
    assert waiting >= 3
    hands.sees(f"To review ({waiting})")
    window.profile.tabs.setFocus()
    hands.press(Qt.Key.Key_Right)
    hands.press(Qt.Key.Key_Right)
    hands.sees("Accept (A)")
    hands.press(Qt.Key.Key_Tab)
    for done, letter in enumerate("arr", 1):
        hands.types(letter)
        qtbot.waitUntil(lambda left=waiting - done: window.profile.review.model.count == left)

    assert hands.keys == 6
    assert believed(window.operations.assistant)["Health: asthma."] is Status.ACTIVE


def told(hands: Hands, record_property) -> None:
    record_property("keys", hands.keys)
    record_property("seconds", round(hands.seconds(), 1))
    print(f"{hands.keys} keys, {hands.steps} steps, {hands.seconds():.1f} s")
