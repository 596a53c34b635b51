"""A claim that is never to be remembered is gone to the last word, and is not learned again."""

from __future__ import annotations

import pytest

from memory.claims import telling
from memory.claims.changes import history
from memory.claims.revising import Taken, take
from memory.erasing.claim import NEVER, forgetting_claims
from memory.erasing.erase import is_due
from memory.errors import Problem
from memory.ledger import Leaving, check, sent
from memory.progress import finish
from memory.store import MemoryStore
from memory.types import ClaimId, Status
from tests.fakes import a_note, day, put
from tests.memory.claims.drafts import a_draft, claims, done, hear, statuses
from tests.memory.laid_open import CANARY, where

S = Status


def test_a_claim_that_is_never_to_be_remembered_leaves_no_word_of_its_own(store):
    note = a_note("I live in Bath.", date=day(3))
    put(store, note)
    hear(store, "Leeds", day(1))
    take(store, [a_draft(note, "Bath", text=f"Lives in {CANARY}.")])
    id = claims(store)["Bath"].id
    telling.edit(store, id, f"Dwells in Bath, says {CANARY}.")
    for words, made_of in ((f"Who dwells in bath, says {CANARY}?", ()), (CANARY, (id,))):
        sent(store, Leaving(words.encode(), "chat", "Example", "large", claims=made_of))
    finish(forgetting_claims(store, [id]))

    assert where(store, CANARY) == []
    assert check(store) is None
    assert statuses(store) == {"Leeds": S.ACTIVE}
    assert NEVER in done(store)
    assert (store.home / "memory.db-wal").stat().st_size == 0
    with pytest.raises(Problem, match="no claim 99"):
        finish(forgetting_claims(store, [ClaimId(99)]))


def test_while_somebody_reads_it_is_finished_later(store, monkeypatch):
    hear(store, "Bath", day(3))
    monkeypatch.setattr(MemoryStore, "tidy", lambda _: False)
    finish(forgetting_claims(store, [claims(store)["Bath"].id]))

    assert is_due(store)


def test_the_mark_tells_nobody_what_it_was(store):
    hear(store, CANARY, day(3))
    finish(forgetting_claims(store, [claims(store)[CANARY].id]))

    assert hear(store, CANARY, day(9)) == Taken(forgotten=1)
    ((mark,),) = store.db.execute("select mark from claim_tombstones").fetchall()
    assert len(mark) == 16
    assert [one.before for one in history(store)] == [None, None]
