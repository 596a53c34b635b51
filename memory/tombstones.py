"""What was erased and is not to come back: kept as marks that tell nobody what it was.

A mark is a keyed digest of what a document is: of its id, and of what else
tells it again when it is read in another form (the Message-ID of a mail, where
a chat began).  The key is random and lies in the encrypted store alone.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Sequence

from memory.cipher import Database
from memory.types import Document, Kind

EVERYWHERE = 0  # in place of a source
TOLD_BY_ID = (Kind.MAIL, Kind.CHAT)  # a mail read in another form, or a chat that went on


def put_marks(
    db: Database, documents: Iterable[tuple[str, str, str]], sources: Sequence[int]
) -> None:
    """Mark these documents (id, kind, external id) in these sources.

    Called inside ``store.write``.
    """
    key = _key(db)
    for document in documents:
        for n, mark in enumerate(_marks(key, *document)):
            _put(db, mark, sources, counts=n == 0)


def put_mark_of_id(db: Database, id: str) -> None:
    """Mark one document everywhere, but not what it is known by in another form."""
    _put(db, _mark(_key(db), "document", id), [EVERYWHERE], counts=False)


def put_marks_of_unread(db: Database, locators: Iterable[str], sources: Sequence[int]) -> None:
    """Mark what could not be read and is named after something that is erased."""
    key = _key(db)
    for locator in locators:
        _put(db, _mark(key, "unread", locator), sources, counts=False)


def is_erased(db: Database, file: int, document: Document) -> bool:
    """Whether this document, or the mail it was attached to, is not to be read from this file."""
    if not _any(db):
        return False
    key = _key(db)
    marks = _marks(key, document.id, document.kind, document.external_id)
    if document.parent:
        marks.append(_mark(key, Kind.MAIL, document.parent))
    return _is_marked(db, file, marks)


def is_erased_unread(db: Database, file: int, locator: str) -> bool:
    """Whether what could not be read is named after something that was erased."""
    return _any(db) and _is_marked(db, file, [_mark(_key(db), "unread", locator)])


def mark_of(db: Database, what: str, words: str) -> bytes:
    """Return the mark of something that is no document.  Called inside ``store.write``."""
    return _mark(_key(db), what, words)


def _marks(key: bytes, id: str, kind: str, external_id: str) -> list[bytes]:
    """Return what a document is told by, first its id."""
    named = [_mark(key, kind, external_id)] if external_id and kind in TOLD_BY_ID else []
    return [_mark(key, "document", id), *named]


def _put(db: Database, mark: bytes, sources: Sequence[int], *, counts: bool) -> None:
    rows = [(mark, source, int(counts)) for source in sources]
    db.conn.executemany("insert or ignore into erased values (?, ?, ?)", rows)


def _is_marked(db: Database, file: int, marks: Sequence[bytes]) -> bool:
    row = db.execute(
        f"""select 1 from erased where mark in ({",".join("?" * len(marks))})
            and source_id in ({EVERYWHERE}, (select source_id from files where id = ?)) limit 1""",
        [*marks, file],
    ).fetchone()
    return row is not None


def _any(db: Database) -> bool:
    return db.execute("select 1 from erased limit 1").fetchone() is not None


def _key(db: Database) -> bytes:
    row = db.execute("select value from secrets where name = 'tombstones'").fetchone()
    if row is not None:
        return bytes(row[0])
    key = secrets.token_bytes(32)
    db.execute("insert into secrets values ('tombstones', ?)", [key])
    return key


def _mark(key: bytes, what: str, words: str) -> bytes:
    message = f"{what}\0{words}".encode("utf-8", "surrogatepass")
    return hmac.new(key, message, hashlib.sha256).digest()[:16]
