"""From the files of a source to the store: parsed elsewhere, committed a little at a time.

The parsing runs in a process of its own (``ingest.worker``).  When that dies on
one unit, the unit is reported by name and the rest is read by a new process.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ingest.formats import worth_reading
from ingest.sandbox import Child, Line
from ingest.wire import unpack_chunk, unpack_document
from memory.documents import put_document
from memory.errors import Problem, ProcessDied
from memory.progress import Progress, Work
from memory.sources import (
    NOT_TEXT,
    begin_file,
    end_file,
    end_source,
    forgetting_gone,
    is_paused,
    is_text,
    keep_only,
    known_of,
    source_id,
    was_read,
)
from memory.store import MemoryStore
from memory.types import Chunk, Document, DocumentId

PATIENCE = 20.0  # seconds for one unit; the slowest honest PDF took two
DEATHS = 20  # of the worker in one file, until the rest of the file is given up
AT_ONCE = 64  # documents and files committed together …
AT_LEAST_EVERY = 0.5  # seconds, so that a broken-off reading loses hardly more than that


@dataclass
class ReadReport:
    """What came of a reading: how much was new or known, and what could not be read, and why."""

    added: int = 0
    unchanged: int = 0
    unreadable: dict[Path, str] = field(default_factory=dict, repr=False)


def read_source(store: MemoryStore, name: str, path: Path) -> Work[Progress, ReadReport]:
    """Read every file of the source that is new or has changed; nothing while it is paused.

    Stopping on the way leaves the store whole: what was committed stays, and
    the next reading takes up the file that was broken off.  Raises Problem.
    """
    source = source_id(store, name)
    report = ReadReport()
    if is_paused(store, source):
        return report
    found = files_of(path, store.home)
    keeper = _Keeper(store, source, report)
    with closing(_Worker()) as worker:
        for step in _reading(worker, keeper, found):
            yield step
            if is_paused(store, source):
                keeper.commit()
                return report
    keeper.commit()
    if found.files:  # a disk that is not mounted looks like a folder with nothing in it
        yield from forgetting_gone(store, source, found.may_hold)
    end_source(store, source)
    return report


@dataclass
class Found:
    """What a walk found: files to read in a fixed order, and what is closed to us, and why."""

    files: list[Path] = field(default_factory=list, repr=False)
    closed: dict[Path, str] = field(default_factory=dict, repr=False)

    def may_hold(self, path: Path) -> bool:
        """Whether a file that was read once may still be there."""
        return path in self._files or any(p in self.closed for p in (path, *path.parents))

    @cached_property
    def _files(self) -> frozenset[Path]:
        return frozenset(self.files)


def files_of(path: Path, leaving_out: Path | None = None) -> Found:
    """Return the files of a source, but for those in a folder that is none of it.

    Raises Problem if there is nothing or if nobody may look.
    """
    found = Found()
    if not _is_folder(path):
        found.files.append(path)
        return found

    def closed(error: OSError) -> None:
        found.closed[Path(str(error.filename))] = "Famulus may not look into this folder."

    for folder, folders, names in os.walk(path, onerror=closed):
        if leaving_out is not None and _is_same(Path(folder), leaving_out):
            folders.clear()
            continue
        below = [Path(folder, name) for name in sorted(folders)]
        folders[:] = [one.name for one in below if worth_reading(one) and _has_text(one, found)]
        files = (Path(folder, name) for name in sorted(names))
        found.files += [
            file
            for file in files
            if worth_reading(file) and _is_ordinary(file) and _has_text(file, found)
        ]
    return found


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError) as err:
        raise Problem(
            f"There is nothing at {path}.", remedy="Look at the spelling, or choose it in a window."
        ) from err
    except OSError as err:
        raise Problem(
            f"Famulus cannot look there ({os.strerror(err.errno or 0)}).",
            remedy="Look at the permissions of the folder it lies in, or choose another.",
        ) from err


def _is_same(folder: Path, other: Path) -> bool:
    try:
        return folder.samefile(other)
    except OSError:
        return False


def _is_ordinary(file: Path) -> bool:
    """Whether it is a file; where nobody may look, that is said when it is opened."""
    try:
        return file.is_file()
    except OSError:
        return True


def _has_text(path: Path, found: Found) -> bool:
    """Whether the name can be kept; what it looks like is noted if not."""
    if is_text(path):
        return True
    shown = str(path).encode(errors="surrogateescape").decode(errors="backslashreplace")
    found.closed[Path(shown)] = NOT_TEXT
    return False


def _reading(worker: _Worker, keeper: _Keeper, found: Found) -> Iterator[Progress]:
    for path, reason in found.closed.items():
        keeper.refuse(path, reason)
    for done, file in enumerate(found.files):
        yield Progress(done, len(found.files), file.name)
        yield from _read_file(worker, keeper, file)


def _read_file(worker: _Worker, keeper: _Keeper, path: Path) -> Iterator[Progress]:
    """Read one file as a whole, unless this state of it was read before."""
    try:
        state = path.stat()
    except OSError as err:
        keeper.refuse(path, f"This file cannot be opened ({os.strerror(err.errno or 0)}).")
        return
    if was_read(keeper.store, keeper.source, path, state.st_size, state.st_mtime_ns):
        keeper.skip(path)
        return
    keeper.begin(path)
    for number, line in enumerate(worker.lines(path)):
        if "document" in line:
            keeper.put(unpack_document(line["document"]), [unpack_chunk(c) for c in line["chunks"]])
        elif "unread" in line:
            keeper.fail(line["unread"]["locator"], line["unread"]["reason"])
        if number % 16 == 0:
            yield Progress(keeper.read, None, path.name)
    keeper.end(state)


@dataclass
class _File:
    """A file at hand, or read to its end and not yet written down."""

    path: Path
    seen: set[DocumentId] = field(default_factory=set)  # a restarted worker repeats itself
    failures: list[tuple[str, str]] = field(default_factory=list)
    waiting: list[tuple[Document, list[Chunk]]] = field(default_factory=list)
    ended: bool = False
    state: os.stat_result | None = None  # as it was when it was read; None if it was not


class _Keeper:
    """Commits what is read, several documents or files at a time, each whole."""

    def __init__(self, store: MemoryStore, source: int, report: ReadReport) -> None:
        self.store = store
        self.source = source
        self.read = 0
        self._report = report
        self._files: list[_File] = []  # the last is the one at hand, unless it has ended
        self._waiting = 0
        self._committed = time.monotonic()

    def skip(self, path: Path) -> None:
        """Report of a file that has not changed what is known of it."""
        documents, failures = known_of(self.store, self.source, path)
        self._report.unchanged += documents
        self._report_failures(path, failures)

    def refuse(self, path: Path, reason: str) -> None:
        """Note of a file or folder that it cannot be read at all."""
        self.begin(path)
        self.fail("", reason)
        self.end(None)

    def begin(self, path: Path) -> None:
        self._files.append(_File(path))

    def put(self, document: Document, chunks: list[Chunk]) -> None:
        file = self._files[-1]
        if document.id in file.seen:
            return
        file.seen.add(document.id)
        file.waiting.append((document, chunks))
        self.read += 1
        self._commit_in_time()

    def fail(self, locator: str, reason: str) -> None:
        failures = self._files[-1].failures
        if (locator, reason) not in failures:
            failures.append((locator, reason))

    def end(self, state: os.stat_result | None) -> None:
        file = self._files[-1]
        file.ended, file.state = True, state
        self._report_failures(file.path, file.failures)
        self._commit_in_time()

    def commit(self) -> None:
        """Write down what waits.  Raises Problem if the source was removed meanwhile."""
        if self._files:
            with self.store.write():
                for file in self._files:
                    self._write_down(file)
        self._files = [file for file in self._files if not file.ended]
        self._waiting = 0
        self._committed = time.monotonic()

    def _commit_in_time(self) -> None:
        self._waiting += 1
        late = time.monotonic() - self._committed > AT_LEAST_EVERY
        if late or self._waiting >= AT_ONCE:
            self.commit()

    def _write_down(self, file: _File) -> None:
        id = begin_file(self.store, self.source, file.path)
        for document, chunks in file.waiting:
            if put_document(self.store, id, document, chunks):
                self._report.added += 1
            else:
                self._report.unchanged += 1
        file.waiting = []
        if not file.ended:
            return
        if not file.failures:  # else what was not seen may stand in what could not be read
            keep_only(self.store, id, file.seen)
        size, mtime = (file.state.st_size, file.state.st_mtime_ns) if file.state else (None, None)
        end_file(self.store, id, size, mtime, file.failures)

    def _report_failures(self, path: Path, failures: list[tuple[str, str]]) -> None:
        if failures:
            self._report.unreadable[path] = in_a_sentence(failures)


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
