"""The user's own memory as a list of names: what no general list has.

Names are looked up by their folded words, so that ten thousand cost no more
than ten: mis-cased, without diacritics, inflected, or a part of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.privacy.recognizers.folding import fold, key
from assistant.privacy.recognizers.lexicon import cues, is_ordinary
from assistant.privacy.recognizers.spans import Kind, Span
from assistant.privacy.recognizers.tokens import UNSPACED, WORD, Token, Words

# Endings a name takes, in seven languages and some that decline their names.
ENDINGS = (
    "ovou",
    "ens",
    "sche",
    "scher",
    "schen",
    "sches",
    "ian",
    "esque",
    "owi",
    "em",
    "es",
    "en",
    "om",
    "ie",
    "ou",
    "s",
    "n",
    "e",
    "a",
    "u",
    "y",
    "i",
    "z",
)
STEM = 4  # letters of a name below which nothing is taken for its ending
PART = 3  # letters of a part of a name that is looked for by itself
JOINED = re.compile(r"[\s\u00a0.'’,_&/-]{0,3}")
BETWEEN = re.compile(r"([-'’&\d_.]+)")  # parts of a word
SIGN = re.compile(f"[{UNSPACED}]")


@dataclass(frozen=True, slots=True)
class Known:
    """Something the memory holds as private, and why."""

    text: str = field(repr=False)
    kind: Kind
    why: str
    value: str = field(default="", repr=False)  # the one name of whom or what it is; "" is the text

    @property
    def of(self) -> str:
        return self.value or self.text


class Gazetteer:
    """What is known as private, looked up in texts."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._known: list[Known] = []
        self._names: dict[str, int] = {}  # the folded words of a name, and which is called so
        self._longest: dict[str, int] = {}  # a first word, and how many the longest name has
        self._roots: set[str] = set()  # how first words begin that may have an ending
        self._bare: set[str] = set()  # a word of the language, too: only with a capital
        self._unspaced: dict[str, Known] = {}
        for one in known:
            self._add(one)
        self._signs = _either(self._unspaced)

    def __bool__(self) -> bool:
        return bool(self._known or self._unspaced)

    def found(self, words: Words) -> Iterator[Span]:
        """Yield where something known stands in a text."""
        for word in words.places:
            called = key(word)
            if called in self._longest or called[:STEM] in self._roots:
                for index in words.places[word]:
                    yield from self._beginning(words, called, index)
            if not word.isalpha() and not word.isdigit():
                for index in words.places[word]:
                    yield from self._inside(words.tokens[index])
        if self._signs:
            for match in self._signs.finditer(words.text):
                yield _span(*match.span(), self._unspaced[match[0]])

    def _add(self, one: Known) -> None:
        if SIGN.search(one.text):
            self._unspaced[one.text] = one
            return
        parts = [key(fold(word)) for word in WORD.findall(one.text)]
        if not parts or sum(map(len, parts)) < 2:
            return
        self._known.append(one)
        self._put(parts)
        if one.kind is Kind.PERSON and len(parts) > 1:
            for part in parts:
                if len(part) >= PART and part not in cues("titles", "particles"):
                    self._put([part])

    def _put(self, parts: list[str]) -> None:
        first = parts[0]
        self._names.setdefault(" ".join(parts), len(self._known) - 1)
        self._longest[first] = max(len(parts), self._longest.get(first, 0))
        if len(first) >= STEM:
            self._roots.add(first[:STEM])
        if len(parts) == 1 and is_ordinary(first):
            self._bare.add(first)

    def _beginning(self, words: Words, called: str, index: int) -> Iterator[Span]:
        token = words.tokens[index]
        for length in range(self._longest.get(called, 0), 1, -1):
            name = self._of_several(words, index, length)
            if name:
                end = words.tokens[index + length - 1].end
                yield _span(token.start, end, self._known[self._names[name]])
                return
        for stem in _stems(called):
            if stem in self._names and (token.capital or stem not in self._bare):
                yield _span(token.start, token.end, self._known[self._names[stem]])
                return

    def _of_several(self, words: Words, index: int, length: int) -> str:
        """Return the name of so many words that stands from here on, "" if none does."""
        *others, last = (key(token.folded) for token in words.tokens[index : index + length])
        if len(others) + 1 < length or not all(
            JOINED.fullmatch(words.gap(at)) for at in range(index, index + length - 1)
        ):
            return ""
        said = (" ".join((*others, stem)) for stem in _stems(last))
        return next((name for name in said if name in self._names), "")

    def _inside(self, token: Token) -> Iterator[Span]:
        """Yield what is known inside a word of several: "AdaLovelace", "ada-byron2"."""
        at = token.start
        for part in BETWEEN.split(token.text):
            stem = key(fold(part))
            if len(stem) >= STEM and stem in self._names and stem not in self._bare:
                yield _span(at, at + len(part), self._known[self._names[stem]])
            at += len(part)


def _span(start: int, end: int, known: Known) -> Span:
    return Span(start, end, known.kind, known.why, known.of, known=True)


@lru_cache(maxsize=65536)
def _stems(word: str) -> tuple[str, ...]:
    """Return a folded word, and what it may be a form of."""
    if len(word) <= STEM or not word.endswith(ENDINGS):
        return (word,)
    ends = (end for end in ENDINGS if word.endswith(end) and len(word) - len(end) >= STEM)
    return (word, *(word[: -len(end)] for end in ends))


def _either(names: Iterable[str]) -> re.Pattern[str] | None:
    ordered = sorted(names, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered))) if ordered else None
