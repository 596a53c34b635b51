"""How everything here is encrypted: the database by SQLCipher, single files by AES-GCM.

The one module that knows sqlcipher3, and the first to import sqlite_utils: it
puts SQLCipher where sqlite_utils looks for its SQLite, so that both speak of
the same exceptions.
"""

from __future__ import annotations

import io
import os
import secrets
import struct
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any, BinaryIO

import sqlcipher3
import sqlcipher3.dbapi2
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2

# After the two lines above, or it takes the other SQLite.
from sqlite_utils import Database  # noqa: E402

from memory.errors import Problem, StoreDamaged, WrongKey  # noqa: E402

__all__ = [
    "Database",
    "DatabaseError",
    "DataKey",
    "OperationalError",
    "blank",
    "connect",
    "in_words",
    "pages_that_fail",
    "seal",
    "sealing",
    "unseal",
    "unsealing",
]

DatabaseError = sqlcipher3.dbapi2.DatabaseError
OperationalError = sqlcipher3.dbapi2.OperationalError

OLDEST = (3, 51, 3)  # of SQLite: those before lose writes when two connections checkpoint at once
DAMAGE = (  # what SQLite says of it; the last four of an index of words
    "malformed",
    "not a database",
    "vtable constructor failed",
    "corrupt",
    "missing row",
    "checksum mismatch",
)
PIECE = 1 << 20  # bytes sealed at a time: a file of any size in bounded memory
PATIENCE = 10.0  # seconds a writer waits for another


@dataclass(frozen=True, slots=True)
class DataKey:
    """The random key under which all else stands; never written down unwrapped."""

    secret: bytes = field(repr=False)

    @classmethod
    def new(cls) -> DataKey:
        return cls(secrets.token_bytes(32))

    def derive(self, purpose: str) -> bytes:
        """Return the 32-byte key for one purpose; one does not tell another."""
        return HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(self.secret)


def in_words(error: Exception) -> Problem | None:
    """Return what SQLite says of the disk and the file as a person can act on it, if it is that."""
    said = str(error)
    if "disk is full" in said or "disk I/O error" in said:
        return Problem(
            "There is no space left on the disk.",
            remedy="Free some space and try again. What was stored before is unharmed.",
        )
    if "locked" in said:
        return Problem("Another program is writing to the memory.", remedy="Try again in a moment.")
    if any(sign in said for sign in DAMAGE):
        return StoreDamaged(
            "The file of the memory is damaged.",
            remedy="`famulus repair` saves what can be saved. Nothing was changed.",
        )
    if isinstance(error, OperationalError) and ("readonly" in said or "unable to open" in said):
        return Problem(
            "Famulus may not use the file of the memory.",
            remedy="Give yourself the right to read and write memory.db and its folder.",
        )
    return None


def _plainly(method: Callable[..., Any]) -> Callable[..., Any]:
    """Let a method of a cursor say what is wrong with the disk or the file as a Problem."""

    @wraps(method)
    def saying(*arguments: Any, **more: Any) -> Any:
        try:
            return method(*arguments, **more)
        except DatabaseError as err:
            if problem := in_words(err):
                if isinstance(problem, StoreDamaged) and isinstance(arguments[0], _Cursor):
                    arguments[0].connection.is_dead = True
                raise problem from err
            raise

    return saying


class _Cursor(sqlcipher3.dbapi2.Cursor):  # type: ignore[misc]
    """A cursor that fails in words: a damaged page comes up when it is read, not before."""

    execute = _plainly(sqlcipher3.dbapi2.Cursor.execute)
    executemany = _plainly(sqlcipher3.dbapi2.Cursor.executemany)
    fetchone = _plainly(sqlcipher3.dbapi2.Cursor.fetchone)
    fetchmany = _plainly(sqlcipher3.dbapi2.Cursor.fetchmany)
    fetchall = _plainly(sqlcipher3.dbapi2.Cursor.fetchall)
    __next__ = _plainly(sqlcipher3.dbapi2.Cursor.__next__)


class _Connection(sqlcipher3.dbapi2.Connection):  # type: ignore[misc]
    """A connection that knows when it can do no more: one bad page is the end of it.

    SQLCipher refuses all pages after one that was not authentic; a new
    connection reads those that are.
    """

    is_dead = False
    commit = _plainly(sqlcipher3.dbapi2.Connection.commit)
    backup = _plainly(sqlcipher3.dbapi2.Connection.backup)

    def cursor(self, factory: type[Any] = _Cursor) -> Any:
        return super().cursor(factory)


