"""What the user wrote and what others did, as mails and chats to learn a manner of writing from.

Nothing is copied: what is learned from them is kept nowhere but in memory.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from memory.documents import moment
from memory.store import MemoryStore
from memory.types import Document, DocumentId, Fold, Kind, Part, Participant

GIVEN = "(select value from json_each(:given))"
NAMED = "(select value from json_each(:named))"
TOGETHER = 400  # documents that are opened at once


@dataclass(frozen=True, slots=True)
class Kept:
    """A document, and the exchange that it belongs to; None where it stands alone."""

    id: DocumentId
    document: Document
    thread: int | None


def state(store: MemoryStore) -> tuple[int, int, int]:
    """Return what is another one as soon as a document came or went."""
    row = store.db.execute("select count(*), coalesce(max(rowid), 0) from documents").fetchone()
    return int(row[0]), int(row[1]), store.counter("erased")


def mails_by(
    store: MemoryStore, addresses: Collection[str], names: Collection[str], most: int
) -> list[Kept]:
    """Return the newest mails from these addresses, or names where none is given, oldest first."""
    rows = store.db.execute(
        f"""select distinct documents.id, at from documents
            join appearances on document_id = documents.id
            where kind = 'mail' and role = 'from' and (lower(address) in {GIVEN}
                or (instr(address, '@') = 0 and lower(name) in {NAMED}))
            order by at desc, documents.id limit :most""",
        {"given": json.dumps(list(addresses)), "named": json.dumps(list(names)), "most": most},
    ).fetchall()
    return list(_opened(store, [id for id, _ in reversed(rows)]))


def mails_by_others(store: MemoryStore, addresses: Collection[str], most: int) -> list[Kept]:
    """Return the newest mails that others wrote, those to these addresses first."""
    rows = store.db.execute(
        f"""select documents.id, max(role in ('to', 'cc') and lower(address) in {GIVEN}) as mine
            from documents join appearances on document_id = documents.id
            where kind = 'mail' and documents.id not in (select document_id from appearances
                where role = 'from' and lower(address) in {GIVEN})
            group by documents.id order by mine desc, at desc, documents.id limit :most""",
        {"given": json.dumps(list(addresses)), "most": most},
    ).fetchall()
    return list(_opened(store, [id for id, _ in rows]))


def chats(store: MemoryStore, most: int) -> list[Kept]:
    """Return the newest chats, oldest first."""
    rows = store.db.execute(
        "select id from documents where kind = 'chat' order by at desc, id limit ?", [most]
    ).fetchall()
    return list(_opened(store, [id for (id,) in reversed(rows)]))


def _opened(store: MemoryStore, ids: list[str]) -> Iterator[Kept]:
    """Yield the documents in the order of their ids, many at once."""
    for n in range(0, len(ids), TOGETHER):
        some = {"given": json.dumps(ids[n : n + TOGETHER])}
        people: dict[str, list[Participant]] = {}
        for id, *person in store.db.execute(
            f"""select document_id, role, name, address from appearances
                where document_id in {GIVEN} order by document_id, n""",
            some,
        ):
            people.setdefault(id, []).append(Participant(*person))
        rows = {
            row[0]: row
            for row in store.db.execute(
                f"""select id, kind, title, text, date, external_id, thread, folds, parts
                    from documents where id in {GIVEN}""",
                some,
            )
        }
        for id in ids[n : n + TOGETHER]:
            row = rows[id]
            yield Kept(DocumentId(id), _document(row, tuple(people.get(id, ()))), row[6])


def _document(row: tuple[object, ...], people: tuple[Participant, ...]) -> Document:
    _, kind, title, text, date, external_id, _, folds, parts = row
    return Document(
        kind=Kind(str(kind)),
        title=str(title),
        text=str(text),
        date=moment(date if isinstance(date, str) else None),
        people=people,
        external_id=str(external_id),
        folds=tuple(Fold(*fold) for fold in json.loads(str(folds))),
        parts=tuple(
            Part(start, end, locator, title, moment(when))
            for start, end, locator, title, when in json.loads(str(parts))
        ),
    )
