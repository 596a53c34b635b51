"""The chain of the ledger: each row's hash over the one before, and the newest kept beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from memory.cipher import seal, unseal
from memory.errors import StoreDamaged
from memory.store import MemoryStore

HEAD = "memory.ledger"  # the file
LABEL = b"ledger"
SALT = 16  # bytes
BEGIN = bytes(32)  # the hash before the first row
ROW = "n, kind, of, at, purpose, provider, model, mine, size, cost, digest"  # is hashed
KIND, OF = 1, 2  # where they stand in it


@dataclass(frozen=True, slots=True)
class Broken:
    """The first row of the ledger that is not what was written, and why, in a sentence."""

    row: int
    why: str


def canonical(value: object) -> str:
    """Return a value as the one text that stands for it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(salt: bytes, body: bytes, told: str) -> bytes:
    """Return what the hash of a row holds of its words; without the salt it tells nothing."""
    whole = salt + len(body).to_bytes(8) + body + told.encode("utf-8", "surrogatepass")
    return hashlib.sha256(whole).digest()


def hashed(before: bytes, row: Iterable[Any]) -> bytes:
    """Return the hash that chains a row, given as the columns of ROW, to the one before."""
    said = canonical([value.hex() if isinstance(value, bytes) else value for value in row])
    return hashlib.sha256(before + said.encode("utf-8", "surrogatepass")).digest()


def check(store: MemoryStore) -> Broken | None:
    """Return the first row that was edited, taken away, put elsewhere or cut off, or None."""
    return broken_in(rows(store), newest(store))


def rows(store: MemoryStore) -> list[tuple[Any, ...]]:
    """Return all rows: the columns of ROW, hash, salt, body and told."""
    return store.db.execute(
        f"select {ROW}, hash, salt, body, told from disclosures order by n"
    ).fetchall()


def broken_in(rows: Sequence[tuple[Any, ...]], noted: tuple[int, bytes] | None) -> Broken | None:
    """Return the first of these rows that is not what was written; ``noted`` is how far it went."""
    emptied = {row[OF] for row in rows if row[KIND] == "erased"}
    before, expected = BEGIN, 1
    for *row, hash, salt, body, told in rows:
        n = row[0]
        if n != expected:
            return Broken(expected, "It is missing.")
        if hash != hashed(before, row) or (noted and n == noted[0] and hash != noted[1]):
            return Broken(n, "It, or one before it, is not what was written.")
        if body is None and n not in emptied:
            return Broken(n, "Its words are gone, and nobody erased them.")
        if body is not None and row[-1] != digest(salt, body, told):
            return Broken(n, "Its words are not those that were written.")
        before, expected = hash, n + 1
    if noted and noted[0] >= expected:
        return Broken(expected, f"It is missing, and so is all after it up to {noted[0]}.")
    return None


def note(store: MemoryStore, n: int, hash: bytes) -> None:
    """Keep beside the store how far the ledger goes; one that is behind raises no alarm."""
    with suppress(OSError):  # a full disk: the row itself was written
        seal(store.home / HEAD, n.to_bytes(8) + hash, store.key.derive("ledger"), LABEL)


def newest(store: MemoryStore) -> tuple[int, bytes] | None:
    """Return how far the ledger went when that was last kept: its row and hash."""
    try:
        raw = unseal(store.home / HEAD, store.key.derive("ledger"), LABEL)
    except (OSError, StoreDamaged):
        return None
    return int.from_bytes(raw[:8]), raw[8:]
