"""Sources: what the user added, which of its files were read, and which were not.

No document is without a place: who takes a place away forgets the document
that stands nowhere else, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from memory.cipher import Database
from memory.errors import Problem
from memory.forgetting import (
    finishing,
    forget_unnamed,
    give_up,
    giving_up,
    marking_only,
)
from memory.progress import Progress, Work, finish
from memory.store import MemoryStore
from memory.tombstones import is_erased_unread
from memory.types import Changes, DocumentId, Source, Topic, Unread

NOT_TEXT = "The name of this file is not valid text. Rename it and read it again."

# What was once sent stays sent, whatever becomes of its file, with what was attached to it.
STAYS = "(kind = 'mail' or parent <> '')"


def add_source(store: MemoryStore, path: Path, name: str | None = None) -> str:
    """Return the name of the source at this path, made if there is none.  Raises Problem."""
    if not is_text(path):
        raise Problem(NOT_TEXT)
    with store.write() as db:
        known = _first(db.execute("select name from sources where path = ?", [str(path)]))
        if known and name in (None, known[0]):
            return str(known[0])
        chosen = _unused_name(store, name or path.stem or str(path))
        if known:
            db.execute("update sources set name = ? where path = ?", [chosen, str(path)])
        else:
            db.execute("insert into sources (name, path) values (?, ?)", [chosen, str(path)])
    return chosen


def all_sources(store: MemoryStore) -> list[Source]:
    """Return every source with its counts, in the order in which they were added."""
    rows = store.db.execute("""
        select name, path, paused, read_at,
            (select count(distinct document_id) from places
                join files on files.id = file_id where source_id = sources.id),
            (select count(*) from unread join files on files.id = file_id
                where source_id = sources.id),
            (select count(*) from erased where source_id = sources.id and counts)
        from sources order by id""").fetchall()
    return [
        Source(
            name=name,
            path=Path(path),
            paused=bool(paused),
            documents=documents,
            unreadable=unreadable,
            read_at=datetime.fromisoformat(read_at) if read_at else None,
            erased=erased,
        )
        for name, path, paused, read_at, documents, unreadable, erased in rows
    ]


def unread(store: MemoryStore, name: str) -> list[Unread]:
    """Return what of the source could not be read, by file and place, each with its reason."""
    rows = store.db.execute(
        """select files.path, locator, reason from unread
            join files on files.id = file_id where source_id = ?
            order by files.path, unread.rowid""",
        [source_id(store, name)],
    ).fetchall()
    return [Unread(Path(path), locator, reason) for path, locator, reason in rows]


def source_id(store: MemoryStore, name: str) -> int:
    """Return the key of the source of this name.  Raises Problem."""
    row = _first(store.db.execute("select id from sources where name = ?", [name]))
    if row is None:
        raise Problem(
            "There is no source of that name.", remedy="`famulus sources` shows their names."
        )
    return int(row[0])


def is_text(path: Path) -> bool:
    """Whether the name of the path can be kept: on Linux a name may be any bytes."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def is_paused(store: MemoryStore, source: int) -> bool:
    """Whether the source is not to be read."""
    row = _first(store.db.execute("select paused from sources where id = ?", [source]))
    return row is not None and bool(row[0])


def pause(store: MemoryStore, name: str, paused: bool) -> Changes:
    """Read the source no more, or read it again."""
    id = source_id(store, name)
    with store.write() as db:
        db.execute("update sources set paused = ? where id = ?", [paused, id])
    return Changes("Pause" if paused else "Resume", frozenset({Topic.SOURCES}))


def remove(store: MemoryStore, name: str) -> Changes:
    """Take the source out of the memory to the end; see ``removing``."""
    return finish(removing(store, name))


def removing(store: MemoryStore, name: str) -> Work[Progress, Changes]:
    """Take the source out of the memory, with everything that was read from it alone.

    Stopped on the way it is still there, paused, and what was taken out of it
    is read again when it is resumed.
    """
    source = source_id(store, name)
    with store.write() as db:
        db.execute("update sources set paused = 1 where id = ?", [source])
        db.execute("update files set size = null, mtime_ns = null where source_id = ?", [source])
    yield from giving_up(store, places_of(store, source))
    with store.write() as db, marking_only(db, 0):
        give_up(db, places_of(store, source))  # what a reading under way has added since
        db.execute("delete from sources where id = ?", [source])
        db.execute("delete from erased where source_id = ?", [source])
        forget_unnamed(db)
    yield from finishing(store)  # also what a removal that was stopped has left
    return Changes("Remove source", frozenset({Topic.SOURCES, Topic.DOCUMENTS, Topic.CLAIMS}))


def places_of(store: MemoryStore, source: int) -> list[tuple[int, str]]:
    rows = store.db.execute(
        """select file_id, document_id from places join files on files.id = file_id
            where source_id = ?""",
        [source],
    )
    return rows.fetchall()


