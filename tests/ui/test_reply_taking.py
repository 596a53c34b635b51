"""Where a draft goes, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from assistant.replying.drafts_folder import Mailbox, WrongPassword
from memory.errors import Problem
from memory.types import Kind, Participant
from tests.assistant.replying.letters import a_letter, a_mail
from tests.ui.fake_replying import FakeReplying
from ui.reply_taking import Taking
from ui.replying_room import ReplyingRoom

WHERE = Mailbox("mail.example.org", "ada")


@pytest.fixture
def replying(memory):
    memory.replying = FakeReplying()
    return memory.replying


@pytest.fixture
def taking(qtbot, desk, replying):
    prepared = replying.prepared()
    made = Taking(ReplyingRoom(desk), lambda: made.taken(prepared, "Gladly."))
    qtbot.addWidget(made)
    made.show_letter(prepared.letter)
    made.set_ready(True)
    made.show()
    return made


def test_it_is_copied_and_that_is_said(taking):
    taking.copy.click()

    assert QApplication.clipboard().text() == "Gladly."
    assert taking.done.text() == "Copied."


def test_a_file_is_asked_for_and_written(taking, replying, tmp_path, qtbot):
    taking.save.click()
    (dialog,) = taking.findChildren(QFileDialog)
    dialog.reject()
    taking.quoted.click()
    taking.save_as(tmp_path / "reply.eml")
    qtbot.waitUntil(lambda: taking.done.text().startswith("Saved as reply.eml."))

    assert replying.mails == [("Gladly.", False, False)]


def test_the_first_time_the_mailbox_is_asked_for(taking, replying, qtbot):
    taking.put.click()
    qtbot.waitUntil(lambda: taking._form is not None)
    form = taking._form
    form.server.setText("mail.example.org")
    form.user.setText("ada")
    form.password.setText("secret")
    form.yes.click()
    qtbot.waitUntil(lambda: taking.done.text() == "It lies in “Drafts”. Nothing was sent.")

    assert replying.put == [(WHERE, "secret", False)]
    assert taking._form is None


def test_with_a_password_in_the_keyring_one_click_puts_it(taking, replying, qtbot):
    replying.where, replying.kept = WHERE, True
    taking.put.click()
    qtbot.waitUntil(lambda: bool(replying.put))

    assert replying.put == [(WHERE, "", False)]


def test_a_password_that_is_wrong_by_now_is_asked_for_again(taking, replying, qtbot):
    replying.where, replying.kept = WHERE, True
    replying.problem = WrongPassword("Not this one.")
    taking.put.click()
    qtbot.waitUntil(lambda: taking._form is not None)

    assert taking._form.notice.isVisible()
    assert not taking.done.isVisible()
    taking._form.reject()


def test_another_failure_is_told(taking, replying, qtbot):
    replying.where, replying.kept = WHERE, True
    replying.problem = Problem("It cannot be reached.")
    with qtbot.waitSignal(taking.refused) as told:
        taking.put.click()

    assert str(told.args[0]) == "It cannot be reached."


def test_a_chat_is_copied_and_no_more(taking):
    taking.show_letter(replace(a_letter("Come!"), kind=Kind.CHAT))

    assert taking.copy.isVisible()
    assert not taking.save.isVisible()
    assert not taking.put.isVisible()


def test_to_all_is_offered_where_there_are_more(taking):
    assert not taking.to_all.isVisible()
    people = (*a_mail("").people, Participant("cc", "Cy", "cy@example.org"))
    taking.show_letter(a_letter("Come!", people=people))

    assert taking.to_all.isVisible()
    assert not taking.to_all.isChecked()


def test_what_is_not_ready_goes_nowhere(taking):
    taking.set_ready(False)

    assert not any(b.isEnabled() for b in (taking.copy, taking.save, taking.put))
