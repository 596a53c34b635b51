"""Retriever: from a question to the passages that may answer it, stage by stage.

rewrite → people → words ∪ meaning ∪ time → what stands beside → what stands around →
rank → newer first → diversity.  Each stage can be left out of a run, and each
says what it did and how long it took: that is the "why this answer".
"""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from memory.errors import ProcessDied
from memory.index.vectors import Embedder, VectorIndex, as_question
from memory.search.around import Around, Place, around, neighbours, places_around
from memory.search.counting import Asked, asks_for_count, counted
from memory.search.filters import Filter, allowed
from memory.search.passages import Reader, candidates, in_spans
from memory.search.people import NOBODY, Meant, PeopleIndex
from memory.search.query import Query, Span, understood
from memory.search.ranking import Ranked, newer_first, ranked
from memory.search.words import Matched, WordIndex
from memory.store import MemoryStore
from memory.types import ChunkId, Passage, Stage

if TYPE_CHECKING:
    from memory.index.vectors import Vectors

DEPTH = 100  # candidates of each kind: fusion lives on those that one side missed
DEEPER = 3  # times that many by words: what is around a passage is judged by them too
COMPARED = 40  # of those by words are compared by meaning too, at least
CLOSER = 40  # candidates that are looked at with what is around them, at least …
CLOSER_EACH = 3  # … and for each passage that is asked for
BESIDE = 20  # of the best, whose neighbours are candidates too
SOME_MORE = 2  # times as many are told why, as some are left out again
IN_TIME = 400  # chunks of the time asked for, at most

ANYTHING = Filter()
STAGES = ("people", "time", "words", "meaning", "neighbours", "around", "newer first", "diversity")


@dataclass(frozen=True, slots=True)
class Found:
    """What a search returned and how it came about."""

    passages: list[Passage]
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Counting:
    """What was counted, oldest first; not ``known`` if nothing here ever held the words."""

    asked: Asked
    passages: tuple[Passage, ...]
    known: bool
    stage: Stage


@dataclass(slots=True)
class _Run:
    """One search under way."""

    query: Query
    without: Collection[str]
    meant: Meant = NOBODY
    spans: tuple[Span, ...] = ()  # the time asked for, once it is known
    stages: list[Stage] = field(default_factory=list)
    began: float = field(default_factory=time.perf_counter)

    def has(self, stage: str) -> bool:
        return stage not in self.without

    def took(self, name: str, note: str) -> None:
        now = time.perf_counter()
        self.stages.append(Stage(name, now - self.began, note))
        self.began = now


