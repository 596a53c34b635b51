from __future__ import annotations

import time
from dataclasses import replace

import pytest

from memory.types import ClaimId, ClaimKind, Scope, Sensitivity, Status
from tests.ui.claims import claim
from ui.itemmodels.claims import ClaimsModel, ReviewModel

CELLO = claim(1)
TEA = claim(2, "Likes tea.", kind=ClaimKind.PREFERENCE, scope=Scope(when="winter"))
BEN = claim(3, "Is a baker.", subject="Ben", sensitivity=Sensitivity.SENSITIVE)
DRAFT = claim(4, "Plays the tuba.", status=Status.DRAFT)
DENIED = claim(5, "Plays golf.", status=Status.RETRACTED)
BEFORE = claim(6, "Lived in Bath.", status=Status.SUPERSEDED)


@pytest.fixture
def model(qapp):
    made = ClaimsModel()
    made.show_claims([BEFORE, DRAFT, DENIED, TEA, BEN, CELLO], {ClaimId(2)})
    return made


def shown(model):
    return [model.index(n).data().split(",")[0] for n in range(model.rowCount())]


def test_claims_stand_as_on_the_page_without_what_is_not_on_it(model):
    assert shown(model) == [
        "You",
        "Plays the cello.",
        "People",
        "Ben: Is a baker.",
        "What you like and dislike",
        "Likes tea.",
        "Before: no longer so",
        "Lived in Bath.",
    ]
    assert model.kinds() == [ClaimKind.FACT, ClaimKind.PREFERENCE]
    assert model.people() == ["", "Ben"]


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ({"words": "TEA"}, {2}),
        ({"words": "winter tea"}, {2}),
        ({"words": "bak ben"}, {3}),
        ({"kind": ClaimKind.PREFERENCE}, {2}),
        ({"person": "Ben"}, {3}),
        ({"person": ""}, {1, 2, 6}),
        ({"sensitive": True}, {3}),
        ({"fresh": True}, {2}),
        ({"fresh": True, "words": "cello"}, set()),
    ],
)
def test_what_fits_every_wish_is_left(model, wish, found):
    model.want(**wish)
    rows = (model.at(n) for n in range(model.rowCount()))

    assert {one.id for one in rows if one is not None} == found
    assert not model.wish.is_all


def test_a_screen_reader_hears_all_that_a_card_shows(model):
    assert model.words(TEA) == "Likes tea., heard once, since 3 March 2024, winter, 1 quote"


def test_pinned_stands_first(qapp):
    model = ClaimsModel()
    model.show_claims([CELLO, claim(9, "Zebras.", pinned=True)])

    assert shown(model) == ["You", "Zebras.", "Plays the cello."]


def test_what_is_sensitive_is_reviewed_first(qapp):
    model = ReviewModel()
    model.show_waiting([DRAFT, replace(BEN, status=Status.DRAFT)])

    assert [model.at(n).id for n in (1, 3)] == [3, 4]
    assert "Ben: Is a baker., heard once" in model.words(BEN)


def test_two_thousand_are_filtered_while_one_types(qapp):
    model = ClaimsModel()
    model.show_claims([claim(n, f"Plays number {n}.") for n in range(2000)])
    began = time.perf_counter()
    model.want(words="number 19")
    took = time.perf_counter() - began
    print(f"2,000 claims filtered in {took * 1000:.1f} ms")

    assert model.count == sum("19" in str(n) for n in range(2000))
    assert took < 0.1
