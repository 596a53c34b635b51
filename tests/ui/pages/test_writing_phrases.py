"""Snippets and phrases on a made-up memory: what is kept, changed, taken back and tried."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from memory.errors import Problem
from memory.expansions import Chosen
from memory.snippets import Snippet
from memory.types import Changes, Topic
from tests.ui.fake_shorthand import AT, HOME, OFFERED
from ui.pages.writing_phrases import BOTH, EMPTY, SnippetsAndPhrases

CONTROL = Qt.KeyboardModifier.ControlModifier
ONCE = Chosen("iwbhb7", HOME, 1, 0, never=False, at=AT)
PHRASES = [ONCE, replace(ONCE, short="sys", text="see you soon", chosen=4)]


@pytest.fixture
def page(qtbot, desk):
    made = SnippetsAndPhrases(desk)
    qtbot.addWidget(made)
    made.resize(900, 640)
    return made


@pytest.fixture
def held(page, memory, qtbot):
    """The page on two snippets and two phrases."""
    for name, text in ((";addr", "1 High Street\nLeith"), (";sig", "Best,\nAda")):
        memory.shorthand.snippets.kept[name] = Snippet(name, text, 2)
    memory.shorthand.the_learned = list(PHRASES)
    shown(page, qtbot)
    return page


def shown(page, qtbot):
    page.show()
    page.activateWindow()
    qtbot.waitUntil(lambda: page.views.currentIndex() in {EMPTY, BOTH})


def kept(memory):
    return {one.name: one.text for one in memory.shorthand.snippets.kept.values()}


def cells(table):
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def write(page, name=";new", text="Some text", *, add=True):
    if add:
        page.add_button.click()
    page.form.name.setText(name)
    page.form.text.setPlainText(text)
    QTest.keyClick(page.form.text, Qt.Key.Key_Return, CONTROL)


def undone(page):
    QTest.keyClick(page.snippets, Qt.Key.Key_Z, CONTROL)


def test_an_empty_page_says_what_it_will_show_and_begins_with_its_button(page, memory, qtbot):
    shown(page, qtbot)
    assert page.views.currentIndex() == EMPTY
    page.empty.button.click()
    assert page.form.name.hasFocus()
    write(page, add=False)
    qtbot.waitUntil(lambda: kept(memory) == {";new": "Some text"})

    qtbot.waitUntil(lambda: page.snippets.selected() is not None)
    assert page.no_phrases.isVisible()
    assert page.learned.isHidden()


def test_to_cancel_the_first_is_the_empty_page_again(page, qtbot):
    shown(page, qtbot)
    page.empty.button.click()
    QTest.keyClick(page.form.name, Qt.Key.Key_Escape)

    assert page.views.currentIndex() == EMPTY
    assert page.trial.field.hasFocus()


def test_what_is_kept_is_listed_with_how_often_it_was_wanted(held):
    assert cells(held.snippets)[1] == [";sig", "Best, Ada", "2 times"]
    assert cells(held.learned) == [
        ["iwbhb7", HOME, "once"],
        ["sys", "see you soon", "4 times"],
    ]
    assert held.form.name.text() == ";addr"
    assert held.form.text.toPlainText() == "1 High Street\nLeith"
    assert not held.form.save.isEnabled()
    assert held.card.isHidden()


def test_a_snippet_is_added_and_that_is_undone(held, memory, qtbot):
    write(held)
    qtbot.waitUntil(lambda: ";new" in kept(memory))
    qtbot.waitUntil(lambda: held.form.called == ";new" and held.snippets.selected() is not None)
    assert held.said.text() == "Kept: “;new”"
    undone(held)
    qtbot.waitUntil(lambda: ";new" not in kept(memory))

    assert held.said.text() == "Undone."
    assert held.undo_button.isHidden()


def test_it_is_changed_renamed_and_both_are_undone(held, memory, qtbot):
    write(held, ";home", "2 High Street", add=False)
    qtbot.waitUntil(lambda: kept(memory) == {";home": "2 High Street", ";sig": "Best,\nAda"})
    qtbot.waitUntil(lambda: cells(held.snippets)[0][0] == ";home")
    assert held.snippets.selected().name == ";home"
    held.undo_button.click()
    qtbot.waitUntil(lambda: ";addr" in kept(memory))

    qtbot.waitUntil(lambda: held.form.called == ";addr")
    assert ";home" not in kept(memory)


def test_it_is_removed_by_a_key_the_next_is_chosen_and_that_is_undone(held, memory, qtbot):
    held.snippets.setFocus()
    QTest.keyClick(held.snippets, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: list(kept(memory)) == [";sig"])
    qtbot.waitUntil(lambda: held.form.called == ";sig")
    assert held.said.text() == "Removed: “;addr”"
    undone(held)
    qtbot.waitUntil(lambda: ";addr" in kept(memory))
    qtbot.waitUntil(lambda: held.form.called == ";addr")


def test_a_refusal_is_told_and_what_was_written_stays(held, memory, qtbot):
    write(held, ";sig", "Mine")
    qtbot.waitUntil(held.notice.isVisible)

    assert held.notice.accessibleName().startswith("There is a snippet of that name already.")
    assert held.form.text.toPlainText() == "Mine"
    assert kept(memory)[";sig"] == "Best,\nAda"
    undone(held)
    assert held.told.isHidden()


def test_what_is_written_is_not_lost_to_news_from_elsewhere(held, memory, desk, qtbot):
    held.form.text.setPlainText("3 High Street")
    memory.shorthand.snippets.kept[";z"] = Snippet(";z", "z")
    desk.changed.emit(Changes("Other", frozenset({Topic.SETTINGS})))
    qtbot.waitUntil(lambda: len(cells(held.snippets)) == 3)

    assert held.form.text.toPlainText() == "3 High Street"
    QTest.keyClick(held.form.text, Qt.Key.Key_Escape)
    assert held.form.text.toPlainText() == "1 High Street\nLeith"


def test_a_phrase_says_for_what_it_was_chosen_and_is_forgotten(held, memory, qtbot):
    held.learned.setFocus()
    held.learned.selectRow(1)
    assert held.card.text.text() == "see you soon"
    assert held.card.about.text().startswith("For “sys” · chosen 4 times · last ")
    assert held.form.isHidden()
    assert held.snippets.selected() is None
    QTest.keyClick(held.learned, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: memory.shorthand.the_learned == [ONCE])
    qtbot.waitUntil(lambda: held.card.text.text() == HOME)
    QTest.keyClick(held.learned, Qt.Key.Key_Z, CONTROL)

    qtbot.waitUntil(lambda: memory.shorthand.the_learned == PHRASES)


def test_a_phrase_is_never_offered_and_offered_again(held, memory, qtbot):
    held.learned.selectRow(0)
    never = held.card.never
    never.setFocus()
    never.click()
    qtbot.waitUntil(lambda: never.text() == "Offer it again")
    assert held.said.text() == f"Not offered any more: “{HOME}”"
    assert held.learned.selected().never
    assert held.card.about.text() == "For “iwbhb7” · never offered"
    assert never.hasFocus()
    never.click()
    qtbot.waitUntil(lambda: never.text() == "Never offer it")
    held.undo_button.setFocus()
    held.undo_button.click()

    qtbot.waitUntil(lambda: never.text() == "Offer it again")
    assert held.learned.hasFocus()


def test_what_could_not_be_forgotten_is_said_and_not_put_back(held, memory, qtbot, monkeypatch):
    def refuse(*_words):
        raise Problem("The disk is full.")

    monkeypatch.setattr(memory.shorthand, "forget", refuse)
    held.learned.selectRow(0)
    held.card.forget.click()
    qtbot.waitUntil(held.notice.isVisible)
    undone(held)
    qtbot.wait(50)

    assert held.told.isHidden()
    assert memory.shorthand.the_learned == PHRASES


def test_a_phrase_that_is_chosen_ends_what_was_being_written(held):
    held.form.text.setPlainText("3 High Street")
    held.learned.selectRow(0)
    assert not held.form.is_writing
    held.snippets.selectRow(0)

    assert held.form.text.toPlainText() == "1 High Street\nLeith"


def test_enter_goes_into_the_text(held):
    held.snippets.setFocus()
    QTest.keyClick(held.snippets, Qt.Key.Key_Return)

    assert held.form.text.hasFocus()


def test_a_blank_is_put_in(held):
    held.form.text.setPlainText("")
    held.form.blanks.buttons[0].click()

    assert held.form.text.toPlainText() == "{date}"


def test_a_try_shows_what_may_be_meant_takes_a_number_and_learns_nothing(held, memory, qtbot):
    trial = held.trial
    assert not trial.button.isEnabled()
    trial.field.setFocus()
    QTest.keyClicks(trial.field, "iwbhb7")
    qtbot.waitUntil(lambda: memory.shorthand.warmed == [("", "")])
    trial.button.click()
    candidates = trial.expanding.candidates
    qtbot.waitUntil(lambda: candidates.model.rowCount() == len(OFFERED))
    QTest.keyClick(candidates.list, Qt.Key.Key_2)
    qtbot.wait(50)

    assert trial.field.toPlainText() == OFFERED[1].text
    assert memory.shorthand.learned() == PHRASES


def test_it_looks_when_it_is_seen_and_not_before(page, memory, qtbot):
    page.begin()
    qtbot.wait(50)
    assert page.views.currentIndex() not in {EMPTY, BOTH}


def test_what_cannot_be_read_is_said_and_tried_again(page, memory, qtbot):
    memory.shorthand.snippets.problem = Problem("It cannot be read.", remedy="Wait a little.")
    page.show()
    qtbot.waitUntil(page.notice.isVisible)
    assert page.notice.accessibleName() == "It cannot be read. Wait a little."
    page.notice.button.click()

    qtbot.waitUntil(lambda: page.views.currentIndex() == EMPTY)
    assert page.notice.isHidden()


def test_nothing_is_held_of_a_memory_that_is_closed(held):
    held.trial.field.setPlainText("iwbhb7")
    held.learned.selectRow(0)
    held.leave_memory()
    form, card = held.form, held.card

    assert cells(held.snippets) == cells(held.learned) == []
    assert form.text.toPlainText() == form.name.text() == card.text.text() == ""
    assert held.trial.field.toPlainText() == ""
    assert held.told.isHidden()
