"""Mending a memory: what is made from other things is made again, what is left of the rest saved.

Never in place where a word could be lost: a new file is made of what can be
read, and the damaged one is kept aside.  What could not be saved is read again
from where it came, or taken from a backup; what cannot is said.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from memory.cipher import Database, DataKey, connect
from memory.claims.carrying import carried, evidence_of, put_back
from memory.claims.checking import mend
from memory.documents import opened, put_document
from memory.errors import Problem, StoreDamaged, WrongKey
from memory.forgetting import indexes_of_words
from memory.keys import NO_KEYS, Lock
from memory.progress import Progress, Work
from memory.safekeeping.backup import read_head, unpacking
from memory.safekeeping.salvage import SAID, Saved, lengthen, salvaging
from memory.safekeeping.verify import PARTIAL, Health, document_faults, vector_faults, verifying
from memory.sources import add_source, begin_file, pause, source_id
from memory.store import MemoryStore, alone, must_be_there, only_user
from memory.swap import FILES, put_in_place, staging
from memory.types import Chunk, Document, DocumentId

Cut = Callable[[Document], Sequence[Chunk]]

MADE_AGAIN = {"words", "claims", "vectors", "index", "age"}  # can be mended where they are
RECOVERED = "Recovered"  # the source of documents of which nobody knows whence they came
NOTHING = (
    "Nothing of the damaged file could be read. If there is a backup, `famulus restore FILE` "
    "brings it back."
)


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was done, what is lost, and where the damaged file is kept; all in sentences."""

    done: tuple[str, ...]
    lost: tuple[str, ...]
    read_again: tuple[Path, ...] = field(default=(), repr=False)  # what the next reading takes up
    kept: Path | None = field(default=None, repr=False)


def repairing(
    home: Path,
    key: DataKey,
    cut: Cut,
    *,
    copy: Path | None = None,
) -> Work[Progress, Repaired]:
    """Mend what is damaged; ``copy`` is a backup to take from it what is lost.

    ``cut`` makes the chunks of a document.  Vectors that are gone are left to
    whoever encodes what waits.  Raises Problem if the memory is open elsewhere.
    """
    must_be_there(home)
    health = yield from verifying(home, key)
    if health.sound and copy is None:
        return Repaired(("Nothing is damaged.",), ())
    if health.parts() <= MADE_AGAIN:
        done = yield from _made_again(MemoryStore(home, key), health)
        health = yield from verifying(home, key)
        if health.sound:
            return done
    return (yield from _saved(home, key, cut, copy))


def key_of(home: Path, passphrase: str | None, copy: Path | None) -> DataKey:
    """Return the key of this memory; lost locked keys are taken from a backup.  Raises Problem."""
    lock = Lock(home)
    try:
        if lock.exists or copy is None:
            return lock.open(passphrase) if lock.exists else _without_keys(home)
    except WrongKey:
        raise
    except Problem:  # keys.json cannot be read
        if copy is None:
            raise
    assert copy is not None
    head = read_head(copy)
    key = head.key(home, passphrase)
    must_be_there(home)
    connect(home / FILES[0], key).close()  # or it is the backup of another memory
    lock.adopt(key, head.slots)
    return key


def _without_keys(home: Path) -> DataKey:
    if (home / FILES[0]).exists():
        raise Problem("The keys of this memory (keys.json) are missing.", remedy=NO_KEYS)
    raise Problem("There is no memory in this folder.")


def _made_again(store: MemoryStore, health: Health) -> Work[Progress, Repaired]:
    """Make again what is made from other things; everybody may go on meanwhile."""
    done: list[str] = []
    read_again: list[Path] = []
    try:
        for part in sorted(health.parts()):
            yield Progress(0, None, f"Mending the {part}")
            with suppress(StoreDamaged):  # then it is saved from
                match part:
                    case "words":
                        _index_words(store)
                        done.append("The index of words was made again.")
                    case "claims":
                        with store.write() as db:
                            mend(db)
                        done.append("What is believed was worked out anew from its evidence.")
                    case "vectors":
                        _drop_bad_vectors(store)
                        done.append("Vectors that were bad are made again.")
                    case "age":
                        read_again = _read_all_again(store)
                        done.append("Everything that can be is read again at the next reading.")
                    case _:
                        for cache in store.home.glob("*.index"):
                            cache.unlink()
                        done.append("The index of vectors is made again.")
    finally:
        store.close()
    return Repaired(tuple(done), (), tuple(read_again))


def _index_words(store: MemoryStore) -> None:
    with store.write() as db:
        for name in set(indexes_of_words(db)) - PARTIAL:
            db.execute(f"insert into {name}({name}) values ('rebuild')")


