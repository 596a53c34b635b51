from __future__ import annotations

from datetime import timedelta

import pytest

from memory.types import ClaimKind, Scope, Sensitivity, Status, Strength
from tests.ui.claims import change, claim, evidence
from tests.ui.fakes import NOW
from ui import claim_words

TWICE = (evidence(), evidence(at=NOW + timedelta(days=9)))


@pytest.mark.parametrize(
    ("new", "word", "filled"),
    [
        ({}, "heard once", 3),
        ({"evidence": TWICE, "confidence": 0.8}, "sure", 4),
        ({"evidence": TWICE, "confidence": 0.6}, "likely", 2),
        ({"evidence": TWICE, "confidence": 0.4}, "unsure", 1),
        ({"locked": True, "evidence": ()}, "sure", 5),
        ({"status": Status.DISPUTED}, "heard both ways", 3),
        ({"confidence": 0.95, "evidence": TWICE * 3}, "sure", 5),
    ],
)
def test_how_sure_it_is_by_word_and_by_steps(new, word, filled):
    assert claim_words.sureness(claim(**new)) == word
    assert claim_words.steps(claim(**new)) == filled


def test_of_whom_it_is_where_the_words_do_not_tell():
    assert claim_words.sentence(claim(subject="Ben")) == "Ben: Plays the cello."
    assert claim_words.sentence(claim(text="Ben sings.", subject="Ben")) == "Ben sings."


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (NOW, None, "since 3 March 2024"),
        (NOW, NOW + timedelta(days=1), "3 March 2024 – 4 March 2024"),
        (NOW, NOW, "3 March 2024"),
        (None, NOW, "until 3 March 2024"),
        (None, None, ""),
    ],
)
def test_since_when_and_until_when(since, until, said):
    assert claim_words.span(claim(since=since, until=until)) == said


def test_where_it_applies_and_on_how_much_it_stands():
    assert claim_words.scope(claim(scope=Scope(who="Ben", when="winter"))) == "Ben · winter"
    assert claim_words.quotes(claim()) == "1 quote"
    assert claim_words.quotes(claim(evidence=TWICE)) == "2 quotes"
    assert claim_words.quotes(claim(evidence=())) == "you said so"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (Status.ACTIVE, ""),
        (Status.DRAFT, "to review"),
        (Status.DISPUTED, "in dispute"),
        (Status.SUPERSEDED, "no longer so"),
        (Status.EXPIRED, "no longer so"),
        (Status.RETRACTED, "not true"),
    ],
)
def test_where_it_stands(status, said):
    assert claim_words.standing(claim(status=status)) == said


def test_what_is_sensitive_is_said_to_be():
    one = claim(status=Status.DRAFT, sensitivity=Sensitivity.SENSITIVE)

    assert claim_words.standing(one) == "sensitive, to review"
    assert claim_words.sensitive(one) == "sensitive"
    assert claim_words.sensitive(claim()) == ""


def test_every_kind_and_every_way_of_speaking_has_a_word():
    assert all(claim_words.kind(kind) for kind in ClaimKind)
    assert all(claim_words.speaks(evidence(strength=one)) for one in Strength)
    assert claim_words.speaks(evidence(stance="contradicts")) == "speaks against it"


def test_what_was_done_is_said_to_the_user():
    one = change(by="user", what="deny", why="The user said that the user never was.")

    assert claim_words.author(one) == "you"
    assert claim_words.deed(one) == "said to be not true"
    assert claim_words.reason(one) == "You said that you never was."
    assert claim_words.author(change(by="Qwen3-4B")) == "Qwen3-4B"
    assert claim_words.deed(change(what="unheard-of")) == "unheard-of"
