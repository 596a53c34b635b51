"""The same in other words, the contrary, something beside it, or nothing to do with it."""

from __future__ import annotations

from typing import Any

import pytest

from memory.claims.sameness import Relation, holds_words, identity, normal, relation
from memory.types import ClaimKind, Scope
from tests.memory.claims.drafts import LIKES, said


def between(one: dict[str, Any], other: dict[str, Any]) -> Relation:
    slot = {"slot": LIKES}
    return relation(*(identity(said(**(slot | given))) for given in (one, other)))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"value": "the Cello"}, {"value": "cello."}, Relation.SAME),
        ({"value": "cello"}, {"value": "cello", "polarity": -1}, Relation.CONTRADICTING),
        ({"value": "cello"}, {"value": "chess"}, Relation.UNRELATED),
        ({"value": "cello"}, {"value": "cello music"}, Relation.RELATED),
        ({"value": "cello"}, {"value": "cello", "slot": "plays"}, Relation.UNRELATED),
        ({"value": "cello"}, {"value": "cello", "subject": "Ana"}, Relation.UNRELATED),
        ({"value": "tea", "subject": "ana"}, {"value": "tea", "subject": "Ana"}, Relation.SAME),
        ({"value": "short", "scope": Scope("Ana")}, {"value": "short"}, Relation.RELATED),
        (
            {"value": "Bath", "slot": "lives_in"},
            {"value": "Leeds", "slot": "lives_in"},
            Relation.CONTRADICTING,
        ),
        (
            {"value": "Bath", "slot": "lives_in", "polarity": -1},
            {"value": "Leeds", "slot": "lives_in"},
            Relation.RELATED,
        ),
        (
            {"value": "Bath", "slot": "lives_in", "scope": Scope(when="summer")},
            {"value": "Leeds", "slot": "lives_in"},
            Relation.RELATED,
        ),
    ],
)
def test_two_claims_are_told_apart_or_not(one, other, expected):
    assert between(one, other) is between(other, one) is expected


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("  The  Cello! ", "cello"),
        ("Ｌｅｅｄｓ", "leeds"),
        ("a the", "the"),
        ("The", "the"),
        ("☺", "☺"),
        ("St. John's", "st john s"),
    ],
)
def test_words_are_compared_without_case_and_signs(words, same):
    assert normal(words) == same


def test_a_quote_holds_a_value_if_it_holds_its_words():
    assert holds_words("I play (the) CELLO, a lot", "the cello")
    assert holds_words("The Hague is where I live", "The Hague")
    assert holds_words("So glad ☺", "☺")
    assert not holds_words("So glad", "☺")
    assert not holds_words("I play the celloo", "cello")


def test_the_kind_of_a_slot_is_the_one_the_program_says():
    assert identity(said("Bath", kind=ClaimKind.GOAL)).kind is ClaimKind.FACT


def test_the_repr_of_what_a_claim_is_says_no_words():
    assert "cello" not in repr(identity(said("cello", subject="cello"))).lower()
