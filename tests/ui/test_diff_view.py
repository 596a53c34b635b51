from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtTest import QTest

from ui import theme
from ui.diff_view import DiffView

BEFORE = "We was there on monday and seen the big house. It were nice."
AFTER = "We were there on Monday and saw the big house. It was nice."
NONE, LINE = QTextCharFormat.UnderlineStyle.NoUnderline, QTextCharFormat.UnderlineStyle


@pytest.fixture
def view(qtbot, qapp):
    theme.wear(qapp, theme.LIGHT)
    made = DiffView()
    qtbot.addWidget(made)
    made.resize(460, 300)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.marked.hasFocus)
    return made


def looks(view, words):
    """Return what the first of these words looks like: struck, underlined, on a ground."""
    cursor = view.marked.document().find(words, 0, QTextDocument.FindFlag.FindCaseSensitively)
    assert not cursor.isNull(), f"{words} is not shown"
    form = cursor.charFormat()
    ground = form.background().style() is not Qt.BrushStyle.NoBrush
    return form.fontStrikeOut(), form.underlineStyle() is not NONE, ground


def press(view, *keys):
    for key in keys:
        QTest.keyClick(view.focusProxy(), key)


def test_what_goes_is_struck_and_what_comes_is_underlined(view):
    view.show_diff(BEFORE, AFTER)

    assert looks(view, "monday") == (True, False, False)
    assert looks(view, "Monday") == (False, True, False)
    assert looks(view, "there on") == (False, False, False)
    assert view.text == AFTER
    assert view.status.text() == "Change 1 of 4: taken; Space leaves it, arrows walk"


def test_the_change_that_is_looked_at_stands_on_a_ground_of_its_own(view):
    view.show_diff(BEFORE, AFTER)
    assert looks(view, "was")[2]
    press(view, Qt.Key.Key_Right)

    assert not looks(view, "was")[2]
    assert looks(view, "monday")[2]
    press(view, Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert view.marked.at == 3
    press(view, Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Up)
    assert view.marked.at == 0
    press(view, Qt.Key.Key_End)
    assert view.marked.at == 3


def test_space_leaves_a_change_and_takes_it_again(view):
    view.show_diff(BEFORE, AFTER)
    press(view, Qt.Key.Key_Right, Qt.Key.Key_Space)

    assert view.text == AFTER.replace("Monday", "monday")
    assert looks(view, "monday") == (False, False, True)
    assert view.count_taken == 3
    assert "left; Space takes it" in view.status.text()
    press(view, Qt.Key.Key_Space)
    assert view.text == AFTER


def test_all_are_left_and_taken_at_once(view):
    view.show_diff(BEFORE, AFTER)
    view.all.click()
    assert view.text == BEFORE
    assert view.all.text() == "Take all"
    view.all.click()

    assert view.text == AFTER


def test_enter_accepts(view, qtbot):
    view.show_diff(BEFORE, AFTER)
    with qtbot.waitSignal(view.accepted):
        press(view, Qt.Key.Key_Return)


def test_while_it_comes_nothing_is_removed_and_nothing_can_be_taken(view):
    for end in range(0, len(AFTER), 7):
        view.show_coming(BEFORE, AFTER[:end])
        assert not looks(view, "were nice")[0]
    press(view, Qt.Key.Key_Space, Qt.Key.Key_Right)
    view.marked.turn()

    assert view.marked.left == set()
    assert view.status.isHidden()
    view.show_diff(BEFORE, AFTER)
    assert view.text == AFTER


def test_edit_begins_with_what_is_taken_so_far(view):
    view.show_diff(BEFORE, AFTER)
    press(view, Qt.Key.Key_Space)
    view.edit()
    assert view.box.toPlainText() == AFTER.replace("were there", "was there")
    QTest.keyClicks(view.box, " Yes.")

    assert view.text == AFTER.replace("were there", "was there") + " Yes."


def test_a_text_that_was_opened_and_not_edited_stays_to_the_character(view):
    strange = "a\xa0b\r\nc\u2028d\ufeff"
    view.show_diff("x", strange)
    view.edit()
    assert view.text == strange
    QTest.keyClicks(view.box, "!")

    assert view.text == "a\xa0b\r\nc\r\nd\ufeff!"


def test_half_a_character_does_not_stop_it(view):
    view.show_diff("a \ud800 b", "c \ud800 d")
    view.edit()

    assert view.text == "c \ud800 d"


def test_the_same_text_says_so(view):
    view.show_diff(BEFORE, BEFORE)

    assert view.status.text() == "Nothing was changed."
    assert view.all.isHidden()
    assert view.text == BEFORE


def test_a_click_looks_at_a_change_and_two_leave_it(view):
    view.show_diff(BEFORE, AFTER)
    cursor = QTextCursor(view.marked.document())
    cursor.setPosition(view.marked.places[2].start + 1)
    at: QPoint = view.marked.cursorRect(cursor).center()
    QTest.mouseClick(view.marked.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.marked.at == 2
    QTest.mouseDClick(view.marked.viewport(), Qt.MouseButton.LeftButton, pos=at)

    assert view.text == AFTER.replace("saw", "seen")


def test_a_screen_reader_hears_what_a_change_is(view):
    view.show_diff("one two", "one\n\nthree")
    assert view.described() == "One change, taken; Space leaves it. two becomes three"
    view.show_diff("one ", "one")
    assert view.described().endswith("removed: ·")
    view.show_diff("one", "one two")
    assert view.described().endswith("new: two")
    assert view.marked.accessibleDescription() == view.status.text()


def test_another_theme_keeps_what_was_left(view, qapp):
    view.show_diff(BEFORE, AFTER)
    press(view, Qt.Key.Key_Right, Qt.Key.Key_Space)
    theme.wear(qapp, theme.DARK)

    assert view.text == AFTER.replace("Monday", "monday")
    assert view.marked.at == 1
    assert looks(view, "monday") == (False, False, True)
    assert "left; Space takes it" in view.status.text()
    for worn in (theme.DARK, theme.LIGHT):
        theme.wear(qapp, worn)
        found = view.marked.document().find("there")
        assert found.charFormat().foreground().color().name() == worn.text


def test_nothing_is_held_once_it_is_cleared(view):
    view.show_diff(BEFORE, AFTER)
    view.edit()
    view.clear()

    assert view.text == ""
    assert view.box.toPlainText() == view.marked.toPlainText() == ""
