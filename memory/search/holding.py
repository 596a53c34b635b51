"""Whether any document holds a word or a number: asked before words leave the machine."""

from __future__ import annotations

import json
from collections.abc import Collection

from memory.search.words import plain
from memory.store import MemoryStore

QUOTE = '"'


def held(store: MemoryStore, words: Collection[str]) -> set[str]:
    """Return which of these words stand in any document, in any of their English forms."""
    return {word for word in words if _stands(store, word)}


def _stands(store: MemoryStore, word: str) -> bool:
    asked = plain(word).replace(QUOTE, "")
    if not asked.strip():
        return False
    row = store.db.execute(
        "select 1 from chunks_fts where chunks_fts match ? limit 1", [f'"{asked}"']
    ).fetchone()
    return row is not None


def version(store: MemoryStore) -> str:
    """Return what changes whenever a document, a person or a claim does."""
    row = store.db.execute(
        """select (select coalesce(max(id), 0) from chunks), (select count(*) from chunks),
            (select count(*) from people), (select coalesce(max(id), 0) from changes),
            (select count(*) from claims), (select value from settings where name = 'identity')"""
    ).fetchone()
    return json.dumps(list(row))
