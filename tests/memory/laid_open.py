"""Every byte of a home as one who has the key could see it: nothing erased may be among them."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from memory.cipher import DataKey
from memory.store import MemoryStore
from tests.fakes import dump, files_in

PAGE, RESERVED, SALT = 4096, 80, 16  # bytes of SQLCipher's pages
LOG_HEAD, FRAME_HEAD = 32, 24  # of SQLite's write-ahead log
CANARY = "Zyxomquaver"
TAIL = "omqua"  # an index of words may store the beginning apart, and cut off an ending


def pages(home: Path, key: DataKey) -> bytes:
    """Return all pages of the store and its log decrypted, with what is free or left over in them.

    Unlike an export, which leaves behind what no table holds any more.
    """
    secret = key.derive("store")
    store = (home / "memory.db").read_bytes()
    log = (home / "memory.db-wal").read_bytes() if (home / "memory.db-wal").exists() else b""
    found = [store[n : n + PAGE] for n in range(0, len(store), PAGE)]
    step = FRAME_HEAD + PAGE
    found += [log[n + FRAME_HEAD : n + step] for n in range(LOG_HEAD, len(log) - step + 1, step)]
    return b"".join(_decrypted(page, secret) for page in found)


def _decrypted(page: bytes, secret: bytes) -> bytes:
    end = PAGE - RESERVED
    plain = b""
    for start in (
        0,
        SALT,
    ):  # the first page begins with the salt; the frames do not say which it is
        words = page[start:end]
        decryptor = Cipher(AES(secret), CBC(page[end : end + 16])).decryptor()
        plain += decryptor.update(words) + decryptor.finalize()
    return plain


def holds(data: bytes, words: str) -> bool:
    """Whether the words stand in it, in whatever case, in UTF-8 or UTF-16."""
    low = data.lower()
    word = words.lower()
    return any(word.encode(code) in low for code in ("utf-8", "utf-16-le", "utf-16-be"))


def where(store: MemoryStore, words: str) -> list[str]:
    """Return where in the home the words can be found: raw, decrypted, or in a table."""
    found = [name for name, data in files_in(store.home).items() if holds(data, words)]
    if holds(pages(store.home, store.key), words):
        found.append("decrypted pages")
    if any(words.lower() in value.lower() for value in dump(store)):
        found.append("a table")
    return found
