"""What can be counted explains choices, if there are enough of them and they agree."""

from __future__ import annotations

import random

import pytest

from assistant.profile.factors import (
    LEAST,
    Pair,
    Reason,
    explained,
    factors,
    holds,
    measured,
    names,
    stated,
)

WORDS = [
    "the",
    "boat",
    "comes",
    "over",
    "the",
    "lake",
    "when",
    "it",
    "is",
    "late",
    "and",
    "we",
    "see",
    "it",
    "from",
    "far",
    "away",
]


def choices(count: int, longer: int = 0, seed: int = 1) -> list[Pair]:
    """Choices of the shorter draft, but for some; in all else the drafts differ by chance."""
    chance = random.Random(seed)

    def draft(length: int) -> str:
        extra = chance.sample(["?", "perhaps", "I", "- a\n", "dear", ""], 3)
        return " ".join([*chance.choices(WORDS, k=length), *extra])

    pairs = [
        Pair(draft(chance.randint(8, 20)), draft(chance.randint(40, 80))) for _ in range(count)
    ]
    return [Pair(p.other, p.chosen) if n < longer else p for n, p in enumerate(pairs)]


def test_a_draft_is_measured():
    found = dict(zip(names(), measured("Dear Ana,\n- maybe? 😊\nhttps://x.org"), strict=True))

    assert (found["bullets"], found["emoji"], found["questions"], found["links"]) == (1, 1, 1, 1)
    assert found["formal"] > 0
    assert found["hedges"] > 0
    assert measured("") == [0.0] * len(names())


def test_choices_that_agree_are_explained():
    reasons = explained(choices(24))

    assert (reasons[0].factor, reasons[0].more) == ("length", False)
    assert (reasons[0].value, reasons[0].text) == ("short mails", "Prefers short mails.")
    assert abs(reasons[0].weight) / reasons[0].error > 2


def test_few_choices_or_such_that_do_not_agree_explain_nothing():
    assert explained(choices(LEAST - 1)) == []
    assert all(one.factor != "length" for one in explained(choices(24, longer=12)))
    assert explained([Pair("same", "same")] * 12) == []


@pytest.mark.parametrize("seed", range(8))
def test_by_chance_hardly_anything_is_found(seed):
    chance = random.Random(seed)
    pairs = [Pair(*chance.sample([p.chosen, p.other], 2)) for p in choices(30, seed=seed)]

    assert len(explained(pairs)) <= 1


def test_a_reason_counts_only_if_it_predicts():
    (shorter,) = [one for one in stated("It is shorter.") if one.factor == "length"]
    pairs = choices(4)

    assert shorter == Reason("length", False)
    assert holds(shorter, pairs)
    assert not holds(shorter, pairs[:2])
    assert not holds(shorter, choices(4, longer=3))
    assert not holds(Reason("links", True), pairs)
    assert list(stated("Because of the weather.")) == []


def test_every_factor_can_be_put_in_words():
    for name in names():
        assert {Reason(name, more).value for more in (True, False)} == {
            factors()[name]["more"][0],
            factors()[name]["less"][0],
        }
