"""What was read and what is believed in one answer; and a private question leaves nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from assistant import answering as module
from assistant import app
from assistant.agent.believe import telling
from assistant.answering import PROFILE, Asking, is_claim
from assistant.app import Assistant
from assistant.writers import Writer, Writers
from memory.claims import telling as user
from memory.progress import finish
from memory.types import DocumentId, Evidence, Strength
from tests.assistant.profile.invented import a_claim
from tests.fakes import ScriptedModel, WordEmbedder, dump, files_in

ADA = "Ada Byron <ada@example.org>"
MAIL = """From ada@example.org Fri Mar  3 10:00:00 2023
From: Ada Byron <ada@example.org>
To: Bo <bo@example.org>
Date: {date}
Message-ID: <{n}@example.org>
Subject: {subject}

{text}

"""
WHERE = "Where do I live?"


@pytest.fixture
def famulus(monkeypatch, tmp_path):
    """A memory in which it is believed that the user lives in Leeds, and did in Bath."""
    monkeypatch.setattr(app, "Encoder", WordEmbedder)
    monkeypatch.setenv("FAMULUS_PASSPHRASE", "")
    today = datetime.now(UTC)
    days = [
        (today - timedelta(days=ago)).strftime("%a, %d %b %Y %H:%M:%S +0000") for ago in (90, 9)
    ]
    box = tmp_path / "mail.mbox"
    box.write_text(
        MAIL.format(n=1, date=days[0], subject="Home", text="I live in Bath. Come and see it.")
        + MAIL.format(n=2, date=days[1], subject="Moved", text="I have moved to Leeds. It rains.")
    )
    with Assistant.open(tmp_path / "home") as opened:
        opened.read([box], identity=ADA)
        opened.learn()
        yield opened


def test_it_is_answered_from_what_is_believed_and_cites_the_words_that_told_it(famulus):
    found = famulus.ask(WHERE)
    (passage,) = found.citations

    assert found.made_by == PROFILE
    assert "Lives in Leeds, since" in found.text
    assert passage.text == "I have moved to Leeds."
    text = famulus.opened(passage.document).text
    assert text[passage.start : passage.end] == passage.text
    assert [one.text for one in found.claims] == ["Lives in Leeds."]
    before = famulus.ask("Where did I live before?")
    assert "until" in before.text
    assert before.citations[0].text == "I live in Bath."


def test_without_the_profile_or_a_claim_the_texts_answer(famulus):
    (used,) = famulus.ask(WHERE).claims
    for without in ({PROFILE}, {f"c{used.claim}"}):
        found = famulus.ask(WHERE, without=without)
        assert (found.made_by, found.claims) == ("quoted", ())


def test_the_claims_are_kept_with_the_answer_and_go_with_them(famulus):
    id = famulus.start_conversation()
    found = famulus.ask(WHERE, conversation=id)
    assert famulus.turns(id)[1].answer == found
    assert found.id
    assert famulus.ask(WHERE, conversation=id).id not in {"", found.id}
    assert famulus.ask(WHERE).id == ""
    famulus.profile.never_remember(found.claims[0].claim)

    assert famulus.turns(id)[1].answer is None
    assert "Leeds" not in famulus.turns(id)[1].text


def test_an_answer_goes_with_a_document_that_told_a_claim_of_it(famulus):
    id = famulus.start_conversation()
    found = famulus.ask(WHERE, conversation=id)
    assert found.claims[0].documents == (found.citations[0].document,)


def test_a_private_question_reads_nothing_of_the_profile(famulus, monkeypatch):
    def read(*_: object) -> list[object]:
        raise AssertionError("The profile was read.")

    monkeypatch.setattr(module, "read_claims", read)
    found = famulus.ask(WHERE, private=True)

    assert (found.made_by, found.found, found.claims) == ("quoted", True, ())
    with pytest.raises(AssertionError):
        famulus.ask(WHERE)


def test_a_private_question_writes_nothing(famulus):
    id = famulus.start_conversation()
    famulus.ask("When does it rain?")  # what is warmed up is warmed up
    rows, files = dump(famulus._store), files_in(famulus.home)
    found = famulus.ask("I live in York. Where do I live?", private=True, conversation=id)
    famulus.learn()

    assert found.text
    assert famulus.turns(id) == []
    assert dump(famulus._store) == rows
    assert files_in(famulus.home).keys() == files.keys()
    assert [one.value for one in famulus.profile.claims() if one.slot == "lives_in"] == [
        "Bath",
        "Leeds",
    ]


def test_a_private_follow_up_leans_on_what_it_is_told(famulus):
    found = famulus.ask("And that?", private=True, before="Who has moved to Leeds?")

    assert found.considered[0].title == "Moved"


def test_a_model_is_told_what_applies(famulus, monkeypatch):
    model = ScriptedModel("You have moved to Leeds. [1]")
    monkeypatch.setattr(Writers, "model", lambda *_: Writer(cast("Any", model)))
    found = famulus.ask("Is there rain in Leeds?")

    assert [one.text for one in found.claims] == ["Lives in Leeds."]
    assert "- Lives in Leeds." in model.asked[0][1].text
    finish(famulus.answering("Rain in Leeds?", private=True))
    assert "<profile>" not in model.asked[1][1].text


def test_what_the_user_says_answers_without_a_citation(famulus):
    user.tell(famulus._store, "Is vegan.", value="vegan", slot="diet")
    found = famulus.ask("Am I vegan?")

    assert (found.text, found.citations, found.found) == ("Is vegan, as you said.", (), True)


def test_a_claim_is_called_by_its_number():
    assert is_claim("c12")
    assert not is_claim("count")
    assert Asking().before == ""


def test_the_newest_words_that_told_it_come_first(famulus):
    (claim,) = [one for one in famulus.profile.claims() if one.text == "Lives in Leeds."]

    assert [one.quote for one in telling(claim)] == ["I have moved to Leeds."]


def test_what_was_only_said_to_be_over_is_told_by_that():
    place = DocumentId("d"), 0, 4, "x"
    over = Evidence(*place, "contradicts", Strength.STATED, None, Path(), "")

    assert telling(a_claim(1, "Lived in Bath.", evidence=(over,))) == [over]
