"""Help with reading in one memory: what was read is counted, quoted, marked and summed up."""

from __future__ import annotations

import pytest

from assistant import app
from assistant.app import Assistant
from assistant.explaining.explaining import KNOWN
from assistant.explaining.threads import Sort
from memory import settings
from tests.fakes import WordEmbedder

ADA = "Ada Byron <ada@example.org>"
BO = "Bo Lind <bo@example.org>"
MAIL = """From x Fri Mar  3 10:00:00 2023
From: {sender}
To: {to}
Date: {day} Nov 2026 10:00:00 +0000
Message-ID: <{n}@example.org>
In-Reply-To: {answers}
Subject: Keys

{text}

"""


def a_mail(n, text, sender=BO, to=ADA, answers=""):
    return MAIL.format(n=n, day=n, text=text, sender=sender, to=to, answers=answers)


MAILS = [
    a_mail(1, "QKD is a way to share a key by light. VOA too.", to="Cy <cy@example.org>"),
    a_mail(2, "The VOA is set. The GBIC is here.", sender=ADA, to=BO),
    a_mail(3, "The QKD link is up, with a VOA and an SNSPD. Who has the key?"),
    a_mail(4, "I will send the key by 20 November.", sender=ADA, to=BO, answers="<3@example.org>"),
    a_mail(5, "The link is down again.", answers="<4@example.org>"),
]


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


def test_terms_that_the_user_never_wrote(famulus):
    found = famulus.explaining.terms(the_id(famulus, 3))

    assert [one.text for one in found] == ["QKD", "SNSPD"]


def test_a_term_is_explained_by_a_sentence_that_stands_in_its_document(famulus):
    found = famulus.explaining.explain("QKD")

    assert found.quote == "QKD is a way to share a key by light."
    assert found.document == the_id(famulus, 1)
    assert famulus.opened(found.document).text[found.start : found.end] == found.quote
    assert famulus.explaining.explain("SNSPD") is None


def test_what_is_marked_is_known_until_it_is_not_and_no_word_of_it_is_kept(famulus):
    famulus.explaining.know("QKD")
    famulus.explaining.know("QKD")
    assert [one.text for one in famulus.explaining.terms(the_id(famulus, 3))] == ["SNSPD"]
    (kept,) = settings.chosen(famulus._store)[KNOWN]
    assert "qkd" not in kept.lower()

    famulus.explaining.know("QKD", known=False)
    assert [one.text for one in famulus.explaining.terms(the_id(famulus, 3))] == ["QKD", "SNSPD"]


def test_the_thread_of_any_of_its_mails(famulus):
    for n in (3, 4, 5):
        found = famulus.explaining.summary(the_id(famulus, n))
        assert found.letters == 3
        assert found.people == ("Bo Lind", "Ada Byron")
        (promise,) = found.of(Sort.PROMISE)
        assert (promise.mine, promise.document) == (True, the_id(famulus, 4))


def test_a_mail_alone_is_its_own_thread(famulus):
    assert famulus.explaining.summary(the_id(famulus, 1)).letters == 1
