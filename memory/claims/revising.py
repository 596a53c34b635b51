"""Taking in what a reading suggests to believe: the quote is checked, then it counts.

The same draft taken in again changes nothing, and the order makes no difference.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from memory.cipher import Database
from memory.claims.falling import let_go, take_back
from memory.claims.rows import GIVEN, find, iso, put_claim, scope_row, snapshot
from memory.claims.sameness import Identity, holds_words, identity
from memory.claims.settling import RULES, begin, complete
from memory.store import MemoryStore
from memory.tombstones import mark_of
from memory.types import DocumentId, Draft, Strength

WHY = {
    Strength.TOLD: "The user said so.",
    Strength.STATED: "The user wrote so.",
    Strength.IMPLIED: "It follows from what the user wrote.",
    Strength.OTHERS: "Somebody else wrote so.",
    Strength.INFERRED: "A model concluded it.",
    Strength.SUGGESTED: "The user accepted a suggestion.",
}


@dataclass
class Taken:
    """What came of drafts."""

    new: int = 0  # claims nobody had heard of
    counted: int = 0  # further evidence for or against a claim
    known: int = 0  # had been taken in before
    refused: int = 0  # the quote is not there, or does not hold the value
    forgotten: int = 0  # never to be remembered


def take(
    store: MemoryStore,
    drafts: Iterable[Draft],
    by: str = RULES,
    *,
    whole: Collection[DocumentId] = (),
) -> Taken:
    """Take in the drafts of a document or some.

    Of the documents in ``whole`` these are all: what was found in them before
    and is not among these no longer counts.
    """
    taken = Taken()
    with store.write() as db:
        read: dict[DocumentId, _Read | None] = {}
        found: set[int] = set()
        counting = _Counting(db, by)
        for draft in drafts:
            if draft.document not in read:
                read[draft.document] = _read(db, draft.document)
            found.update(_take(counting, draft, read[draft.document], taken))
        complete(db, *counting.changes)
        if gone := _found_before(db, whole, by) - found:
            let_go(db, gone)
    return taken


def _found_before(db: Database, documents: Collection[DocumentId], by: str) -> set[int]:
    """Return the evidence that was found in these documents by the same."""
    rows = db.execute(
        f"""select evidence.id from evidence join changes on changes.id = change_id
            where document_id in {GIVEN} and by = ?""",
        [json.dumps(list(documents)), by],
    )
    return {id for (id,) in rows.fetchall()}


@dataclass(frozen=True, slots=True)
class _Read:
    """What has to be known of a document to check a quote."""

    text: str = field(repr=False)
    folds: list[list[Any]]
    parts: list[list[Any]] = field(repr=False)


def _read(db: Database, id: DocumentId) -> _Read | None:
    row = db.execute(
        """select text, folds, parts from documents where id = ?
            and id not in (select id from due where what = 'erase')""",
        [id],
    ).fetchone()
    return _Read(row[0], json.loads(row[1]), json.loads(row[2])) if row else None


class _Counting:
    """Lets drafts count; what follows from them is worked out at the end, for all in one go."""

    def __init__(self, db: Database, by: str) -> None:
        self.db = db
        self.changes: list[int] = []
        self._by = by
        self._claims: set[int] = set()

    def count(self, draft: Draft, one: Identity, locator: str) -> tuple[bool, int]:
        """Let a draft count; return whether its claim is new, and its evidence."""
        claim = put_claim(self.db, one)
        new = claim not in self._claims and snapshot(self.db, claim) is None
        what = "learn" if new else "end" if draft.ended else "support"
        change = begin(self.db, claim, what, by=self._by, why=WHY[draft.strength])
        self._claims.add(claim)
        self.changes.append(change)
        return new, _put_evidence(self.db, draft, claim, locator, change)


def _take(counting: _Counting, draft: Draft, read: _Read | None, taken: Taken) -> Iterator[int]:
    """Take in one draft, and yield the evidence that it is."""
    db, one = counting.db, identity(draft)
    if read is None or not _is_quoted(draft, read):
        taken.refused += 1
    elif is_forgotten(db, one):
        taken.forgotten += 1
    elif (known := _known(db, draft, find(db, one))) is not None:
        taken.known += 1
        take_back(db, [known])
        yield known
    else:
        new, evidence = counting.count(draft, one, _locator(read, draft.start))
        taken.new += new
        taken.counted += not new
        yield evidence


def _is_quoted(draft: Draft, read: _Read) -> bool:
    """Whether the characters are there, are not what another wrote, and hold the value."""
    if not 0 <= draft.start < draft.end <= len(read.text) or not draft.slot:
        return False
    if any(a < draft.end and draft.start < b for a, b, why in read.folds if why == "quote"):
        return False
    if "\0" in read.text[: draft.end]:  # behind it SQLite counts otherwise
        return False
    quote = read.text[draft.start : draft.end]
    said = draft.value.strip() and draft.text.strip()
    return bool(said) and holds_words(quote, draft.value)


def _known(db: Database, draft: Draft, claim: int | None) -> int | None:
    row = db.execute(
        """select id from evidence where claim_id = ? and document_id = ?
            and start = ? and end = ? and says = ?""",
        [claim, draft.document, draft.start, draft.end, _says(draft)],
    ).fetchone()
    return int(row[0]) if row else None


def _put_evidence(db: Database, draft: Draft, claim: int, locator: str, change: int) -> int:
    (evidence,) = db.execute(
        """insert into evidence (claim_id, document_id, start, end, says, strength, at, until,
            locator, subject, value, text, scope, change_id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""",
        [
            claim,
            draft.document,
            draft.start,
            draft.end,
            _says(draft),
            draft.strength,
            iso(draft.at),
            iso(draft.until),
            locator,
            draft.subject,
            draft.value,
            draft.text,
            scope_row(draft.scope),
            change,
        ],
    ).fetchone()
    return int(evidence)


def _says(draft: Draft) -> str:
    return "ends" if draft.ended else "holds"


def _locator(read: _Read, start: int) -> str:
    """Return the part of the document in which it stands: a message, a page."""
    return next((part[2] for part in read.parts if part[0] <= start < part[1]), "")


# What is never to be remembered


def mark_forgotten(db: Database, one: Identity) -> None:
    db.execute("insert or ignore into claim_tombstones values (?)", [_mark(db, one)])


def unmark_forgotten(db: Database, one: Identity) -> None:
    db.execute("delete from claim_tombstones where mark = ?", [_mark(db, one)])


def is_forgotten(db: Database, one: Identity) -> bool:
    if db.execute("select 1 from claim_tombstones limit 1").fetchone() is None:
        return False
    row = db.execute("select 1 from claim_tombstones where mark = ?", [_mark(db, one)]).fetchone()
    return row is not None


def _mark(db: Database, one: Identity) -> bytes:
    """Return the mark of what a claim says, whatever its scope."""
    return mark_of(db, "claim", json.dumps([one.subject, one.slot, one.value]))