class Retriever:
    """Safe from any thread."""

    def __init__(self, store: MemoryStore, index: VectorIndex, embedder: Embedder) -> None:
        self._store = store
        self._index = index
        self._embedder = embedder
        self._words = WordIndex(store)
        self._people = PeopleIndex(store)

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        where: Filter = ANYTHING,
        without: Collection[str] = (),
        today: date | None = None,
    ) -> Found:
        """Return the passages nearest the query, best first; none is better than a far one.

        ``without`` names STAGES to leave out; ``today`` is what "last week" is meant from.
        """
        with self._store.courtesy.asking():
            run = _Run(understood(query, today or _today()), without)
            return self._search(run, limit, where)

    def _search(self, run: _Run, limit: int, where: Filter) -> Found:
        among = set(allowed(self._store, where)) if where else None
        if among is not None:
            run.took("filter", f"{len(among)} passages are of that kind")
        told = self._by_people(run, among)
        in_time = self._in_time(run, among)
        matched = self._by_words(run, limit, among, in_time)
        question, meant = self._by_meaning(run, limit, among, matched, in_time)
        # Of a long time only the first were read; what was found otherwise may be of it, too.
        if run.spans:
            asked = {*matched.scores, *meant}
            in_time |= in_spans(self._store, run.spans, len(asked), asked)
        best = _first(matched, meant, in_time, max(CLOSER, CLOSER_EACH * limit))
        best = list(dict.fromkeys([*told, *best]))
        found, vectors = self._ranked(run, best, among, in_time, matched, question)
        if run.has("newer first") and not run.query.looks_back:
            found, moved = newer_first(run.query, found, vectors)
            run.took("newer first", f"{moved} later statements put before earlier ones")
        reader = Reader(self._store, diverse=run.has("diversity"))
        first = [one.candidate.id for one in found[: SOME_MORE * limit]]
        passages = reader.read(found, limit, _reasons(first, matched.scores, meant, in_time))
        run.took("diversity", f"{len(passages)} passages kept, none twice")
        return Found(passages, tuple(run.stages))

    def counting(self, question: str, today: date | None = None) -> Counting | None:
        """Count or list what a question asks to be counted; None if it asks something else."""
        began = time.perf_counter()
        named = self._people.named(question)  # "my landlord" by his name
        asked = asks_for_count(self._store, named, today or _today())
        if asked is None:
            return None
        count = counted(self._store, asked)
        passages = tuple(
            sorted(
                Reader(self._store).all(count.found),
                key=lambda passage: passage.date.timestamp() if passage.date else 0.0,
            )
        )
        note = f"{len(passages)} found that hold {', '.join(count.required) or 'anything'}"
        stage = Stage("count", time.perf_counter() - began, note)
        return Counting(asked, passages, count.known, stage)

    def unclear(self, question: str) -> dict[str, dict[str, int]]:
        """Return which names in a question are several people's; see PeopleIndex.unclear."""
        return self._people.unclear(question)

    def rarity(self, words: Sequence[str]) -> dict[str, float]:
        """Return how much each word says: 1 for one that hardly any chunk holds, near 0 for all."""
        return self._words.rarity(words)

    def _by_people(self, run: _Run, among: Collection[ChunkId] | None) -> Collection[ChunkId]:
        """Note whom the question means; return the chunks that tell it, if that is asked."""
        if not run.has("people"):
            return ()
        run.meant = self._people.meant(run.query.text)
        if run.meant.persons:
            run.query = run.query.naming(run.meant.names)
            run.took("people", run.meant.note)
        return sorted(id for id in run.meant.told if among is None or id in among)

    def _in_time(self, run: _Run, among: Collection[ChunkId] | None) -> dict[ChunkId, float]:
        """Return the chunks of the time that is asked for."""
        spans = run.query.spans
        if not run.has("time"):
            return {}
        if run.query.event:
            spans = self._bound_by(run.query)
        if not spans:
            return {}
        run.spans = spans
        found = in_spans(self._store, spans, IN_TIME)
        run.took("time", f"{len(found)} passages are of the time asked for")
        return {id: of_it for id, of_it in found.items() if among is None or id in among}

    def _bound_by(self, query: Query) -> tuple[Span, ...]:
        """Return the time before or after an event, as the memory dates it; () if it does not."""
        told = self.search(query.event, limit=1, without=("time", "newer first")).passages
        if not told or told[0].date is None:
            return ()
        when = told[0].date
        return (Span(None, when),) if query.before_event else (Span(when, None),)

    def _by_words(
        self,
        run: _Run,
        limit: int,
        among: Collection[ChunkId] | None,
        in_time: Collection[ChunkId],
    ) -> Matched:
        if not run.has("words"):
            return Matched()
        query = run.query
        depth = DEEPER * max(DEPTH, limit)
        matched = self._words.matched(
            query.words, depth, english=query.english, among=among, besides=in_time
        )
        run.took("words", f"{len(matched.scores)} passages share words with the question")
        return matched

    def _by_meaning(
        self,
        run: _Run,
        limit: int,
        among: Collection[ChunkId] | None,
        matched: Matched,
        in_time: Collection[ChunkId],
    ) -> tuple[Vectors | None, dict[ChunkId, float]]:
        """Return the question's vector, and the nearest chunks with their cosines."""
        if not run.has("meaning") or not run.query.sense.strip():
            return None, {}
        try:
            vector = as_question(self._embedder, run.query.sense)
        except ProcessDied:
            # Words alone still find; a search that says nothing would be worse.
            run.took("meaning", "not available just now: the encoder stopped")
            return None, {}
        also = [*list(matched.scores)[: max(COMPARED, limit)], *in_time]
        asked = None if among is None else list(among)
        found = dict(self._index.nearest(vector, max(DEPTH, limit), asked))
        found |= self._index.cosines(vector, [id for id in also if id not in found])
        note = f"{len(found)} passages compared by meaning"
        run.took("meaning", f"{note}; {self._index.note}" if self._index.note else note)
        return vector, found

    def _ranked(
        self,
        run: _Run,
        best: list[ChunkId],
        among: Collection[ChunkId] | None,
        in_time: Mapping[ChunkId, float],
        matched: Matched,
        question: Vectors | None,
    ) -> tuple[list[Ranked], Mapping[ChunkId, Vectors]]:
        read = {one.id: one for one in candidates(self._store, best, in_time)}
        places = places_around(self._store, {id: one.chat for id, one in read.items()})
        if run.has("neighbours"):
            beside = neighbours(places, best[:BESIDE])
            more = [id for id in beside if among is None or id in among]
            read |= {one.id: one for one in candidates(self._store, more, in_time)}
            run.took("neighbours", f"{len(more)} passages stand beside the best")
        fits: dict[ChunkId, Around] = {}
        vectors: dict[ChunkId, Vectors] = {}
        if question is not None:
            fits, vectors = self._around(run, places, read, question, matched)
        people = self._people.worth(run.meant, read.values())
        found = ranked(run.query, list(read.values()), matched.shares, matched.held, fits, people)
        run.took("rank", f"{len(found)} passages ranked by all of this together")
        return found, vectors

    def _around(
        self,
        run: _Run,
        places: list[Place],
        ids: Collection[ChunkId],
        question: Vectors,
        matched: Matched,
    ) -> tuple[dict[ChunkId, Around], dict[ChunkId, Vectors]]:
        if not run.has("around"):
            places = [place for place in places if place.id in set(ids)]
        fits, vectors = around(places, ids, question, self._index, matched.shares)
        run.took("around", f"{len(places)} passages read beside them")
        return fits, vectors


