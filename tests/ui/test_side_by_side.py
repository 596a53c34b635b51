from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QHelpEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from assistant.privacy.rewriting import Preview
from tests.ui.leaving_texts import TEXT, preview
from ui import theme
from ui.kinds import LINES, Family
from ui.side_by_side import Deed, SideBySide


@pytest.fixture
def sides(qapp, qtbot):
    theme.wear(qapp, theme.LIGHT)
    made = SideBySide()
    qtbot.addWidget(made)
    made.resize(900, 620)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_text(TEXT)
    made.show_preview(TEXT, preview())
    qtbot.waitUntil(lambda: made.is_seen)
    return made


def marked(side):
    return [dress.cursor.selectedText() for dress in side.extraSelections()]


def at(sides):
    return sides.status.text().split(":")[0]


def test_every_hidden_thing_is_marked_on_both_sides(sides):
    assert marked(sides.left) == [
        "Cleo", "Ada Quill", "Morley & Tate", "ada@quill.org", "GB29 NWBK 6016 1331 9268 19",
    ]  # fmt: skip
    assert marked(sides.right) == [
        "[PERSON_2]", "[PERSON_1]", "[ORGANISATION_1]", "[EMAIL_1]", "[IBAN_1]",
    ]  # fmt: skip
    lines = {dress.format.underlineStyle() for dress in sides.left.extraSelections()}
    assert lines == {LINES[Family.WHO], LINES[Family.REACH], LINES[Family.SECRET]}


def test_marks_are_no_part_of_the_text(sides):
    assert sides.left.words == TEXT
    assert sides.right.words == preview().outgoing


def test_the_list_is_walked_by_key_and_says_why(sides):
    sides.focus()
    assert at(sides) == "1 of 5"
    QTest.keyClick(sides.table, Qt.Key.Key_Down)
    assert sides.status.text() == "2 of 5: person – your own name"
    stands_out = [
        dress.cursor.selectedText()
        for dress in sides.right.extraSelections()
        if dress.format.background().color().name() == theme.LIGHT.accent
    ]
    assert stands_out == ["[PERSON_1]"]


def test_the_cursor_in_a_mark_chooses_it(sides):
    sides.left.setFocus()
    sides.left.moveCursor(QTextCursor.MoveOperation.Start)
    for _ in range(len("Dear C")):
        QTest.keyClick(sides.left, Qt.Key.Key_Right)
    assert at(sides) == "1 of 5"
    QTest.keyClick(sides.left, Qt.Key.Key_Home)

    assert sides.status.text() == "5 things are hidden."


def test_pointing_at_a_mark_tells_why(sides, qtbot):
    sides.right.setFocus()
    cursor = QTextCursor(sides.right.document())
    cursor.setPosition(sides.right.words.index("[EMAIL") + 3)
    place = sides.right.viewport().mapTo(sides.right, sides.right.cursorRect(cursor).center())
    event = QHelpEvent(QHelpEvent.Type.ToolTip, place, sides.right.mapToGlobal(place))
    QApplication.sendEvent(sides.right, event)

    assert "e-mail address" in QToolTip.text()
    QToolTip.hideText()


@pytest.mark.parametrize("deed", Deed)
def test_a_letter_in_the_list_decides(sides, qtbot, deed):
    sides.focus()
    with qtbot.waitSignal(sides.decided) as heard:
        QTest.keyClicks(sides.table, deed.value.lower())

    assert heard.args[0] is deed
    assert heard.args[1].said == "Cleo"


def test_words_that_were_missed_are_chosen_to_be_hidden(sides, qtbot):
    sides.left.setFocus()
    cursor = sides.left.textCursor()
    start = TEXT.index("Dear")
    cursor.setPosition(start)
    cursor.setPosition(start + 4, QTextCursor.MoveMode.KeepAnchor)
    sides.left.setTextCursor(cursor)
    assert not sides.buttons[Deed.ALWAYS].isEnabled()
    with qtbot.waitSignal(sides.decided) as heard:
        sides.buttons[Deed.NEVER].click()

    assert heard.args[1].said == "Dear"
    assert (heard.args[1].hidden.start, heard.args[1].hidden.end) == (0, 4)


def test_what_is_written_on_the_left_is_told_once_it_rests(sides, qtbot):
    told: list[str] = []
    sides.rewritten.connect(told.append)
    sides.left.setFocus()
    sides.left.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(sides.left, "Yours")
    assert not sides.is_settled
    assert not sides.buttons[Deed.ALWAYS].isEnabled()
    qtbot.waitUntil(lambda: bool(told))

    assert told == [TEXT + "Yours"]


def test_own_words_on_the_right_are_told_and_stay(sides, qtbot):
    sides.right.setFocus()
    sides.right.moveCursor(QTextCursor.MoveOperation.End)
    with qtbot.waitSignal(sides.worded) as heard:
        QTest.keyClicks(sides.right, "My own words.")
    own = preview().outgoing + "My own words."
    assert heard.args == [own]
    position = sides.right.textCursor().position()
    sides.show_preview(TEXT, Preview(own, preview().hidden))

    assert sides.right.words == own
    assert sides.right.textCursor().position() == position


def test_a_preview_that_comes_late_is_dropped(sides):
    sides.left.setPlainText("Something else")
    sides.show_preview(TEXT, preview())

    assert not sides.is_settled


def test_nothing_counts_as_seen_before_its_end_was_on_the_screen(sides, qtbot):
    text = "\n".join(f"Cleo wrote on day {n}." for n in range(300))
    sides.show_text(text)
    assert not sides.is_seen
    sides.show_preview(text, preview(text))
    qtbot.wait(80)
    assert not sides.is_seen
    sides.right.setFocus()
    QTest.keyClick(sides.right, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: sides.is_seen)


def test_the_sides_scroll_together(sides, qtbot):
    text = "\n".join(f"Cleo wrote on day {n} of the leak." for n in range(300))
    sides.show_text(text)
    sides.show_preview(text, preview(text))
    sides.left.verticalScrollBar().setValue(120)
    qtbot.wait(20)

    first = sides.left.firstVisibleBlock().blockNumber()
    assert first > 50
    assert sides.right.firstVisibleBlock().blockNumber() == first


def test_characters_that_cannot_be_seen_are_counted(sides):
    text = "Ask how\u200b it is\u2060."
    sides.show_text(text)
    sides.show_preview(text, preview(text))

    assert sides.unseen.isVisible() is ("\u200b" in sides.right.words)


def test_spaces_that_do_not_break_are_kept(sides):
    text = "At 10\u00a0am\u2028or later"
    sides.show_text(text)

    assert sides.left.words == "At 10\u00a0am\nor later"


def test_a_blocked_text_is_never_seen_to_its_end(sides, qtbot):
    blocked = preview(TEXT, "ask me before names leave")
    assert blocked.blocked
    sides.show_preview(TEXT, blocked)
    qtbot.wait(80)

    assert sides.right.words == ""
    assert not sides.is_seen
    assert marked(sides.left)[0] == "Cleo"


def test_nothing_is_left_of_a_text_that_was_cleared(sides):
    sides.clear()

    assert sides.left.words == sides.right.words == ""
    assert not sides.left.document().isUndoAvailable()
    assert sides.model.rowCount() == 0


def test_what_has_no_private_word_says_so(sides):
    sides.show_text("What is the time?")
    sides.show_preview("What is the time?", preview("What is the time?"))

    assert sides.status.text() == "Nothing private was found in it."
    assert not sides.table.isVisible()
