"""The store: one encrypted SQLite file, one connection a thread, one writer at a time."""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from memory.cipher import PATIENCE, Database, DataKey, connect
from memory.courtesy import Courtesy
from memory.errors import Problem, StoreDamaged
from memory.migrations import upgrade
from memory.swap import is_settled, settle
from memory.tally import Tally

OLDER = (
    "The file of the memory is older than what was written last: an earlier copy lies in its "
    "place, or its end was lost. `famulus repair` has everything read again that may be missing."
)
PAGE = 4096  # bytes; less was never a store
TICK = 0.05  # seconds
COUNT = """insert into counters values ('commits', 1)
    on conflict (name) do update set n = n + 1 returning n"""
BEHIND = """insert into counters values ('commits missing', :missing)
    on conflict (name) do update set n = n + :missing"""


class MemoryStore:
    """Read and write what is remembered.

    Opening brings an older store up to date and refuses a newer one.  Any
    thread may read and write; writers wait for each other, so a block of
    ``write`` is short and never holds a yield.
    """

    def __init__(self, home: Path, key: DataKey) -> None:
        self.home = home
        self.key = key
        self.courtesy = Courtesy()
        self._path = home / "memory.db"
        self._threads = threading.local()
        self._tally = Tally(home, key)
        noted = self._tally.read()  # first: who writes meanwhile notes it after the store
        try:
            upgrade(self.db)
            self._path.chmod(0o600)
            self._compare(noted)
        except BaseException:
            self.close()  # else this home would seem to be in use
            raise

    @property
    def db(self) -> Database:
        """This thread's own connection; a new one after it came upon a damaged page."""
        if hasattr(self._threads, "db") and self._threads.db.conn.is_dead:
            self.close()
        if not hasattr(self._threads, "db"):
            self._threads.user = User(self.home)
            self._threads.db = connect(self._path, self.key)
        db: Database = self._threads.db
        return db

    @contextmanager
    def write(self) -> Iterator[Database]:
        """Commit the block as a whole; an exception undoes it.  Raises Problem on a full disk."""
        # IMMEDIATE, because a transaction that reads before it writes cannot
        # wait for another writer: SQLite answers "database is locked" at once.
        db = self.db
        db.execute("begin immediate")
        try:
            yield db
            (number,) = db.execute(COUNT).fetchone()
            db.conn.commit()
        except BaseException:
            if db.conn.in_transaction:
                db.conn.rollback()
            raise
        self._tally.note(number)

    def counter(self, name: str) -> int:
        """Return a number that the store keeps; 0 if it has none of that name."""
        row = self.db.execute("select n from counters where name = ?", [name]).fetchone()
        return int(row[0]) if row else 0

    @property
    def missing(self) -> int:
        """How many writes are gone that this memory once had."""
        return self.counter("commits missing")

    def tidy(self) -> bool:
        """Empty the write-ahead log, so that what was deleted stands nowhere any more.

        Waits for who reads just now, but not for ever: returns whether it is empty.
        """
        (busy, *_) = self.db.execute("pragma wal_checkpoint(truncate)").fetchone()
        return not busy

    def close(self) -> None:
        """Close this thread's connection; those of other threads end with their threads."""
        if hasattr(self._threads, "db"):
            self._threads.db.close()
            del self._threads.db
        if hasattr(self._threads, "user"):
            self._threads.user.close()
            del self._threads.user

    def reopen(self, key: DataKey) -> None:
        """Go on with the store that was put in the place of this one, under its own key."""
        self.close()
        self.key = key
        self._tally = Tally(self.home, key)

    def _compare(self, noted: int) -> None:
        """Note in the store itself if it is older than it was, and go on from there."""
        held = self.counter("commits")
        if held < noted:
            with self.write() as db:
                db.execute(BEHIND, {"missing": noted - held})
                db.execute("insert or replace into counters values ('commits', ?)", [noted])
        elif held > noted:
            self._tally.note(held)


def must_be_there(home: Path) -> None:
    """Make sure that there is a file to open; SQLite would begin an empty one.  Raises Problem."""
    path = home / "memory.db"
    if path.exists() and (not path.is_file() or path.stat().st_size >= PAGE):
        return
    raise StoreDamaged(
        "The file of the memory (memory.db) is missing or empty.",
        remedy="Put it back, or a backup with `famulus restore FILE`.",
    )


def unmade(home: Path) -> None:
    """Take away a store whose making was broken off."""
    for path in home.glob("memory.*"):
        path.unlink()


def settled(home: Path) -> None:
    """Finish what was put in place of this memory when a kill came in between."""
    if not is_settled(home):
        with only_user(home):
            settle(home)


class User:
    """Says to others that this home is in use, until it is closed or forgotten."""

    def __init__(self, home: Path) -> None:
        """Raises Problem while the memory is replaced by another."""
        self._file = -1
        deadline = time.monotonic() + PATIENCE
        try:
            self._file = os.open(home / "users", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as err:
            raise unusable(home, err) from err
        while not _locked(self._file, fcntl.LOCK_SH):
            if time.monotonic() > deadline:
                raise Problem(
                    "This memory is just being repaired or put back.",
                    remedy="Try again when that is done.",
                )
            time.sleep(TICK)

    def close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def __del__(self) -> None:
        self.close()


def _locked(file: int, how: int) -> bool:
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def only_user(home: Path) -> Iterator[None]:
    """Keep everybody else out.  Raises Problem if somebody has the memory open."""
    with (home / "users").open("w") as file:
        if not _locked(file.fileno(), fcntl.LOCK_EX):
            raise Problem(
                "This memory is open in a window or another command.",
                remedy="Close Famulus there and try again.",
            )
        yield


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Keep other processes from making or upgrading the same memory meanwhile."""
    try:
        file = (home / "lock").open("w")
    except OSError as err:
        raise unusable(home, err) from err
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def private_folder(path: Path) -> Path:
    """Make the folder if need be, for its owner alone.  Raises Problem."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(0o700)
    except OSError as err:
        raise unusable(path, err) from err
    return path


def unusable(folder: Path, error: OSError) -> Problem:
    """Return how to say that a folder cannot hold a memory."""
    return Problem(
        f"Famulus cannot use the folder {folder.name} ({os.strerror(error.errno or 0)}).",
        remedy="Choose a folder that you may write to, or make space on the disk.",
    )