def _today() -> date:
    return datetime.now().astimezone().date()


def _first(
    matched: Matched,
    meant: Mapping[ChunkId, float],
    in_time: Collection[ChunkId],
    most: int,
) -> list[ChunkId]:
    """Return the candidates that are worth a closer look, best first."""
    shares, trusted = matched.shares, matched.held**0.5
    score = {id: trusted * share for id, share in shares.items()}
    for id, cosine in meant.items():
        score[id] = score.get(id, 0.0) + cosine
    for id in score.keys() & in_time:
        score[id] += 1
    return [id for _, id in sorted((-n, id) for id, n in score.items())[:most]]


def _reasons(
    ids: Sequence[ChunkId],
    words: Mapping[ChunkId, float],
    meant: Mapping[ChunkId, float],
    in_time: Collection[ChunkId],
) -> dict[ChunkId, str]:
    """Return in words how each way of looking ranked these."""
    reasons: dict[ChunkId, list[str]] = {id: [] for id in ids}
    for name, scores in (("words", words), ("meaning", meant)):
        ordered = sorted(scores.values())
        for id in ids:
            if id in scores:
                rank = len(ordered) - bisect_right(ordered, scores[id]) + 1
                reasons[id].append(f"{name} no. {rank}")
    for id in ids:
        reasons[id] += ["of that time"] if id in in_time else []
    return {id: ", ".join(why) for id, why in reasons.items()}
