from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPlainTextEdit

from memory.errors import Problem
from memory.types import Changes, Topic
from tests.ui.fake_writing import AFTER, BEFORE, command
from tests.ui.popups import HERE, opened, popup, press, run, told, write
from tests.ui.test_keyboard import MOST, Hands

__all__ = ["popup", "told"]


def test_it_is_shown_at_the_pointer_with_the_field_ready(popup, qtbot):
    opened(popup, qtbot)

    assert popup.isVisible()
    assert popup.pos() == HERE + QPoint(8, 8)
    assert popup.commands.about.text() == f"19 words: “{BEFORE}”"


def test_by_keyboard_alone_from_command_to_accepted_text(popup, qtbot, told, memory):
    run(popup, qtbot)
    assert popup.result.diff.marked.hasFocus()
    press(Qt.Key.Key_Return)

    assert told == [AFTER]
    assert popup.isHidden()
    assert memory.writing.asked == [(BEFORE, "correct", {"to": ""})]
    assert memory.voice.changed == []


def test_nothing_goes_out_before_it_is_accepted(popup, qtbot, told, memory):
    before = QGuiApplication.clipboard().text()
    memory.writing.holds = 5
    opened(popup, qtbot)
    write("Correct")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(memory.writing.said) == 5)
    press(Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_E, Qt.Key.Key_C)
    popup.result.primary.click()
    popup.result.place.click()

    assert told == []
    assert not popup.result.diff.is_editing
    assert QGuiApplication.clipboard().text() == before


def test_changes_are_taken_one_by_one(popup, qtbot, told):
    run(popup, qtbot)
    press(Qt.Key.Key_Right, Qt.Key.Key_Space)
    assert popup.result.primary.text() == "Take 3 of 4 (Enter)"
    press(Qt.Key.Key_Return)

    assert told == [AFTER.replace("Monday", "monday")]


def test_what_the_user_changed_in_a_draft_is_learned_from(popup, qtbot, told, memory):
    run(popup, qtbot)
    press(Qt.Key.Key_E)
    write("!")
    press(Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(memory.voice.changed))

    assert memory.voice.changed == [(AFTER, AFTER + "!", "")]


def test_where_nothing_is_taken_there_is_nothing_to_accept(popup, qtbot, told):
    run(popup, qtbot)
    popup.result.diff.all.click()
    popup.result.diff.setFocus()
    press(Qt.Key.Key_Return)

    assert told == []
    assert not popup.result.primary.isEnabled()


def test_it_is_edited_and_then_accepted(popup, qtbot, told):
    run(popup, qtbot)
    press(Qt.Key.Key_E)
    write(" Bye.")
    press(Qt.Key.Key_Return)
    assert told == []
    press(Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)

    assert told == [AFTER + " Bye.\n"]


def test_escape_ends_editing_and_keeps_what_was_written(popup, qtbot, told):
    run(popup, qtbot)
    press(Qt.Key.Key_E)
    write(" Bye.")
    press(Qt.Key.Key_Escape)

    assert popup.isVisible()
    assert popup.result.diff.count == 5
    press(Qt.Key.Key_Return)
    assert told == [AFTER + " Bye."]


def test_try_again_writes_it_again(popup, qtbot, memory):
    run(popup, qtbot)
    memory.writing.next_text = "Other words."
    press(Qt.Key.Key_R)
    qtbot.waitUntil(lambda: popup.result.is_done and len(memory.writing.asked) == 2)

    assert popup.result.diff.text == "Other words."


def test_escape_stops_and_then_closes(popup, qtbot, told, memory):
    memory.writing.holds = 3
    opened(popup, qtbot)
    write("Correct")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(memory.writing.said) == 3)
    press(Qt.Key.Key_Escape)

    assert popup.isVisible()
    assert "Stopped" in popup.result.how.text()
    assert popup.result.primary.isHidden()
    qtbot.waitUntil(lambda: memory.writing.stopped == 1)
    press(Qt.Key.Key_Escape)
    assert popup.isHidden()
    assert told == ["left"]


def test_what_was_stopped_is_heard_of_no_more(popup, qtbot, memory):
    memory.writing.holds = 3
    opened(popup, qtbot)
    write("Correct")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(memory.writing.said) == 3)
    press(Qt.Key.Key_Escape)
    memory.writing.holds = None
    qtbot.wait(60)

    assert not popup.result.is_done
    press(Qt.Key.Key_R)
    qtbot.waitUntil(lambda: popup.result.is_done)


def test_a_problem_is_a_sentence_and_a_remedy(popup, qtbot, told, memory):
    memory.writing.problem = Problem("The model died.", remedy="Try it again.")
    opened(popup, qtbot)
    write("Correct")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(popup.notice.isVisible)

    assert popup.notice.accessibleName() == "The model died. Try it again."
    assert popup.commands.isVisible()
    assert "Rewrite" in [verb.name for verb in popup.commands.model.verbs]
    popup.notice.button.click()
    qtbot.waitUntil(lambda: popup.result.is_done)
    assert popup.notice.isHidden()
    assert told == []


def test_an_instruction_that_failed_can_be_said_otherwise(popup, qtbot, memory):
    memory.writing.problem = Problem("The model died.", remedy="Try it again.")
    opened(popup, qtbot)
    write("make it rhyme")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(popup.notice.isVisible)

    assert popup.commands.field.selectedText() == "make it rhyme"


def test_a_bug_leaves_nobody_waiting(popup, qtbot, memory):
    memory.writing.bug = ValueError("secret")
    opened(popup, qtbot)
    write("Correct")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(popup.findChildren(QMessageBox)))
    for box in popup.findChildren(QMessageBox):
        box.reject()

    qtbot.waitUntil(lambda: not popup.room.is_busy)
    assert popup.commands.isVisible()


