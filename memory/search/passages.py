"""Chunks read from the store: as candidates to rank, and as passages to show."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from memory.documents import moment
from memory.search.query import Span
from memory.search.ranking import SPEAKS_OF_IT, Candidate, Ranked
from memory.store import MemoryStore
from memory.types import ChunkId, DocumentId, Kind, Passage

A_DOCUMENT = 3  # passages of one long text among the results, so that it is not all of them
BEFORE, AFTER = 4, 2  # messages shown around one of a chat: what it answers, mostly


def candidates(
    store: MemoryStore, ids: Collection[ChunkId], in_time: Mapping[ChunkId, float]
) -> list[Candidate]:
    """Read what the ranking looks at; a chunk that was removed meanwhile is left out."""
    rows = store.db.execute(
        f"""select chunks.id, document_id, kind, locator, chunks.at, people, chunks.text
            from chunks join documents on documents.id = document_id
            where chunks.id in ({",".join(str(int(id)) for id in ids)})"""
    ).fetchall()
    return [
        Candidate(
            ChunkId(id),
            document,
            kind == Kind.CHAT,
            locator,
            at,
            people,
            text,
            in_time=in_time.get(id, 0.0),
        )
        for id, document, kind, locator, at, people, text in rows
    ]


def in_spans(
    store: MemoryStore, spans: Sequence[Span], most: int, ids: Collection[ChunkId] | None = None
) -> dict[ChunkId, float]:
    """Return up to so many chunks of these times, and how much each is of them.

    1 for what was written in them, SPEAKS_OF_IT for what speaks of them.  With ``ids``,
    only those of them.
    """
    found: dict[ChunkId, float] = {}
    some = "" if ids is None else f"in ({','.join(str(int(id)) for id in ids)})"
    chunk, teller = ("and id " + some, "and chunk_id " + some) if some else ("", "")
    for span in spans:
        begins = span.begins.timestamp() if span.begins else -1e12
        ends = span.ends.timestamp() if span.ends else 1e12
        written = store.db.execute(
            f"select id from chunks where at >= ? and at < ? {chunk} limit ?", [begins, ends, most]
        )
        found |= {ChunkId(id): 1.0 for (id,) in written}
        told = store.db.execute(
            f"""select distinct chunk_id from mentions
                where begins >= ? and begins < ? and ends <= ? {teller} limit ?""",
            [begins, ends, ends, most],
        )
        found |= {ChunkId(id): SPEAKS_OF_IT for (id,) in told}
    return found


class Reader:
    """Reads the best as passages: of one long text not too many, nothing twice."""

    def __init__(self, store: MemoryStore, *, diverse: bool = True) -> None:
        self._store = store
        self._diverse = diverse

    def read(
        self, found: Sequence[Ranked], limit: int, why: Mapping[ChunkId, str]
    ) -> list[Passage]:
        passages: list[Passage] = []
        shown: dict[str, list[Passage]] = {}
        texts: set[tuple[str, str]] = set()
        for one in found:
            if len(passages) == limit:
                break
            id = one.candidate.id
            passage = self.passage(id, len(passages) + 1, one.score, why.get(id, ""))
            if passage is None:  # removed while we looked
                continue
            others = shown.setdefault(passage.document, [])
            said = (" ".join(passage.text.casefold().split()), _day(passage))
            if self._diverse and (said in texts or _too_many(passage, others)):
                continue
            others.append(passage)
            texts.add(said)
            passages.append(passage)
        return passages

    def passage(self, id: ChunkId, rank: int, score: float = 1.0, why: str = "") -> Passage | None:
        """Return a chunk as a passage; None if it is gone."""
        row = self._store.db.execute(
            """select chunks.document_id, start, end, chunks.locator, documents.text,
                    title, kind, date, parts, files.path, sources.name
                from chunks join documents on documents.id = chunks.document_id
                join places on places.document_id = documents.id
                join files on files.id = places.file_id join sources on sources.id = source_id
                where chunks.id = ? order by files.size is null, files.id desc limit 1""",
            [id],
        ).fetchone()
        if row is None:
            return None
        document, start, end, locator, text, title, kind, date, parts, path, source = row
        around = ""
        if kind == Kind.CHAT:
            around, date = _exchange(text, json.loads(parts), locator, date)
        people = self._store.db.execute(
            "select name, address from appearances where document_id = ? order by n", [document]
        )
        return Passage(
            rank=rank,
            score=score,
            text=text[start:end],
            title=title,
            date=moment(date),
            people=tuple(dict.fromkeys(name or address for name, address in people)),
            source=source,
            kind=Kind(kind),
            path=Path(path),
            locator=locator,
            document=DocumentId(document),
            start=start,
            end=end,
            chunk=id,
            why=why,
            around=around,
        )


def _exchange(
    text: str, parts: Sequence[Sequence[Any]], locator: str, date: str | None
) -> tuple[str, str | None]:
    """Return a message with those around it, and when it was written."""
    n = next((n for n, part in enumerate(parts) if part[2] == locator), None)
    if n is None:
        return "", date
    beside = parts[max(0, n - BEFORE) : n + AFTER + 1]
    return text[beside[0][0] : beside[-1][1]], parts[n][4] or date


def _too_many(passage: Passage, others: Sequence[Passage]) -> bool:
    """Whether the document has said enough, or this very place was shown."""
    inside = any(other.start <= passage.start < other.end for other in others)
    return inside or (passage.kind != Kind.CHAT and len(others) >= A_DOCUMENT)


def _day(passage: Passage) -> str:
    return passage.date.date().isoformat() if passage.date else ""
