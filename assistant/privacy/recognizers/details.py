"""Sentences the memory believes of somebody, found again in other words' company."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from assistant.privacy.recognizers.folding import fold
from assistant.privacy.recognizers.lexicon import counted
from assistant.privacy.recognizers.spans import Kind, Span
from assistant.privacy.recognizers.tokens import WORD, Words

LEAST = 2  # words that a text must share with a sentence
SHARE = 0.5  # of the sentence's words that say something
OFTEN = 100_000  # times in subtitles: such a word says little
ALWAYS = 2_000_000  # times in subtitles: such a word says nothing
NEAR = 14  # words from the first that is shared to the last: all between them goes, too
ROOT = 5  # letters by which the forms of a word are told to be of one
LEAST_LETTERS = 3  # of a word that says something
LONG = 4  # letters of a frequent word that says something in company


class Details:
    """What is believed, each sentence by its words that say something.

    A sentence is told by half of its rare words, or by half of all that say something.
    """

    def __init__(self, sentences: Iterable[str]) -> None:
        told = [(_roots(s), _roots(s, ALWAYS)) for s in sentences]
        self._by_rare = _Sentences(rare for rare, _ in told)
        self._by_all = _Sentences(both for _, both in told)

    def found(self, words: Words) -> Iterator[Span]:
        """Yield where a text says much of a sentence."""
        read = [_roots(token.folded) for token in words.tokens]
        for at, needed in self._by_rare.told(read):
            yield from _within(words, read, at, needed)
        frequent = [_roots(token.folded, ALWAYS) for token in words.tokens]
        for at, _ in self._by_all.told(frequent):
            yield from (_held(words, one, one) for one in at)


class _Sentences:
    """Sentences by the roots of their words."""

    def __init__(self, sentences: Iterable[frozenset[str]]) -> None:
        self._lengths: list[int] = []
        self._holding: dict[str, list[int]] = defaultdict(list)
        for roots in sentences:
            if len(roots) >= LEAST:
                for root in roots:
                    self._holding[root].append(len(self._lengths))
                self._lengths.append(len(roots))

    def told(self, read: Sequence[frozenset[str]]) -> Iterator[tuple[list[int], int]]:
        """Yield, for each sentence of which enough is said, where, and how much is enough."""
        places: dict[int, list[int]] = defaultdict(list)
        shared: dict[int, set[str]] = defaultdict(set)
        for index, roots in enumerate(read):
            for root in roots & self._holding.keys():
                for sentence in self._holding[root]:
                    places[sentence].append(index)
                    shared[sentence].add(root)
        for sentence, at in places.items():
            needed = max(LEAST, round(SHARE * self._lengths[sentence]))
            if len(shared[sentence]) >= needed:
                yield at, needed


def _within(
    words: Words, read: Sequence[frozenset[str]], at: list[int], needed: int
) -> Iterator[Span]:
    first = 0
    for last in range(len(at)):
        while at[last] - at[first] > NEAR:
            first += 1
        if len(frozenset().union(*(read[i] for i in at[first : last + 1]))) >= needed:
            yield _held(words, at[first], at[last])
    # Far from each other they tell it as well: each by itself then.
    yield from (_held(words, one, one) for one in at)


def _held(words: Words, first: int, last: int) -> Span:
    start, end = words.tokens[first].start, words.tokens[last].end
    return Span(start, end, Kind.DETAIL, "your memory holds this", known=True)


@lru_cache(maxsize=16384)
def _roots(said: str, often: int = OFTEN) -> frozenset[str]:
    """Return what the words have in common with their forms, of those that are not too frequent.

    "high-profile" is two words.
    """
    parts = (part for word in WORD.findall(said) for part in re.split("[-'’&]", fold(word)))
    return frozenset(_root(part) for part in parts if _says(part, often))


def _says(word: str, often: int) -> bool:
    seldom = counted("en").get(word, 0)
    least = LEAST_LETTERS if seldom <= OFTEN else LONG
    return len(word) >= least and seldom <= often


def _root(word: str) -> str:
    """Return what the forms of a word have in common."""
    return word.removesuffix("s")[:ROOT]