def test_an_answer_is_copied_and_replaces_nothing(popup, qtbot, told, memory):
    memory.writing.next_text = "A house was seen."
    run(popup, qtbot, "Summarise")
    assert popup.result.primary.text() == "Copy (Enter)"
    assert popup.result.diff.status.isHidden()
    press(Qt.Key.Key_Return)

    assert told == ["left"]
    assert QGuiApplication.clipboard().text() == "A house was seen."


def test_an_answer_can_be_put_in_its_place_by_a_key(popup, qtbot, told, memory):
    memory.writing.next_text = "A house was seen."
    run(popup, qtbot, "Summarise")
    press(Qt.Key.Key_P)

    assert told == ["A house was seen."]


def test_where_nothing_can_be_written_it_is_copied(popup, qtbot, told):
    run(popup, qtbot, editable=False)
    assert popup.result.place.isHidden()
    press(Qt.Key.Key_Return)

    assert told == ["left"]
    assert QGuiApplication.clipboard().text() == AFTER


def test_a_locked_memory_says_so(popup, qtbot, desk):
    desk.open = None
    popup.open(BEFORE, place=HERE)

    assert popup.notice.accessibleName().startswith("The memory is locked.")
    popup.commands.wanted.emit(command("correct"), "")
    assert not popup.room.is_busy


def test_nothing_of_the_text_is_held_once_it_is_closed(popup, qtbot):
    run(popup, qtbot)
    press(Qt.Key.Key_E)
    press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    views = popup.result.diff
    held = [popup.commands.about.text(), views.marked.toPlainText(), views.box.toPlainText()]

    assert not any("Monday" in one or "monday" in one for one in held)
    assert popup.result.title.text() == ""
    assert popup._text is popup._wanted is popup.result._wanted is None
    assert popup.result._so_far == ""
    popup.leave_memory()
    assert popup.commands.model.verbs == []


def test_backspace_goes_back_to_the_commands(popup, qtbot, told):
    run(popup, qtbot)
    press(Qt.Key.Key_Backspace)

    assert popup.commands.field.hasFocus()
    assert popup.result.isHidden()
    press(Qt.Key.Key_Escape)
    assert told == ["left"]


def test_it_is_as_high_as_what_is_shown(popup, qtbot):
    opened(popup, qtbot)
    whole = popup.height()
    write("Summ")
    few = popup.height()
    write("arise and much more that no command is called")
    assert popup.height() < few < whole
    popup.commands.field.clear()

    assert popup.height() == whole


def test_it_stays_whole_on_the_screen(popup, qtbot):
    area = QGuiApplication.primaryScreen().availableGeometry()
    for corner in (area.topLeft(), area.bottomRight(), area.topRight(), area.bottomLeft()):
        popup.open(BEFORE * 40, place=corner)
        assert area.contains(popup.geometry())
    popup.commands.wanted.emit(command("correct"), "")
    qtbot.waitUntil(lambda: popup.result.is_done)
    assert area.contains(popup.geometry())


def test_it_hears_of_new_commands_and_people(popup, qtbot, memory, desk):
    opened(popup, qtbot)
    desk.changed.emit(memory.writing.add("Pirate", "Say it as a pirate."))
    qtbot.waitUntil(lambda: popup.commands.model.verbs[-1].name == "Pirate")
    memory.people.known = []
    desk.changed.emit(Changes("Join", frozenset({Topic.PEOPLE})))
    qtbot.waitUntil(lambda: popup.commands._names == [])


def test_it_works_on_a_text_box_of_our_own(popup, qtbot):
    box = QPlainTextEdit()
    qtbot.addWidget(box)
    box.setPlainText(f"Dear Ana, {BEFORE} Yours")
    cursor = box.textCursor()
    cursor.setPosition(10)
    cursor.setPosition(10 + len(BEFORE), cursor.MoveMode.KeepAnchor)
    box.setTextCursor(cursor)
    popup.accepted.connect(box.insertPlainText)
    run(popup, qtbot, text=box.textCursor().selectedText())
    press(Qt.Key.Key_Return)

    assert box.toPlainText() == f"Dear Ana, {AFTER} Yours"
    box.undo()
    assert box.toPlainText() == f"Dear Ana, {BEFORE} Yours"


def test_somebody_who_never_saw_it_corrects_a_text_by_keyboard(popup, qtbot, told):
    """Every step rests on words that are on the screen at that moment."""
    opened(popup, qtbot)
    hands = Hands(popup)
    hands.sees("Find a command, or say what to do")
    hands.types("corr")
    hands.sees("Enter does the line")
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: popup.result.is_done)
    hands.sees("Space leaves it, arrows walk")
    hands.press(Qt.Key.Key_Right)
    hands.press(Qt.Key.Key_Space)
    hands.sees("Take 3 of 4 (Enter)")
    hands.press(Qt.Key.Key_Return)

    assert told == [AFTER.replace("Monday", "monday")]
    assert hands.keys == 8
    assert hands.seconds() < MOST


@pytest.mark.qt_log_ignore("grabbing the keyboard")  # which a screen that is none cannot
def test_somebody_who_never_saw_it_says_to_whom_by_keyboard(popup, qtbot, memory):
    opened(popup, qtbot)
    hands = Hands(popup)
    hands.sees("To")
    hands.press(Qt.Key.Key_Tab)
    hands.tab_to("Who it is to")
    hands.types("Ek")
    found = popup.commands.to.completer().popup()
    qtbot.waitUntil(found.isVisible)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(found, key)  # a list that is open has all keys
    qtbot.waitUntil(lambda: popup.commands.to.text() == "Bo Ek")
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: popup.result.is_done)

    assert memory.writing.asked == [(BEFORE, "rewrite", {"to": "Bo Ek"})]
