"""Which of the candidates come first.

A cosine and a BM25 have no common unit, so the BM25 is taken as a share of the
best and the two are mixed (the convex combination of Bruch, Gai and Ingber, TOIS
2023); the words weigh less where even the best chunk holds little of what was
asked.  `make bench` prints what each term is worth, and how the weights were chosen.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

import resources
from memory.search.around import Around
from memory.search.query import Query
from memory.search.statements import STEM, numbers_differ, stated, stems
from memory.search.words import plain
from memory.types import ChunkId

if TYPE_CHECKING:
    from memory.index.vectors import Vectors

MEANING, NEAR, WIDE = 1.0, 0.65, 0.65  # the cosine of a chunk, and of it with what is around it
WORDS, WORDS_AROUND = 0.7, 0.6
BARE, STATES = -0.15, 0.5  # a message that only asks answers nothing, three words seldom do …
FULL = 90  # … one that states so many characters says all it can
PROGRAM = -0.6  # what a chat program said, which is not what the person did or said
IN_TIME = 0.5  # written in the time that is asked for …
IN_MONTH, IN_DAYS = 1.0, 2.5  # … the more the closer that time is named …
SPEAKS_OF_IT = 1.05  # … times that if it speaks of it
PEOPLE = 0.15  # from, to or about whom the question means

NOBODY: Mapping[ChunkId, float] = {}
NOTHING = Around(None, 0.0, 0.0, 0.0)

PROGRAMS = {"assistant", "ai", "bot", "chatbot", "chatgpt", "claude", "copilot", "gemini", "gpt",
            "model", "system", "tool", "famulus"}  # fmt: skip

# What is said anew: the later of two statements of one thing stands first.
FIRST = 6  # of the results that are looked at
ALIKE, AS_GOOD, HOLDS = 0.5, 0.75, 0.6  # cosine of the two, share of the better score, and of the
# words asked for that the earlier one holds; less where the later says that something has changed:
ALIKE_SAID, AS_GOOD_SAID, HOLDS_SAID = 0.25, 0.4, 0.4
# … or where it gives another number for one of the things asked for: "the deadline of 5 April".
AS_GOOD_COUNTED, HOLDS_COUNTED = 0.6, 0.25
APART = 2  # chunks; what follows at once goes on, it does not say anew


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chunk that may be what is asked for, as it was read."""

    id: ChunkId
    document: str
    chat: bool
    locator: str = field(repr=False)
    at: float | None
    people: str = field(repr=False)
    text: str = field(repr=False)
    in_time: float  # 1 if it is of the time that is asked for


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score."""

    candidate: Candidate
    score: float


def ranked(
    query: Query,
    candidates: Sequence[Candidate],
    words: Mapping[ChunkId, float],
    held: float,
    fits: Mapping[ChunkId, Around],
    people: Mapping[ChunkId, float] = NOBODY,
) -> list[Ranked]:
    """Return the candidates with their scores, best first.

    ``words`` are the BM25s as shares of the best; ``held`` is how much of the
    question the best one holds; ``people`` tells of each how much it is from, to
    or about whom the question means.
    """
    trusted, in_time = math.sqrt(held), _worth_of_time(query)
    found = []
    for one in candidates:
        fit = fits.get(one.id, NOTHING)
        score = (
            MEANING * (fit.itself or 0.0)
            + NEAR * fit.near
            + WIDE * fit.wide
            + trusted * (WORDS * words.get(one.id, 0.0) + WORDS_AROUND * fit.words)
            + in_time * one.in_time
            + PEOPLE * people.get(one.id, 0.0)
            + _worth(query, one)
        )
        found.append(Ranked(one, score))
    found.sort(key=lambda one: (-one.score, one.candidate.id))
    return _each_message_once(found)


def _each_message_once(found: Sequence[Ranked]) -> list[Ranked]:
    """Leave of a long message only the part that fits best: it is shown whole."""
    best: dict[tuple[str, str], Ranked] = {}
    for one in found:
        message = one.candidate.locator if one.candidate.chat else str(one.candidate.id)
        best.setdefault((one.candidate.document, message), one)
    return list(best.values())


def _worth(query: Query, one: Candidate) -> float:
    """Return what a message is worth by its form: what states little or is a program's, less."""
    if not one.chat:
        return 0.0
    worth = BARE + STATES * stated(one.text, FULL) / FULL
    if not query.of_program:
        worth += PROGRAM * (one.people.casefold() in PROGRAMS)
    return worth


def _worth_of_time(query: Query) -> float:
    """Return what it is worth to be of the time that is asked for."""
    lengths = [s.ends - s.begins for s in query.spans if s.begins and s.ends]
    shortest = min(lengths, default=timedelta.max)
    if shortest <= timedelta(days=8):
        return IN_DAYS
    return IN_MONTH if shortest <= timedelta(days=31) else IN_TIME


def newer_first(
    query: Query, found: Sequence[Ranked], vectors: Mapping[ChunkId, Vectors]
) -> tuple[list[Ranked], int]:
    """Put the later of two statements of one thing before the earlier; both stay found.

    Only among the first results, and only a later one that fits the question
    nearly as well.  Return also how many were moved.
    """
    said = [one for one in found if one.candidate.people.casefold() not in PROGRAMS][:FIRST]
    order: list[Ranked] = []
    moved = 0
    for one in said:
        place = next(
            (n for n, other in enumerate(order) if _says_anew(query, one, other, vectors)),
            len(order),
        )
        moved += place < len(order)
        order.insert(place, one)
    places = iter(order)
    chosen = {one.candidate.id for one in said}
    return [next(places) if one.candidate.id in chosen else one for one in found], moved


def _says_anew(
    query: Query, one: Ranked, before: Ranked, vectors: Mapping[ChunkId, Vectors]
) -> bool:
    later, earlier = one.candidate, before.candidate
    if later.id not in vectors or earlier.id not in vectors or later.people != earlier.people:
        return False
    if not _is_later(later, earlier):
        return False
    alike = float(vectors[later.id] @ vectors[earlier.id])
    as_good = one.score / before.score if before.score > 0 else 1.0
    if alike < ALIKE_SAID or as_good < AS_GOOD_SAID:
        return False
    asked = _held(query, earlier.text)
    both = asked & _held(query, later.text)
    holds = len(both) / len(asked) if asked else 1.0
    if alike >= ALIKE and as_good >= AS_GOOD and holds >= HOLDS:
        return True
    if holds >= HOLDS_SAID and _revisions().search(later.text) is not None:
        return True
    counted = as_good >= AS_GOOD_COUNTED and holds >= HOLDS_COUNTED
    return counted and numbers_differ(later.text, earlier.text, both)


def _held(query: Query, text: str) -> set[str]:
    """Return the words asked for that a text holds, as far as words are compared."""
    return {plain(word)[:STEM] for word in query.words} & stems(text)


@cache
def _revisions() -> re.Pattern[str]:
    """Words by which a text says that something has changed."""
    words = resources.text("patterns/revisions.txt").strip().split("\n")
    return re.compile(rf"\b({'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def _is_later(later: Candidate, earlier: Candidate) -> bool:
    if later.document == earlier.document:
        return later.id - earlier.id >= APART
    return later.at is not None and earlier.at is not None and later.at > earlier.at
