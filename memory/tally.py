"""How often the store was written, kept beside it too: an older copy does not pass as new.

SQLite takes the file it finds.  A copy of last week in its place, or a log of
writes whose end was cut off, is whole in itself; only its count betrays it.
Who puts back both files at once is not noticed.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from memory.cipher import DataKey

LABEL = b"tally"
NONCE = 12  # bytes


class Tally:
    """The number of the last write, sealed in a file of its own."""

    def __init__(self, home: Path, key: DataKey) -> None:
        self._path = home / "memory.tally"
        self._aead = AESGCM(key.derive("tally"))

    def read(self) -> int:
        """Return the number that was noted last; 0 if there is none that can be trusted."""
        try:
            raw = self._path.read_bytes()
            return int.from_bytes(self._aead.decrypt(raw[:NONCE], raw[NONCE:], LABEL))
        except (OSError, InvalidTag, ValueError):
            return 0

    def note(self, number: int) -> None:
        """Keep the number of a write that is on the disk already.

        Not synced, so that it costs next to nothing: what a power cut takes of
        it only makes it too low, and that raises no alarm.
        """
        nonce = secrets.token_bytes(NONCE)
        sealed = nonce + self._aead.encrypt(nonce, number.to_bytes(8), LABEL)
        with suppress(OSError):  # a full disk: the write itself was done
            file = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
            try:
                os.pwrite(file, sealed, 0)
            finally:
                os.close(file)
