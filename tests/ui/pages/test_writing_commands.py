from __future__ import annotations

from memory.errors import Problem
from tests.ui.pages.commands_page import ASK, own, page, pirate, write

__all__ = ["page", "pirate"]


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
    count = pirate.model.rowCount()
    desk.changed.emit(memory.writing.add("Other", "…"))
    qtbot.waitUntil(lambda: pirate.model.rowCount() == count + 1)

    assert pirate.form.title.text() == "Sailor"


def test_nothing_is_held_of_a_memory_that_is_closed(pirate):
    pirate.leave_memory()

    assert pirate.model.rowCount() == 0
    assert pirate.form.isHidden()
    assert pirate.told.isHidden()
