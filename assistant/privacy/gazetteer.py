"""The user's own memory as a list of names: what no general list has.

Names are looked up by their folded first word, so that ten thousand cost no
more than ten: mis-cased, without diacritics, inflected, or a part of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.privacy.folding import fold, key
from assistant.privacy.lexicon import cues, is_ordinary
from assistant.privacy.spans import Kind, Span
from assistant.privacy.tokens import UNSPACED, WORD, Token, Words

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


@dataclass(frozen=True, slots=True)
class _Held:
    words: tuple[str, ...]
    known: Known
    bare: bool  # one word that is also a word of the language: only with a capital


class Gazetteer:
    """What is known as private, looked up in texts."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._by_first: dict[str, list[_Held]] = {}
        self._unspaced: dict[str, Known] = {}
        for one in known:
            self._add(one)
        for held in self._by_first.values():
            held.sort(key=lambda h: -len(h.words))
        self._signs = _either(self._unspaced)

    def __bool__(self) -> bool:
        return bool(self._by_first or self._unspaced)

    def found(self, words: Words) -> Iterator[Span]:
        """Yield where something known stands in a text."""
        tokens = words.tokens
        keys = [key(token.folded) for token in tokens]
        for index, token in enumerate(tokens):
            yield from self._beginning(words, keys, index)
            if not token.text.isalpha():
                yield from self._inside(token)
        if self._signs:
            for match in self._signs.finditer(words.text):
                known = self._unspaced[match[0]]
                yield Span(*match.span(), known.kind, known.why, known.of, known=True)

    def _add(self, one: Known) -> None:
        if SIGN.search(one.text):
            self._unspaced[one.text] = one
            return
        parts = tuple(key(fold(word)) for word in WORD.findall(one.text))
        if not parts or sum(map(len, parts)) < 2:
            return
        self._put(parts, one)
        if one.kind is Kind.PERSON and len(parts) > 1:
            for part in parts:
                if len(part) >= PART and part not in cues("titles", "particles"):
                    self._put((part,), one)

    def _put(self, parts: tuple[str, ...], one: Known) -> None:
        held = self._by_first.setdefault(parts[0], [])
        if not any(h.words == parts for h in held):
            held.append(_Held(parts, one, len(parts) == 1 and is_ordinary(parts[0])))

    def _beginning(self, words: Words, keys: list[str], index: int) -> Iterator[Span]:
        for stem in _stems(keys[index]):
            for held in self._by_first.get(stem, ()):
                last = _last(words, keys, index, held.words, whole=stem == keys[index])
                if last >= 0 and not (held.bare and not words.tokens[index].capital):
                    start, end = words.tokens[index].start, words.tokens[last].end
                    known = held.known
                    yield Span(start, end, known.kind, known.why, known.of, known=True)
                    return

    def _inside(self, token: Token) -> Iterator[Span]:
        """Yield what is known inside a word of several: "AdaLovelace", "ada-byron2"."""
        at = token.start
        for part in re.split(r"([-'’&\d_.]+)", token.text):
            stem = key(fold(part))
            for held in self._by_first.get(stem, ()):
                if len(held.words) == 1 and not held.bare and len(stem) >= STEM:
                    known = held.known
                    yield Span(at, at + len(part), known.kind, known.why, known.of, known=True)
            at += len(part)


def _last(
    words: Words, keys: list[str], index: int, wanted: tuple[str, ...], *, whole: bool
) -> int:
    """Return the last word of a name that stands from here on; -1 if it does not."""
    if len(wanted) == 1:
        return index
    if not whole or index + len(wanted) > len(keys):
        return -1
    for offset, part in enumerate(wanted[1:], 1):
        at = index + offset
        if not JOINED.fullmatch(words.gap(at - 1)):
            return -1
        ends = offset == len(wanted) - 1
        if keys[at] != part and not (ends and part in _stems(keys[at])):
            return -1
    return index + len(wanted) - 1


@lru_cache(maxsize=65536)
def _stems(word: str) -> tuple[str, ...]:
    """Return a folded word, and what it may be a form of."""
    return (
        word,
        *(
            word[: -len(end)]
            for end in ENDINGS
            if word.endswith(end) and len(word) - len(end) >= STEM
        ),
    )


def _either(names: Iterable[str]) -> re.Pattern[str] | None:
    ordered = sorted(names, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered))) if ordered else None
