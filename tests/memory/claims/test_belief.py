"""How sure a claim is: by what was said, how often, by whom, and how long ago."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.claims.belief import (
    ACTIVE,
    APPLIES,
    HALF_LIVES,
    Said,
    confidence,
    is_believed,
    last_supported,
    strength,
    weight,
)
from memory.types import ClaimKind, Status, Strength
from tests.fakes import day
from tests.memory.test_types import a_claim

sayings = st.lists(
    st.builds(
        Said,
        st.one_of(st.none(), st.integers(1, 28).map(day)),
        st.sampled_from("abc"),
        st.sampled_from(Strength),
    ),
    max_size=12,
)


def on_days(how: Strength, count: int) -> list[Said]:
    return [Said(day(n), f"{n}", how) for n in range(1, count + 1)]


@pytest.mark.parametrize(
    ("how", "days", "sure", "believed"),
    [
        (Strength.TOLD, 1, 0.95, True),
        (Strength.STATED, 1, 0.92, True),
        (Strength.IMPLIED, 1, 0.62, False),
        (Strength.IMPLIED, 2, 0.69, False),
        (Strength.IMPLIED, 3, 0.74, True),
        (Strength.OTHERS, 1, 0.58, False),
        (Strength.OTHERS, 28, 0.67, False),
        (Strength.INFERRED, 28, 0.90, False),
        (Strength.SUGGESTED, 28, 0.87, False),
    ],
)
def test_what_is_enough_to_be_believed(how, days, sure, believed):
    heard = on_days(how, days)

    assert confidence(heard) == pytest.approx(sure, abs=0.006)
    assert is_believed(heard) is believed


def test_others_never_help_over_the_line():
    heard = on_days(Strength.IMPLIED, 1) + on_days(Strength.OTHERS, 28)

    assert not is_believed(heard)


def test_repeating_it_in_the_same_exchange_on_the_same_day_counts_little():
    once = Said(day(1), "a", Strength.STATED)

    assert weight([once] * 6) == pytest.approx(10 + 5 * 1)
    assert weight([once, Said(day(2), "a", Strength.STATED)]) == pytest.approx(20)
    assert weight([once, Said(day(1), "b", Strength.STATED)]) == pytest.approx(20)


@given(heard=sayings, seed=st.integers(0, 99))
def test_the_order_makes_no_difference(heard, seed):
    mixed = random.Random(seed).sample(heard, len(heard))

    assert confidence(mixed) == confidence(heard)


@given(heard=sayings, more=sayings)
def test_what_speaks_for_it_makes_it_surer_and_what_speaks_against_it_less(heard, more):
    assert confidence(heard + more) >= confidence(heard) - 1e-9
    assert confidence(heard, more) <= confidence(heard)
    assert 0 < confidence(heard, more) < 1


A_CLAIM = replace(a_claim("cello"), evidence=(), changed_at=day(1))


@pytest.mark.parametrize("kind", ClaimKind)
@given(days=st.lists(st.integers(0, 9000), min_size=2, max_size=2).map(sorted))
def test_what_is_older_is_never_stronger(kind, days):
    claim = replace(A_CLAIM, kind=kind)
    earlier, later = (strength(claim, day(1) + timedelta(days=n)) for n in days)

    assert 0 <= later <= earlier <= claim.confidence


@pytest.mark.parametrize("kind", HALF_LIVES)
def test_after_a_half_life_it_is_half_as_strong(kind):
    claim = replace(A_CLAIM, kind=kind)

    assert strength(claim, day(1) + HALF_LIVES[kind]) == pytest.approx(claim.confidence / 2)


def test_what_lasts_fades_more_slowly_than_what_changes():
    now = day(1) + timedelta(days=365)
    kinds = (ClaimKind.FACT, ClaimKind.SKILL, ClaimKind.PREFERENCE, ClaimKind.ROUTINE)
    strong = [strength(replace(A_CLAIM, kind=kind), now) for kind in kinds]

    assert strong == sorted(strong, reverse=True)
    assert strong[0] > APPLIES > strong[2]


def test_what_is_locked_does_not_fade_and_a_plan_holds_to_its_day():
    now = day(1) + timedelta(days=9000)
    locked = replace(A_CLAIM, locked=True)
    plan = replace(A_CLAIM, kind=ClaimKind.PLAN, until=now)

    assert strength(locked, now) == locked.confidence
    assert strength(plan, now - timedelta(seconds=1)) == plan.confidence
    assert strength(plan, now) == 0


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.ACTIVE, Status.DISPUTED}))
def test_what_is_not_believed_has_no_strength(status):
    assert strength(replace(A_CLAIM, status=status), day(1)) == 0


def test_it_fades_from_when_it_was_said_last():
    (evidence,) = a_claim("cello").evidence
    heard = (replace(evidence, at=day(2)), replace(evidence, at=day(9)), replace(evidence, at=None))
    against = replace(evidence, at=day(20), stance="contradicts")

    assert last_supported(replace(A_CLAIM, evidence=(*heard, against))) == day(9)
    assert last_supported(A_CLAIM) == datetime.fromisoformat("2026-03-01T12:00+00:00")
    assert ACTIVE > APPLIES
