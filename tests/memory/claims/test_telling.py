"""What the user says counts most, stays as they said it, and is theirs alone to change."""

from __future__ import annotations

import pytest

from memory.claims.changes import history
from memory.claims.rows import read_claims
from memory.claims.telling import (
    Reacted,
    accept,
    deny,
    edit,
    edited_value,
    end,
    lock,
    pin,
    react,
    refuse,
    take_back,
    tell,
)
from memory.erasing.claim import forgetting_claims
from memory.errors import Problem
from memory.progress import finish
from memory.types import ClaimId, ClaimKind, Scope, Status, Strength
from tests.fakes import day
from tests.memory.claims.drafts import LIKES, claims, done, hear, statuses

S = Status


def test_what_is_told_is_believed_and_locked(store):
    id = tell(store, "Plays the cello.", kind=ClaimKind.SKILL, scope=Scope(when="Sundays"))
    (claim,) = read_claims(store.db)

    assert (claim.id, claim.text, claim.value) == (id, "Plays the cello.", "Plays the cello")
    assert (claim.status, claim.locked, claim.kind) == (S.ACTIVE, True, ClaimKind.SKILL)
    assert claim.scope == Scope(when="Sundays")
    assert claim.confidence == pytest.approx(21 / 22)
    assert history(store)[0].by == "user"


def test_telling_what_is_known_locks_it_in_the_words_of_the_user(store):
    hear(store, "Bath", day(3))
    id = tell(store, "Lives in lovely Bath.", value="Bath", slot="lives_in")
    (claim,) = read_claims(store.db)

    assert (claim.id, claim.text, claim.locked) == (id, "Lives in lovely Bath.", True)
    assert len(claim.evidence) == 1


def test_telling_takes_the_place_of_what_was_read_and_of_what_was_told(store):
    hear(store, "Bath", day(3))
    tell(store, "Lives in Leeds.", value="Leeds", slot="lives_in")
    assert statuses(store) == {"Bath": S.SUPERSEDED, "Leeds": S.ACTIVE}
    tell(store, "Lives in York.", value="York", slot="lives_in")

    assert statuses(store) == {"Bath": S.SUPERSEDED, "Leeds": S.SUPERSEDED, "York": S.ACTIVE}


def test_what_is_locked_is_disputed_by_what_is_read_later_and_not_changed(store):
    hear(store, "Bath", day(3))
    lock(store, claims(store)["Bath"].id)
    hear(store, "Leeds", day(3, month=1).replace(year=2099))
    assert statuses(store) == {"Bath": S.DISPUTED, "Leeds": S.DISPUTED}
    lock(store, claims(store)["Bath"].id, locked=False)

    assert statuses(store) == {"Bath": S.SUPERSEDED, "Leeds": S.ACTIVE}
    assert done(store) == ["learn", "lock", "learn", "dispute", "unlock", "believe"]


def test_other_words_for_the_same_stay_one_claim(store):
    hear(store, "cello", day(3), slot=LIKES)
    known = claims(store)["cello"]
    pin(store, known.id)
    id = edit(store, known.id, "Loves the cello dearly.")
    (claim,) = read_claims(store.db)
    assert claim.pinned

    assert (id, claim.text, claim.locked) == (known.id, "Loves the cello dearly.", True)
    assert claim.evidence == known.evidence
    hear(store, "cello", day(9), slot=LIKES)
    assert claims(store)["cello"].text == "Loves the cello dearly."


def test_to_say_something_else_denies_what_was_said_before(store):
    hear(store, "cello", day(3), slot=LIKES)
    known = claims(store)["cello"]
    id = edit(store, known.id, "Likes viola.")
    found = claims(store)

    assert (found["viola"].id, found["viola"].status, found["viola"].slot) == (id, S.ACTIVE, LIKES)
    assert found["cello"].status is S.RETRACTED
    hear(store, "cello", day(9), slot=LIKES)
    assert statuses(store)["cello"] is S.RETRACTED


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Likes cello a lot.", "cello"),
        ("Likes the viola.", "the viola"),
        ("Hates music.", "Hates music"),
        ("Likes .", "Likes"),
        ("Likes", "Likes"),
    ],
)
def test_the_value_is_what_stands_in_its_place(store, text, value):
    hear(store, "cello", day(3), slot=LIKES)

    assert edited_value(claims(store)["cello"], text) == value


