"""What is to be erased: a document, a person, a source or a span of time, as documents."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from memory.cipher import Database
from memory.documents import document_at
from memory.errors import Problem
from memory.search.filters import persons
from memory.sources import source_id
from memory.store import MemoryStore
from memory.types import DocumentId

# What a mail or a chat is known by stays the same when it is read in another form.
NAMED = "kind in ('mail', 'chat') and external_id <> ''"
GIVEN = "(select value from json_each(?))"


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be erased; exactly one of the four kinds.

    A path stands for all that was read from the file, with a locator for one
    document of it.  Of a span the first moment is in it and the last is not.
    """

    document: DocumentId | Path | None = field(default=None, repr=False)
    locator: str | None = field(default=None, repr=False)
    person: str | int | None = field(default=None, repr=False)  # by words, or by their number
    source: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    ids: frozenset[str]
    attached: int = 0
    source: int | None = None  # that goes as a whole
    people: tuple[str, ...] = field(default=(), repr=False)


def chosen_by(store: MemoryStore, target: Target) -> Chosen:
    db, source = store.db, None
    people: tuple[str, ...] = ()
    if target.document is not None:
        ids = _of_document(store, target.document, target.locator)
    elif target.person is not None:
        known = _persons(store, target.person)
        ids = _ids(db, f"select document_id from appearances where person_id in {GIVEN}", known)
        people = tuple(sorted(known.values()))
    elif target.source is not None:
        source = source_id(store, target.source)
        ids = of_source(db, source)
    else:
        ids = _between(db, target.since, target.until)
    whole, attached = _with_attached(db, ids)
    return Chosen(whole, attached, source, people)


def _of_document(
    store: MemoryStore, document: DocumentId | Path, locator: str | None
) -> frozenset[str]:
    db = store.db
    if isinstance(document, Path):
        first = document_at(store, document.absolute(), locator)  # raises Problem if there is none
        if locator is not None:
            return frozenset([first])
        rows = db.execute(
            """select document_id from places join files on files.id = file_id
                where files.path = ?""",
            [str(document.absolute())],
        )
    else:
        rows = db.execute("select id from documents where id = ?", [document])
    if ids := frozenset(id for (id,) in rows):
        return ids
    raise Problem(
        "There is no such document in the memory.",
        remedy="`famulus search --json` shows what a document is called.",
    )


def _persons(store: MemoryStore, asked: str | int) -> dict[int, str]:
    """Return who is known by all of these words, or who it is, and by which name."""
    if isinstance(asked, int):
        known = dict(
            store.db.execute("select id, name from people where id = ?", [asked]).fetchall()
        )
    else:
        known = persons(store, asked)
    if known:
        return known
    raise Problem(
        "Nobody of that name is known.", remedy="Give a name or an address as it stands in a mail."
    )


def of_source(db: Database, source: int) -> frozenset[str]:
    rows = db.execute(
        """select document_id from places join files on files.id = file_id
            where source_id = ?""",
        [source],
    )
    return frozenset(id for (id,) in rows)


def _between(db: Database, since: datetime | None, until: datetime | None) -> frozenset[str]:
    """Return what is dated in the span, as a whole or in any part: a message of a chat."""
    if since is None and until is None:
        raise Problem("Say what is to be erased.", remedy="`famulus erase --help` shows how.")
    bounds = (
        since.timestamp() if since else float("-inf"),
        until.timestamp() if until else float("inf"),
    )
    rows = db.execute(
        """select id from documents where at >= :a and at < :b
            union select documents.id from documents, json_each(parts) as part
                where unixepoch(part.value ->> 4, 'subsec') >= :a
                and unixepoch(part.value ->> 4, 'subsec') < :b""",
        dict(zip("ab", bounds, strict=True)),
    )
    if ids := frozenset(id for (id,) in rows):
        return ids
    raise Problem("Nothing in the memory is from that time.")


def _with_attached(db: Database, ids: frozenset[str]) -> tuple[frozenset[str], int]:
    """Add the same mails in another form, and what was attached to any; count the latter."""
    whole, attached = ids, 0
    while True:
        names = column(
            db, f"select external_id from documents where id in {GIVEN} and {NAMED}", whole
        )
        same = _ids(db, f"select id from documents where external_id in {GIVEN} and {NAMED}", names)
        with_it = _ids(db, f"select id from documents where parent in {GIVEN}", names)
        attached += len(with_it - whole - same)
        if whole >= same | with_it:
            return whole, attached
        whole |= same | with_it


def _ids(db: Database, sql: str, given: Collection[object]) -> frozenset[str]:
    return frozenset(column(db, sql, given))


def column(db: Database, sql: str, given: Collection[object]) -> list[str]:
    return [value for (value,) in db.execute(sql, [as_json(given)])]


def as_json(values: Collection[object]) -> str:
    return json.dumps(list(values))
