"""The whole memory in one encrypted file, and back.

A backup holds the store as it stood at one moment and the slots of the key that
open it on any computer: the passphrase's and the recovery code's.  Those of a
keyring or a key file hang on the computer they were made on and stay there.

    mark, length of the head, the head (JSON), its digest, its proof, the store

The digest tells an accident from a wrong passphrase; the proof and every piece
of the store are made with the memory's own key, and are bound to the head.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from memory import settings
from memory.cipher import DataKey, connect, sealing, unsealing
from memory.errors import Problem, StoreDamaged, WrongKey
from memory.keys import Lock, unlocked
from memory.progress import Progress, Work
from memory.store import MemoryStore, alone, only_user, private_folder
from memory.swap import no_room, put_in_place, staging, sync

MARK = b"famulus backup 1\n"
LARGEST_HEAD = 65_536
DIGEST = 32
LAST = "last_backup"  # the name of the setting
DAMAGED = "This backup is damaged; not all of it is what was written."
ANOTHER = "Take another backup. Nothing was changed."


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: where it was written and when."""

    path: Path = field(repr=False)
    made: datetime
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of a restoring."""

    documents: int
    made: datetime
    kept: Path | None = field(repr=False)  # the folder of what was there before
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the store in a backup."""

    made: datetime
    slots: list[dict[str, Any]] = field(repr=False)
    digest: bytes
    proof: bytes
    start: int  # of the store in the file, in bytes

    def is_of(self, key: DataKey) -> bool:
        return hmac.compare_digest(self.proof, _proof(key, self.digest))

    def key(self, home: Path, passphrase: str | None) -> DataKey:
        """Return the key of the backup.  Raises WrongKey.

        If it is a backup of the memory in this home, that memory's own key opens it.
        """
        with suppress(Problem):
            own = Lock(home).open(passphrase)
            if self.is_of(own):
                return own
        if not passphrase:
            raise WrongKey(
                "This backup is of another memory, or was made with another key.",
                remedy="Give its passphrase or its recovery code.",
            )
        key = unlocked(self.slots, passphrase)
        if not self.is_of(key):
            raise StoreDamaged(DAMAGED, remedy=ANOTHER)
        return key


def backing_up(store: MemoryStore, path: Path) -> Work[Progress, Backup]:
    """Write the memory as it is now into one file, whole or not at all.

    Others may read and write meanwhile.  The file is read back before it counts.
    """
    path = path.absolute()
    if path.is_relative_to(store.home.absolute()):
        raise Problem(
            "A backup beside the memory would be lost with it.",
            remedy="Choose another place, best on another disk.",
        )
    with replacing(path, is_backup) as unfinished:
        yield Progress(0, None, "Copying the memory")
        copy = path.with_name(f".{path.name}.copy")
        try:
            _copy(store, copy)
            yield from _write(store, copy, unfinished)
        finally:
            copy.unlink(missing_ok=True)
        yield from checking(unfinished, store.key)
    made = read_head(path).made
    settings.choose(store, {LAST: {"path": str(path), "made": made.isoformat()}})
    return Backup(path, made, path.stat().st_size)


def last_backup(store: MemoryStore) -> Backup | None:
    """Return the backup that was made last; its size is 0 if it is not there any more."""
    known = settings.chosen(store).get(LAST)
    if known is None:
        return None
    path = Path(known["path"])
    with suppress(OSError):
        return Backup(path, datetime.fromisoformat(known["made"]), path.stat().st_size)
    return Backup(path, datetime.fromisoformat(known["made"]), 0)


def restoring(home: Path, path: Path, passphrase: str | None = None) -> Work[Progress, Restored]:
    """Put a backup in the place of what is in this home, which is kept aside.

    Nothing is touched before the backup has proved whole.  ``passphrase`` may
    be the recovery code.  Raises Problem: WrongKey, StoreDamaged, StoreTooNew.
    """
    home = private_folder(home)
    head = read_head(path)
    key = head.key(home, passphrase)
    with only_user(home), staging(home) as folder:
        yield from unpacking(path, key, folder / "memory.db")
        yield Progress(0, None, "Checking the backup")
        documents = _checked(folder, key, path, head.made)
        warnings = () if _opens(home, key, passphrase) else Lock(folder).adopt(key, head.slots)
        with alone(home):
            kept = put_in_place(home, folder)
    return Restored(documents, head.made, kept, warnings)


def unpacking(path: Path, key: DataKey, target: Path) -> Work[Progress, None]:
    """Write the store of a backup, encrypted as it is.  Raises StoreDamaged."""
    with target.open("wb") as file:
        for done, total, piece in _pieces(path, key):
            file.write(piece)
            yield Progress(done, total, "Reading the backup")


