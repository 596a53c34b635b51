"""A draft as a file: mail programs open it, it answers the right mail, its owner alone reads it."""

from __future__ import annotations

import stat
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

import pytest

from assistant.replying.draft_file import Reply, answering_title, message, save
from memory.errors import Problem
from memory.types import Kind, Participant
from tests.assistant.replying.letters import AT, a_letter, a_mail

ME = Participant("from", "Ada Byron", "ada@example.org")


def parsed(
    text: str = "Gladly.", letter: str = "Would you like to come?", **more: Any
) -> EmailMessage:
    of_letter = {
        name: more.pop(name) for name in ("title", "people", "external_id") if name in more
    }
    reply = Reply(a_letter(letter, **of_letter), text, ME, **more)
    return BytesParser(policy=policy.default).parsebytes(message(reply, AT))


def text_of(mail: EmailMessage) -> str:
    content: str = mail.get_content()
    return content.replace("\r\n", "\n")


def test_it_answers_the_letter():
    mail = parsed(before=("0@example.org",))

    assert mail["Subject"] == "Re: Tea"
    assert mail["From"] == "Ada Byron <ada@example.org>"
    assert mail["To"] == "Bo Lind <bo@example.org>"
    assert mail["In-Reply-To"] == "<1@example.org>"
    assert mail["References"] == "<0@example.org> <1@example.org>"
    assert mail["X-Unsent"] == "1"
    assert mail["Cc"] is None
    assert not mail.defects


def test_what_was_asked_is_quoted_below_or_not():
    told = text_of(parsed("Gladly.\n\nAda", "Would you like to come?\n\nBo"))

    assert told == (
        "Gladly.\n\nAda\n\nOn Wednesday 25 November, Bo Lind wrote:\n"
        "> Would you like to come?\n>\n> Bo\n"
    )
    assert text_of(parsed(quoted=False)) == "Gladly.\n"


def test_german_is_quoted_in_german():
    assert "Am Mittwoch, 25. November, schrieb Bo Lind:\n> Kommst" in text_of(
        parsed("Ja!", "Kommst du und bringst die Äpfel mit?")
    )


def test_others_get_it_only_if_it_is_to_all():
    people = (*a_mail("").people, Participant("cc", "Cy", "cy@example.org"))

    assert parsed(people=people)["Cc"] is None
    assert parsed(people=people, to_all=True)["Cc"] == "Cy <cy@example.org>"


@pytest.mark.parametrize("title", ["Re: Tea", "AW: Tee", "RE: Tea", "re[2]: Tea"])
def test_a_title_is_answered_once(title):
    assert answering_title(title) == title


def test_a_letter_cannot_begin_another_field():
    hostile = Participant("from", "Bo\r\nBcc: eve@example.org", "bo@example.org")
    mail = parsed(
        title="Tea\r\nBcc: eve@example.org", people=(hostile,),
        external_id="1@example.org>\r\nBcc: eve@example.org",
    )  # fmt: skip

    assert mail["Bcc"] is None
    assert "<bo@example.org>" in mail["To"]
    assert mail["Subject"] == "Re: Tea Bcc: eve@example.org"


def test_who_has_no_address_is_left_to_the_user():
    mail = parsed(people=(Participant("from", "Bo", "not an address"),))

    assert mail["To"] is None


def test_letters_of_any_language_come_through():
    assert text_of(parsed("Grüße — 日本 😀", quoted=False)) == "Grüße — 日本 😀\n"


def test_a_chat_is_no_mail():
    chat = Reply(replace(a_letter("Come!"), kind=Kind.CHAT), "Yes")

    with pytest.raises(Problem, match="its own program"):
        message(chat)


def test_only_its_owner_reads_the_file(tmp_path):
    path = tmp_path / "draft.eml"
    path.write_text("before")
    save(path, b"mail")

    assert path.read_bytes() == b"mail"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_written_is_said_and_what_was_there_stays(tmp_path):
    (tmp_path / "draft.eml").mkdir()
    with pytest.raises(Problem, match="could not be written"):
        save(tmp_path / "draft.eml", b"mail")
    with pytest.raises(Problem):
        save(tmp_path / "none" / "draft.eml", b"mail")

    assert [path.name for path in tmp_path.iterdir()] == ["draft.eml"]
