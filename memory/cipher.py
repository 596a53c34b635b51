"""How everything here is encrypted: the database by SQLCipher, single files by AES-GCM.

The one module that knows sqlcipher3, and the first to import sqlite_utils: it
puts SQLCipher where sqlite_utils looks for its SQLite, so that both speak of
the same exceptions.
"""

from __future__ import annotations

import os
import secrets
import struct
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

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

from memory.errors import StoreDamaged, WrongKey  # noqa: E402

__all__ = ["Database", "DatabaseError", "DataKey", "OperationalError", "connect", "seal", "unseal"]

DatabaseError = sqlcipher3.dbapi2.DatabaseError
OperationalError = sqlcipher3.dbapi2.OperationalError

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


def connect(path: Path, key: DataKey) -> Database:
    """Open the database with its key.  Raises WrongKey, and then has touched nothing."""
    connection = sqlcipher3.connect(str(path), timeout=PATIENCE)
    # The key first, and nothing that traces statements: the trace would print it.
    connection.execute(f"pragma key = \"x'{key.derive('store').hex()}'\"")
    connection.execute("pragma cipher_log_level = NONE")
    try:
        connection.execute("select count(*) from sqlite_master")
    except DatabaseError as err:
        connection.close()
        if "not a database" not in str(err):
            raise  # a full disk or a damaged page is no wrong key
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
        "cache_size = -65536",  # KiB; SQLCipher decrypts a page each time it is read anew
    ):
        connection.execute(f"pragma {pragma}")
    return Database(connection)


def seal(path: Path, data: bytes, key: bytes, label: bytes) -> None:
    """Write the data encrypted, whole or not at all; it opens only with the same label."""
    aead = AESGCM(key)
    nonce = secrets.token_bytes(8)
    count = max(1, -(-len(data) // PIECE))
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent)  # readable by its owner alone
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(nonce)
            for n in range(count):
                piece = data[n * PIECE : (n + 1) * PIECE]
                sealed = aead.encrypt(nonce + struct.pack(">I", n), piece, _bound(label, n, count))
                file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).replace(path)
    finally:
        Path(unfinished).unlink(missing_ok=True)


def unseal(path: Path, key: bytes, label: bytes) -> bytes:
    """Return what was sealed.  Raises StoreDamaged if one bit or the label is another."""
    raw = path.read_bytes()
    nonce, sealed = raw[:8], raw[8:]
    step = PIECE + 16  # each piece carries its tag
    count = max(1, -(-len(sealed) // step))
    aead = AESGCM(key)
    try:
        pieces = [
            aead.decrypt(
                nonce + struct.pack(">I", n),
                sealed[n * step : (n + 1) * step],
                _bound(label, n, count),
            )
            for n in range(count)
        ]
    except (InvalidTag, ValueError) as err:
        raise StoreDamaged(f"{path.name} is not what was written.") from err
    return b"".join(pieces)


def _bound(label: bytes, n: int, count: int) -> bytes:
    """What a piece is authenticated with: whose it is, its place, and how many there are."""
    return label + struct.pack(">II", n, count)
