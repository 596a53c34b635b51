"""An archive read in again.  It comes from anywhere: nothing of it is believed.

All of it is looked at before any of it is kept: the parts that the manifest
names, by their names and in no other place, each of its size and digest, each
line of the shape that belongs there.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any, cast

from memory import conversations
from memory.documents import put_document
from memory.errors import Problem
from memory.people.joining import take_in
from memory.progress import Progress, Work
from memory.safekeeping import carried, written
from memory.safekeeping.archive import FORMAT, MANIFEST, VERSION
from memory.safekeeping.believed import taking_in
from memory.safekeeping.shapes import SHAPES, Row
from memory.sources import add_source, end_file, pause, source_id
from memory.store import MemoryStore
from memory.types import Chunk, Document, Turn

LARGEST_PART = 8 << 30  # bytes unpacked
LARGEST_MANIFEST = 1 << 20
LONGEST = 64 << 20  # bytes of a line
RATIO = 200  # times a part may grow when it is unpacked …
SMALL = 10 << 20  # … and bytes below which it may grow as it likes
AT_ONCE = 50  # documents kept together
NOTE = "Reading the archive"
DAMAGED = "This archive is damaged, or not one that Famulus wrote."

BELIEVED = {"claims.jsonl", "changes.jsonl"}
LATER = BELIEVED | {"people.jsonl", "labels.jsonl"} | written.PARTS.keys()  # not in the first ones
SHAPED = SHAPES | written.SHAPES

Cut = Callable[[Document], Sequence[Chunk]]


@dataclass
class Imported:
    """What came in: how much was new or known, and what was chosen in that memory."""

    added: int = 0
    known: int = 0
    conversations: int = 0
    sources: list[str] = field(default_factory=list)  # new here; paused until they are wanted
    settings: dict[str, Any] = field(default_factory=dict, repr=False)
    claims: int = 0  # that nobody had heard of here


def importing(store: MemoryStore, path: Path, cut: Cut) -> Work[Progress, Imported]:
    """Keep what an archive holds; ``cut`` makes the chunks of a document.

    Stopped on the way, what was kept is whole, and reading it in again goes on.
    Raises Problem, and then nothing was kept, if any of it is not as it should be.
    """
    with _opened(path) as archive:
        parts = _manifest(archive)
        yield from _looked_at(archive, parts)
        imported = Imported()
        keeper = _Keeper(store, cut, imported)

        def rows(name: str) -> Iterator[Any]:
            return _rows(archive, parts[name], SHAPED[name])

        keeper.sources(rows("sources.jsonl"))
        yield from keeper.documents(rows("documents.jsonl"), parts)
        yield from keeper.files(rows("files.jsonl"))
        yield from keeper.threads(rows("threads.jsonl"))
        if "people.jsonl" in parts:
            yield from keeper.people(rows("people.jsonl"))
        yield from keeper.conversations(rows("conversations.jsonl"))
        if parts.keys() >= BELIEVED:
            imported.claims = yield from taking_in(
                store, lambda: rows("claims.jsonl"), rows("changes.jsonl")
            )
        if parts.keys() & written.PARTS.keys():
            yield from written.taking_in(store, rows, parts.keys())
        if "labels.jsonl" in parts:
            carried.take_in(store, rows("labels.jsonl"))
        for chosen in rows("settings.json"):
            imported.settings = chosen
    return imported


def _looked_at(archive: zipfile.ZipFile, parts: dict[str, _Listed]) -> Iterator[Progress]:
    """Make sure that every line is what belongs there, and every place in a source of it."""
    sources: set[str] = set()
    for name, shape in SHAPED.items():
        if name in LATER and name not in parts:
            continue
        for n, one in enumerate(_rows(archive, parts[name], shape)):
            if n % AT_ONCE == 0:
                yield Progress(n, parts[name].rows, NOTE)
            match name:
                case "sources.jsonl":
                    sources.add(one[0])
                case "files.jsonl" if one[0] not in sources:
                    raise _damaged()
                case "documents.jsonl" if not sources.issuperset(place[0] for place in one[1]):
                    raise _damaged()


@dataclass(frozen=True)
class _Listed:
    """A part as the manifest lists it."""

    name: str
    rows: int
    sha256: str


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open the archive; whatever is wrong with it is said in one sentence."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as err:
        raise _damaged() from err
    except (ValueError, TypeError, KeyError, OverflowError, AttributeError) as err:
        raise _damaged() from err
    except OSError as err:
        raise Problem("This archive cannot be read.", remedy="Look at its path.") from err


def _damaged() -> Problem:
    return Problem(DAMAGED, remedy="Nothing was changed. Export it again where it came from.")


def _manifest(archive: zipfile.ZipFile) -> dict[str, _Listed]:
    names = [info.filename for info in archive.infolist()]
    if len(names) != len(set(names)):
        raise _damaged()
    manifest = json.loads(_bytes(archive, MANIFEST, LARGEST_MANIFEST))
    if manifest["format"] != FORMAT:
        raise _damaged()
    if manifest["version"] > VERSION:
        raise Problem(
            "This archive was written by a newer version of Famulus.", remedy="Update Famulus."
        )
    listed = [
        _Listed(part["name"], int(part["rows"]), part["sha256"]) for part in manifest["parts"]
    ]
    return {part.name: part for part in listed}


def _bytes(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    with archive.open(name) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise _damaged()
    return data


def _rows(archive: zipfile.ZipFile, part: _Listed, shape: Callable[[Row], Any]) -> Iterator[Any]:
    """Yield the lines of a part as what they stand for; to its end, or it is refused."""
    info = archive.getinfo(part.name)
    if info.file_size > min(LARGEST_PART, max(SMALL, RATIO * info.compress_size)):
        raise _damaged()
    digest, size, count = hashlib.sha256(), 0, 0
    with archive.open(info) as file:
        while line := file.readline(LONGEST + 1):
            digest.update(line)
            size += len(line)
            count += 1
            if len(line) > LONGEST or size > info.file_size:
                raise _damaged()
            yield shape(_object(line))
    if digest.hexdigest() != part.sha256 or count != part.rows:
        raise _damaged()


def _object(line: bytes) -> Row:
    try:
        row = json.loads(line)
    except RecursionError as err:
        raise _damaged() from err
    if not isinstance(row, dict):
        raise _damaged()
    return row


class _Keeper:
    """Keeps what an archive holds, unless it is known."""

    def __init__(self, store: MemoryStore, cut: Cut, imported: Imported) -> None:
        self._store = store
        self._cut = cut
        self._imported = imported
        self._names: dict[str, int] = {}  # the sources here, by their names in the archive
        self._new: set[int] = set()  # files that were not known here

    def sources(self, rows: Iterator[tuple[str, str, str | None]]) -> None:
        known = {path for (path,) in self._store.db.execute("select path from sources").fetchall()}
        for name, path, read_at in rows:
            own = add_source(self._store, Path(path), None if path in known else name)
            self._names[name] = source_id(self._store, own)
            if path not in known:
                # Somebody else may have written the path: it is read when the user wants it.
                pause(self._store, own, paused=True)
                self._imported.sources.append(own)
                with self._store.write() as db:
                    db.execute(
                        "update sources set read_at = ? where id = ?", [read_at, self._names[name]]
                    )

    def documents(
        self, rows: Iterator[tuple[Document, list[tuple[str, str, str]]]], parts: dict[str, _Listed]
    ) -> Iterator[Progress]:
        total, done = parts["documents.jsonl"].rows, 0
        for batch in _batches(rows):
            with self._store.write():
                for document, places in batch:
                    self._document(document, places)
            done += len(batch)
            yield Progress(done, total, NOTE)

    def _document(self, document: Document, places: list[tuple[str, str, str]]) -> None:
        placed = [
            (self._file_id(source, path), replace(document, locator=locator))
            for source, path, locator in places
        ]
        chunks = self._cut(placed[0][1] if placed else document)
        added = [put_document(self._store, file, one, chunks) for file, one in placed]
        self._imported.added += any(added)
        self._imported.known += not any(added)

    def files(self, rows: Iterator[Any]) -> Iterator[Progress]:
        """Note how the files were when they were read, of those that were not known."""
        for batch in _batches(rows):
            with self._store.write():
                for source, path, size, mtime_ns, unread in batch:
                    file = self._file_id(source, path)
                    if file in self._new:
                        end_file(self._store, file, size, mtime_ns, unread)
            yield Progress(0, None, NOTE)

    def threads(self, rows: Iterator[list[str]]) -> Iterator[Progress]:
        for batch in _batches(rows):
            with self._store.write() as db:
                for ids in batch:
                    self._join(db, ids)
            yield Progress(0, None, NOTE)

    def people(self, rows: Iterator[tuple[str, list[str]]]) -> Iterator[Progress]:
        """Let those be one person who were one there."""
        for batch in _batches(rows):
            with self._store.write():
                for name, handles in batch:
                    take_in(self._store, name, handles)
            yield Progress(0, None, NOTE)

    def _join(self, db: Any, ids: list[str]) -> None:
        """Let the mails of these ids be one exchange."""
        known: set[int] = set()
        for id in ids:
            row = db.execute("select thread from thread_ids where external_id = ?", [id]).fetchone()
            known.update(row or ())
        if not known:
            return
        thread = min(known)
        for other in known - {thread}:
            db.execute("update thread_ids set thread = ? where thread = ?", [thread, other])
            db.execute("update documents set thread = ? where thread = ?", [thread, other])
        db.conn.executemany(
            "insert or ignore into thread_ids values (?, ?)", [(id, thread) for id in ids]
        )

    def conversations(self, rows: Iterator[list[Turn]]) -> Iterator[Progress]:
        held = {
            tuple(
                (turn.role, turn.text, turn.at) for turn in conversations.turns(self._store, one.id)
            )
            for one in conversations.conversations(self._store)
        }
        for turns in rows:
            if turns and tuple((turn.role, turn.text, turn.at) for turn in turns) not in held:
                id = conversations.start(self._store)
                for turn in turns:
                    conversations.add_turn(self._store, id, turn)
                self._imported.conversations += 1
            yield Progress(self._imported.conversations, None, NOTE)

    def _file_id(self, source: str, path: str) -> int:
        db = self._store.db
        values = [self._names[source], path]
        made = db.execute("insert or ignore into files (source_id, path) values (?, ?)", values)
        (id,) = db.execute(
            "select id from files where source_id = ? and path = ?", values
        ).fetchone()
        if made.rowcount:
            self._new.add(id)
        return cast("int", id)


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(rows, AT_ONCE)):
        yield batch
