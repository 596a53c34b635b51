"""The lines of a reply by keyboard: kept, changed, moved, dropped, added."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant.replying.outline import Line, own_line
from assistant.replying.saying import Point
from ui.reply_outline import OutlineEditor

LINES = (
    Line(Point.ACCEPT_COME, "I will gladly come."),
    Line(Point.ANSWER, "The lease ends in May.", (1,)),
    Line(Point.THANK, "Thank you.", kept=False),
)


@pytest.fixture
def editor(qtbot):
    made = OutlineEditor()
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show_lines(LINES)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def texts(editor):
    return [line.text for line in editor.lines()]


def test_what_is_shown_comes_back_as_it_was(editor):
    assert editor.lines() == LINES
    assert editor.rows[1].number.text() == "2"
    assert not editor.rows[0].number.isVisible()


def test_a_changed_line_is_the_users_own(editor, qtbot):
    with qtbot.waitSignal(editor.changed):
        editor.rows[1].field.setPlainText("Until  May")

    assert editor.lines()[1] == Line(Point.OWN, "Until May", (1,))


def test_enter_begins_a_line_after_this_one(editor):
    editor.rows[0].field.setFocus()
    QTest.keyClick(editor.rows[0].field, Qt.Key.Key_Return)
    QTest.keyClicks(editor.rows[1].field, "With cake")

    assert editor.rows[1].field.hasFocus()
    assert editor.lines()[1] == own_line("With cake")
    assert len(editor.lines()) == 4


def test_alt_and_an_arrow_move_a_line_as_far_as_it_goes(editor):
    field = editor.rows[1].field
    QTest.keyClick(field, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert texts(editor)[0] == "The lease ends in May."
    QTest.keyClick(field, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)

    assert editor.lines() == LINES
    assert field.hasFocus()


def test_backspace_in_an_empty_line_drops_it_and_goes_to_the_one_before(editor):
    field = editor.rows[1].field
    field.setPlainText("")
    QTest.keyClick(field, Qt.Key.Key_Backspace)

    assert texts(editor) == ["I will gladly come.", "Thank you."]
    assert editor.rows[0].field.hasFocus()


def test_the_last_line_that_is_dropped_leaves_the_button(editor, qtbot):
    for each in list(editor.rows):
        with qtbot.waitSignal(editor.changed):
            each.drop.click()

    assert editor.lines() == ()
    assert editor.add.hasFocus()
    editor.add.click()
    assert len(editor.rows) == 1


def test_what_is_unticked_is_not_kept(editor, qtbot):
    with qtbot.waitSignal(editor.changed):
        editor.rows[0].kept.click()

    assert [line.kept for line in editor.lines()] == [False, True, False]


def test_an_empty_line_is_no_line(editor):
    editor.rows[0].field.setPlainText("  ")

    assert texts(editor) == ["The lease ends in May.", "Thank you."]


def test_the_ends_cannot_be_moved_over(editor):
    assert [each.up.isEnabled() for each in editor.rows] == [False, True, True]
    assert [each.down.isEnabled() for each in editor.rows] == [True, True, False]
