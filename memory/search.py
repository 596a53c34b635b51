"""Retriever: words and vectors, fused into passages that can be cited.

A cosine and a BM25 have no common unit, so each is taken as a share of the best
of its kind and the two are mixed (the convex combination of Bruch, Gai and
Ingber, TOIS 2023).  Fusion by rank was measured on the sample and lost three
questions of forty: one very good hit counts for too little in it.
"""

from __future__ import annotations

import json
import math
import re
import time
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import resources
from memory.documents import moment
from memory.errors import Problem, ProcessDied
from memory.store import MemoryStore
from memory.types import ChunkId, DocumentId, Kind, Passage, Stage
from memory.vectors import Embedder, VectorIndex

DEPTH = 100  # candidates of each kind: fusion lives on those that one side missed
WORDS_SHARE = 0.3  # of the score; the rest is meaning
COLUMNS = "1.0, 0.5, 0.5, 1.0"  # weights of people, context, before and text in BM25
A_DOCUMENT = 3  # passages of one document among the results, so that one long text is not all
BEFORE, AFTER = 4, 2  # messages shown around one of a chat: what it answers, mostly
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
class Ranked:
    """A chunk as the fusion ranked it, before it is read."""

    id: ChunkId
    score: float
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
            by_meaning = self._by_meaning(query, among, list(by_words))
            took("meaning", f"{len(by_meaning)} passages compared by meaning")
        except ProcessDied:
            # Words alone still find; a search that says nothing would be worse.
            by_meaning = {}
            took("meaning", "not available just now: the encoder stopped")
        hits = self._read(fuse(by_words, by_meaning), limit)
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
        if where.person:
            persons = ",".join(map(str, self._persons(where.person)))
            clauses.append(
                f"""documents.id in (select document_id from appearances
                    where person_id in ({persons}))"""
            )
        rows = self._store.db.execute(
            f"""select chunks.id from chunks join documents on documents.id = document_id
                where {" and ".join(clauses)}""",
            values,
        )
        return [ChunkId(id) for (id,) in rows]

    def _persons(self, asked: str) -> list[int]:
        """Return who is known by all of these words, each as a whole word of a name or address."""
        words = {plain(word) for word in WORD.findall(asked)}
        if not words:
            raise Problem("A person is looked for by a name or an address.")
        known: dict[int, set[str]] = {}
        for id, name, address in self._store.db.execute(
            """select distinct person_id, appearances.name || ' ' || people.name, address
                from appearances join people on people.id = person_id"""
        ):
            found = WORD.findall(f"{name} {address}")
            known.setdefault(id, set()).update(map(plain, found))
        return [id for id, names in known.items() if words <= names]

    def _by_words(self, query: str, among: Sequence[ChunkId] | None) -> dict[ChunkId, float]:
        """Return the chunks that share words with the query, and their BM25."""
        words = content_words(query) or WORD.findall(query.lower())
        if not words:
            return {}
        rows = self._store.db.execute(
            f"""select rowid, -bm25(chunks_fts, {COLUMNS}) as score from chunks_fts
                where chunks_fts match ? order by score desc"""
            + (f" limit {DEPTH}" if among is None else ""),
            [" OR ".join(map(_matching, words))],
        )
        allowed = None if among is None else set(among)
        found = ((ChunkId(id), score) for id, score in rows if allowed is None or id in allowed)
        return dict(islice(found, DEPTH))

    def _by_meaning(
        self, query: str, among: Sequence[ChunkId] | None, also: Sequence[ChunkId]
    ) -> dict[ChunkId, float]:
        """Return the nearest chunks and those of ``also``, and their cosines."""
        if not query.strip():
            return {}
        vector = self._embedder.encode([query])[0]
        return self._index.cosines(vector, also) | dict(self._index.nearest(vector, DEPTH, among))

    def _read(self, ranked: Sequence[Ranked], limit: int) -> list[Hit]:
        """Fetch the best chunks as passages: of one document not too many, no text twice."""
        hits: list[Hit] = []
        shown: dict[str, list[Passage]] = {}
        texts: set[str] = set()
        for one in ranked:
            if len(hits) == limit:
                break
            read = self._passage(one, len(hits) + 1)
            if read is None:  # removed while we looked
                continue
            passage, own_start = read
            others = shown.setdefault(passage.document, [])
            text = " ".join(passage.text.casefold().split())
            inside = any(other.start <= own_start < other.end for other in others)
            if inside or len(others) == A_DOCUMENT or text in texts:
                continue
            others.append(passage)
            texts.add(text)
            hits.append(Hit(passage, one.words, one.meaning, one.cosine))
        return hits

    def _passage(self, ranked: Ranked, rank: int) -> tuple[Passage, int] | None:
        """Return a chunk as a passage, and where the chunk itself begins; None if it is gone."""
        row = self._store.db.execute(
            """select chunks.document_id, start, end, chunks.locator, documents.text,
                    title, kind, date, parts, files.path, sources.name
                from chunks join documents on documents.id = chunks.document_id
                join places on places.document_id = documents.id
                join files on files.id = places.file_id join sources on sources.id = source_id
                where chunks.id = ? order by files.size is null, files.id desc limit 1""",
            [ranked.id],
        ).fetchone()
        if row is None:
            return None
        document, own_start, end, locator, text, title, kind, date, parts, path, source = row
        start = own_start
        if kind == Kind.CHAT:
            start, end, date = _exchange(json.loads(parts), locator, (start, end, date))
        people = self._store.db.execute(
            "select name, address from appearances where document_id = ? order by n", [document]
        )
        passage = Passage(
            rank=rank,
            score=ranked.score,
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
            chunk=ranked.id,
            why=_why(ranked.words, ranked.meaning),
        )
        return passage, own_start


