"""Never remembering a claim: it is erased to the last word, and is not learned again."""

from __future__ import annotations

from collections.abc import Collection

from memory import ledger
from memory.claims.falling import erase_claims
from memory.claims.revising import mark_forgotten
from memory.claims.rows import GIVEN, identities
from memory.claims.settling import USER, begin
from memory.conversations import take_out_claims
from memory.erasing.targets import as_json
from memory.errors import Problem
from memory.forgetting import emptying, set_due
from memory.progress import Progress, Work
from memory.store import MemoryStore
from memory.types import ClaimId

NEVER = "never remember"


def forgetting_claims(store: MemoryStore, ids: Collection[ClaimId]) -> Work[Progress, None]:
    """Erase these claims, with what was done to them, and never learn them again.

    What the documents say stays there: it is they that are erased otherwise.  The
    answers that used them lose their words.
    """
    with store.write() as db:
        known = identities(db, f"id in {GIVEN}", [as_json(ids)])
        if missing := set(ids) - known.keys():
            raise Problem(
                f"There is no claim {min(missing)}.",
                remedy="`famulus profile claims` shows them.",
            )
        set_due(db, "log")
        for id, one in known.items():
            mark_forgotten(db, one)
            begin(db, id, NEVER, by=USER, why="The user never wants it remembered.")
        where = f"select id, text from claims where text <> '' and id in {GIVEN}"
        told = dict(db.execute(where, [as_json(ids)]).fetchall())
        texts = list(told.values())
        ledger.take_out(db, claims=dict.fromkeys(map(int, ids), "") | told)
        erase_claims(db, known.keys())
        take_out_claims(db, known.keys(), texts)
    yield from emptying(store)
