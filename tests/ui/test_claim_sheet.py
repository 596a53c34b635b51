from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from memory.types import Kind, Scope, Sensitivity, Status
from tests.ui.claims import change, claim, evidence
from ui.believing import QUOTED, Grounds
from ui.claim_sheet import AT_ONCE, ClaimSheet, Step
from ui.parts import Words
from ui.quote_card import Origin, QuoteCard

ONE = claim(subject="Ben", scope=Scope(what="work"), sensitivity=Sensitivity.SENSITIVE)
ORIGINS = {evidence().document: Origin("Re: the lease", Kind.MAIL)}


@pytest.fixture
def sheet(qtbot):
    made = ClaimSheet()
    qtbot.addWidget(made)
    made.resize(380, 600)
    made.show()
    made.show_claim(ONE)
    made.show_grounds(Grounds(ONE, [change(2, what="pin", by="user"), change(1)], ORIGINS))
    return made


def texts(sheet):
    return {words.text() for words in sheet.findChildren(Words)}


def steps(sheet):
    return [w for n in range(sheet.history.count()) if (w := sheet.history.itemAt(n).widget())]


def test_it_says_all_that_belongs_to_a_claim(sheet):
    assert {
        "Ben: Plays the cello.",
        "heard once · 1 quote",
        "since 3 March 2024",
        "work",
        "Ben",
        "sensitive",
        "“the lease ends on 31 May.”",
    } <= texts(sheet)
    assert [step.change.id for step in steps(sheet)] == [2, 1]
    assert steps(sheet)[0].button.accessibleName().startswith("Undo: pinned")


def test_a_quote_asks_for_its_document_and_a_step_to_be_undone(sheet):
    heard: list[Any] = []
    sheet.quote_wanted.connect(heard.append)
    sheet.step_wanted.connect(heard.append)
    sheet.quotes.itemAt(0).widget().click()
    steps(sheet)[1].button.click()

    assert [getattr(one, "quote", None) or one.id for one in heard] == [evidence().quote, 1]


def test_what_was_undone_can_be_done_again(sheet):
    sheet.show_grounds(Grounds(ONE, [change(1, undone=True)], {}))

    assert steps(sheet)[0].button.accessibleName().startswith("Redo: learned")
    assert "undone" in steps(sheet)[0].button.accessibleName()


def test_the_grounds_of_what_one_has_left_are_not_shown(sheet):
    sheet.show_claim(claim(2, "Likes tea."))
    sheet.show_grounds(Grounds(ONE, [change(1)], ORIGINS))

    assert steps(sheet) == []


def test_without_a_quote_it_is_the_users_own_word(sheet):
    told = claim(3, "Has a dog.", evidence=(), locked=True)
    sheet.show_claim(told)
    sheet.show_grounds(Grounds(told, [], {}))

    assert {"You said so yourself.", "locked", "everything"} <= texts(sheet)


def test_a_long_history_and_many_quotes_are_shown_in_part(sheet):
    many = replace(ONE, evidence=(evidence(),) * (QUOTED + 5))
    sheet.show_claim(many)
    sheet.show_grounds(Grounds(many, [change(n) for n in range(AT_ONCE + 5)], ORIGINS))
    assert "and 5 more" in texts(sheet)
    assert len(sheet.findChildren(QuoteCard)) >= QUOTED
    more = steps(sheet)[-1]
    assert more.text() == "Show more (5 left)"
    more.click()

    assert sum(isinstance(one, Step) for one in steps(sheet)) == AT_ONCE + 5


def test_the_focus_stays_at_its_height_when_the_history_comes_anew(sheet, qtbot):
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    steps(sheet)[1].button.setFocus()
    sheet.show_grounds(Grounds(ONE, [change(2), change(1)], ORIGINS))

    assert steps(sheet)[1].button.hasFocus()


def test_a_sentence_is_edited_where_it_stands(sheet):
    edited: list[str] = []
    left: list[bool] = []
    sheet.edited.connect(edited.append)
    sheet.left.connect(lambda: left.append(True))
    sheet.edit()
    assert sheet.is_editing
    assert sheet.editor.field.toPlainText() == "Plays the cello."
    sheet.editor.saved.emit("Plays the viola.")
    sheet.editor.saved.emit("Plays the cello.")  # as it was: nothing to do

    assert edited == ["Plays the viola."]
    assert left == [True]
    assert not sheet.is_editing


def test_what_is_past_is_not_edited(sheet):
    sheet.show_claim(claim(4, status=Status.SUPERSEDED))
    sheet.edit()

    assert not sheet.is_editing


def test_walking_on_leaves_the_words_as_they_were(sheet):
    sheet.edit()
    sheet.show_claim(ONE)
    assert sheet.is_editing  # the same claim, read anew
    sheet.show_claim(claim(2, "Likes tea."))

    assert not sheet.is_editing
    assert sheet.id() == 2


def test_what_is_cleared_is_not_held(sheet):
    sheet.clear()

    assert sheet.id() is None
    assert "Ben: Plays the cello." not in texts(sheet)