def _drop_bad_vectors(store: MemoryStore) -> None:
    bad = [id for id, is_bad in vector_faults(store) if is_bad]
    with store.write() as db:
        db.conn.executemany("delete from vectors where id = ?", [(id,) for id in bad])


def _read_all_again(store: MemoryStore) -> list[Path]:
    with store.write() as db:
        db.execute("update files set size = null, mtime_ns = null")
        db.execute("delete from counters where name = 'commits missing'")
        paths = db.execute("select path from sources order by id").fetchall()
    return [Path(path) for (path,) in paths]


def _saved(home: Path, key: DataKey, cut: Cut, copy: Path | None) -> Work[Progress, Repaired]:
    """Make a new file of what can be read, and put it in the place of the damaged one."""
    with only_user(home), staging(home) as folder:
        damaged = folder / "damaged"
        damaged.mkdir()
        for name in FILES[:2]:
            if (home / name).exists():
                yield Progress(0, None, "Copying the damaged file")
                shutil.copyfile(home / name, damaged / name)
        lengthen(damaged / FILES[0], key)
        saved = yield from salvaging(damaged / FILES[0], folder / FILES[0], key)
        older = yield from _unpacked(copy, key, folder / "older")
        store = MemoryStore(folder, key)
        try:
            mending = _Mending(store, saved, cut, older)
            yield from mending.run()
        finally:
            store.close()
            if older is not None:
                older.close()
        for left in (damaged, folder / "older"):
            shutil.rmtree(left, ignore_errors=True)
        (folder / "users").unlink()
        with alone(home):
            kept = put_in_place(home, folder)
    return Repaired(
        ("What could be read was saved into a new file.", *mending.done),
        tuple(mending.lost),
        tuple(mending.read_again),
        kept,
    )


def _unpacked(copy: Path | None, key: DataKey, folder: Path) -> Work[Progress, MemoryStore | None]:
    if copy is None:
        return None
    folder.mkdir()
    yield from unpacking(copy, key, folder / FILES[0])
    return MemoryStore(folder, key)


