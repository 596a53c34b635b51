"""Writing down what was done, and what follows from it for every claim that it touches."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import starmap
from typing import Any, NamedTuple

from memory.cipher import Database
from memory.claims.rows import (
    Sets,
    held,
    identities,
    iso,
    put_standing,
    snapshot,
)
from memory.claims.sameness import Identity
from memory.claims.standing import standings

USER, RULES = "user", "rules"
FOLLOWS = {
    "draft": "doubt",
    "active": "believe",
    "disputed": "dispute",
    "superseded": "supersede",
    "retracted": "retract",
    "expired": "end",
    None: "drop",
}
WHY = {
    "draft": "What is left of it is not enough to believe it.",
    "active": "Nothing stands against it any more.",
    "disputed": "Two statements contradict each other.",
    "superseded": "A newer statement took its place.",
    "retracted": "The user said that it is not true.",
    "expired": "It was said to be over.",
    None: "Nothing speaks of it any more.",
}


@dataclass(frozen=True, slots=True)
class Moved:
    """A claim that stands otherwise than before."""

    id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def status(self) -> str | None:
        return self.after["status"] if self.after else None

    @property
    def is_noted(self) -> bool:
        """Whether it is worth a line in the history: as when its confidence moved, it is not."""
        return self.status != (self.before and self.before["status"])


def begin(  # noqa: PLR0913 - what a change consists of
    db: Database,
    claim: int,
    what: str,
    *,
    by: str,
    why: str,
    sets: Sets | None = None,
    at: datetime | None = None,
    deed: int | None = None,
) -> int:
    """Write down what is done to a claim; return the key of the change.

    Called inside ``store.write``; ``complete`` does what follows.
    """
    before = snapshot(db, claim)
    (id,) = db.execute(
        """insert into changes (deed, at, by, what, claim_id, sets, before, why)
            values (?, ?, ?, ?, ?, ?, ?, ?) returning id""",
        [
            deed or 0,
            iso(at or datetime.now(UTC)),
            by,
            what,
            claim,
            json.dumps(sets) if sets is not None else None,
            json.dumps(before) if before else None,
            why,
        ],
    ).fetchone()
    if deed is None:
        db.execute("update changes set deed = id where id = ?", [id])
    return int(id)


def complete(db: Database, *deeds: int) -> None:
    """Let everything follow from deeds that were begun, and write that down with them."""
    done: dict[int, list[_Done]] = {}
    for deed in deeds:
        rows = db.execute(
            "select id, deed, at, by, claim_id from changes where deed = ? order by id", [deed]
        )
        for one in starmap(_Done, rows.fetchall()):
            done.setdefault(one.claim, []).append(one)
    for cell in list(cells(db, done)):
        last = max((one for id in cell for one in done.get(id, ())), key=lambda one: one.change)
        for moved in _settle(db, cell):
            for one in done.get(moved.id, ()):
                _note_after(db, one.change, moved)
            if moved.id not in done and moved.is_noted:
                _note(db, moved, last.deed, last.at, last.by)
    for deed in deeds:
        _stamp(db, deed)


class _Done(NamedTuple):
    """A change that was begun."""

    change: int
    deed: int
    at: str
    by: str
    claim: int


def fell(db: Database, moved: Iterable[Moved], why: str) -> None:
    """Write down how claims stand after something was taken away for good."""
    at = iso(datetime.now(UTC)) or ""
    for one in moved:
        if one.is_noted:
            id = _note(db, one, 0, at, RULES, why)
            db.execute("update changes set deed = id where id = ?", [id])
            _stamp(db, id)


def settle(db: Database, ids: Iterable[int]) -> list[Moved]:
    """Work out anew how these claims stand, and those of the same slot; return what moved."""
    return [moved for cell in cells(db, ids) for moved in _settle(db, cell)]


def settle_all(db: Database) -> list[Moved]:
    """Work out anew how every claim stands."""
    return settle(db, [id for (id,) in db.execute("select id from claims order by id").fetchall()])


def cells(db: Database, ids: Iterable[int]) -> Iterator[dict[int, Identity]]:
    """Yield the claims that can stand in each other's way, a cell of them at a time."""
    given = json.dumps(sorted(ids))
    seen: set[int] = set()
    known = identities(db, "id in (select value from json_each(?))", [given])
    for id, one in known.items():
        if id in seen:
            continue
        if one.one:
            cell = identities(db, "about = ? and slot = ?", [one.subject, one.slot])
        else:
            where = "about = ? and slot = ? and key = ?"
            cell = identities(db, where, [one.subject, one.slot, one.value])
        seen |= cell.keys()
        yield cell


def _settle(db: Database, cell: dict[int, Identity]) -> Iterator[Moved]:
    claims = held(db, cell)
    marks = {one.key: one.marks for one in claims}
    for id, standing in standings(claims).items():
        before = snapshot(db, id)
        put_standing(db, id, standing, marks[id])
        yield Moved(id, before, snapshot(db, id))


def _note_after(db: Database, change: int, moved: Moved) -> None:
    after = json.dumps(moved.after) if moved.after else None
    db.execute("update changes set after = ? where id = ?", [after, change])


def _note(db: Database, moved: Moved, deed: int, at: str, by: str, why: str = "") -> int:
    (id,) = db.execute(
        """insert into changes (deed, at, by, what, claim_id, before, after, why)
            values (?, ?, ?, ?, ?, ?, ?, ?) returning id""",
        [
            deed,
            at,
            by,
            FOLLOWS[moved.status],
            moved.id,
            json.dumps(moved.before) if moved.before else None,
            json.dumps(moved.after) if moved.after else None,
            why or WHY[moved.status],
        ],
    ).fetchone()
    return int(id)


def _stamp(db: Database, deed: int) -> None:
    """Note on the claims when they were changed last."""
    db.execute(
        """update claims set changed_at = (select max(at) from changes
                where claim_id = claims.id and not undone)
            where status is not null and id in (select claim_id from changes where deed = ?)""",
        [deed],
    )
