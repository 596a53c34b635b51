from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from memory.errors import Problem
from memory.types import Changes, Source, Status, Topic
from tests.ui.claims import change, claim
from tests.ui.fakes import NOW
from ui.commenting import Commenting
from ui.pages.profile import CARDS, CHANGED, REVIEW, TEXT, ProfilePage

MAIL = Source("Mail", Path("/home/ada/mail.mbox"), False, 12, 1, NOW)
ONES = [claim(1), claim(2, "Likes tea."), claim(3, "Plays the tuba.", status=Status.DRAFT)]


@pytest.fixture
def empty(qtbot, desk, memory):
    made = ProfilePage(desk)
    qtbot.addWidget(made)
    made.resize(940, 640)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.begin()
    qtbot.waitUntil(lambda: not made._loading)
    return made


@pytest.fixture
def page(empty, memory, qtbot):
    memory.profile.the_claims = list(ONES)
    memory.profile.the_changes = [change(1, 1), change(2, 2), change(3, 3)]
    memory.the_sources = [MAIL]
    empty.load()
    qtbot.waitUntil(lambda: empty.pane.sheet.history.count() > 0)
    empty.focus()
    return empty


def settled(page, qtbot):
    qtbot.waitUntil(lambda: not page._loading)


def test_an_empty_page_says_what_comes_first(empty, memory, qtbot):
    asked: list[str] = []
    empty.add_source.connect(lambda: asked.append("source"))
    empty.say_who.connect(lambda: asked.append("who"))
    assert empty.empty.title.text() == "Nothing is known about you yet"
    empty.empty.button.click()
    memory.the_sources = [MAIL]
    empty.load()
    qtbot.waitUntil(lambda: empty.empty.button.accessibleName() == "Say who you are")
    empty.empty.button.click()
    empty.learn()
    assert asked == ["source", "who", "who"]

    memory.settings = replace(memory.settings, identity="Ada")
    empty.load()
    qtbot.waitUntil(lambda: empty.empty.button.accessibleName() == "Learn from what was read")
    memory.profile.the_claims = [claim(1)]
    empty.empty.button.click()
    qtbot.waitUntil(lambda: empty.said.text() == "Learned from 3 documents: 3 new claims.")
    assert empty.pages.currentWidget() is empty.split


def test_it_counts_what_is_believed_and_what_waits(page, qtbot):
    assert page.counts.text() == "2 believed · 1 to review"
    assert page.tabs.tabText(REVIEW) == "To review (1)"
    with qtbot.waitSignal(page.waiting) as told:
        page.load()
    assert told.args == [1]


def test_what_is_denied_leaves_the_list_and_can_be_undone(page, memory, qtbot):
    qtbot.keyClick(page.cards.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.cards.model.count == 1)
    assert page.said.text() == "Not true: “Likes tea.”"
    assert page.cards.list.hasFocus()
    page.undo_button.click()
    qtbot.waitUntil(lambda: page.said.text() == "Undone.")

    assert ("undo", None) in memory.profile.did
    assert page.undo_button.isHidden()


def test_ctrl_z_undoes_from_anywhere_on_the_page(page, memory, qtbot):
    qtbot.keyClick(page.cards.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: memory.profile.did == [("undo", None)])


def test_a_correction_is_shown_though_it_was_searched_for_otherwise(page, qtbot):
    qtbot.keyClicks(page.cards.list, "c")
    qtbot.keyClicks(page.cards.field, "ello")
    qtbot.keyClick(page.cards.field, Qt.Key.Key_Return)
    field = page.pane.sheet.editor.field
    assert field.hasFocus()
    qtbot.keyClicks(field, "Plays the viola.")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.pane.sheet.words.text() == "Plays the viola.")

    assert page.cards.field.text() == ""
    assert page.cards.list.selected().id == 1001
    assert page.cards.list.hasFocus()


def test_reviewing_moves_on_and_ends(page, memory, qtbot):
    page.show_review()
    qtbot.keyClicks(page.review.list, "a")
    qtbot.waitUntil(lambda: page.review.model.count == 0)

    assert memory.profile.did == [("accept", 3)]
    assert page.tabs.tabText(REVIEW) == "To review"


