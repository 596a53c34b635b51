"""Short forms in the popup: marked, typed alone, and in the middle of an instruction."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from memory.snippets import Snippet
from tests.ui.fake_shorthand import HOME, OFFERED
from tests.ui.popups import opened, popup, press, run, told, write

__all__ = ["popup", "told"]

CONTROL = Qt.KeyboardModifier.ControlModifier


def offered(popup, qtbot):
    candidates = popup.shorts.candidates
    qtbot.waitUntil(lambda: candidates.model.rowCount() > 0)
    return candidates


def test_marked_initials_become_the_phrase_in_their_place(popup, qtbot, told, memory):
    opened(popup, qtbot, text=" iwbhb7\n")
    popup.commands.to.setText("Bo")
    press(Qt.Key.Key_Return)
    candidates = offered(popup, qtbot)
    assert candidates.width() == popup.commands.width()
    QTest.keyClick(candidates.list, Qt.Key.Key_2)
    QTest.keyClick(candidates.list, Qt.Key.Key_X)  # too late to be of the popup

    assert popup.commands.field.text() == ""
    assert told == [f" {OFFERED[1].text}\n"]
    assert popup.isHidden()
    assert memory.shorthand.asked == [("iwbhb7", "", "Bo")]
    assert memory.shorthand.warmed == [("", "")]
    assert memory.writing.asked == memory.writing.ahead == []
    qtbot.waitUntil(lambda: memory.shorthand.passed == [[HOME]])


def test_what_stands_before_a_short_form_is_told_where_it_is_known(popup, qtbot, memory):
    opened(popup, qtbot, text=None)
    popup.fill("iwbhb7", before="Dear Bo, ")
    popup.commands.field.setFocus()
    press(Qt.Key.Key_Return)
    offered(popup, qtbot)

    assert memory.shorthand.asked == [("iwbhb7", "Dear Bo, ", "")]


def test_esc_leaves_the_list_and_then_the_popup(popup, qtbot, told):
    opened(popup, qtbot, text="iwbhb7")
    press(Qt.Key.Key_Space, held=CONTROL)
    candidates = offered(popup, qtbot)
    QTest.keyClick(candidates.list, Qt.Key.Key_Escape)

    assert candidates.isHidden()
    assert popup.isVisible()
    popup.commands.field.setFocus()
    press(Qt.Key.Key_Escape)
    assert told == ["left"]


def test_the_name_of_a_snippet_becomes_its_text_at_once(popup, qtbot, told, memory):
    memory.shorthand.snippets.kept[";sig"] = Snippet(";sig", "Yours,\n{name}")
    opened(popup, qtbot, text=";sig")
    popup.commands.to.setText("Bo")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: told == ["Yours,\nBo"])

    assert popup.isHidden()


def test_what_alone_is_typed_goes_where_the_caret_is(popup, qtbot, told):
    opened(popup, qtbot, text="")
    write("iwbhb7")
    press(Qt.Key.Key_Space, held=CONTROL)
    QTest.keyClick(offered(popup, qtbot).list, Qt.Key.Key_Return)

    assert told == [HOME]


def test_in_an_instruction_the_word_before_the_cursor_is_written_out(popup, qtbot, told, memory):
    opened(popup, qtbot)
    write("say that iwbhb7")
    press(Qt.Key.Key_Space, held=CONTROL)
    candidates = popup.shorts.inside.candidates
    qtbot.waitUntil(lambda: candidates.model.rowCount() > 0)
    QTest.keyClick(candidates.list, Qt.Key.Key_1)

    assert popup.commands.field.text() == f"say that {HOME}"
    assert memory.shorthand.asked == [("iwbhb7", "say that ", "")]
    assert told == []


def test_where_nothing_can_be_written_it_is_copied(popup, qtbot, told):
    opened(popup, qtbot, text="iwbhb7", editable=False)
    press(Qt.Key.Key_Return)
    QTest.keyClick(offered(popup, qtbot).list, Qt.Key.Key_1)

    assert told == ["left"]
    assert QGuiApplication.clipboard().text() == HOME


def test_it_is_no_draft_to_learn_a_style_from(popup, qtbot, told, memory):
    run(popup, qtbot, "Correct", text="iwbhb7")
    press(Qt.Key.Key_Backspace)
    popup.commands.field.clear()
    press(Qt.Key.Key_Space, held=CONTROL)
    QTest.keyClick(offered(popup, qtbot).list, Qt.Key.Key_1)
    qtbot.wait(50)

    assert told == [HOME]
    assert memory.voice.changed == []


def test_who_closes_the_popup_hears_no_more_of_it(popup, qtbot, told, memory):
    memory.shorthand.holds = True
    opened(popup, qtbot, text="iwbhb7")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(memory.shorthand.asked))
    popup.leave()
    qtbot.waitUntil(lambda: memory.shorthand.stopped == 1)

    assert popup.shorts.candidates.isHidden()
    assert told == ["left"]


def test_a_snippet_that_is_found_too_late_goes_nowhere(popup, qtbot, told, memory):
    memory.shorthand.snippets.kept[";sig"] = Snippet(";sig", "Yours,\nAda")
    opened(popup, qtbot, text=";sig")
    press(Qt.Key.Key_Return)
    popup.leave()
    qtbot.wait(50)

    assert told == ["left"]


def test_a_locked_memory_is_said(popup, qtbot, desk):
    desk.open = None
    opened(popup, qtbot, text="iwbhb7")
    press(Qt.Key.Key_Return)

    assert popup.shorts.candidates.said.text() == "The memory is locked."
    popup.leave()
