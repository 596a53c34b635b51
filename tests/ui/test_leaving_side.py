from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.leaving_texts import TEXT, preview
from ui.itemmodels.hidden import marks_of
from ui.leaving_side import Side, told


@pytest.fixture
def side(qapp, qtbot):
    made = Side("What I wrote", "Marked")
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    made.show_words(TEXT)
    marks = marks_of(TEXT, preview())
    made.show_marks(marks, [mark.left for mark in marks])
    return made


def test_marks_go_along_with_what_is_written_before_them(side):
    at = TEXT.index("Cleo")
    assert side.mark_at(at + 1) == 0
    side.moveCursor(side.textCursor().MoveOperation.Start)
    QTest.keyClicks(side, "Oh ")

    assert side.mark_at(at + 4) == 0
    assert side.mark_at(1) == -1


def test_what_stood_before_comes_back_by_undo(side):
    side.show_words("Other words")
    QTest.keyClick(side, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert side.words == TEXT


def test_what_is_ours_is_not_told_as_the_users(side, qtbot):
    with qtbot.assertNotEmitted(side.written):
        side.show_words("Other words")
    with qtbot.waitSignal(side.written):
        QTest.keyClicks(side, "x")


def test_a_mark_says_what_and_why():
    assert told(marks_of(TEXT, preview())[0]) == "person – somebody you know"