def test_whoever_presses_fast_decides_of_one_after_the_other(page, memory, qtbot):
    drafts = [claim(n, f"Number {n}.", status=Status.DRAFT) for n in (11, 12, 13)]
    memory.profile.the_claims = drafts
    page.load()
    qtbot.waitUntil(lambda: page.review.model.count == 3)
    page.show_review()
    qtbot.keyClicks(page.review.list, "rarr")  # the last is one too many
    qtbot.waitUntil(lambda: page.review.model.count == 0)

    assert memory.profile.did == [("refuse", 11), ("accept", 12), ("refuse", 13)]


def test_the_text_has_the_whole_page(page):
    page.tabs.setCurrentIndex(TEXT)
    assert page.pane.isHidden()
    page.tabs.setCurrentIndex(CARDS)
    assert not page.pane.isHidden()


def test_a_change_shows_its_claim_and_is_undone_by_enter(page, memory, qtbot):
    page.tabs.setCurrentIndex(CHANGED)
    page.focus()
    assert page.pane.sheet.id() == 3
    qtbot.keyClick(page.changed.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: memory.profile.did == [("undo", 3)])
    qtbot.waitUntil(lambda: page.changed.button.accessibleName() == "Redo (Enter)")

    memory.profile.the_claims = []
    page.load()
    qtbot.waitUntil(lambda: page.pane.pages.currentWidget() is page.pane.nothing)
    assert page.changed.model.said(change(3, 3)) == "Plays the tuba."


def test_a_failure_is_told_on_the_page_and_goes_with_the_next_deed(page, memory, qtbot):
    memory.profile.next_problem = Problem("There is no room.", remedy="Make some.")
    page.pane.do("pin")
    qtbot.waitUntil(page.notice.isVisible)
    assert page.notice.accessibleName() == "There is no room. Make some."
    page.pane.do("pin")
    qtbot.waitUntil(page.told.isVisible)
    assert page.notice.isHidden()


def test_it_looks_while_it_learns_and_no_longer(page, memory, desk, qtbot):
    memory.settings = replace(memory.settings, identity="Ada")
    page.load()
    settled(page, qtbot)
    memory.pace, memory.to_learn = 0.01, 400
    page.learn()
    assert page._timer.isActive()
    assert not page.learn_button.isEnabled()
    page.learn()  # once is enough
    assert len(desk.runs.runs) == 1
    desk.stop_run(page.learning)
    qtbot.waitUntil(lambda: not page._timer.isActive())
    assert page.learn_button.isEnabled()


def test_what_was_read_meanwhile_is_not_shown_when_nothing_is_open(page, desk, qtbot):
    page.load()
    page.load()
    desk.open = None
    page.leave_memory()
    settled(page, qtbot)

    assert page.cards.model.count == 0
    assert page.pane.sheet.id() is None
    page.undo()


def test_views_hear_of_claims_and_of_what_they_stand_on(page, memory, desk, qtbot):
    memory.profile.the_claims = [claim(1)]
    desk.changed.emit(Changes("x", frozenset({Topic.CONVERSATIONS})))
    assert not page._loading
    desk.changed.emit(Changes("x", frozenset({Topic.CLAIMS})))
    qtbot.waitUntil(lambda: page.cards.model.count == 1)


def test_esc_leaves_what_was_opened_last(page, qtbot):
    page.cards.field.setText("tea")
    page.pane.do("edit")
    assert page.leave()
    assert not page.pane.sheet.is_editing
    assert page.cards.list.hasFocus()
    assert page.leave()
    assert page.cards.field.text() == ""
    assert not page.leave()


def test_a_claim_is_led_to_wherever_it_stands(page):
    page.show_claim(2)
    assert (page.view, page.cards.list.selected().id) == (page.cards, 2)
    page.show_claim(3)
    assert (page.view, page.review.list.selected().id) == (page.review, 3)


def test_how_one_writes_is_told_by_comments_on_drafts(page, memory, qtbot):
    page.write_button.click()
    asking = page.findChild(Commenting)
    asking.fields[0].setText("too long")
    for _ in asking.fields:
        asking.yes.click()

    qtbot.waitUntil(lambda: memory.profile.comments == ["too long", "", ""])
