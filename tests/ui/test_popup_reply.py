"""Reply in the popup: from a letter selected anywhere to a draft that is taken, by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from assistant.replying.outline import Intent
from memory.errors import Problem
from tests.ui.fake_replying import ASKS, LEASE, FakeReplying
from tests.ui.popups import focus, opened, popup, press, told, write  # noqa: F401
from tests.ui.test_access import CONTROLS
from tests.ui.test_keyboard import MOST, Hands
from ui.reply_draft import DraftText
from ui.theme import HIT


@pytest.fixture
def replying(memory):
    memory.replying = FakeReplying()
    return memory.replying


@pytest.fixture
def answer(popup, qtbot, replying):  # noqa: F811
    """Choose Reply on a letter, and wait for the draft."""

    def answered(text=ASKS, **how):
        opened(popup, qtbot, text=text, **how)
        write("Reply")
        press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: popup.reply.is_done and not popup.reply.is_busy)
        return popup.reply

    return answered


def drafted(qtbot, reply, replying, deed):
    before = replying.drafts
    deed()
    qtbot.waitUntil(lambda: replying.drafts > before and reply.is_done)


def test_it_begins_with_what_is_suggested_drafted_and_marked(answer, replying):
    reply = answer()

    assert reply.isVisible()
    assert replying.texts == [(ASKS, "", False)]
    assert reply.title.text() == "Reply to Bo Lind"
    assert reply.drafting.intents[Intent.ACCEPT].isChecked()
    assert reply.drafting.why.text().startswith("Suggested: A day is offered")
    assert reply.drafting.text.toPlainText().startswith("Dear Bo,\n\nThank you")
    assert len(reply.drafting.text.extraSelections()) == 1
    assert any("The lease ends" in one.text() for one in reply.asked.findChildren(QLabel))
    assert reply.drafting.outline.rows


def test_enter_takes_it_to_the_clipboard_and_nothing_is_written_over(answer, told, qtbot):  # noqa: F811
    reply = answer()
    draft = reply.drafting.text.toPlainText()
    assert reply.primary.text() == "Copy (Enter)"
    press(Qt.Key.Key_Return)

    assert told == ["left"]
    assert QGuiApplication.clipboard().text() == draft


def test_it_is_put_in_the_place_of_the_text_by_a_key(answer, told):  # noqa: F811
    draft = answer().drafting.text.toPlainText()
    press(Qt.Key.Key_P)

    assert told == [draft]


def test_where_nothing_can_be_written_it_is_only_copied(answer, told):  # noqa: F811
    reply = answer(editable=False)
    assert reply.place.isHidden()
    press(Qt.Key.Key_P)

    assert told == []


def test_a_number_picks_what_is_answered(answer, replying, qtbot):
    reply = answer()
    drafted(qtbot, reply, replying, lambda: press(Qt.Key.Key_2))

    assert reply.drafting.intents[Intent.DECLINE].isChecked()
    assert "Unfortunately I cannot make it" in reply.drafting.text.toPlainText()


def test_arrows_walk_and_enter_picks(answer, replying, qtbot):
    reply = answer()
    press(Qt.Key.Key_Right)
    drafted(qtbot, reply, replying, lambda: press(Qt.Key.Key_Return))
    assert reply.drafting.intents[Intent.DECLINE].isChecked()
    press(Qt.Key.Key_Left, Qt.Key.Key_Left)
    drafted(qtbot, reply, replying, lambda: press(Qt.Key.Key_Return))

    assert reply.drafting.intents[Intent.INFORM].isChecked()


def test_the_lines_are_changed_and_the_draft_follows(answer, replying, qtbot, told):  # noqa: F811
    reply = answer()
    press(Qt.Key.Key_L)
    assert focus() is reply.drafting.outline.rows[0].field
    press(Qt.Key.Key_A, held=Qt.KeyboardModifier.ControlModifier)
    drafted(qtbot, reply, replying, lambda: write("I bring cake"))
    assert "I bring cake." in reply.drafting.text.toPlainText()
    assert reply.primary.text() == "Copy (Ctrl+Enter)"
    press(Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)

    assert told == ["left"]
    assert "I bring cake." in QGuiApplication.clipboard().text()


def test_what_is_answered_is_picked_from_within_the_lines(answer, replying, qtbot):
    reply = answer()
    press(Qt.Key.Key_L)
    alt = Qt.KeyboardModifier.AltModifier
    drafted(qtbot, reply, replying, lambda: press(Qt.Key.Key_3, held=alt))

    assert reply.drafting.intents[Intent.ASK].isChecked()


def test_what_the_user_changed_is_marked_anew_and_learned_from(answer, replying, qtbot):
    reply = answer()
    made = reply.drafting.text.toPlainText()
    press(Qt.Key.Key_E)
    assert isinstance(focus(), DraftText)
    press(Qt.Key.Key_A, held=Qt.KeyboardModifier.ControlModifier)
    write("The lease ends on 31 May 2028.")
    qtbot.waitUntil(lambda: bool(reply.drafting.draft.unsupported))
    press(Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(replying.learned))

    assert replying.learned == [(made, "The lease ends on 31 May 2028.")]


def test_a_passage_is_shown_in_the_popup(answer):
    reply = answer()
    reply.asked.opened.emit(LEASE.passage)

    assert "The lease ends on 31 May 2027." in reply.passage.text()
    assert reply.passage.isVisible()


def test_the_line_that_is_written_in_can_be_seen(answer, replying, qtbot):
    replying.letter = ASKS * 3
    reply = answer()
    press(Qt.Key.Key_L)
    field = reply.drafting.outline.rows[0].field
    top = field.mapTo(reply._about.viewport(), field.rect().topLeft()).y()

    assert 0 <= top < reply._about.viewport().height()


def test_esc_leaves_the_words_then_the_popup(answer, popup, told):  # noqa: F811
    reply = answer()
    press(Qt.Key.Key_E)
    press(Qt.Key.Key_Escape)
    assert focus() is reply.drafting.intents[Intent.ACCEPT]
    assert told == []
    press(Qt.Key.Key_Escape)

    assert told == ["left"]


def test_backspace_goes_back_to_the_commands(answer, popup):  # noqa: F811
    reply = answer()
    press(Qt.Key.Key_Backspace)

    assert reply.isHidden()
    assert popup.commands.field.hasFocus()


def test_esc_stops_the_draft(popup, qtbot, replying, told):  # noqa: F811
    replying.holds = True
    opened(popup, qtbot, text=ASKS)
    write("Reply")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: popup.reply is not None and popup.reply.drafting.is_busy)
    qtbot.waitUntil(lambda: replying.drafts == 1)
    assert popup.reply.primary.isHidden()
    press(Qt.Key.Key_Escape)

    assert not popup.reply.is_busy
    assert popup.reply.how.text().startswith("Stopped.")
    assert popup.reply.primary.isHidden()
    assert told == []
    replying.holds = False
    drafted(qtbot, popup.reply, replying, popup.reply.again_button.click)
    assert popup.reply.primary.isVisible()


def test_what_cannot_be_answered_is_said_and_can_be_tried_again(popup, qtbot, replying):  # noqa: F811
    replying.problem = Problem("You wrote this yourself.", remedy="Select another.")
    opened(popup, qtbot, text=ASKS)
    write("Reply")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(popup.notice.isVisible)

    assert popup.notice.accessibleName() == "You wrote this yourself. Select another."
    assert popup.commands.isVisible()
    assert popup.reply.isHidden()
    popup.notice.button.click()
    qtbot.waitUntil(lambda: popup.reply.is_done)


def test_whom_the_user_names_is_sure(popup, qtbot, replying):  # noqa: F811
    opened(popup, qtbot, text=ASKS)
    popup.commands.to.setFocus()
    write("Bo Lind")
    popup.commands.choose("reply")
    qtbot.waitUntil(lambda: popup.reply.is_done)
    assert replying.texts == [(ASKS, "Bo Lind", True)]
    popup.leave()
    opened(popup, qtbot, text=ASKS, application="Re: Bo Ek")
    popup.commands.choose("reply")
    qtbot.waitUntil(lambda: popup.reply.is_done)

    assert replying.texts[1] == (ASKS, "Bo Ek", False)


def test_without_a_text_there_is_nothing_to_reply_to(popup, qtbot, memory, replying):  # noqa: F811
    opened(popup, qtbot, text="")
    popup.commands.choose("reply")
    qtbot.waitUntil(lambda: popup.result.is_done)

    assert replying.texts == []


def test_nothing_is_held_once_it_is_closed(answer, popup):  # noqa: F811
    reply = answer()
    reply.asked.opened.emit(LEASE.passage)
    popup.leave()

    assert reply.drafting.prepared is reply.drafting.draft is None
    assert reply.drafting.text.toPlainText() == reply.passage.text() == reply.title.text() == ""
    assert reply.drafting.outline.rows == []


def test_the_next_text_begins_with_the_commands(answer, popup, qtbot):  # noqa: F811
    reply = answer()
    opened(popup, qtbot)

    assert reply.isHidden()
    assert popup.commands.isVisible()


def test_everything_has_a_name_and_can_be_hit(answer, popup):  # noqa: F811
    answer()
    shown = [w for kind in CONTROLS for w in popup.findChildren(kind) if w.isVisible()]
    stops = [w for w in shown if w.focusPolicy()]

    assert [w for w in stops if not w.accessibleName()] == []
    assert [w for w in stops if w.height() < HIT - 1] == []


def test_somebody_who_never_saw_it_declines_by_keyboard(popup, qtbot, replying, told):  # noqa: F811
    """Every step rests on words that are on the screen at that moment."""
    opened(popup, qtbot, text=ASKS)
    hands = Hands(popup)
    hands.sees("Find a command, or say what to do")
    hands.types("repl")
    hands.sees("Enter does the line")
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: popup.reply is not None and popup.reply.is_done)
    hands.sees("2 Decline")
    before = replying.drafts
    hands.press(Qt.Key.Key_2)
    qtbot.waitUntil(lambda: replying.drafts > before and popup.reply.is_done)
    hands.sees("Copy (Enter)")
    hands.press(Qt.Key.Key_Return)

    assert told == ["left"]
    assert "Unfortunately" in QGuiApplication.clipboard().text()
    assert hands.seconds() < MOST
