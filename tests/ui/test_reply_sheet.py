"""A reply from the letter to what is taken of it, in its own window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from assistant.replying.outline import Intent
from memory.errors import Problem
from memory.types import DocumentId, Participant
from tests.ui.fake_replying import LEASE, FakeReplying
from tests.ui.test_access import CONTROLS
from ui import theme
from ui.replies import close_replies, open_reply
from ui.reply_sheet import DRAFT, LETTER, ReplySheet
from ui.theme import HIT


@pytest.fixture
def replying(memory):
    memory.replying = FakeReplying()
    return memory.replying


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def open_sheet(qtbot, desk, replying, window):
    def opened() -> ReplySheet:
        sheet = open_reply(desk, window, DocumentId("d"))
        qtbot.waitUntil(lambda: sheet.drafting.draft is not None or sheet.notice.isVisible())
        return sheet

    yield opened
    close_replies(window)


def drafted(qtbot, sheet, replying, deed):
    """Do it, and wait for the draft that follows."""
    before = replying.drafts
    deed()
    qtbot.waitUntil(lambda: replying.drafts > before and sheet.drafting.draft is not None)


def test_it_begins_with_what_is_suggested_drafted_and_marked(open_sheet):
    sheet = open_sheet()

    assert sheet.title.text() == "Reply to Bo Lind"
    assert sheet.intents[Intent.ACCEPT].isChecked()
    assert sheet.why.text().startswith("Suggested: A day is offered")
    assert sheet.text.toPlainText().startswith("Dear Bo,\n\nThank you for the invitation.")
    assert len(sheet.text.extraSelections()) == 1
    assert not sheet.text.isReadOnly()
    assert sheet.tabs.currentIndex() == DRAFT


def test_another_intent_makes_another_draft(open_sheet, replying, qtbot):
    sheet = open_sheet()
    drafted(qtbot, sheet, replying, sheet.intents[Intent.DECLINE].click)

    assert (
        "Unfortunately I cannot make it on Friday 27 November at 7 pm." in sheet.text.toPlainText()
    )
    assert [chip.isChecked() for chip in sheet.intents.values()] == [False, True, False, False]
    assert not sheet.why.isVisible()


def test_a_draft_by_rules_follows_the_outline(open_sheet, replying, qtbot):
    sheet = open_sheet()
    field = sheet.outline.rows[0].field
    drafted(qtbot, sheet, replying, lambda: field.setPlainText("I bring cake"))

    assert "I bring cake." in sheet.text.toPlainText()


def test_what_the_user_wrote_is_kept_and_looked_at_again(open_sheet, replying, qtbot):
    sheet = open_sheet()
    sheet.text.setPlainText("The lease ends on 31 May 2028.")
    qtbot.waitUntil(lambda: bool(sheet.drafting.draft and sheet.drafting.draft.unsupported))
    before = replying.drafts
    sheet.outline.rows[0].field.setPlainText("I bring cake")
    qtbot.wait(700)

    assert replying.drafts == before
    assert sheet.text.toPlainText() == "The lease ends on 31 May 2028."
    drafted(qtbot, sheet, replying, sheet.again.click)
    assert "I bring cake." in sheet.text.toPlainText()


def test_a_model_writes_again_only_when_it_is_told_to(open_sheet, replying, qtbot):
    replying.by_model = "Qwen3-4B"
    sheet = open_sheet()
    before = replying.drafts
    sheet.outline.rows[0].field.setPlainText("I bring cake")
    qtbot.wait(700)

    assert replying.drafts == before
    assert "Written by Qwen3-4B" in sheet.standings.how.text()


def test_how_it_sounds_is_said_where_it_is_known(open_sheet, replying):
    replying.likeness = 0.82

    assert "sounds like you: 82 %" in open_sheet().standings.how.text()


def test_what_was_changed_before_it_was_taken_is_learned_from(open_sheet, replying, qtbot):
    sheet = open_sheet()
    made = sheet.text.toPlainText()
    sheet.text.setPlainText("Gladly.")
    qtbot.waitUntil(
        lambda: sheet.drafting.draft is not None and sheet.drafting.draft.text == "Gladly."
    )
    sheet.taking.copy.click()
    qtbot.waitUntil(lambda: bool(replying.learned))

    assert replying.learned == [(made, "Gladly.")]


def test_citations_open_beside_the_draft(open_sheet, qtbot):
    sheet = open_sheet()
    sheet.open_passage(LEASE.passage)
    qtbot.waitUntil(lambda: sheet.beside.title.text() != "")

    assert sheet.tabs.currentIndex() == LETTER
    assert sheet.tabs.tabText(LETTER) == "Passage"
    sheet.asked.asked_at.emit(0, 5)
    assert sheet.tabs.tabText(LETTER) == "Letter"
    assert not sheet.beside.reply.isVisible()  # one does not answer from within an answer


def test_what_cannot_be_answered_is_said_and_nothing_offered(open_sheet, replying):
    replying.problem = Problem("You wrote this mail yourself.", remedy="Open another.")
    sheet = open_sheet()

    assert sheet.notice.isVisible()
    assert not any(chip.isEnabled() for chip in sheet.intents.values())
    assert not sheet.taking.copy.isEnabled()


def test_a_model_that_fails_is_said_and_it_can_be_tried_again(open_sheet, replying, qtbot):
    sheet = open_sheet()
    replying.problem = Problem("The model ended.")
    sheet.again.click()
    qtbot.waitUntil(sheet.notice.isVisible)
    drafted(qtbot, sheet, replying, sheet.again.click)

    assert sheet.taking.copy.isEnabled()


def test_an_address_that_does_not_hear_is_said(open_sheet, replying):
    replying.more = {"people": (Participant("from", "Shop", "no-reply@example.org"),)}

    assert open_sheet().notice.isVisible()


def test_esc_closes_it_and_so_does_the_memory(open_sheet, window, qtbot):
    QTest.keyClick(open_sheet(), Qt.Key.Key_Escape)
    open_sheet()
    close_replies(window)

    qtbot.waitUntil(lambda: not window.findChildren(ReplySheet))


def test_everything_has_a_name_and_can_be_hit(open_sheet, qapp):
    theme.wear(qapp, theme.LIGHT)  # it is what makes them large enough
    sheet = open_sheet()
    shown = [w for kind in CONTROLS for w in sheet.findChildren(kind) if w.isVisible()]
    buttons = [w for w in shown if w.metaObject().className() not in {"QScrollBar"}]

    assert [w for w in buttons if not w.accessibleName() and w.focusPolicy()] == []
    small = [w for w in buttons if w.height() < HIT - 1 and w.focusPolicy()]
    assert small == []


def test_nobodys_words_are_in_its_title(open_sheet):
    assert open_sheet().windowTitle() == "Famulus"