def pages_that_fail(path: Path, key: DataKey) -> list[str]:
    """Return what is said of each page that is not authentic, even of a file that is no store."""
    if not path.is_file():  # SQLite would make one
        return []
    connection, raw = _unlocked(path, key)
    try:
        return [said for (said,) in raw.execute("pragma cipher_integrity_check")]
    finally:
        connection.close()


_open = _plainly(sqlcipher3.connect)


def _unlocked(path: Path, key: DataKey) -> tuple[Any, Any]:
    """Return a connection with its key, and a cursor that fails as SQLite fails."""
    connection = _open(str(path), timeout=PATIENCE, factory=_Connection)
    raw = connection.cursor(sqlcipher3.dbapi2.Cursor)
    # The key first, and nothing that traces statements: the trace would print it.
    raw.execute(f"pragma key = \"x'{key.derive('store').hex()}'\"")
    raw.execute("pragma cipher_log_level = NONE")
    return connection, raw


def connect(path: Path, key: DataKey) -> Database:
    """Open the database with its key.

    Raises WrongKey, and then has touched nothing.  Whatever is wrong with the
    disk or the file later on is raised as a Problem too.
    """
    if sqlcipher3.dbapi2.sqlite_version_info < OLDEST:
        raise Problem(
            f"SQLite {sqlcipher3.dbapi2.sqlite_version} can lose what two programs write at once.",
            remedy="Set Famulus up again; it comes with a newer one.",
        )
    connection, raw = _unlocked(path, key)
    try:
        raw.execute("select count(*) from sqlite_master").fetchone()
    except DatabaseError as err:
        connection.close()
        if "not a database" not in str(err):  # a full disk or a damaged page is no wrong key
            raise in_words(err) or err from err
        raise WrongKey(
            "This key does not open the memory.",
            remedy="Nothing was changed. Use the passphrase or the recovery code of this memory.",
        ) from err
    for pragma in (
        "journal_mode = wal",
        "synchronous = full",
        "secure_delete = on",
        "foreign_keys = on",
        "trusted_schema = off",
        "temp_store = memory",
        "mmap_size = 0",
        "cache_size = -65536",  # KiB; SQLCipher decrypts a page each time it is read anew
    ):
        connection.execute(f"pragma {pragma}")
    return Database(connection)


def seal(path: Path, data: bytes, key: bytes, label: bytes) -> None:
    """Write the data encrypted, whole or not at all; it opens only with the same label."""
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent)  # readable by its owner alone
    try:
        with os.fdopen(descriptor, "wb") as file:
            for _ in sealing(io.BytesIO(data), len(data), file, key, label):
                pass
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).replace(path)
    finally:
        Path(unfinished).unlink(missing_ok=True)


def unseal(path: Path, key: bytes, label: bytes) -> bytes:
    """Return what was sealed.  Raises StoreDamaged if one bit or the label is another."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        try:
            return b"".join(unsealing(file, size, key, label))
        except StoreDamaged as err:
            raise StoreDamaged(f"{path.name} is not what was written.") from err


def sealing(
    source: BinaryIO, size: int, target: BinaryIO, key: bytes, label: bytes
) -> Iterator[int]:
    """Write that many bytes of a source encrypted, and yield how many are done."""
    aead = AESGCM(key)
    nonce = secrets.token_bytes(8)
    count = max(1, -(-size // PIECE))
    target.write(nonce)
    for n in range(count):
        piece = source.read(min(PIECE, size - n * PIECE))
        target.write(aead.encrypt(nonce + struct.pack(">I", n), piece, _bound(label, n, count)))
        yield n * PIECE + len(piece)


def unsealing(source: BinaryIO, size: int, key: bytes, label: bytes) -> Iterator[bytes]:
    """Yield what was sealed into the next bytes of a source, piece by piece, each authentic.

    Raises StoreDamaged if one bit, the size or the label is another.
    """
    nonce = source.read(8)
    step = PIECE + 16  # each piece carries its tag
    count = max(1, -(-(size - 8) // step))
    aead = AESGCM(key)
    try:
        for n in range(count):
            sealed = source.read(min(step, size - 8 - n * step))
            yield aead.decrypt(nonce + struct.pack(">I", n), sealed, _bound(label, n, count))
    except (InvalidTag, ValueError) as err:
        raise StoreDamaged("This file is not what was written.") from err


def blank(path: Path) -> None:
    """Write over a file in its place, so that its bytes are gone before its name is."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.write(bytes(size))
        file.flush()
        os.fsync(file.fileno())


def _bound(label: bytes, n: int, count: int) -> bytes:
    """What a piece is authenticated with: whose it is, its place, and how many there are."""
    return label + struct.pack(">II", n, count)
