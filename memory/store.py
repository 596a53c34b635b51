"""The store: one encrypted SQLite file, one connection a thread, one writer at a time."""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from memory.cipher import Database, DatabaseError, DataKey, OperationalError, connect
from memory.errors import Problem, StoreDamaged
from memory.migrations import upgrade


class MemoryStore:
    """Read and write what is remembered.

    Opening brings an older store up to date and refuses a newer one.  Any
    thread may read and write; writers wait for each other, so a block of
    ``write`` is short and never holds a yield.
    """

    def __init__(self, home: Path, key: DataKey) -> None:
        self.home = home
        self.key = key
        self._path = home / "memory.db"
        self._threads = threading.local()
        with _said_plainly():
            upgrade(self.db)
        self._path.chmod(0o600)

    @property
    def db(self) -> Database:
        """This thread's own connection."""
        if not hasattr(self._threads, "db"):
            with _said_plainly():
                self._threads.db = connect(self._path, self.key)
        db: Database = self._threads.db
        return db

    @contextmanager
    def write(self) -> Iterator[Database]:
        """Commit the block as a whole; an exception undoes it.  Raises Problem on a full disk."""
        # IMMEDIATE, because a transaction that reads before it writes cannot
        # wait for another writer: SQLite answers "database is locked" at once.
        with _said_plainly():
            self.db.execute("begin immediate")
            try:
                yield self.db
                self.db.conn.commit()
            except BaseException:
                if self.db.conn.in_transaction:
                    self.db.conn.rollback()
                raise

    def tidy(self) -> None:
        """Empty the write-ahead log, so that what was deleted stands nowhere any more."""
        with _said_plainly():
            self.db.execute("pragma wal_checkpoint(truncate)").fetchall()

    def close(self) -> None:
        """Close this thread's connection; those of other threads end with their threads."""
        if hasattr(self._threads, "db"):
            self._threads.db.close()
            del self._threads.db


@contextmanager
def _said_plainly() -> Iterator[None]:
    """Turn what SQLite says of the disk and the file into what a person can act on."""
    try:
        yield
    except DatabaseError as err:
        said = str(err)
        if "disk is full" in said or "disk I/O error" in said:
            raise Problem(
                "There is no space left on the disk.",
                remedy="Free some space and try again. What was stored before is unharmed.",
            ) from err
        if "locked" in said:
            raise Problem(
                "Another program is writing to the memory.", remedy="Try again in a moment."
            ) from err
        if "malformed" in said or "not a database" in said:
            raise StoreDamaged(
                "The file of the memory is damaged.",
                remedy="Put memory.db back from a backup. Nothing was changed.",
            ) from err
        if isinstance(err, OperationalError) and ("readonly" in said or "unable to open" in said):
            raise Problem(
                "Famulus may not use the file of the memory.",
                remedy="Give yourself the right to read and write memory.db and its folder.",
            ) from err
        raise


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
