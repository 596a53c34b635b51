"""What stands first: what is of the person, lasts, and was said on many days."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.profile.worth import worth
from memory.types import (
    Claim,
    ClaimId,
    ClaimKind,
    DocumentId,
    Evidence,
    Scope,
    Sensitivity,
    Status,
    Strength,
)
from tests.fakes import day


def a_claim(value="Leith", slot="lives_in", kind=ClaimKind.FACT, days=(3,), **more) -> Claim:
    evidence = tuple(
        Evidence(
            DocumentId(str(n)), 0, 9, value, "supports", Strength.STATED, day(n), Path("/x"), ""
        )
        for n in days
    )
    fields = {
        "id": ClaimId(1), "subject": "", "kind": kind, "slot": slot, "value": value,
        "text": value, "scope": Scope(), "status": Status.ACTIVE, "confidence": 0.8,
        "since": None, "until": None, "sensitivity": Sensitivity.NORMAL, "locked": False,
        "pinned": False, "evidence": evidence, "changed_at": day(3),
    } | more  # fmt: skip
    return Claim(**fields)


@pytest.mark.parametrize(
    ("more", "less"),
    [
        (a_claim(), a_claim("rain", "likes", ClaimKind.PREFERENCE)),
        (a_claim(days=(3, 9)), a_claim(days=(3,))),
        (a_claim(days=(3, 9)), a_claim(days=(9, 9))),
        (a_claim("Leith"), a_claim("a flat on the shore in Leith")),
        (a_claim(days=(20,)), a_claim(days=(2,))),
        (a_claim(slot="likes"), a_claim(slot="likes", status=Status.DRAFT)),
        (
            a_claim("oboe", "likes", ClaimKind.PREFERENCE),
            a_claim("oboe", "topic", ClaimKind.PREFERENCE),
        ),
    ],
)
def test_one_is_worth_more_than_the_other(more, less):
    assert worth(more, day(28)) > worth(less, day(28))


def test_what_says_more_of_a_day_is_worth_more():
    short, long = "went out", "painted the shed with Ines in May before it rained"

    assert worth(a_claim(long, "did"), day(3)) > worth(a_claim(short, "did"), day(3))


def test_a_note_is_worth_more_by_its_names_and_less_if_it_speaks_of_something_before():
    plain = a_claim("painted a shed with somebody there", "did")
    named = a_claim("painted a shed with Bartholomew", "did")
    clear, unclear = (a_claim(f"{who} painted a shed in green", "did") for who in ("we", "they"))

    assert worth(named, day(3)) > 2 * worth(plain, day(3))
    assert worth(unclear, day(3)) < 0.8 * worth(clear, day(3))


def test_what_says_when_how_many_or_who_is_worth_more():
    vague = a_claim("painted a shed with her and it rained", "did")
    for placed in ("last week", "with Ines", "in 2019"):
        value = f"painted a shed {placed} and it rained"
        assert worth(a_claim(value, "did"), day(3)) > 1.2 * worth(vague, day(3))


def test_without_a_date_it_does_not_fade():
    assert worth(a_claim(days=()), day(28)) == worth(a_claim(days=()), day(3))
