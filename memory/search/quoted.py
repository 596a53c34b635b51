"""The characters of a document that were quoted, as a passage that can be cited."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from memory.search.passages import Reader
from memory.store import MemoryStore
from memory.types import ChunkId, Evidence, Passage

WHY = "it tells what is believed"


def quoted_passages(store: MemoryStore, evidence: Iterable[Evidence]) -> list[Passage]:
    """Return each quote that still stands in its document as a passage of just these characters."""
    reader = Reader(store)
    found: list[Passage] = []
    for one in evidence:
        row = store.db.execute(
            """select id from chunks where document_id = ? and start < ? and end > ?
                order by start <= ? and end >= ? desc, start limit 1""",
            [one.document, one.end, one.start, one.start, one.end],
        ).fetchone()
        for passage in reader.all([ChunkId(row[0])]) if row else ():
            found.append(
                replace(
                    passage,
                    rank=len(found) + 1,
                    text=one.quote,
                    start=one.start,
                    end=one.end,
                    date=one.at or passage.date,
                    why=WHY,
                )
            )
    return found