def checking(path: Path, key: DataKey) -> Work[Progress, None]:
    """Make sure that every bit of a backup is what was written.  Raises StoreDamaged."""
    for done, total, _ in _pieces(path, key):
        yield Progress(done, total, "Checking the backup")


def is_backup(path: Path) -> bool:
    """Whether the file says that it is one."""
    with path.open("rb") as file:
        return file.read(len(MARK)) == MARK


def read_head(path: Path) -> Head:
    """Read what stands before the store.  Raises Problem, StoreDamaged."""
    try:
        with path.open("rb") as file:
            mark, (length,) = file.read(len(MARK)), struct.unpack(">I", file.read(4))
            words = file.read(min(length, LARGEST_HEAD))
            digest, proof = file.read(DIGEST), file.read(DIGEST)
            start = file.tell()
    except OSError as err:
        raise Problem(
            f"This backup cannot be opened ({os.strerror(err.errno or 0)}).",
            remedy="Look at the path and its permissions.",
        ) from err
    except struct.error as err:
        raise StoreDamaged(DAMAGED, remedy=ANOTHER) from err
    if mark != MARK:
        raise Problem("This is no backup of Famulus.", remedy="Choose a file that it wrote.")
    if hashlib.sha256(MARK + words).digest() != digest:
        raise StoreDamaged(DAMAGED, remedy=ANOTHER)
    head = json.loads(words)
    return Head(datetime.fromisoformat(head["made"]), head["slots"], digest, proof, start)


@contextmanager
def replacing(path: Path, may_replace: Callable[[Path], bool]) -> Iterator[Path]:
    """Give another name in the same folder; what is written there takes this one when whole.

    What stands there already is replaced only if it is of the same kind.
    """
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        if path.exists() and not (path.is_file() and may_replace(path)):
            raise Problem("There is something else of that name.", remedy="Choose another name.")
        os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        yield unfinished
        sync(unfinished)
        unfinished.replace(path)
        sync(path.parent)
    except OSError as err:
        raise no_room(err) from err
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _copy(store: MemoryStore, path: Path) -> None:
    """Copy the store as it is at this moment, encrypted with the same key."""
    path.unlink(missing_ok=True)  # what a kill has left
    copy = connect(path, store.key)
    try:
        copy.execute("pragma journal_mode = off")
        copy.execute("pragma synchronous = off")  # it is read back before it counts
        store.db.conn.backup(copy.conn)
    finally:
        copy.close()


def _write(store: MemoryStore, copy: Path, target: Path) -> Iterator[Progress]:
    size = copy.stat().st_size
    head = {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "slots": Lock(store.home).travelling(),
        "lot": secrets.token_hex(16),  # so that no other backup has the same head
    }
    words = json.dumps(head).encode()
    digest = hashlib.sha256(MARK + words).digest()
    with copy.open("rb") as source, target.open("wb") as file:
        file.write(MARK + struct.pack(">I", len(words)) + words + digest)
        file.write(_proof(store.key, digest))
        for done in sealing(source, size, file, store.key.derive("backup"), digest):
            yield Progress(done, size, "Writing the backup")


def _pieces(path: Path, key: DataKey) -> Iterator[tuple[int, int, bytes]]:
    """Yield the pieces of the store, each authentic, with how far they reach of how much."""
    head = read_head(path)
    if not head.is_of(key):
        raise WrongKey("This backup was made with another key.")
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size - head.start
        file.seek(head.start)
        done = 0
        try:
            for piece in unsealing(file, size, key.derive("backup"), head.digest):
                done += len(piece)
                yield done, size, piece
        except StoreDamaged as err:
            raise StoreDamaged(DAMAGED, remedy=ANOTHER) from err


def _checked(folder: Path, key: DataKey, path: Path, made: datetime) -> int:
    """Make sure that the store in this folder can be used; return how many documents it has."""
    store = MemoryStore(folder, key)
    try:
        sound = store.db.execute("pragma cipher_integrity_check").fetchone() is None
        if not sound or store.db.execute("pragma integrity_check").fetchone() != ("ok",):
            raise StoreDamaged(DAMAGED, remedy=ANOTHER)
        settings.choose(store, {LAST: {"path": str(path.absolute()), "made": made.isoformat()}})
        (documents,) = store.db.execute("select count(*) from documents").fetchone()
        store.tidy()
    finally:
        store.close()
    (folder / "users").unlink()
    return int(documents)


def _opens(home: Path, key: DataKey, passphrase: str | None) -> bool:
    """Whether the lock of this home has the same key behind it: then it stays as it is."""
    with suppress(Problem):
        return Lock(home).open(passphrase) == key
    return False


def _proof(key: DataKey, digest: bytes) -> bytes:
    return hmac.digest(key.derive("backup head"), digest, "sha256")
