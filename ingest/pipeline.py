"""From the files of a source to the store: parsed elsewhere, committed a little at a time.

The parsing runs in a process of its own (``ingest.worker``).  When that dies on
one unit, the unit is reported by name and the rest is read by a new process.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from ingest.formats import worth_reading
from ingest.sandbox import Child, Line
from ingest.wire import unpack_chunk, unpack_document
from memory.documents import put_document
from memory.errors import Problem, ProcessDied
from memory.progress import Progress, Work
from memory.sources import begin_file, end_file, end_source, source_id, was_read
from memory.store import MemoryStore
from memory.types import Chunk, Document, DocumentId

PATIENCE = 20.0  # seconds for one unit; the slowest honest PDF took two
DEATHS = 20  # of the worker in one file, until the rest of the file is given up
AT_ONCE = 64  # documents committed together …
AT_LEAST_EVERY = 0.5  # seconds, so that a broken-off reading loses no more than that


@dataclass
class ReadReport:
    """What came of a reading: how much was new or known, and what could not be read, and why."""

    added: int = 0
    unchanged: int = 0
    unreadable: dict[Path, str] = field(default_factory=dict, repr=False)


def read_source(store: MemoryStore, name: str, path: Path) -> Work[Progress, ReadReport]:
    """Read every file of the source that is new or has changed.

    Stopping between two documents leaves the store whole: what was read stays,
    and the next reading takes up the file that was broken off.
    """
    source = source_id(store, name)
    report = ReadReport()
    keeper = _Keeper(store, source, report)
    files = files_of(path, report)
    with closing(_Worker()) as worker:
        for done, file in enumerate(files):
            yield Progress(done, len(files), file.name)
            yield from _read_file(worker, keeper, file)
        keeper.commit()
    end_source(store, source)
    return report


def files_of(path: Path, report: ReadReport) -> list[Path]:
    """Return the files to read, in a fixed order; folders that are closed to us are reported."""
    if not path.exists():
        raise Problem(
            f"There is nothing at {path}.", remedy="Look at the spelling, or choose it in a window."
        )
    if not path.is_dir():
        return [path]

    def closed(error: OSError) -> None:
        folder = Path(str(error.filename))
        report.unreadable[folder] = "Famulus may not look into this folder."

    found: list[Path] = []
    for folder, folders, names in os.walk(path, onerror=closed):
        folders[:] = sorted(name for name in folders if worth_reading(Path(folder, name)))
        files = (Path(folder, name) for name in sorted(names))
        found += [file for file in files if worth_reading(file) and file.is_file()]
    return found


def _read_file(worker: _Worker, keeper: _Keeper, path: Path) -> Iterator[Progress]:
    """Read one file as a whole, unless this state of it was read before."""
    try:
        state = path.stat()
    except OSError as err:
        keeper.report.unreadable[path] = (
            f"This file cannot be opened ({os.strerror(err.errno or 0)})."
        )
        return
    if was_read(keeper.store, keeper.source, path, state.st_size, state.st_mtime_ns):
        keeper.report.unchanged += 1
        return
    keeper.begin(path)
    for number, line in enumerate(worker.lines(path)):
        if "document" in line:
            keeper.put(unpack_document(line["document"]), [unpack_chunk(c) for c in line["chunks"]])
        elif "unread" in line:
            keeper.fail(line["unread"]["locator"], line["unread"]["reason"])
        if number % 16 == 0:
            yield Progress(keeper.read, None, path.name)
    keeper.end(path, state)


class _Keeper:
    """Commits what is read, several documents or files at a time, each whole."""

    def __init__(self, store: MemoryStore, source: int, report: ReadReport) -> None:
        self.store = store
        self.source = source
        self.report = report
        self.read = 0
        self.failures: list[tuple[str, str]] = []  # of the file at hand
        self._seen: set[DocumentId] = set()  # of the file at hand: a restarted worker repeats
        self._path = Path()
        self._file: int | None = None
        self._waiting: list[tuple[Document, list[Chunk]]] = []
        self._committed = time.monotonic()

    def begin(self, path: Path) -> None:
        self.failures, self._seen = [], set()
        self._path, self._file = path, None

    def put(self, document: Document, chunks: list[Chunk]) -> None:
        if document.id in self._seen:
            return
        self._seen.add(document.id)
        self.read += 1
        self._waiting.append((document, chunks))
        late = time.monotonic() - self._committed > AT_LEAST_EVERY
        if late or len(self._waiting) >= AT_ONCE:
            self.commit()

    def fail(self, locator: str, reason: str) -> None:
        if (locator, reason) not in self.failures:
            self.failures.append((locator, reason))

    def end(self, path: Path, state: os.stat_result) -> None:
        with self.store.write():
            self._put_waiting()
            assert self._file is not None
            end_file(self.store, self._file, state.st_size, state.st_mtime_ns, self.failures)
        if self.failures:
            self.report.unreadable[path] = in_a_sentence(self.failures)

    def commit(self) -> None:
        """Write down what waits."""
        if self._waiting:
            with self.store.write():
                self._put_waiting()

    def _put_waiting(self) -> None:
        if self._file is None:
            self._file = begin_file(self.store, self.source, self._path)
        for document, chunks in self._waiting:
            if put_document(self.store, self._file, document, chunks):
                self.report.added += 1
            else:
                self.report.unchanged += 1
        self._waiting = []
        self._committed = time.monotonic()


class _Worker:
    """The parsing process, replaced when it dies."""

    def __init__(self) -> None:
        self._child: Child | None = None

    def lines(self, path: Path) -> Iterator[Line]:
        """Yield what the worker says of the file, whatever happens to the worker."""
        poison: list[int] = []
        while len(poison) <= DEATHS:
            unit, locator = -1, ""
            try:
                for line in self._ask(path, poison):
                    if "unit" in line:
                        unit, locator = line["unit"], line["locator"]
                    yield line
            except ProcessDied as death:
                self.close()
                poison.append(unit)
                reason = f"Taking it apart failed. {death}"
                yield {"unread": {"locator": locator, "reason": reason}}
                if unit == -1:  # before any unit: the file as a whole is the trouble
                    return
            else:
                return
        yield {"unread": {"locator": "", "reason": "Too much of this file is broken to go on."}}

    def close(self) -> None:
        if self._child is not None:
            self._child.close()
            self._child = None

    def _ask(self, path: Path, poison: list[int]) -> Iterator[Line]:
        if self._child is None or not self._child.alive:
            self._child = Child("ingest.worker")
        self._child.send({"path": str(path.absolute()), "poison": poison})
        while "done" not in (line := self._child.receive(PATIENCE)):
            yield line


def in_a_sentence(failures: list[tuple[str, str]]) -> str:
    """Return why a file, or how much of it, could not be read."""
    (locator, reason), *more = failures
    where = f"{locator}: " if locator else ""
    return f"{where}{reason}" + (f" And {len(more)} more." if more else "")
