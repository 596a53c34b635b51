"""What a language model has read of a conversation, sealed beside the store, to go on from there.

It is made of the user's words, so nothing of it outlives an erasing: every one
counts a number up, and what was read before that number is thrown away, also
what another process still holds.
"""

from __future__ import annotations

import hashlib
import hmac
from contextlib import suppress
from pathlib import Path

from memory.cipher import seal, unseal
from memory.errors import StoreDamaged
from memory.store import MemoryStore

FILES = "read.*.index"
MOST = 256 << 20  # bytes of all together; the oldest go first
ERASED = "erased"  # the counter; triggers in the store count it up


class Readings:
    """By conversation; what was read by another model or under another key is not there."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    @property
    def erased(self) -> int:
        """How often something was erased in this memory."""
        return self._store.counter(ERASED)

    def put(self, name: str, label: str, state: bytes) -> None:
        """Keep it, in place of what there was; a cache: without space it is not kept."""
        if len(state) > MOST:
            return
        with suppress(OSError):
            path = self._path(name)
            seal(path, state, self._store.key.derive("readings"), self._bound(name, label))
            self._keep_within(path)

    def get(self, name: str, label: str) -> bytes | None:
        """Return what was put last under this name, None if it is not that any more."""
        path = self._path(name)
        try:
            return unseal(path, self._store.key.derive("readings"), self._bound(name, label))
        except (OSError, StoreDamaged):
            with suppress(OSError):
                path.unlink(missing_ok=True)
            return None

    def _keep_within(self, newest: Path) -> None:
        others = [path for path in self._store.home.glob(FILES) if path != newest]
        others.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
        left = MOST - newest.stat().st_size
        for path in others:
            left -= path.stat().st_size
            if left < 0:
                path.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        key = self._store.key.derive("readings' names")
        told = hmac.new(key, name.encode(), hashlib.sha256).hexdigest()[:32]
        return self._store.home / FILES.replace("*", told)

    def _bound(self, name: str, label: str) -> bytes:
        return f"{self.erased} {label} {name}".encode()


def forget(store: MemoryStore) -> None:
    """Throw all of it away."""
    for path in store.home.glob(FILES):
        path.unlink(missing_ok=True)