class _Mending:
    """Makes one memory again of the rows that were saved, and says what is lost of it."""

    def __init__(
        self, store: MemoryStore, saved: Saved, cut: Cut, older: MemoryStore | None
    ) -> None:
        self._store = store
        self._saved = saved
        self._cut = cut
        self._older = older
        self.done: list[str] = []
        self.lost: list[str] = []
        self.read_again: list[Path] = []

    def run(self) -> Iterator[Progress]:
        """Leave a memory that holds together, whatever is missing of it."""
        yield Progress(0, None, "Putting together what was saved")
        halved = self._halved()
        gone = self._ids(LOST)
        evidence = {id: evidence_of(self._store.db, id) for id in gone}
        places = self._rows(
            f"select file_id, document_id, locator from places where document_id in ({LOST})"
        )
        with self._store.write() as db:
            _unhang(db)
            db.execute("update encoders set upto = 0")  # what has no vector is looked for anew
        yield from self._cut_again(halved)
        found = set()
        for n, id in enumerate(gone):
            yield Progress(n, len(gone), "Taking from the backup what is lost")
            if self._from_older(id, [place for place in places if place[1] == id]):
                found.add(id)
        with self._store.write() as db:
            put_back(db, [row for id in found for row in evidence[id]])
            mend(db, learn_again=bool({"claims", "evidence"} & self._saved.gaps.keys()))
        self._place()
        self._mark(gone, {file for file, *_ in places})
        self._count(len(gone) - len(found), len(found))

    def _rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._store.db.execute(sql, list(values)).fetchall()

    def _ids(self, sql: str, *values: Any) -> list[Any]:
        return [row[0] for row in self._rows(sql, *values)]

    def _halved(self) -> list[str]:
        """Return the documents of which a chunk may be missing, or is not what the text says."""
        faults = [fault for fault in document_faults(self._store) if fault is not None]
        suspects = {fault.document for fault in faults}
        bad = {fault.document for fault in faults if fault.part == "documents"}
        # What hangs on them stays for a moment: it tells that they are lost.
        self._store.db.execute("pragma foreign_keys = off")
        with self._store.write() as db:
            db.conn.executemany("delete from documents where id = ?", [(id,) for id in bad])
        self._store.db.execute("pragma foreign_keys = on")
        if gaps := self._saved.gaps.get("chunks"):
            suspects.update(self._ids(UNCUT))
            for low, high in gaps:
                suspects.update(self._ids(BEFORE, low))
                suspects.update(self._ids(AFTER, high))
        return sorted(suspects.intersection(self._ids("select id from documents")))

    def _cut_again(self, ids: Sequence[str]) -> Iterator[Progress]:
        """Make the chunks of these documents again."""
        for n, id in enumerate(ids):
            yield Progress(n, len(ids), "Putting together what was saved")
            with self._store.write() as db, carried(db, id):
                document = opened(self._store, DocumentId(id))
                answered = self._ids(ANSWERED, id)
                places = self._rows("select file_id, locator from places where document_id = ?", id)
                copied = self._rows(
                    "select before, before_id, id from chunks where before_id = ?", id
                )
                db.execute("delete from documents where id = ?", [id])
                whole = replace(document, references=tuple(answered))
                for file, locator in places:
                    put_document(
                        self._store, file, replace(whole, locator=locator), self._cut(whole)
                    )
                db.conn.executemany(
                    "update chunks set before = ?, before_id = ? where id = ?", copied
                )

    def _from_older(self, id: str, places: Sequence[tuple[Any, ...]]) -> bool:
        """Take a lost document from the backup, to where it stood."""
        if self._older is None:
            return False
        try:
            document = opened(self._older, DocumentId(id))
        except Problem:  # it was read after the backup was made
            return False
        with self._store.write() as db:
            files = {file for (file,) in db.execute("select id from files")}
            for file, _, locator in places:
                if file in files:
                    put_document(
                        self._store, file, replace(document, locator=locator), self._cut(document)
                    )
        return bool(self._ids("select 1 from documents where id = ?", id))

    def _place(self) -> None:
        """Give documents that stand nowhere a place, so that they are found and not forgotten."""
        unplaced = self._ids(UNPLACED)
        if not unplaced:
            return
        nowhere = self._store.home.parent / RECOVERED
        name = add_source(self._store, nowhere, RECOVERED)
        pause(self._store, name, paused=True)
        with self._store.write() as db:
            file = begin_file(self._store, source_id(self._store, name), nowhere)
            db.conn.executemany(
                "insert into places values (?, ?, '')", [(file, id) for id in unplaced]
            )
        self.done.append(
            f"{_counted(len(unplaced), 'document')} of which the file is not known any more "
            f"stand in the source “{name}”."
        )

    def _mark(self, gone: Sequence[str], files: set[int]) -> None:
        """Have the files read again in which something is missing; all, if nobody knows which."""
        unsure = self._unsure()
        wanted = self._ids("select id from files") if unsure else sorted(files)
        if not gone and not unsure:
            wanted = []
        with self._store.write() as db:
            db.conn.executemany(
                "update files set size = null, mtime_ns = null where id = ?",
                [(file,) for file in wanted],
            )
            db.execute("delete from counters where name = 'commits missing'")
        for file in wanted:
            self.read_again += map(Path, self._ids("select path from files where id = ?", file))

    def _unsure(self) -> bool:
        """Whether it is not known where everything stood."""
        tables = ("places", "files", "unread", "sources")
        return any(self._saved.gaps.get(name) for name in tables)

    def _count(self, gone: int, found: int) -> None:
        if found:
            self.done.append(f"{_counted(found, 'document')} came from the backup.")
        if gone:
            self.lost.append(f"{_counted(gone, 'document')} could not be read.")
        if self._saved.gaps.get("documents") and self._unsure():
            self.lost.append("More documents may be missing; how many is not known.")
        for table, what in SAID.items():
            if self._saved.gaps.get(table):
                self.lost.append(f"Some {what} may be missing.")
        if not any(self._saved.rows.values()):
            self.lost.append(NOTHING)


def _unhang(db: Database) -> None:
    """Delete what hangs on something that is not there."""
    db.execute(
        """update chunks set before = '', before_id = null
            where before_id not in (select id from documents)"""
    )
    tables = db.execute("select name from pragma_table_list where type = 'table'").fetchall()
    deleted = 1
    while deleted:
        deleted = 0
        for (table,) in tables:
            keys = db.execute(
                f'select "from", "table", "to" from pragma_foreign_key_list(\'{table}\')'
            )
            for column, parent, to in keys.fetchall():
                deleted += db.execute(
                    f"""delete from {table} where {column} is not null
                        and {column} not in (select {to or "id"} from {parent})"""
                ).rowcount


def _counted(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number} {what}s"


HOLD = " union ".join(
    f"select document_id from {table}" for table in ("places", "chunks", "appearances")
)
LOST = f"select document_id from ({HOLD}) where document_id not in (select id from documents)"
UNCUT = "select id from documents where id not in (select document_id from chunks)"
BEFORE = "select document_id from chunks where id < ? order by id desc limit 1"
AFTER = "select document_id from chunks where id > ? order by id limit 1"
UNPLACED = "select id from documents where id not in (select document_id from places)"
ANSWERED = """select external_id from documents
    where id in (select before_id from chunks where document_id = ?)"""
