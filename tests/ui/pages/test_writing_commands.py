from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from memory.errors import Problem
from tests.ui.fake_writing import AFTER, BEFORE
from ui.pages.writing_command_form import sequence
from ui.pages.writing_commands import WritingCommands

ASK = "Write this as a pirate. It is to {to}."


@pytest.fixture
def page(qtbot, desk):
    made = WritingCommands(desk)
    qtbot.addWidget(made)
    made.resize(900, 640)
    made.show()
    made.begin()
    qtbot.waitUntil(lambda: made.model.rowCount() > 0)
    return made


def own(memory):
    return [one for one in memory.writing.the_commands if one.own]


def write(page, title="Pirate", ask=ASK, keys=""):
    page.add_button.click()
    page.form.title.setText(title)
    page.form.ask.setPlainText(ask)
    page.form.keys.setText(keys)
    QTest.keyClick(page.form.ask, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def pirate(page, memory, qtbot):
    write(page)
    qtbot.waitUntil(lambda: page.selected() is not None and page.selected().title == "Pirate")
    return page


def test_what_comes_along_is_shown_with_what_a_model_is_asked(page):
    assert page.selected().title == "Rewrite"
    assert page.model.words(page.selected(), 1) == "Alt+R"
    assert page.form.name.text() == "Rewrite"
    assert page.form.fields.isHidden()
    assert not page.told.isVisible()


def test_one_of_ones_own_is_added_and_chosen(pirate, memory):
    made = own(memory)[0]

    assert (made.title, made.ask) == ("Pirate", ASK)
    assert pirate.form.fixed.isHidden()
    assert pirate.form.title.text() == "Pirate"
    assert pirate.said.text() == "Kept: “Pirate”"


def test_to_add_it_is_undone(pirate, memory, qtbot):
    pirate.undo_button.click()
    qtbot.waitUntil(lambda: own(memory) == [])

    assert pirate.said.text() == "Undone."
    assert pirate.undo_button.isHidden()


def test_a_change_is_kept_and_undone(pirate, memory, qtbot):
    pirate.form.title.setText("Sailor")
    pirate.form.keys.setText("ctrl+alt+g")
    pirate.form.save.click()
    qtbot.waitUntil(lambda: [one.title for one in own(memory)] == ["Sailor"])
    assert own(memory)[0].shortcut == "Ctrl+Alt+G"
    qtbot.waitUntil(lambda: pirate.selected().title == "Sailor")
    pirate.undo()
    qtbot.waitUntil(lambda: [one.title for one in own(memory)] == ["Pirate"])

    assert own(memory)[0].shortcut == ""


def test_it_is_removed_and_that_is_undone(pirate, memory, qtbot):
    pirate.form.remove.click()
    qtbot.waitUntil(lambda: own(memory) == [])
    assert pirate.said.text() == "Removed: “Pirate”"
    pirate.shortcut.activated.emit()
    qtbot.waitUntil(lambda: [one.title for one in own(memory)] == ["Pirate"])

    assert own(memory)[0].ask == ASK


def test_a_refusal_is_told_and_what_was_written_stays(page, memory, qtbot):
    memory.writing.problem = Problem("There is no variable {who}.", remedy="There is {to}.")
    write(page)
    qtbot.waitUntil(page.notice.isVisible)

    assert page.notice.accessibleName() == "There is no variable {who}. There is {to}."
    assert page.form.title.text() == "Pirate"
    assert page.told.isHidden()
    page.undo()
    assert own(memory) == []


def test_what_is_written_is_not_lost_to_news_from_elsewhere(pirate, memory, desk, qtbot):
    pirate.form.title.setText("Sailor")
    memory.writing.add("Other", "…")
    desk.changed.emit(memory.writing.remove("rewrite"))
    qtbot.waitUntil(lambda: pirate.model.rowCount() == len(memory.writing.the_commands))

    assert pirate.form.title.text() == "Sailor"


def test_escape_leaves_a_new_one(page):
    page.add_button.click()
    page.form.title.setText("Pirate")
    QTest.keyClick(page.form.title, Qt.Key.Key_Escape)

    assert page.form.name.text() == "Rewrite"
    assert page.form.fields.isHidden()


def test_one_is_made_like_another(page):
    page.form.copy_button.click()

    assert page.form.title.text() == "Rewrite, my way"
    assert page.form.remove.isHidden()


def test_a_variable_is_put_where_one_writes(page):
    page.add_button.click()
    page.form.ask.setPlainText("Write to ")
    page.form.ask.moveCursor(page.form.ask.textCursor().MoveOperation.End)
    page.form.variables[0].click()

    assert page.form.ask.toPlainText() == "Write to {to}"
    assert page.form.ask.hasFocus() or page.form.ask.isVisible()


def test_keys_that_are_none_are_refused(page, qtbot):
    write(page, keys="Zebra")

    assert page.notice.accessibleName().startswith("These are no keys: “Zebra”.")


@pytest.mark.parametrize(
    ("written", "kept"),
    [("", ""), ("g", "G"), ("ctrl+alt+g", "Ctrl+Alt+G"), ("7", None), ("word", None)],
)
def test_keys_are_kept_as_they_are_known(written, kept):
    assert sequence(written) == kept


def test_it_is_tried_on_a_text_and_nothing_is_kept(pirate, memory, qtbot):
    trial = pirate.form.trial
    assert not trial.button.isEnabled()
    trial.box.setPlainText(BEFORE)
    trial.button.click()
    qtbot.waitUntil(lambda: trial.diff.text == AFTER and not pirate.room.is_busy)

    assert memory.writing.asked == [(BEFORE, "pirate", {"to": ""})]
    assert trial.how.text() == "By Qwen3-4B · sounds like you: 82 %"
    assert trial.diff.count == 4


def test_what_is_not_kept_cannot_be_tried(pirate):
    pirate.form.trial.box.setPlainText(BEFORE)
    assert pirate.form.trial.button.isEnabled()
    pirate.form.ask.setPlainText("Something else.")

    assert not pirate.form.trial.button.isEnabled()


def test_a_try_is_stopped(page, memory, qtbot):
    memory.writing.holds = 2
    trial = page.form.trial
    trial.box.setPlainText(BEFORE)
    trial.button.click()
    qtbot.waitUntil(lambda: len(memory.writing.said) == 2)
    assert trial.button.text() == "Stop"
    trial.button.click()
    qtbot.waitUntil(lambda: memory.writing.stopped == 1)

    assert trial.diff.isHidden()
    assert trial.button.text() == "Try it"


def test_a_try_that_fails_is_told(page, memory, qtbot):
    memory.writing.problem = Problem("No model.", remedy="Get one.")
    page.form.trial.box.setPlainText(BEFORE)
    page.form.trial.button.click()
    qtbot.waitUntil(page.notice.isVisible)

    assert page.notice.accessibleName() == "No model. Get one."


def test_a_language_is_asked_for_in_the_try(page, memory, qtbot):
    page.select("Translate")
    trial = page.form.trial
    assert trial.words.accessibleName() == "Into which language?"
    trial.box.setPlainText(BEFORE)
    trial.words.setText("German")
    trial.button.click()
    qtbot.waitUntil(lambda: bool(memory.writing.asked))

    assert memory.writing.asked == [(BEFORE, "translate", {"to": "", "language": "German"})]


def test_nothing_is_held_of_a_memory_that_is_closed(pirate):
    pirate.leave_memory()

    assert pirate.model.rowCount() == 0
    assert pirate.form.isHidden()
    assert pirate.told.isHidden()
