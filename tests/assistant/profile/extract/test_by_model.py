"""Of which sentences a model is asked, and which of its answers count."""

from __future__ import annotations

import json

import pytest

from assistant.profile.extract.by_model import _found, _schema, worth_asking
from assistant.profile.extract.grammar import sentences
from assistant.profile.extract.turns import Turn
from memory.claims.slots import slots
from memory.types import Strength

SENTENCE = "Since the spring my mornings belong to the potter's wheel."


def turn(text: str, subject: str = "") -> Turn:
    return Turn(0, text, subject, Strength.STATED, None)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        (SENTENCE, True),
        ("Seit dem Frühling gehören meine Abende der Töpferei.", True),
        ("The bus was late again this morning.", False),  # nobody's
        ("My wheel!", False),  # too short
        ("Did I tell you of my wheel?", False),
        (" ".join(["my wheel"] * 40) + ".", False),  # too long
    ],
)
def test_a_statement_in_the_first_person_is_asked_about(text, asks):
    assert [one.text for one in worth_asking(turn(text), set())] == [text] * asks


def test_nobody_elses_and_nothing_that_was_understood():
    assert not list(worth_asking(turn(SENTENCE, "Bo"), set()))
    assert not list(worth_asking(turn(SENTENCE), {0}))


@pytest.mark.parametrize(
    ("reply", "value"),
    [
        ('{"what": "hobby", "words": "potter\'s wheel"}', "potter's wheel"),
        ('{"what": "hobby", "words": "Potter\'s  WHEEL"}', "potter's wheel"),
        ('{"what": "hobby", "words": "pottery"}', None),
        ('{"what": "hobby", "words": " "}', None),
        ('{"what": "hobby"}', None),
        ('{"what": "hobby", "words": "wh', None),
        ("[]", None),
        ('{"what": "pin_code", "words": "wheel"}', None),
    ],
)
def test_only_words_that_stand_there_count_in_a_slot_that_is_known(reply, value):
    (sentence,) = sentences(SENTENCE)
    found = _found(reply, sentence)

    assert (found[1].text if found else None) == value


def test_the_form_offers_slots_that_are_known_and_no_others():
    offered = json.loads(_schema())["properties"]["what"]["enum"]

    assert set(offered) < set(slots())
    assert "lives_in" in offered
    assert "greeting" not in offered