def test_an_empty_edit_and_an_unknown_claim_are_refused(store):
    hear(store, "Bath", day(3))
    with pytest.raises(Problem, match="says something"):
        edit(store, claims(store)["Bath"].id, " ")
    for deed in (accept, refuse, deny, end, lock, pin):
        with pytest.raises(Problem, match="no such claim"):
            deed(store, ClaimId(99))
    assert done(store) == ["learn"]


def test_a_draft_is_accepted_or_refused(store):
    hear(store, "Bath", day(3), strength=Strength.OTHERS)
    accept(store, claims(store)["Bath"].id)
    assert statuses(store) == {"Bath": S.ACTIVE}
    refuse(store, claims(store)["Bath"].id)
    assert statuses(store) == {"Bath": S.RETRACTED}
    hear(store, "Bath", day(9), strength=Strength.OTHERS)
    assert statuses(store) == {"Bath": S.RETRACTED}
    accept(store, claims(store)["Bath"].id)

    assert statuses(store) == {"Bath": S.ACTIVE}


def test_not_true_is_not_the_same_as_no_longer_true(store):
    hear(store, "Bath", day(3))
    hear(store, "chess", day(3), slot=LIKES)
    deny(store, claims(store)["Bath"].id)
    end(store, claims(store)["chess"].id)
    found = claims(store)

    assert (found["Bath"].status, found["Bath"].until) == (S.RETRACTED, None)
    assert found["chess"].status is S.EXPIRED
    assert found["chess"].until


def test_a_pin_changes_nothing_else(store):
    hear(store, "Bath", day(3))
    id = claims(store)["Bath"].id
    pin(store, id)
    assert claims(store)["Bath"].pinned
    pin(store, id, pinned=False)

    assert not claims(store)["Bath"].pinned
    assert statuses(store) == {"Bath": S.ACTIVE}


def test_who_tells_it_again_wants_it_remembered(store):
    hear(store, "Bath", day(3))
    finish(forgetting_claims(store, [claims(store)["Bath"].id]))
    tell(store, "Lives in Bath.", value="Bath", slot="lives_in")
    hear(store, "Bath", day(9))

    assert len(claims(store)["Bath"].evidence) == 1


def test_a_reaction_counts_weakly_once_for_what_it_is_to_and_for_all_claims_as_one_deed(store):
    hear(store, "tea", day(3), slot=LIKES)
    hear(store, "Bath", day(3))
    ids = [claim.id for claim in read_claims(store.db)]
    before = {claim.value: claim.confidence for claim in read_claims(store.db)}
    react(store, [*ids, ClaimId(99)], Reacted("an answer", True, "rate", "It was of use."))
    react(store, ids, Reacted("an answer", True, "rate", "It was of use."))
    once = {value: claim.confidence for value, claim in claims(store).items()}

    assert all(before[value] < sure < before[value] + 0.01 for value, sure in once.items())
    assert history(store)[0].why == "It was of use."
    react(store, ids, Reacted("another", False, "rate", ""))
    assert all(claim.confidence < once[claim.value] for claim in read_claims(store.db))
    react(store, ids, Reacted("a third", True, "rate", ""))
    assert all(claim.confidence < once[claim.value] for claim in read_claims(store.db))
    take_back(store, "another")
    assert all(claim.confidence > once[claim.value] for claim in read_claims(store.db))
    take_back(store, "a third")
    assert {value: claim.confidence for value, claim in claims(store).items()} == once
    take_back(store, "an answer")

    assert {value: claim.confidence for value, claim in claims(store).items()} == before


def test_a_reaction_to_what_nobody_knows_changes_nothing(store):
    react(store, [ClaimId(99)], Reacted("an answer", True, "rate", ""))

    assert history(store) == []
