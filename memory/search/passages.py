"""Chunks read from the store: as candidates to rank, and as passages to show."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from memory.documents import moment
from memory.search.query import Span
from memory.search.ranking import SPEAKS_OF_IT, Candidate, Ranked
from memory.store import MemoryStore
from memory.types import ChunkId, DocumentId, Kind, Passage

AT_ONCE = 64  # passages read in one go
TWICE = 2  # times as many as are wanted, as some are left out again
A_DOCUMENT = 3  # passages of one long text among the results, so that it is not all of them
BEFORE, AFTER = 4, 2  # messages shown around one of a chat: what it answers, mostly


def candidates(
    store: MemoryStore, ids: Collection[ChunkId], in_time: Mapping[ChunkId, float]
) -> list[Candidate]:
    """Read what the ranking looks at; a chunk that was removed meanwhile is left out."""
    rows = store.db.execute(
        """select chunks.id, document_id, kind, locator, chunks.at, people, chunks.text
            from chunks join documents on documents.id = document_id
            where chunks.id in (select value from json_each(?))""",
        [json.dumps(list(map(int, ids)))],
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
        shown: dict[str, list[_Stretch]] = {}
        texts: set[tuple[str, str]] = set()
        scores = {one.candidate.id: one.score for one in found}
        for one in self._stretches(list(scores), max(1, TWICE * limit)):
            if len(passages) == limit:
                break
            others = shown.setdefault(one.at.document, [])
            said = (" ".join(one.text.casefold().split()), one.day)
            if self._diverse and (said in texts or _too_many(one, others)):
                continue
            others.append(one)
            texts.add(said)
            id, rank = one.at.chunk, len(passages) + 1
            passages.append(one.passage(rank, scores[id], why.get(id, "")))
        return passages

    def all(self, ids: Sequence[ChunkId]) -> list[Passage]:
        """Read these chunks as passages, in this order; one that is gone is left out."""
        read = self._stretches(ids, AT_ONCE)
        return [one.passage(rank) for rank, one in enumerate(read, 1)]

    def _stretches(self, ids: Sequence[ChunkId], at_once: int) -> Iterator[_Stretch]:
        for start in range(0, len(ids), at_once):
            some = ids[start : start + at_once]
            places = {place.chunk: place for place in _places(self._store, some)}
            documents = _documents(self._store, {one.document for one in places.values()})
            for id in some:
                if id in places and places[id].document in documents:  # else removed meanwhile
                    yield _Stretch(places[id], documents[places[id].document])


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a chunk stands."""

    chunk: ChunkId
    document: DocumentId
    start: int
    end: int
    locator: str = field(repr=False)
    path: str = field(repr=False)  # of one of its files, if there is one, that is still there
    source: str


def _places(store: MemoryStore, ids: Sequence[ChunkId]) -> list[_Place]:
    rows = store.db.execute(
        """select chunks.id, document_id, start, end, locator, files.path, sources.name
            from chunks join files on files.id = (
                select one.id from places join files as one on one.id = file_id
                where places.document_id = chunks.document_id
                order by one.size is null, one.id desc limit 1)
            join sources on sources.id = source_id
            where chunks.id in (select value from json_each(?))""",
        [json.dumps(ids)],
    ).fetchall()
    return [_Place(*row) for row in rows]


class _Stretch(NamedTuple):
    """A chunk as it stands in its document."""

    at: _Place
    of: _Document

    @property
    def text(self) -> str:
        return self.of.text[self.at.start : self.at.end]

    @property
    def day(self) -> str:
        date = moment(self.of.exchange(self.at.locator)[1])
        return date.date().isoformat() if date else ""

    def passage(self, rank: int, score: float = 1.0, why: str = "") -> Passage:
        around, date = self.of.exchange(self.at.locator)
        return Passage(
            rank=rank,
            score=score,
            text=self.text,
            title=self.of.title,
            date=moment(date),
            people=self.of.people,
            source=self.at.source,
            kind=self.of.kind,
            path=Path(self.at.path),
            locator=self.at.locator,
            document=self.at.document,
            start=self.at.start,
            end=self.at.end,
            chunk=self.at.chunk,
            why=why,
            around=around,
        )


@dataclass(frozen=True, slots=True)
class _Document:
    """What passages of one document have in common."""

    text: str = field(repr=False)
    title: str = field(repr=False)
    kind: Kind
    date: str | None
    parts: Sequence[Sequence[Any]] = field(repr=False)  # the messages of a chat, else none
    people: tuple[str, ...] = field(repr=False)

    def exchange(self, locator: str) -> tuple[str, str | None]:
        """Return a message with those around it, and when it was written."""
        n = next((n for n, part in enumerate(self.parts) if part[2] == locator), None)
        if n is None:
            return "", self.date
        beside = self.parts[max(0, n - BEFORE) : n + AFTER + 1]
        return self.text[beside[0][0] : beside[-1][1]], self.parts[n][4] or self.date


def _documents(store: MemoryStore, ids: Collection[str]) -> dict[str, _Document]:
    """Read each of the documents once, however many passages it has."""
    among = [json.dumps(list(ids))]
    people: dict[str, list[str]] = {}
    for id, name, address in store.db.execute(
        """select document_id, name, address from appearances
            where document_id in (select value from json_each(?)) order by n""",
        among,
    ).fetchall():
        people.setdefault(id, []).append(name or address)
    rows = store.db.execute(
        """select id, text, title, kind, date, parts from documents
            where id in (select value from json_each(?))""",
        among,
    ).fetchall()
    read = {}
    for id, text, title, kind, date, parts in rows:
        known = tuple(dict.fromkeys(people.get(id, ())))
        messages = json.loads(parts) if kind == Kind.CHAT else ()
        read[id] = _Document(text, title, Kind(kind), date, messages, known)
    return read


def _too_many(one: _Stretch, others: Sequence[_Stretch]) -> bool:
    """Whether the document has said enough, or this very place was shown."""
    inside = any(other.at.start <= one.at.start < other.at.end for other in others)
    return inside or (one.of.kind != Kind.CHAT and len(others) >= A_DOCUMENT)
