"""The whole way of a reply in one memory: read, look up, outline, draft, take."""

from __future__ import annotations

from email import policy
from email.parser import BytesParser
from typing import Any

import keyring
import pytest

from assistant import app
from assistant.app import Assistant
from assistant.replying import replying as module
from assistant.replying.asked import Way
from assistant.replying.drafts_folder import Mailbox, WrongPassword
from assistant.replying.outline import Intent, own_line
from assistant.writers import Writer, Writers
from memory.errors import Problem
from memory.progress import Progress, finish
from tests.fakes import ScriptedModel, WordEmbedder
from tests.memory.test_keys import Keyring

ADA = "Ada Byron <ada@example.org>"
MAIL = """From x Fri Mar  3 10:00:00 2023
From: {sender}
To: {to}
Date: {date}
Message-ID: <{n}@example.org>
In-Reply-To: {answers}
Subject: {subject}

{text}

"""
BO = "Bo Lind <bo@example.org>"


def a_mail(n, day, text, *, sender=BO, to=ADA, subject="Lease", answers=""):
    return MAIL.format(
        n=n, date=f"{day} Nov 2026 10:00:00 +0000", text=text, sender=sender, to=to,
        subject=subject, answers=answers,
    )  # fmt: skip


MAILS = [
    a_mail(1, 2, "The lease of the flat ends on 31 May 2027. Rent is 850.", sender=ADA, to=BO),
    a_mail(2, 3, "Friday at 3 pm works great for me!\n\nAda", sender=ADA, to="Cy <cy@example.org>"),
    a_mail(3, 20, "Hi,\n\nwould you like to come to dinner on Saturday at 7 pm?\n"
           "When does the lease of the flat end?\n\nBo", answers="<1@example.org>"),
    a_mail(4, 21, "When does the lease of the flat end?", sender="Eve <eve@example.org>"),
]  # fmt: skip


@pytest.fixture
def famulus(monkeypatch, tmp_path):
    monkeypatch.setattr(app, "Encoder", WordEmbedder)
    monkeypatch.setenv("FAMULUS_PASSPHRASE", "")
    box = tmp_path / "mail.mbox"
    box.write_text("".join(MAILS))
    with Assistant.open(tmp_path / "home") as opened:
        opened.read([box], identity=ADA)
        yield opened


def the_id(famulus, n):
    (found,) = famulus._store.db.execute(
        "select id from documents where external_id = ?", [f"{n}@example.org"]
    ).fetchone()
    return found


@pytest.fixture
def asked(famulus):
    return famulus.replying.prepare(the_id(famulus, 3))


def test_what_is_asked_and_what_is_known_of_it(asked):
    assert [ask.way for ask in asked.letter.asks] == [Way.INVITATION, Way.QUESTION]
    assert asked.letter.known
    (fact,) = asked.facts
    assert (fact.text, fact.mine, fact.ask) == (
        "The lease of the flat ends on 31 May 2027.",
        True,
        1,
    )
    assert asked.missing == ()
    assert asked.suggestion.intent is Intent.ACCEPT


def test_a_draft_by_rules_says_it_in_the_users_own_words_with_its_passage(famulus, asked):
    draft = finish(famulus.replying.drafting(asked, asked.outline(Intent.ACCEPT)))

    assert draft.text == (
        "Thank you for the invitation. Saturday 21 November at 7 pm works great for me! "
        "The lease of the flat ends on 31 May 2027."
    )
    assert [mark.standing.value for mark in draft.marks] == ["said", "said", "supported"]
    assert draft.citations[1].document == the_id(famulus, 1)
    assert "passed for this; by rules." in draft.why


def test_to_a_stranger_nothing_is_told_unasked(famulus):
    stranger = famulus.replying.prepare(the_id(famulus, 4))
    draft = finish(famulus.replying.drafting(stranger, stranger.outline(Intent.INFORM)))

    assert stranger.facts
    assert "2027" not in draft.text


def test_a_changed_draft_is_looked_at_again(famulus, asked):
    lines = (*asked.outline(Intent.ACCEPT), own_line("I bring 12 cakes"))
    draft = finish(famulus.replying.drafting(asked, lines))
    changed = famulus.replying.checked(asked, lines, draft, draft.text.replace("2027", "2028"))

    assert draft.unsupported == 0
    assert "I bring 12 cakes." in draft.text
    assert changed.unsupported == 1
    assert changed.made_by == draft.made_by


def test_a_model_that_has_passed_writes_and_is_shown_mails_of_the_user(famulus, asked, monkeypatch):
    model = ScriptedModel("I will come.")
    monkeypatch.setattr(Writers, "model", lambda *_: Writer(model, "It has passed."))  # type: ignore[arg-type]
    draft = finish(famulus.replying.drafting(asked, asked.outline(Intent.ACCEPT)))
    told = model.asked[0][1].text

    assert (draft.text, draft.made_by, draft.why) == ("I will come.", "scripted", "It has passed.")
    assert "<example>\nFriday at 3 pm works great for me!" in told

    by_rules = famulus.replying.drafting(asked, asked.outline(Intent.ACCEPT), by_rules_only=True)
    assert finish(by_rules).made_by == "rules"


def test_as_a_mail_it_answers_the_letter_and_all_before(famulus, asked, tmp_path):
    mail = famulus.replying.mail(asked, "Gladly.", quoted=True)
    famulus.replying.save(tmp_path / "draft.eml", mail)
    read = BytesParser(policy=policy.default).parsebytes((tmp_path / "draft.eml").read_bytes())

    assert read["From"] == ADA
    assert read["References"] == "<1@example.org> <3@example.org>"
    assert "> would you like to come" in read.get_content()


