"""Which mailbox: what was chosen stands there, the password is hidden and never shown again."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from assistant.replying.drafts_folder import Mailbox
from memory.errors import Problem
from ui.drafts_form import DraftsForm
from ui.replying_room import Way

KNOWN = Mailbox("mail.example.org", "ada", 1993, "Entwürfe")


@pytest.fixture
def form(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    chosen: list[Any] = []

    def made(where=None):
        form = DraftsForm(window, where, chosen.append)
        form.show_over()
        return form, chosen

    window.show()
    return made


def test_it_asks_for_server_name_and_password(form):
    one, chosen = form()
    assert not one.yes.isEnabled()
    one.server.setText(" mail.example.org ")
    one.user.setText("ada")
    one.password.setText("secret")
    one.keep.click()
    one.yes.click()

    assert chosen == [Way(Mailbox("mail.example.org", "ada"), "secret", keep=True)]
    assert not one.yes.isEnabled()  # until something came of it


def test_what_was_chosen_stands_there_but_for_the_password(form):
    one, _ = form(KNOWN)

    assert one.password.text() == ""
    assert one.password.echoMode() is QLineEdit.EchoMode.Password
    assert one.way().where == KNOWN


@pytest.mark.parametrize(
    ("typed", "port", "clear"),
    [("mail.example.org:1993", 1993, False), ("mail.example.org:143", 143, True),
     ("mail.example.org", 993, False)],
)  # fmt: skip
def test_a_port_can_be_typed_with_the_server(form, typed, port, clear):
    one, _ = form()
    one.server.setText(typed)
    where = one.way().where

    assert (where.host, where.port, where.begins_clear) == ("mail.example.org", port, clear)


def test_a_refusal_is_told_and_it_can_be_tried_again(form):
    one, chosen = form(KNOWN)
    one.password.setText("wrong")
    one.yes.click()
    one.tell(Problem("No.", remedy="Try."))

    assert one.notice.isVisible()
    assert one.yes.isEnabled()
    one.yes.click()
    assert len(chosen) == 2
    assert not one.notice.isVisible()