def was_read(store: MemoryStore, source: int, path: Path, size: int, mtime_ns: int) -> bool:
    """Whether this state of the file has been read to its end, and could be.

    A file that could not be read at all is tried again: the program may have learned how.
    """
    row = _first(
        store.db.execute(
            """select 1 from files where source_id = ? and path = ? and size = ? and mtime_ns = ?
                and id not in (select file_id from unread where locator = '')""",
            [source, str(path), size, mtime_ns],
        )
    )
    return row is not None


def known_of(store: MemoryStore, source: int, path: Path) -> tuple[int, list[tuple[str, str]]]:
    """Return how many documents of the file are known, and what of it could not be read."""
    row = _first(
        store.db.execute(
            "select id from files where source_id = ? and path = ?", [source, str(path)]
        )
    )
    if row is None:
        return 0, []
    (documents,) = store.db.execute("select count(*) from places where file_id = ?", row).fetchone()
    failures = store.db.execute(
        "select locator, reason from unread where file_id = ? order by rowid", row
    ).fetchall()
    return documents, failures


def begin_file(store: MemoryStore, source: int, path: Path) -> int:
    """Return the key of the file, marked as not read until ``end_file``.

    Called inside ``store.write``.  Raises Problem if the source is gone.
    """
    if _first(store.db.execute("select 1 from sources where id = ?", [source])) is None:
        raise Problem("This source was removed while it was read.")
    (id,) = store.db.execute(
        """insert into files (source_id, path) values (?, ?)
            on conflict (source_id, path) do update set size = null, mtime_ns = null
            returning id""",
        [source, str(path)],
    ).fetchone()
    return int(id)


def keep_only(store: MemoryStore, file: int, seen: Collection[DocumentId]) -> None:
    """Let go of what the file held once and, read to its end, no longer does.

    Mails stay, with what was attached to them.  Called inside ``store.write``.
    """
    rows = store.db.execute("select document_id from places where file_id = ?", [file]).fetchall()
    unseen = [id for (id,) in rows if id not in seen]
    gone = [id for id in unseen if not _stays(store.db, id)]
    give_up(store.db, [(file, id) for id in gone])


def _stays(db: Database, id: str) -> bool:
    row = _first(db.execute(f"select 1 from documents where id = ? and {STAYS}", [id]))
    return row is not None


def end_file(
    store: MemoryStore,
    file: int,
    size: int | None,
    mtime_ns: int | None,
    failures: Iterable[tuple[str, str]],
) -> None:
    """Mark the file as read, and what of it could not be: (locator, reason).

    Without a size it was not read at all.  Called inside ``store.write``.
    """
    db = store.db
    db.execute("delete from unread where file_id = ?", [file])
    kept = [(file, *one) for one in failures if not is_erased_unread(db, file, one[0])]
    db.conn.executemany("insert into unread values (?, ?, ?)", kept)
    db.execute("update files set size = ?, mtime_ns = ? where id = ?", [size, mtime_ns, file])


def forgetting_gone(
    store: MemoryStore, source: int, is_there: Callable[[Path], bool]
) -> Iterator[Progress]:
    """Let go of the files of the source that are gone, and of what stood in them alone.

    A mail keeps its last place, with what was attached to it.
    """
    rows = store.db.execute("select id, path from files where source_id = ?", [source]).fetchall()
    gone = [(id,) for id, path in rows if not is_there(Path(path))]
    if not gone:
        return
    with store.write() as db:
        db.conn.executemany("update files set size = null, mtime_ns = null where id = ?", gone)
        db.conn.executemany("delete from unread where file_id = ?", gone)
    lost = [place for (file,) in gone for place in _lost(store, file)]
    yield from giving_up(store, lost)
    yield from finishing(store)
    with store.write() as db:
        db.conn.executemany(
            """delete from files where id = :id
                and not exists (select 1 from places where file_id = :id)""",
            [{"id": id} for (id,) in gone],
        )


def _lost(store: MemoryStore, file: int) -> list[tuple[int, str]]:
    """Return the places that go with a file that is gone."""
    rows = store.db.execute(
        f"""select file_id, document_id from places
            join documents on documents.id = document_id
            where file_id = ? and (not {STAYS} or exists (
                select 1 from places other join files on files.id = other.file_id
                where other.document_id = documents.id and size is not null))""",
        [file],
    )
    return rows.fetchall()


def end_source(store: MemoryStore, source: int) -> None:
    """Mark the source as read to its end, now, and let go of whom it no longer names."""
    with store.write() as db:
        forget_unnamed(db)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        db.execute("update sources set read_at = ? where id = ?", [now, source])


def _unused_name(store: MemoryStore, wanted: str) -> str:
    taken = {row[0] for row in store.db.execute("select name from sources")}
    name, n = wanted, 2
    while name in taken:
        name, n = f"{wanted} {n}", n + 1
    return name


def _first(rows: Any) -> tuple[Any, ...] | None:
    row: tuple[Any, ...] | None = rows.fetchone()
    return row
