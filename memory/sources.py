"""Sources: what the user added, which of its files were read, and which were not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from memory.errors import Problem
from memory.store import MemoryStore
from memory.types import Changes, Source, Topic, Unread


def add_source(store: MemoryStore, path: Path, name: str | None = None) -> str:
    """Return the name of the source at this path, made if there is none."""
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
                where source_id = sources.id)
        from sources order by id""").fetchall()
    return [
        Source(
            name=name,
            path=Path(path),
            paused=bool(paused),
            documents=documents,
            unreadable=unreadable,
            read_at=datetime.fromisoformat(read_at) if read_at else None,
        )
        for name, path, paused, read_at, documents, unreadable in rows
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


def pause(store: MemoryStore, name: str, paused: bool) -> Changes:
    """Read the source no more, or read it again."""
    id = source_id(store, name)
    with store.write() as db:
        db.execute("update sources set paused = ? where id = ?", [paused, id])
    return Changes("Pause" if paused else "Resume", frozenset({Topic.SOURCES}))


def remove(store: MemoryStore, name: str) -> Changes:
    """Take the source out of the memory, with everything that was read from it alone."""
    id = source_id(store, name)
    with store.write() as db:
        db.execute("delete from sources where id = ?", [id])
        forget_homeless(store)
    store.tidy()
    return Changes("Remove source", frozenset({Topic.SOURCES, Topic.DOCUMENTS}))


def forget_homeless(store: MemoryStore) -> None:
    """Delete the documents that stand in no file any more, and whom they alone named.

    Called inside ``store.write``.
    """
    store.db.execute("delete from documents where id not in (select document_id from places)")
    store.db.execute("delete from people where id not in (select person_id from appearances)")
    store.db.execute("""delete from thread_ids
        where thread not in (select thread from documents where thread is not null)""")


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


def begin_file(store: MemoryStore, source: int, path: Path) -> int:
    """Return the key of the file, marked as not read until ``end_file``.

    Called inside ``store.write``.
    """
    (id,) = store.db.execute(
        """insert into files (source_id, path) values (?, ?)
            on conflict (source_id, path) do update set size = null, mtime_ns = null
            returning id""",
        [source, str(path)],
    ).fetchone()
    return int(id)


def end_file(
    store: MemoryStore, file: int, size: int, mtime_ns: int, failures: Iterable[tuple[str, str]]
) -> None:
    """Mark the file as read, and what of it could not be: (locator, reason).

    Called inside ``store.write``.
    """
    db = store.db
    db.execute("delete from unread where file_id = ?", [file])
    db.conn.executemany(
        "insert into unread values (?, ?, ?)", [(file, *failure) for failure in failures]
    )
    db.execute("update files set size = ?, mtime_ns = ? where id = ?", [size, mtime_ns, file])


def end_source(store: MemoryStore, source: int) -> None:
    """Mark the source as read to its end, now, and let go of what its files no longer hold."""
    with store.write() as db:
        forget_homeless(store)
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
