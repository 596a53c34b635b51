"""Documents with their chunks, people and threads: put, found again, opened."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path

from memory.cipher import Database
from memory.errors import Problem
from memory.mentions import put_mentions
from memory.store import MemoryStore
from memory.tombstones import is_erased
from memory.types import Chunk, Document, DocumentId, Fold, Kind, Part, Participant

ANSWERED = 300  # characters of a mail that tell what the next one is about


def put_document(
    store: MemoryStore, file: int, document: Document, chunks: Sequence[Chunk]
) -> bool:
    """Keep what was read from a file; return False if it was known already.

    A document that is known only gains a place; one that was erased is not
    kept again.  Called inside ``store.write``.
    """
    db = store.db
    if is_erased(db, file, document):
        return False
    added = _put_new(store, document, chunks)
    db.execute(
        "insert or replace into places values (?, ?, ?)", [file, document.id, document.locator]
    )
    return added


def opened(store: MemoryStore, id: DocumentId) -> Document:
    """Return the document as it was read.  Raises Problem if it is gone."""
    row = store.db.execute(
        """select kind, title, text, date, external_id, parent, folds, parts,
            coalesce((select min(locator) from places where document_id = documents.id), '')
            from documents where id = ?""",
        [id],
    ).fetchone()
    if row is None:
        raise Problem("This document is no longer in the memory.")
    kind, title, text, date, external_id, parent, folds, parts, locator = row
    people = store.db.execute(
        "select role, name, address from appearances where document_id = ? order by n", [id]
    )
    return Document(
        kind=Kind(kind),
        title=title,
        text=text,
        date=moment(date),
        people=tuple(Participant(*person) for person in people),
        external_id=external_id,
        locator=locator,
        parent=parent,
        folds=tuple(Fold(*fold) for fold in json.loads(folds)),
        parts=tuple(_part(*part) for part in json.loads(parts)),
    )


def document_at(store: MemoryStore, path: Path, locator: str | None = None) -> DocumentId:
    """Return which document was read from this file, and this place in it.

    Without a locator, the first of the file.  Raises Problem if nothing was
    read from there.
    """
    rows = store.db.execute(
        """select document_id, places.locator, parts from places
            join files on files.id = file_id join documents on documents.id = document_id
            where files.path = ? order by documents.rowid""",
        [os.fsencode(path).decode(errors="replace")],  # a name that is no text was never read
    ).fetchall()
    for id, place, parts in rows:
        if locator in (None, place) or any(part[2] == locator for part in json.loads(parts)):
            return DocumentId(id)
    raise Problem(
        "Nothing was read from there.", remedy="Read the file first: `famulus read PATH`."
    )


def paths_of(store: MemoryStore, id: DocumentId) -> list[Path]:
    """Return the files in which the document stands."""
    rows = store.db.execute(
        """select distinct files.path from places join files on files.id = file_id
            where document_id = ? order by files.id""",
        [id],
    )
    return [Path(path) for (path,) in rows]


def sources_of(store: MemoryStore, id: DocumentId) -> set[str]:
    """Return the names of the sources in which the document stands."""
    rows = store.db.execute(
        """select distinct sources.name from places join files on files.id = file_id
            join sources on sources.id = source_id where document_id = ?""",
        [id],
    )
    return {name for (name,) in rows}


def documents_of(store: MemoryStore, source: str) -> list[Document]:
    """Return the documents of a source, the oldest first."""
    rows = store.db.execute(
        """select distinct documents.id, at from documents
            join places on places.document_id = documents.id
            join files on files.id = file_id join sources on sources.id = source_id
            where sources.name = ? order by at, documents.id""",
        [source],
    ).fetchall()
    return [opened(store, DocumentId(id)) for id, _ in rows]


def subjects(store: MemoryStore, limit: int) -> list[str]:
    """Return the subjects that most was written about, each thread once."""
    rows = store.db.execute(
        """select title from documents where kind = 'mail' and title <> '' and title not like '(%'
            group by thread having count(*) > 1 order by count(*) desc, max(at) desc limit ?""",
        [limit],
    )
    return [title for (title,) in rows]


def written_to(store: MemoryStore, addresses: Collection[str]) -> set[str]:
    """Return the addresses to which mails from one of these addresses went, in lower case."""
    marks = ", ".join("?" * len(addresses))
    rows = store.db.execute(
        f"""select distinct lower(address) from appearances where role in ('to', 'cc')
            and address <> '' and document_id in (select document_id from appearances
                where role = 'from' and lower(address) in ({marks}))""",
        list(addresses),
    )
    return {address for (address,) in rows} - set(addresses)


def sent_by(
    store: MemoryStore, addresses: Collection[str], most: int, to: str = ""
) -> list[DocumentId]:
    """Return the newest mails from one of these addresses, if given only those ``to`` another."""
    marks = ", ".join("?" * len(addresses))
    rows = store.db.execute(
        f"""select id from documents where kind = 'mail'
            and id in (select document_id from appearances
                where role = 'from' and lower(address) in ({marks}))
            and (? = '' or id in (select document_id from appearances
                where role in ('to', 'cc') and lower(address) = ?))
            order by at desc, id limit ?""",
        [*addresses, to, to.lower(), most],
    )
    return [DocumentId(id) for (id,) in rows]


def thread_of(store: MemoryStore, id: DocumentId, most: int) -> list[DocumentId]:
    """Return the mails of one exchange, oldest first, the newest ``most``; alone, it is its own."""
    rows = store.db.execute(
        """select id from documents where id not in (select id from due where what = 'erase')
            and (id = ? or (kind = 'mail'
                and thread = (select thread from documents where id = ?)))
            order by at desc, id desc limit ?""",
        [id, id, most],
    ).fetchall()
    return [DocumentId(found) for (found,) in reversed(rows)]


def answered_before(store: MemoryStore, id: DocumentId) -> list[str]:
    """Return the Message-IDs of the mails that led to this one, as far as read, oldest first."""
    rows = store.db.execute(
        """with recursive led(id, far) as (
                values (?, 0)
                union select before_id, far + 1 from led join chunks on document_id = led.id
                    where before_id is not null and far < 100)
            select external_id from led join documents on documents.id = led.id
                where far > 0 and external_id <> '' group by external_id order by max(far) desc""",
        [id],
    )
    return [external_id for (external_id,) in rows]


def spoken_in(store: MemoryStore, addresses: Collection[str]) -> list[DocumentId]:
    """Return the chats, and the mails from one of these addresses or from a bare name."""
    marks = ", ".join("?" * len(addresses))
    rows = store.db.execute(
        f"""select id from documents where id not in (select id from due where what = 'erase')
            and (kind = 'chat' or (kind = 'mail' and id in (select document_id from appearances
                where role = 'from' and (address = '' or lower(address) in ({marks})))))
            order by at, id""",
        list(addresses),
    )
    return [DocumentId(id) for (id,) in rows]


def newest(store: MemoryStore) -> int:
    """Return the number of the document that was read last; 0 if there is none."""
    (number,) = store.db.execute("select max(rowid) from documents").fetchone()
    return int(number or 0)


def moment(iso: str | None) -> datetime | None:
    """Return the stored date as written, in its own zone."""
    return datetime.fromisoformat(iso) if iso else None


def _part(start: int, end: int, locator: str, title: str, date: str | None) -> Part:
    return Part(start, end, locator, title, moment(date))


def _put_new(store: MemoryStore, document: Document, chunks: Sequence[Chunk]) -> bool:
    """Insert the document with all that hangs on it; return False if it was there."""
    db, date = store.db, document.date
    inserted = db.execute(
        "insert or ignore into documents values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            document.id,
            document.kind,
            document.external_id,
            document.parent,
            _thread(db, document),
            date and date.isoformat(),
            date and date.timestamp(),
            document.title,
            document.text,
            json.dumps([[f.start, f.end, f.why] for f in document.folds]),
            json.dumps(
                [
                    [p.start, p.end, p.locator, p.title, p.date and p.date.isoformat()]
                    for p in document.parts
                ]
            ),
        ],
    )
    if inserted.rowcount == 0:
        return False
    for n, person in enumerate(document.people):
        db.execute(
            "insert into appearances values (?, ?, ?, ?, ?, ?)",
            [document.id, _person(db, person), person.role, person.name, person.address, n],
        )
    people = ", ".join(dict.fromkeys(p.name or p.address for p in document.people))
    before_id, before = _answered(db, document)
    part_of = {part.locator: part for part in document.parts}
    for chunk in chunks:
        part = part_of.get(chunk.locator)
        when = (part and part.date) or date
        said_by = part.title if part and document.kind is Kind.CHAT else people
        text = document.text[chunk.start : chunk.end]
        (id,) = db.execute(
            """insert into chunks
                (document_id, start, end, locator, at, people, context, before, before_id, text)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""",
            [
                document.id,
                chunk.start,
                chunk.end,
                chunk.locator,
                when and when.timestamp(),
                said_by,
                chunk.context,
                before,
                before_id,
                text,
            ],
        ).fetchone()
        put_mentions(db, id, text, when)
        store.courtesy.give_way()
    return True


def _answered(db: Database, document: Document) -> tuple[str | None, str]:
    """Return the mail that this one answers, if it was read, and how it begins: "Agreed" to what?

    The words are a copy: they go when the mail they are from is forgotten.
    """
    for external_id in reversed(document.references):
        row = db.execute(
            "select id, kind, title, text, folds from documents where external_id = ?",
            [external_id],
        ).fetchone()
        if row is not None:
            id, kind, title, text, folds = row
            mail = Document(
                Kind(kind), title, text, folds=tuple(Fold(*f) for f in json.loads(folds))
            )
            return id, mail.body[:ANSWERED]
    return None, ""


def _thread(db: Database, document: Document) -> int | None:
    """Return the thread of a mail, joining those that its references show to be one."""
    ids = [id for id in (*document.references, document.parent, document.external_id) if id]
    if not ids or (document.kind is not Kind.MAIL and not document.parent):
        return None
    known = {
        row[0]
        for id in ids
        for row in db.execute("select thread from thread_ids where external_id = ?", [id])
    }
    if known:
        thread = min(known)
    else:
        (thread,) = db.execute("select coalesce(max(thread), 0) + 1 from thread_ids").fetchone()
    for other in known - {thread}:
        db.execute("update thread_ids set thread = ? where thread = ?", [thread, other])
        db.execute("update documents set thread = ? where thread = ?", [thread, other])
    db.conn.executemany(
        "insert or ignore into thread_ids values (?, ?)", [(id, thread) for id in ids]
    )
    return int(thread)


def _person(db: Database, participant: Participant) -> int:
    """Return the person behind an address, or behind a name if no address is given.

    A bare name belongs to the one person who bears it; where two do, to neither.
    """
    name = " ".join(participant.name.split())
    handle = participant.address.lower() or f"name:{name.casefold()}"
    row = db.execute("select person_id from handles where handle = ?", [handle]).fetchone()
    if row is None and not participant.address:
        namesakes = db.execute(
            "select distinct id from people where name = ? collate nocase", [name]
        ).fetchall()
        row = namesakes[0] if len(namesakes) == 1 else None
    if row is not None:
        id = int(row[0])
        if name:
            db.execute(
                "update people set name = ? where id = ? and name like '%@%'", [name, id]
            )  # until now only the address was known
        return id
    (id,) = db.execute(
        "insert into people (name) values (?) returning id", [name or participant.address]
    ).fetchone()
    db.execute("insert into handles values (?, ?)", [handle, id])
    return int(id)
