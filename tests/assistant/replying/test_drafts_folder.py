"""A draft in a real mailbox: over TLS, marked as a draft, and each failure a sentence."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from assistant import egress
from assistant.replying.drafts_folder import (
    PURPOSE,
    Mailbox,
    WrongPassword,
    mailbox,
    putting,
)
from memory.errors import Problem
from memory.progress import finish
from tests.assistant.hub import certified
from tests.assistant.replying.mail_server import PASSWORD, breaking_off, dovecot

MAIL = "Subject: Re: Tea\r\nX-Unsent: 1\r\n\r\nThursday works for me. Grüße\r\n".encode()
FOLDER = "Entw&APw-rfe"  # as it lies on the server's disk

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def trusted(tmp_path, monkeypatch):
    """Return a certificate for localhost that this computer believes, and its key."""
    certified(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "hub.pem"))
    return tmp_path / "hub.pem", tmp_path / "hub.key"


@pytest.fixture
def near():
    """Return a place with a short path, as a socket's may be no longer than 108 characters."""
    with TemporaryDirectory(prefix="mail-") as folder:
        yield Path(folder) / "dovecot"


@pytest.fixture
def server(near, trusted):
    with dovecot(near, *trusted) as running:
        yield running


def place(server, **more):
    return Mailbox("localhost", "ada", server.secured, **more)


def test_a_draft_lies_in_the_drafts_folder_byte_for_byte_and_is_marked_as_one(server):
    before = egress.sent()

    folder = finish(putting(place(server), PASSWORD, MAIL))

    assert folder == "Entwürfe"
    ((flags, kept),) = server.messages(FOLDER)
    assert kept.replace(b"\r\n", b"\n") == MAIL.replace(b"\r\n", b"\n")
    assert "D" in flags
    assert egress.sent() == before + 1
    assert "TLS" in server.log


def test_the_folder_can_be_named(server):
    finish(putting(place(server, folder="Entwürfe"), PASSWORD, MAIL))

    assert len(server.messages(FOLDER)) == 1


def test_tls_may_begin_after_the_first_words(server, monkeypatch):
    monkeypatch.setattr("assistant.replying.drafts_folder.LOOPBACK", set())

    finish(putting(Mailbox("localhost", "ada", server.clear, begins_clear=True), PASSWORD, MAIL))

    assert len(server.messages(FOLDER)) == 1
    assert "TLS" in server.log


def test_without_tls_it_goes_to_this_computer_only(near, trusted, monkeypatch):
    with dovecot(near, *trusted, tls=False) as server:
        plain = Mailbox("localhost", "ada", server.clear, begins_clear=True)
        finish(putting(plain, PASSWORD, MAIL))
        assert len(server.messages(FOLDER)) == 1

        monkeypatch.setattr("assistant.replying.drafts_folder.LOOPBACK", set())
        with pytest.raises(Problem):
            finish(putting(plain, PASSWORD, MAIL))
        assert len(server.messages(FOLDER)) == 1
        assert server.log.count("Login: user=<ada>") == 1  # no password was told in the clear


def test_a_wrong_password_is_said_and_nothing_is_put(server):
    with pytest.raises(WrongPassword, match="does not let ada in") as raised:
        finish(putting(place(server), "wrong", MAIL))

    assert "app password" in raised.value.remedy
    assert server.messages(FOLDER) == []


def test_a_password_of_any_letters_is_told_as_it_is(server):
    with pytest.raises(WrongPassword):
        finish(putting(place(server), "pässword", MAIL))


def test_a_certificate_that_nobody_vouches_for_ends_it_before_the_password(server, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")

    with pytest.raises(Problem, match="could not prove") as raised:
        finish(putting(place(server), PASSWORD, MAIL))

    assert "password" in raised.value.remedy
    assert "Login" not in server.log


def test_a_certificate_of_another_name_is_not_enough(server, monkeypatch):
    monkeypatch.setattr(
        "socket.getaddrinfo",
        lambda *_args, **_more: [(2, 1, 6, "", ("127.0.0.1", server.secured))],
    )

    with pytest.raises(Problem, match="could not prove"):
        finish(putting(Mailbox("mail.example.org", "ada", server.secured), PASSWORD, MAIL))


def test_a_mailbox_without_a_drafts_folder_is_said(near, trusted):
    with (
        dovecot(near, *trusted, drafts="") as server,
        pytest.raises(Problem, match="no folder for drafts") as raised,
    ):
        finish(putting(place(server), PASSWORD, MAIL))

    assert "name" in raised.value.remedy


def test_a_folder_that_is_not_there_is_said(server):
    with pytest.raises(Problem, match="did not take the draft into Nowhere") as raised:
        finish(putting(place(server, folder="Nowhere"), PASSWORD, MAIL))

    assert "leave its name out" in raised.value.remedy


@pytest.mark.parametrize("verb", [b"LOGIN", b"LIST", b"APPEND"])
def test_a_connection_that_breaks_off_is_said(tmp_path, monkeypatch, verb):
    secured, _client = certified(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "hub.pem"))
    folder = "" if verb == b"LIST" else "Drafts"
    with breaking_off(secured, verb) as port, pytest.raises(Problem, match="broke off") as raised:
        finish(putting(Mailbox("localhost", "ada", port, folder), PASSWORD, MAIL))

    assert "before you try again" in raised.value.remedy


def test_a_server_that_is_not_there_is_said(trusted):
    with pytest.raises(Problem, match="cannot be reached"):
        finish(putting(Mailbox("localhost", "ada", 9), PASSWORD, MAIL))


def test_a_server_that_speaks_no_tls_there_is_said(server):
    with pytest.raises(Problem, match="does not speak TLS"):
        finish(putting(Mailbox("localhost", "ada", server.clear), PASSWORD, MAIL))


def test_nothing_is_opened_before_the_work_is_driven(server):
    before = egress.sent()
    work = putting(place(server), PASSWORD, MAIL)
    next(work)
    work.close()

    assert egress.sent() == before
    assert "allowed" not in PURPOSE


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("imaps://ada%40example.org@example.org", Mailbox("example.org", "ada@example.org")),
        ("imaps://ada@b.example:1993/Entw%C3%BCrfe", Mailbox("b.example", "ada", 1993, "Entwürfe")),
        ("imap://ada@[::1]:1143/", Mailbox("::1", "ada", 1143, begins_clear=True)),
        ("imap://ada@localhost/A/B", Mailbox("localhost", "ada", 143, "A/B", begins_clear=True)),
    ],
)  # fmt: skip
def test_an_address_is_read_and_written(url, meant):
    assert mailbox(url) == meant
    assert mailbox(meant.url) == meant


@pytest.mark.parametrize(
    "url",
    ["", "mail.example.org", "https://ada@mail.example.org", "imaps://mail.example.org",
     "imaps://ada@", "imaps://ada@mail.example.org:port", "imaps://a%0d%0ab@mail.example.org"],
)  # fmt: skip
def test_what_is_no_address_of_a_mailbox_is_said(url):
    with pytest.raises(Problem, match="no address of a mailbox"):
        mailbox(url)


def test_who_it_belongs_to_is_in_no_repr():
    assert "ada" not in repr(Mailbox("mail.example.org", "ada", folder="Ada's"))
