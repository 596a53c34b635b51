"""What the user does with claims: tell, edit, lock, pin, accept, refuse, deny, end, react.

Only the user locks, and nothing but the user changes what is locked.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from memory.cipher import Database
from memory.claims.revising import unmark_forgotten
from memory.claims.rows import (
    GIVEN,
    REACTIONS,
    Sets,
    identities,
    iso,
    put_claim,
    read_claims,
    words_row,
)
from memory.claims.sameness import Identity, holds_words, identity
from memory.claims.settling import USER, begin, complete, settle
from memory.claims.standing import Says, Words
from memory.errors import Problem
from memory.store import MemoryStore
from memory.types import Claim, ClaimId, ClaimKind, DocumentId, Draft, Scope, Strength

ANYWHERE = Scope()
TOLD = "told"  # the slot of what fits into no other


def tell(  # noqa: PLR0913 - what a claim consists of
    store: MemoryStore,
    text: str,
    *,
    value: str = "",
    slot: str = TOLD,
    kind: ClaimKind = ClaimKind.FACT,
    subject: str = "",
    scope: Scope = ANYWHERE,
    polarity: Literal[1, -1] = 1,
    until: datetime | None = None,
) -> ClaimId:
    """Believe what the user says; it is locked."""
    words = Words(subject, value or bare(text), text.strip(), scope)
    one = _identity(words, slot, kind, polarity)
    with store.write() as db:
        return _tell(db, one, words, until, "tell")


def edit(store: MemoryStore, id: ClaimId, text: str, value: str = "") -> ClaimId:
    """Put a claim as the user does, and lock it.

    Where it says something else now, the one before is not true, and the new
    one, which is returned, takes its place.
    """
    if not text.strip():
        raise Problem("A claim says something.", remedy="`famulus profile erase` takes it away.")
    with store.write() as db:
        claim = _claim(db, id)
        new = value or edited_value(claim, text)
        words = Words(claim.subject, new, text.strip(), claim.scope)
        before = identity(claim)
        one = _identity(words, claim.slot, claim.kind, claim.polarity)
        if one == before:
            return _tell(db, one, words, None, "edit")
        denied = _denied()
        deed = begin(db, id, "edit", by=USER, why="The user put it otherwise.", sets=denied)
        return _tell(db, one, words, None, "tell", deed)


def accept(store: MemoryStore, id: ClaimId) -> None:
    """Say that it is so."""
    vouched: Sets = {"vouched": _now(), "denied": None, "over": None}
    _do(store, id, "accept", "The user said that it is so.", vouched)


def lock(store: MemoryStore, id: ClaimId, locked: bool = True) -> None:
    """Let nothing that is learned change it; or let it be changed again."""
    sets: Sets = {"locked": True, "vouched": _now()} if locked else {"locked": False}
    what = "lock" if locked else "unlock"
    _do(store, id, what, f"The user {what}ed it.", sets)


def pin(store: MemoryStore, id: ClaimId, pinned: bool = True) -> None:
    """Let it stand first on the page; or where it belongs."""
    what = "pin" if pinned else "unpin"
    _do(store, id, what, f"The user {what}ned it.", {"pinned": pinned})


def deny(store: MemoryStore, id: ClaimId) -> None:
    """Say that it is not true and never was."""
    _do(store, id, "deny", "The user said that it is not true.", _denied())


def refuse(store: MemoryStore, id: ClaimId) -> None:
    """Say no to a draft."""
    _do(store, id, "refuse", "The user did not want it.", _denied())


def end(store: MemoryStore, id: ClaimId) -> None:
    """Say that it is no longer true."""
    sets: Sets = {"over": _now(), "locked": False}
    _do(store, id, "end", "The user said that it is over.", sets)


@dataclass(frozen=True, slots=True)
class Reacted:
    """How the user took something that was done because of claims."""

    to: str  # what it was: a name that tells it from all else that was done
    positive: bool
    what: str  # a verb, for the history
    why: str
    strength: Strength = Strength.INFERRED


def react(store: MemoryStore, ids: Collection[ClaimId], how: Reacted) -> None:
    """Count a reaction for or against each of these claims, as one deed.

    It speaks as weakly as its strength says, and makes or ends nothing by itself.
    """
    says: Says = "holds" if how.positive else "ends"
    sets: Sets = {REACTIONS: {how.to: [_now(), says, how.strength]}}
    with store.write() as db:
        deed = None
        for id in identities(db, f"id in {GIVEN}", [json.dumps(sorted(ids))]):
            change = begin(db, id, how.what, by=USER, why=how.why, sets=sets, deed=deed)
            deed = deed or change
        if deed:
            complete(db, deed)


def take_back(store: MemoryStore, to: str) -> None:
    """Undo every reaction to something."""
    with store.write() as db:
        rows = db.execute(
            f"""update changes set undone = true where not undone and deed in (
                select deed from changes, json_each(sets, '$.{REACTIONS}') as one
                    where one.key = ?)
                returning claim_id""",
            [to],
        ).fetchall()
        settle(db, {id for (id,) in rows})


def bare(text: str) -> str:
    """Return a sentence without the stop at its end."""
    return " ".join(text.split()).rstrip(" .!")


def edited_value(claim: Claim, text: str) -> str:
    """Return the value after its sentence was edited, by what stands in its place.

    "Plays the cello." and "Plays the viola." differ in the value alone.
    """
    if holds_words(text, claim.value):
        return claim.value
    before, found, after = claim.text.partition(claim.value)
    same = text.startswith(before) and text.endswith(after)
    if found and same and len(text) > len(before) + len(after):
        return text[len(before) : len(text) - len(after)]
    return bare(text)


def _tell(
    db: Database,
    one: Identity,
    words: Words,
    until: datetime | None,
    what: str,
    deed: int | None = None,
) -> ClaimId:
    unmark_forgotten(db, one)
    id = put_claim(db, one)
    sets: Sets = {
        "words": words_row(words),
        "vouched": _now(),
        "locked": True,
        "denied": None,
        "over": None,
        "until": iso(until),
    }
    change = begin(db, id, what, by=USER, why="The user said so.", sets=sets, deed=deed)
    complete(db, deed or change)
    return ClaimId(id)


def _do(store: MemoryStore, id: ClaimId, what: str, why: str, sets: Sets) -> None:
    with store.write() as db:
        _claim(db, id)
        complete(db, begin(db, id, what, by=USER, why=why, sets=sets))


def _denied() -> Sets:
    return {"denied": _now(), "locked": False, "pinned": False}


def _claim(db: Database, id: ClaimId) -> Claim:
    found = read_claims(db, "id = ?", [id])
    if not found:
        raise Problem("There is no such claim.", remedy="`famulus profile claims` shows them.")
    return found[0]


def _identity(words: Words, slot: str, kind: ClaimKind, polarity: Literal[1, -1]) -> Identity:
    return identity(
        Draft(
            subject=words.subject,
            kind=kind,
            slot=slot,
            value=words.value,
            text=words.text,
            polarity=polarity,
            strength=Strength.TOLD,
            document=DocumentId(""),
            start=0,
            end=0,
            at=None,
            scope=words.scope,
        )
    )


def _now() -> str | None:
    return iso(datetime.now(UTC))
