"""The verbs of a reply as jobs: what comes back, what is remembered, and to whom a failure goes."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from assistant.replying.drafts_folder import Mailbox
from assistant.replying.outline import Intent
from memory.errors import Problem
from memory.progress import TextDelta
from memory.types import DocumentId
from tests.ui.fake_replying import FakeReplying
from ui.replying_room import ReplyingRoom, Taken, Way

WHERE = Mailbox("mail.example.org", "ada")


@pytest.fixture
def replying(memory):
    memory.replying = FakeReplying()
    return memory.replying


@pytest.fixture
def parent(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def room(desk, replying):
    return ReplyingRoom(desk)


@pytest.fixture
def taken(replying):
    return Taken(replying.prepared(), "Gladly.", quoted=False, to_all=True)


def unwanted(problem):
    raise AssertionError(str(problem))


def test_a_letter_is_prepared_and_drafted_piece_by_piece(room, parent, qtbot):
    got: list[Any] = []
    steps: list[Any] = []
    room.prepare(parent, DocumentId("d"), got.append, unwanted)
    qtbot.waitUntil(lambda: bool(got))
    lines = got[0].outline(Intent.ACCEPT)
    room.draft(parent, got[0], lines, on_step=steps.append, on_done=got.append, on_problem=unwanted)
    qtbot.waitUntil(lambda: len(got) == 2)

    assert "".join(s.text for s in steps if isinstance(s, TextDelta)) == got[1].text


def test_a_refusal_goes_to_who_asked(room, replying, parent, qtbot):
    told: list[Any] = []
    replying.problem = Problem("No.")
    room.prepare(parent, DocumentId("d"), unwanted, told.append)
    qtbot.waitUntil(lambda: bool(told))

    assert str(told[0]) == "No."


def test_a_draft_is_copied_as_plain_text(room):
    room.copy("Gladly.\n\nAda")

    assert QApplication.clipboard().text() == "Gladly.\n\nAda"
    assert not QApplication.clipboard().mimeData().hasHtml()


def test_a_draft_is_saved_as_it_was_taken(room, replying, taken, parent, qtbot, tmp_path):
    done: list[Any] = []
    room.save(parent, taken, tmp_path / "reply.eml", done.append)
    qtbot.waitUntil(lambda: bool(done))

    assert replying.mails == [("Gladly.", False, True)]
    assert replying.saved == done == [tmp_path / "reply.eml"]


def test_the_mailbox_is_remembered_only_once_a_draft_was_put_there(
    room, replying, taken, memory, parent, qtbot
):
    told: list[Any] = []
    done: list[Any] = []
    replying.problem = Problem("No.")
    way = Way(WHERE, "secret", keep=True)
    room.put(parent, taken, way, done.append, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert memory.settings.mailbox == ""

    room.put(parent, taken, way, done.append, told.append)
    qtbot.waitUntil(lambda: memory.settings.mailbox != "")
    assert (done, memory.settings.mailbox) == (["Drafts"], WHERE.url)
    assert replying.put == [(WHERE, "secret", True)]


def test_where_drafts_go_and_whether_a_password_is_kept(room, replying, parent, qtbot):
    got: list[Any] = []
    replying.where, replying.kept = WHERE, True
    room.mailbox(parent, got.append)
    qtbot.waitUntil(lambda: bool(got))

    assert got == [(WHERE, True)]


def test_no_password_and_no_words_are_in_a_repr(taken):
    assert "Gladly" not in repr(taken)
    assert "secret" not in repr(Way(WHERE, "secret"))
