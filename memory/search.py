"""Retriever: words and vectors, fused by rank into passages that can be cited.

Reciprocal rank fusion after Cormack, Clarke and Büttcher (SIGIR 2009): a cosine
and a BM25 have no common unit, their ranks have.
"""

from __future__ import annotations

import json
import math
import re
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import resources
from memory.documents import moment
from memory.errors import ProcessDied
from memory.store import MemoryStore
from memory.types import ChunkId, DocumentId, Kind, Passage, Stage
from memory.vectors import Embedder, VectorIndex

DEPTH = 40  # candidates of each kind: fusion lives on those that one side missed
FLATNESS = 60  # k of the fusion: how much less a lower rank counts
A_DOCUMENT = 2  # passages of one document among the results, so that one long text is not all
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Filter:
    """What a passage must be to be found at all; empty means anything."""

    since: datetime | None = None
    until: datetime | None = None
    person: str = field(default="", repr=False)
    source: str = ""
    kind: Kind | None = None

    def __bool__(self) -> bool:
        return any((self.since, self.until, self.person, self.source, self.kind))


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk and how each way of looking ranked it; None where that way did not find it."""

    passage: Passage
    words: int | None
    meaning: int | None
    cosine: float | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search returned and how it came about."""

    hits: tuple[Hit, ...]
    stages: tuple[Stage, ...]

    @property
    def passages(self) -> list[Passage]:
        return [hit.passage for hit in self.hits]


class Retriever:
    def __init__(self, store: MemoryStore, index: VectorIndex, embedder: Embedder) -> None:
        self._store = store
        self._index = index
        self._embedder = embedder

    def search(self, query: str, *, limit: int = 10, where: Filter = Filter()) -> Found:
        """Return the passages nearest the query, best first; none is better than a far one."""
        stages: list[Stage] = []
        began = time.perf_counter()

        def took(name: str, note: str) -> None:
            nonlocal began
            now = time.perf_counter()
            stages.append(Stage(name, now - began, note))
            began = now

        among = self._allowed(where) if where else None
        if among is not None:
            took("filter", f"{len(among)} passages are of that kind")
        by_words = self._by_words(query, among)
        took("words", f"{len(by_words)} passages share words with the question")
        try:
            by_meaning = self._by_meaning(query, among)
            took("meaning", f"{len(by_meaning)} passages compared by meaning")
        except ProcessDied:
            # Words alone still find; a search that says nothing would be worse.
            by_meaning = []
            took("meaning", "not available just now: the encoder stopped")
        hits = self._read(fuse(by_words, [id for id, _ in by_meaning]), dict(by_meaning), limit)
        took("fuse", f"{len(hits)} passages kept, ranked by both")
        return Found(tuple(hits), tuple(stages))

    def rarity(self, words: Sequence[str]) -> dict[str, float]:
        """Return how much each word says: 1 for one that hardly any chunk holds, near 0 for all."""
        (chunks,) = self._store.db.execute("select count(*) from chunks").fetchone()
        weights: dict[str, float] = {}
        for word in words:
            row = self._store.db.execute(
                "select doc from chunks_words where term = ?", [plain(word)]
            ).fetchone()
            weights[word] = math.log((chunks + 1) / ((row[0] if row else 0) + 1))
        most = math.log(chunks + 1) or 1.0
        return {word: weight / most for word, weight in weights.items()}

    def _allowed(self, where: Filter) -> list[ChunkId]:
        """Return the chunks that pass the filter."""
        clauses, values = _conditions(where)
        rows = self._store.db.execute(
            f"""select chunks.id from chunks join documents on documents.id = document_id
                where {" and ".join(clauses)}""",
            values,
        )
        return [ChunkId(id) for (id,) in rows]

    def _by_words(self, query: str, among: Sequence[ChunkId] | None) -> list[ChunkId]:
        words = content_words(query) or WORD.findall(query.lower())
        if not words:
            return []
        rows = self._store.db.execute(
            "select rowid from chunks_fts where chunks_fts match ? order by bm25(chunks_fts, .6, 1)"
            + (" limit ?" if among is None else ""),
            [" OR ".join(f'"{word}"' for word in words), *([DEPTH] if among is None else [])],
        ).fetchall()
        found = [ChunkId(id) for (id,) in rows]
        if among is not None:
            allowed = set(among)
            found = [id for id in found if id in allowed][:DEPTH]
        return found

    def _by_meaning(
        self, query: str, among: Sequence[ChunkId] | None
    ) -> list[tuple[ChunkId, float]]:
        if not query.strip():
            return []
        return self._index.nearest(self._embedder.encode([query])[0], DEPTH, among)

    def _read(
        self,
        ranked: Sequence[tuple[ChunkId, float, int | None, int | None]],
        cosines: dict[ChunkId, float],
        limit: int,
    ) -> list[Hit]:
        """Fetch the best chunks as passages, not too many of one document, no text twice."""
        hits: list[Hit] = []
        of_document: dict[str, int] = {}
        texts: set[str] = set()
        for id, score, words, meaning in ranked:
            if len(hits) == limit:
                break
            passage = self._passage(id, len(hits) + 1, score, _why(words, meaning))
            text = " ".join(passage.text.casefold().split())
            if of_document.get(passage.document, 0) == A_DOCUMENT or text in texts:
                continue
            of_document[passage.document] = of_document.get(passage.document, 0) + 1
            texts.add(text)
            hits.append(Hit(passage, words, meaning, cosines.get(id)))
        return hits

    def _passage(self, id: ChunkId, rank: int, score: float, why: str) -> Passage:
        row = self._store.db.execute(
            """select chunks.document_id, start, end, chunks.locator, chunks.text,
                    title, kind, date, parts, files.path, sources.name
                from chunks join documents on documents.id = chunks.document_id
                join places on places.document_id = documents.id
                join files on files.id = places.file_id join sources on sources.id = source_id
                where chunks.id = ? order by files.id limit 1""",
            [id],
        ).fetchone()
        document, start, end, locator, text, title, kind, date, parts, path, source = row
        people = self._store.db.execute(
            "select name, address from appearances where document_id = ? order by n", [document]
        )
        return Passage(
            rank=rank,
            score=score,
            text=text,
            title=title,
            date=moment(next((p[4] for p in json.loads(parts) if p[2] == locator and p[4]), date)),
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
        )


