"""Sentences the memory believes of somebody, found again in other words' company."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from assistant.privacy.folding import fold
from assistant.privacy.lexicon import counted
from assistant.privacy.spans import Kind, Span
from assistant.privacy.tokens import WORD, Words

LEAST = 2  # words that a text must share with a sentence
SHARE = 0.5  # of the sentence's words that say something
OFTEN = 100_000  # times in subtitles: such a word says nothing
NEAR = 14  # words from the first that is shared to the last: all between them goes, too
ROOT = 5  # letters by which the forms of a word are told to be of one


class Details:
    """What is believed, each sentence by its words that say something."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self._sentences: list[frozenset[str]] = []
        self._holding: dict[str, list[int]] = defaultdict(list)
        for sentence in sentences:
            telling = frozenset(_roots(sentence))
            if len(telling) >= LEAST:
                for root in telling:
                    self._holding[root].append(len(self._sentences))
                self._sentences.append(telling)

    def found(self, words: Words) -> Iterator[Span]:
        """Yield where a text says much of a sentence."""
        roots = [_root(token.folded) for token in words.tokens]
        places: dict[int, list[int]] = defaultdict(list)
        for index, root in enumerate(roots):
            for sentence in self._holding.get(root, ()):
                places[sentence].append(index)
        for sentence, at in places.items():
            needed = max(LEAST, round(SHARE * len(self._sentences[sentence])))
            if len({roots[i] for i in at}) >= needed:
                yield from self._within(words, roots, at, needed)

    def _within(self, words: Words, roots: list[str], at: list[int], needed: int) -> Iterator[Span]:
        first = 0
        for last in range(len(at)):
            while at[last] - at[first] > NEAR:
                first += 1
            if len({roots[i] for i in at[first : last + 1]}) >= needed:
                yield _held(words, at[first], at[last])
        # Far from each other they tell it as well: each by itself then.
        yield from (_held(words, one, one) for one in at)


def _held(words: Words, first: int, last: int) -> Span:
    start, end = words.tokens[first].start, words.tokens[last].end
    return Span(start, end, Kind.DETAIL, "your memory holds this", known=True)


def _roots(sentence: str) -> Iterator[str]:

    for word in WORD.findall(sentence):
        if root := _root(fold(word)):
            yield root


def _root(word: str) -> str:
    """Return what the forms of a word have in common; "" for one that says nothing."""
    if len(word) < 3 or counted("en").get(word, 0) > OFTEN:
        return ""
    return word[: max(ROOT, len(word) - 3)]
