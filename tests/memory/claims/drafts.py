"""Documents that say something of the user, what is to be believed of it, and how it stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from memory.claims.changes import history
from memory.claims.revising import Taken, take
from memory.claims.rows import read_claims
from memory.store import MemoryStore
from memory.types import Claim, ClaimKind, Document, Draft, Status, Strength
from tests.fakes import a_mail, day, put

HOME, LIKES = "lives_in", "likes"


def a_draft(document: Document, value: str, slot: str = HOME, **more: Any) -> Draft:
    """A draft that the whole document says, in the user's own words."""
    fields: dict[str, Any] = {
        "subject": "",
        "kind": ClaimKind.FACT if slot == HOME else ClaimKind.PREFERENCE,
        "slot": slot,
        "value": value,
        "text": f"Lives in {value}." if slot == HOME else f"Likes {value}.",
        "polarity": 1,
        "strength": Strength.STATED,
        "document": document.id,
        "start": 0,
        "end": len(document.text),
        "at": document.date,
    }
    return Draft(**(fields | more))


def said(value: str, at: datetime | None = None, slot: str = HOME, **more: Any) -> Draft:
    """A draft of a mail that says so; ``keep`` keeps the mail."""
    return a_draft(the_mail(value, at, **more), value, slot, **more)


def the_mail(value: str, at: datetime | None = None, **more: Any) -> Document:
    name = f"{value} {at} {more.get('ended')} {more.get('polarity')} {more.get('strength')}"
    return a_mail(name, f"It is {value}, I say.", date=at or day(3), locator=f"<{name}>")


def hear(store: MemoryStore, value: str, at: datetime | None = None, **more: Any) -> Taken:
    """Read a mail that says so, and take it in."""
    slot = more.pop("slot", HOME)
    put(store, the_mail(value, at, **more), path=f"/{value} {at} {more.get('ended')}")
    return take(store, [said(value, at, slot, **more)])


def claims(store: MemoryStore) -> dict[str, Claim]:
    """Return the claims by their values."""
    return {claim.value: claim for claim in read_claims(store.db)}


def statuses(store: MemoryStore) -> dict[str, Status]:
    return {value: claim.status for value, claim in claims(store).items()}


def state(store: MemoryStore) -> list[str]:
    """Return all that is believed, without what depends on the order of reading."""
    return sorted(told(claim) for claim in read_claims(store.db))


def told(claim: Claim) -> str:
    evidence = sorted(
        (one.document, one.start, one.quote, one.stance, str(one.at)) for one in claim.evidence
    )
    fields = [getattr(claim, name) for name in Claim.__slots__ if name not in LEFT_OUT]
    scope = claim.scope
    return repr([fields, [scope.who, scope.what, scope.where, scope.when], evidence])


LEFT_OUT = {"id", "changed_at", "evidence", "scope"}


def whole(store: MemoryStore) -> list[tuple[Any, ...]]:
    """Return every claim byte for byte."""
    return store.db.execute("select * from claims where status is not null order by id").fetchall()


def done(store: MemoryStore) -> list[str]:
    """Return what was done, oldest first."""
    return [change.what for change in reversed(history(store, limit=1000))]