def fuse(words: Mapping[ChunkId, float], meaning: Mapping[ChunkId, float]) -> list[Ranked]:
    """Return each chunk with its fused score and its rank in either list, best first."""
    word_rank = {id: n for n, id in enumerate(sorted(words, key=lambda one: -words[one]), 1)}
    meaning_rank = {id: n for n, id in enumerate(sorted(meaning, key=lambda one: -meaning[one]), 1)}
    best_words = max(words.values(), default=0.0) or 1.0
    best_meaning = max(meaning.values(), default=0.0) or 1.0
    ranked = [
        Ranked(
            id,
            WORDS_SHARE * words.get(id, 0.0) / best_words
            + (1 - WORDS_SHARE) * meaning.get(id, 0.0) / best_meaning,
            word_rank.get(id),
            meaning_rank.get(id),
            meaning.get(id),
        )
        for id in dict.fromkeys([*words, *meaning])
    ]
    return sorted(ranked, key=lambda one: (-one.score, one.id))


def _exchange(
    parts: Sequence[Sequence[Any]], locator: str, alone: tuple[int, int, str | None]
) -> tuple[int, int, str | None]:
    """Return the bounds of a message with those around it, and when it was written."""
    n = next((n for n, part in enumerate(parts) if part[2] == locator), None)
    if n is None:
        return alone
    around = parts[max(0, n - BEFORE) : n + AFTER + 1]
    return around[0][0], around[-1][1], parts[n][4] or alone[2]


def _matching(word: str) -> str:
    """Return how a word is looked up: a longer one by its beginning, as "agreed" in "agreement"."""
    folded = plain(word)
    ending = (
        0 if len(folded) <= 3 or folded.isdigit() else 1 + (len(folded) > 6) + (len(folded) > 8)
    )
    return f'"{folded[: len(folded) - ending]}"*' if ending else f'"{folded}"'


def content_words(text: str) -> list[str]:
    """Return the words that say something, in order, each once, folded to lower case."""
    words = WORD.findall(text.lower())
    return list(dict.fromkeys(word for word in words if plain(word) not in _stop_words()))


def plain(word: str) -> str:
    """Return the word as the index folds it: in lower case, "Fähre" and "fahre" one."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _conditions(where: Filter) -> tuple[list[str], list[Any]]:
    """Return the SQL conditions of a filter and their values."""
    clauses: list[str] = []
    values: list[Any] = []

    def need(clause: str, *bound: Any) -> None:
        clauses.append(clause)
        values.extend(bound)

    if where.since:
        need("chunks.at >= ?", where.since.timestamp())
    if where.until:
        need("chunks.at < ?", where.until.timestamp())
    if where.kind:
        need("kind = ?", where.kind)
    if where.source:
        need(
            """documents.id in (select document_id from places join files on files.id = file_id
                join sources on sources.id = source_id where sources.name = ?)""",
            where.source,
        )
    return clauses, values


def _why(words: int | None, meaning: int | None) -> str:
    ranks = (("words", words), ("meaning", meaning))
    return ", ".join(f"{name} no. {rank}" for name, rank in ranks if rank)


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(plain(word) for word in resources.text("patterns/stopwords.txt").split())