def fuse(
    by_words: Sequence[ChunkId], by_meaning: Sequence[ChunkId]
) -> list[tuple[ChunkId, float, int | None, int | None]]:
    """Return each chunk with its fused score and its rank in either list, best first."""
    words = {id: rank for rank, id in enumerate(by_words, 1)}
    meaning = {id: rank for rank, id in enumerate(by_meaning, 1)}

    def share(rank: int | None) -> float:
        return 1 / (FLATNESS + rank) if rank else 0.0

    fused = [
        (id, share(words.get(id)) + share(meaning.get(id)), words.get(id), meaning.get(id))
        for id in dict.fromkeys([*by_words, *by_meaning])
    ]
    return sorted(fused, key=lambda one: -one[1])


def content_words(text: str) -> list[str]:
    """Return the words that say something, in order, each once, folded to lower case."""
    words = WORD.findall(text.lower())
    return list(dict.fromkeys(word for word in words if plain(word) not in _stop_words()))


def plain(word: str) -> str:
    """Return the word in lower case without its marks: "Fähre" and "fahre" are one."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _conditions(where: Filter) -> tuple[list[str], list[Any]]:
    """Return the SQL conditions of a filter and their values."""
    clauses: list[str] = []
    values: list[Any] = []

    def need(clause: str, *bound: Any) -> None:
        clauses.append(clause)
        values.extend(bound)

    if where.since:
        need("at >= ?", where.since.timestamp())
    if where.until:
        need("at < ?", where.until.timestamp())
    if where.kind:
        need("kind = ?", where.kind)
    if where.source:
        need(
            """documents.id in (select document_id from places join files on files.id = file_id
                join sources on sources.id = source_id where sources.name = ?)""",
            where.source,
        )
    for word in WORD.findall(where.person):
        need(
            """documents.id in (select document_id from appearances
                join people on people.id = person_id
                where instr(lower(appearances.name || ' ' || address || ' ' || people.name), ?))""",
            word.lower(),
        )
    return clauses, values


def _why(words: int | None, meaning: int | None) -> str:
    ranks = (("words", words), ("meaning", meaning))
    return ", ".join(f"{name} no. {rank}" for name, rank in ranks if rank)


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(plain(word) for word in resources.text("patterns/stopwords.txt").split())
