"""Claims and what was done to them, in an archive and out of it again.

What a claim says follows from its evidence and from what the user decided: only
these come in.  Evidence whose quote is not in its document stays out, and so
does what is never to be remembered here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC
from itertools import islice
from typing import Any

from memory.cipher import Database
from memory.claims.falling import TOLD, erase_claims
from memory.claims.revising import is_forgotten
from memory.claims.rows import find, iso, put_claim, words_row
from memory.claims.sameness import Identity, holds_words
from memory.claims.settling import settle
from memory.progress import Progress, Work
from memory.safekeeping.shapes import Cited, Noted, Row
from memory.store import MemoryStore

AT_ONCE = 100  # rows
NOTE = "Reading what was believed"

Told = tuple[int, Identity, list[Cited]]


def claim_rows(store: MemoryStore) -> Iterator[Row]:
    """Yield every claim with its evidence."""
    for row in _slices(
        store,
        """select id, about, kind, slot, key, polarity, place, subject, value, text, scope, status,
            confidence, since, until, sensitivity, locked, pinned
            from claims where id > ? order by id limit ?""",
    ):
        id, about, kind, slot, key, polarity, place, subject, value, text, scope, *rest = row
        status, confidence, since, until, sensitivity, locked, pinned = rest
        yield {
            "id": id,
            "about": about,
            "kind": kind,
            "slot": slot,
            "key": key,
            "polarity": polarity,
            "place": json.loads(place),
            "words": [subject, value, text, json.loads(scope)],
            "status": status,
            "confidence": confidence,
            "since": since,
            "until": until,
            "sensitivity": sensitivity,
            "locked": bool(locked),
            "pinned": bool(pinned),
            "evidence": [_cited(*one) for one in _evidence(store.db, id)],
        }


def _evidence(db: Database, claim: int) -> list[tuple[Any, ...]]:
    return db.execute(
        """select document_id, start, end, says, strength, at, until, locator, subject, value,
            text, scope, change_id from evidence where claim_id = ? order by id""",
        [claim],
    ).fetchall()


def _cited(document: str, start: int, end: int, says: str, *rest: Any) -> Row:
    strength, at, until, locator, subject, value, text, scope, change = rest
    return {
        "document": document,
        "start": start,
        "end": end,
        "says": says,
        "strength": strength,
        "at": at,
        "until": until,
        "locator": locator,
        "words": [subject, value, text, json.loads(scope)],
        "change": change,
    }


def change_rows(store: MemoryStore) -> Iterator[Row]:
    """Yield everything that was done to claims, oldest first."""
    for id, deed, at, by, what, claim, sets, before, after, why, undone in _slices(
        store,
        """select id, deed, at, by, what, claim_id, sets, before, after, why, undone
            from changes where id > ? order by id limit ?""",
    ):
        yield {
            "id": id,
            "deed": deed,
            "at": at,
            "by": by,
            "what": what,
            "claim": claim,
            "sets": sets and json.loads(sets),
            "before": before and json.loads(before),
            "after": after and json.loads(after),
            "why": why,
            "undone": bool(undone),
        }


def taking_in(
    store: MemoryStore, told: Callable[[], Iterator[Told]], noted: Iterator[Noted]
) -> Work[Progress, int]:
    """Keep claims and what was done to them, unless they are known; return how many are new.

    ``told`` yields the claims, each time it is called anew.
    """
    keeper = _Keeper()
    for take, rows in ((keeper.claims, told()), (keeper.changes, noted), (keeper.cite, told())):
        for batch in _batches(rows):
            with store.write() as db:
                take(db, batch)
            yield Progress(0, None, NOTE)
    return keeper.new


class _Keeper:
    """Keeps what was believed, and knows under which numbers."""

    def __init__(self) -> None:
        self._claims: dict[int, int] = {}
        self._changes: dict[int, int] = {}
        self.new = 0

    def claims(self, db: Database, batch: list[Told]) -> None:
        for id, one, _ in batch:
            if not is_forgotten(db, one):
                self.new += find(db, one) is None
                self._claims[id] = put_claim(db, one)

    def changes(self, db: Database, batch: list[Noted]) -> None:
        for one in batch:
            if one.claim in self._claims:
                self._changes[one.id] = _note(db, one, self._claims[one.claim], self._changes)

    def cite(self, db: Database, batch: list[Told]) -> None:
        known = [(self._claims[id], cited) for id, _, cited in batch if id in self._claims]
        for claim, cited in known:
            _cite(db, claim, cited, self._changes)
        _settle(db, {claim for claim, _ in known})


def _note(db: Database, one: Noted, claim: int, changes: dict[int, int]) -> int:
    at = iso(one.at.astimezone(UTC))
    known = db.execute(
        "select id from changes where claim_id = ? and at = ? and by = ? and what = ?",
        [claim, at, one.by, one.what],
    ).fetchone()
    if known is not None:
        return int(known[0])
    (id,) = db.execute(
        """insert into changes (deed, at, by, what, claim_id, sets, before, after, why, undone)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""",
        [
            changes.get(one.deed, 0),
            at,
            one.by,
            one.what,
            claim,
            *(
                json.dumps(row) if row is not None else None
                for row in (one.sets, one.before, one.after)
            ),
            one.why,
            one.undone,
        ],
    ).fetchone()
    db.execute("update changes set deed = id where id = ? and deed = 0", [id])
    return int(id)


def _cite(db: Database, claim: int, cited: list[Cited], changes: dict[int, int]) -> None:
    """Keep the evidence that its document holds."""
    for one in cited:
        row = db.execute("select text from documents where id = ?", [one.document]).fetchone()
        text = row[0] if row else ""
        if not 0 <= one.start < one.end <= len(text) or one.change not in changes:
            continue
        if not holds_words(text[one.start : one.end], one.words.value):
            continue
        db.execute(
            """insert or ignore into evidence (claim_id, document_id, start, end, says, strength,
                at, until, locator, subject, value, text, scope, change_id)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            [
                claim,
                one.document,
                one.start,
                one.end,
                one.says,
                one.strength,
                iso(one.at),
                iso(one.until),
                one.locator,
                *words_row(one.words),
                changes[one.change],
            ],
        )


def _settle(db: Database, claims: set[int]) -> None:
    """Let these claims follow from what came in; what nothing speaks of stays out."""
    settle(db, claims)
    rows = db.execute(
        f"""select id from claims where id in (select value from json_each(?)) and not {TOLD}
            and id not in (select claim_id from evidence)""",
        [json.dumps(sorted(claims))],
    )
    erase_claims(db, {id for (id,) in rows.fetchall()})


def _slices(store: MemoryStore, sql: str) -> Iterator[tuple[Any, ...]]:
    """Yield rows some at a time, so that no statement is open across a step."""
    newest = -1
    while rows := store.db.execute(sql, [newest, AT_ONCE]).fetchall():
        yield from rows
        newest = rows[-1][0]


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(rows, AT_ONCE)):
        yield batch