def test_a_text_of_another_program_is_answered_too(famulus):
    replying, text = famulus.replying, "When does the lease of the flat end?"
    known = finish(replying.preparing_text(text, to="Bo Lind <bo@example.org>", title="Lease"))
    unknown = finish(replying.preparing_text(text))

    assert known.outline(Intent.INFORM)[1].kept
    assert known.letter.sender.name == "Bo Lind"
    assert unknown.facts[0].private
    assert "2027" not in finish(replying.drafting(unknown, unknown.outline(Intent.INFORM))).text


ASKED = "When does the lease of the flat end?"


@pytest.mark.parametrize("to", ["Bo Lind", "bo", "BO LIND"])
def test_who_is_known_is_found_by_name(famulus, to):
    prepared = finish(famulus.replying.preparing_text(ASKED, to=to))

    assert prepared.letter.sender.address == "bo@example.org"
    assert not prepared.facts[0].private


def test_who_only_signs_is_greeted_and_told_nothing_unasked(famulus):
    signed = finish(famulus.replying.preparing_text(f"{ASKED}\n\nBest wishes\nBo"))
    guessed = finish(famulus.replying.preparing_text(ASKED, to="Bo Lind", sure=False))

    assert signed.letter.sender.name == guessed.letter.sender.name == "Bo Lind"
    assert signed.facts[0].private
    assert guessed.facts[0].private


def test_the_user_does_not_answer_themselves(famulus):
    prepared = finish(famulus.replying.preparing_text(f"{ASKED}\n\nBest wishes\nAda Byron"))

    assert prepared.letter.sender.name == ""


def test_what_an_answer_quotes_as_a_whole_is_what_is_asked(famulus):
    quoted = "On Monday Bo Lind wrote:\n> When does the lease of the flat end?\n>\n> Bo"
    prepared = finish(famulus.replying.preparing_text(quoted, to="Bo Lind"))

    assert [ask.text for ask in prepared.letter.asks] == [ASKED]


def test_what_a_letter_quotes_below_is_not_asked(famulus):
    text = "Yes, gladly.\n\nOn Monday Ada wrote:\n> Could you come on Friday?\n"

    assert finish(famulus.replying.preparing_text(text)).letter.asks == ()


class Voice:
    def __init__(self):
        self.changes = []

    def greeting(self, to, language, occasion):
        return f"Hi {to},"

    def closing(self, to, language, occasion):
        return f"Bye ({language}, {occasion})"

    def likeness(self, text):
        return 0.82

    def heard(self, draft, accepted, **how):
        self.changes.append((draft, accepted, how))


def test_a_voice_greets_closes_judges_and_learns(famulus, asked):
    voice = Voice()
    replying = famulus.replying
    replying._voice = voice
    lines = asked.outline(Intent.ACCEPT)
    draft = finish(replying.drafting(asked, lines))

    assert draft.text.startswith("Hi Bo Lind <bo@example.org>,\n\n")
    assert draft.text.endswith("\n\nBye (English, reply)")
    assert draft.marks[0].standing.value == draft.marks[-1].standing.value == "plain"
    assert draft.likeness == replying.checked(asked, lines, draft, "Yes.").likeness == 0.82
    replying.accepted(asked, draft.text, draft.text)
    replying.accepted(asked, draft.text, "Yes.")
    how = {"to": "Bo Lind <bo@example.org>", "language": "English"}
    assert voice.changes == [(draft.text, "Yes.", how)]


def test_ones_own_mail_is_not_answered(famulus):
    with pytest.raises(Problem, match="yourself"):
        famulus.replying.prepare(the_id(famulus, 1))


@pytest.fixture
def put(monkeypatch):
    """Return what was put, in place of the server."""
    heard: list[Any] = []

    def putting(where, password, mail):
        yield Progress(0, 1)
        if password == "wrong":
            raise WrongPassword("No.")
        heard.append((where, password, mail))
        return "Drafts"

    monkeypatch.setattr(module, "putting", putting)
    return heard


WHERE = Mailbox("mail.example.org", "ada")


def test_a_password_that_was_right_is_kept_in_the_keyring_if_wanted(famulus, put, monkeypatch):
    backend = Keyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    replying = famulus.replying
    assert not replying.has_password(WHERE)

    with pytest.raises(WrongPassword):
        finish(replying.putting(b"mail", WHERE, "wrong", keep=True))
    assert not replying.has_password(WHERE)

    assert finish(replying.putting(b"mail", WHERE, "right", keep=True)) == "Drafts"
    assert replying.has_password(WHERE)
    finish(replying.putting(b"again", WHERE))
    assert put == [(WHERE, "right", b"mail"), (WHERE, "right", b"again")]


def test_without_a_keyring_it_is_asked_for_each_time(famulus, put):
    finish(famulus.replying.putting(b"mail", WHERE, "right", keep=True))

    with pytest.raises(WrongPassword, match="wants a password"):
        finish(famulus.replying.putting(b"mail", WHERE))


def test_the_drafts_folder_is_a_setting(famulus):
    assert famulus.replying.drafts_folder() is None
    famulus.change_settings(mailbox=WHERE.url)

    assert famulus.replying.drafts_folder() == WHERE
    with pytest.raises(Problem):
        famulus.change_settings(mailbox="smtp://mail.example.org")
