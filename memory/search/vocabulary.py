"""Which words the user's own texts hold, as they are written there."""

from __future__ import annotations

import re
from collections.abc import Collection

from memory.store import MemoryStore

OFTEN = 2  # chunks that hold a word; in one it may be a slip
LOOKED_AT = 20  # chunks
AT_ONCE = 200  # words


def written_words(store: MemoryStore, words: Collection[str]) -> set[str]:
    """Return which of the words, in lower case, stand in at least OFTEN chunks."""
    return {word for word in sorted(words)[:AT_ONCE] if _times(store, word) >= OFTEN}


def _times(store: MemoryStore, word: str) -> int:
    """Count chunks with this very word: the index finds those with its stem."""
    if not word.isalpha():
        return 0
    rows = store.db.execute(
        """select chunks.text from chunks_fts join chunks on chunks.id = chunks_fts.rowid
            where chunks_fts match ? limit ?""",
        [f'text:"{word}"', LOOKED_AT],
    ).fetchall()
    exact = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
    return sum(bool(exact.search(text)) for (text,) in rows)
