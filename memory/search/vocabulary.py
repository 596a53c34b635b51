"""Which words the user's own texts hold, as they are written there."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from memory.store import MemoryStore
from memory.types import DocumentId

OFTEN = 2  # chunks that hold a word; in one it may be a slip
LOOKED_AT = 20  # chunks
AT_ONCE = 200  # words
MOST_USES = 100  # chunks of one term: whoever met it so often knows it


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


@dataclass(frozen=True, slots=True)
class Use:
    """A chunk that holds a term, its place in its document, and who said it."""

    document: DocumentId
    start: int
    text: str = field(repr=False)
    speaker: str = field(repr=False)  # of a chat; "" elsewhere
    own: bool  # a mail from one of the addresses


def uses(store: MemoryStore, term: str, addresses: Collection[str] = ()) -> list[Use]:
    """Return the chunks, at most MOST_USES, that hold a term letter by letter, oldest first.

    ``addresses`` are the user's, in lower case.
    """
    words = " ".join(re.findall(r"\w+", term))
    if not words:
        return []
    marks = ", ".join("?" * len(addresses))
    rows = store.db.execute(
        f"""select chunks.document_id, start, chunks.text,
                iif(kind = 'chat', chunks.people, ''),
                exists(select 1 from appearances where role = 'from'
                    and appearances.document_id = chunks.document_id
                    and lower(address) in ({marks}))
            from chunks_fts join chunks on chunks.id = chunks_fts.rowid
                join documents on documents.id = chunks.document_id
            where chunks_fts match ? and documents.id not in
                (select id from due where what = 'erase')
            order by chunks.at, chunks.id limit ?""",
        [*addresses, f'text:"{words}"', MOST_USES],
    ).fetchall()
    exact = re.compile(rf"(?<!\w){re.escape(term)}(?!\w)")
    return [
        Use(DocumentId(id), start, text, speaker, bool(own))
        for id, start, text, speaker, own in rows
        if exact.search(text)
    ]
