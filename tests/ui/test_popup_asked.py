"""What the popup is asked for: commands, instructions, languages, with a selection or without."""

from __future__ import annotations

from PySide6.QtCore import Qt

from memory.errors import Problem
from tests.ui.fake_writing import BEFORE
from tests.ui.popups import HERE, opened, popup, press, run, told, write

__all__ = ["popup", "told"]


def test_without_a_selection_something_new_can_be_written(popup, qtbot, told, memory):
    opened(popup, qtbot, text="")
    assert popup.commands.about.text() == "Nothing is selected, so something new is written."
    assert not popup.commands.model.verbs
    memory.writing.next_text = "Dear all, no."
    write("decline politely")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: popup.result.is_done)
    assert popup.result.primary.text() == "Use it (Enter)"
    press(Qt.Key.Key_Return)

    assert told == ["Dear all, no."]
    assert memory.writing.asked == [("decline politely", "write", {"to": ""})]


def test_a_command_can_be_chosen_before_the_selection_is_there(popup, qtbot, memory):
    opened(popup, qtbot, text=None)
    write("Correct")
    press(Qt.Key.Key_Return)
    assert memory.writing.asked == []
    popup.fill(BEFORE)
    qtbot.waitUntil(lambda: popup.result.is_done)

    assert memory.writing.asked == [(BEFORE, "correct", {"to": ""})]


def test_the_text_is_read_ahead_while_one_chooses(popup, qtbot, memory):
    opened(popup, qtbot)
    qtbot.waitUntil(lambda: memory.writing.ahead == [BEFORE])
    opened(popup, qtbot, text=None)
    popup.fill("Other words")
    qtbot.waitUntil(lambda: memory.writing.ahead == [BEFORE, "Other words"])


def test_what_goes_on_comes_after_the_text(popup, qtbot, told, memory):
    memory.writing.next_text = "And so on."
    run(popup, qtbot, "Continue")
    assert popup.result.diff.count == 1
    press(Qt.Key.Key_Return)

    assert told == [f"{BEFORE} And so on."]


def test_what_stands_before_is_given_to_what_goes_by_it(popup, qtbot, memory):
    for id in ("continue", "expand", "correct"):
        popup.open(None, place=HERE, command=id)
        popup.fill(BEFORE, before="Dear Ana,")
        qtbot.waitUntil(lambda: popup.result.is_done)
        assert "not known here" not in popup.result.how.text()
    told = [given.get("before") for _, _, given in memory.writing.asked]

    assert told == ["Dear Ana,", "Dear Ana,", None]


def test_where_what_stands_before_is_not_known_that_is_said(popup, qtbot, memory):
    run(popup, qtbot, "Continue")
    assert "what stands before it is not known here" in popup.result.how.text()
    popup.open(None, place=HERE, command="continue")
    popup.fill(BEFORE, before="")
    qtbot.waitUntil(lambda: popup.result.is_done)
    assert "not known here" not in popup.result.how.text()
    run(popup, qtbot, "Correct")

    assert "not known here" not in popup.result.how.text()
    assert all("before" not in given for _, _, given in memory.writing.asked)


def test_a_free_instruction_is_done(popup, qtbot, memory):
    run(popup, qtbot, "make it rhyme")

    assert memory.writing.asked == [
        (BEFORE, "instruct", {"to": "", "instruction": "make it rhyme"})
    ]
    assert popup.result.title.text() == "make it rhyme"


def test_a_command_can_be_chosen_by_who_opens_it(popup, qtbot, memory):
    popup.open(None, place=HERE, command="correct")
    popup.fill(BEFORE)
    qtbot.waitUntil(lambda: popup.result.is_done)

    assert memory.writing.asked == [(BEFORE, "correct", {"to": ""})]
    popup.open(BEFORE, place=HERE, command="none of them")
    assert popup.commands.isVisible()


def test_a_language_is_asked_for(popup, qtbot, memory):
    opened(popup, qtbot)
    write("Translate")
    press(Qt.Key.Key_Return)
    assert memory.writing.asked == []
    write("germ")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: popup.result.is_done)

    assert memory.writing.asked == [(BEFORE, "translate", {"to": "", "language": "German"})]
    assert popup.result.title.text() == "Translate: German"


def test_a_selection_that_comes_late_keeps_what_was_typed(popup, qtbot):
    opened(popup, qtbot, text=None)
    write("sho")
    popup.fill(BEFORE)

    assert popup.commands.field.text() == "sho"
    assert popup.commands.about.text().startswith("19 words")


def test_a_selection_that_comes_after_it_was_closed_is_dropped(popup, qtbot):
    opened(popup, qtbot, text=None)
    press(Qt.Key.Key_Escape)
    popup.fill(BEFORE)

    assert popup._text is None
    assert BEFORE not in popup.commands.about.text()


def test_why_there_is_no_selection_is_said(popup, qtbot):
    opened(popup, qtbot, text=None)
    popup.fill("", Problem("That program tells nobody.", remedy="Copy the text."))

    assert popup.notice.accessibleName() == "That program tells nobody. Copy the text."
    assert popup.notice.button.isHidden()
