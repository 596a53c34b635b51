"""What is kept comes back as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from memory.claims.rows import at_time, find, iso, known_in, moment, read_claims, snapshot
from memory.claims.sameness import identity
from memory.claims.telling import tell
from memory.types import ClaimKind, Scope, Sensitivity, Status, Strength
from tests.fakes import day
from tests.memory.claims.drafts import claims, hear, said


def test_a_claim_comes_back_as_it_was_said(store):
    scope = Scope("Ana", "mail", "work", "mornings")
    hear(store, "Bath", day(3), slot="plan", kind=ClaimKind.PLAN, scope=scope, until=day(20),
         subject="Bo", text="Goes to Bath.", polarity=-1)  # fmt: skip
    (claim,) = read_claims(store.db)

    assert (claim.subject, claim.kind, claim.slot, claim.value) == ("Bo", "plan", "plan", "Bath")
    assert (claim.text, claim.scope, claim.polarity) == ("Goes to Bath.", scope, -1)
    assert (claim.since, claim.until) == (day(3), day(20))
    assert claim.sensitivity is Sensitivity.NORMAL
    assert claim.evidence[0].strength is Strength.STATED
    assert (datetime.now(UTC) - claim.changed_at) < timedelta(minutes=1)


def test_it_is_found_by_what_it_is(store):
    hear(store, "the Bath", day(3))
    key = find(store.db, identity(said("BATH")))

    assert key == claims(store)["the Bath"].id
    assert find(store.db, identity(said("Leeds"))) is None
    assert snapshot(store.db, 99) is None


@pytest.mark.parametrize("status", [Status.ACTIVE, Status.DISPUTED])
def test_what_had_its_day_is_over_after_it(store, status):
    tell(store, "Sees the sea.", until=day(9))
    claim = replace(read_claims(store.db)[0], status=status)

    assert at_time(claim, day(8)).status is status
    assert at_time(claim, day(9)).status is Status.EXPIRED
    assert at_time(replace(claim, status=Status.RETRACTED), day(9)).status is Status.RETRACTED
    assert at_time(replace(claim, until=None), day(9)).status is status


def test_a_moment_without_a_zone_is_taken_for_utc():
    assert iso(datetime(2026, 3, 1)) == "2026-03-01T00:00:00+00:00"  # noqa: DTZ001
    assert moment(iso(day(3))) == day(3)
    assert iso(None) is None
    assert moment(None) is None


def test_the_other_slots_of_a_value_are_known(store):
    hear(store, "chess", day(3), slot="hobby")
    hear(store, "chess", day(4), slot="skill", kind=ClaimKind.SKILL)
    hear(store, "chess", day(5), slot="sport", subject="Bo")
    hear(store, "go", day(6), slot="hobby")

    one = identity(said("chess", day(3), slot="likes"))
    assert known_in(store.db, one) == [("hobby", "preference"), ("skill", "skill")]
