"""The words of a text: where they stand, how they are written, and whether that says anything."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from assistant.privacy.recognizers.anchors import Anchors
from assistant.privacy.recognizers.folding import UNSEEN, fold
from assistant.privacy.recognizers.guessing import sounds_like_a_name
from assistant.privacy.recognizers.lexicon import counted, cues, is_ordinary, language_of, lexicon

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
)
WORD = re.compile(
    rf"[^\W_{UNSPACED}]+(?:(?:['’&\u00ad-](?=[^\W_])|[\u200b-\u200d])[^\W_{UNSPACED}]*)*"
)
POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
BEGINS = re.compile(
    r"(?:^|[.!?:;…•|*>#=/\n\t\"“„«\u2190-\uffff]|(?:^|\s)[-–—]|\d[.)])\s*[\"'“„«(\[*_-]*$"
)
FILLED = re.compile(r"(?:<[A-Z_]*|\{\{?\w*)$")
LONGEST = 40  # characters of what a program put in
OFTEN = 15_000  # times in subtitles: at the beginning of a sentence it is a word
CAPITALS = 0.55  # of the longer words of a line: from there on a capital says nothing
ENOUGH = 3  # words of a line that can tell
RARE = 200  # times in subtitles
RARELY = 0.1  # of the words inside sentences
SHORT = 3  # letters, up to which a small word is small in a heading, too


@dataclass(slots=True, eq=False)
class Token:
    """A word and its place."""

    start: int
    end: int
    text: str = field(repr=False)
    folded: str = field(repr=False)
    begins: bool  # a sentence, a line, a quotation
    told: bool  # a capital says something here: the line is not all in capitals
    ordinary: bool  # a word of the language
    filled: bool  # stands in <ANGLES> or {braces}: a program put it where something was
    capital: bool
    alone: bool  # its capital is there because it names something


class Written(NamedTuple):
    """A word as it is written somewhere, whatever stands around it."""

    text: str  # without what makes it somebody's
    folded: str
    capital: bool
    ordinary: bool  # a word of the language, inside a sentence
    ordinary_first: bool  # and at the beginning of one
    known: bool  # the language has it, or a list
    long: bool  # enough that its capital can tell


@dataclass(frozen=True)
class Words:
    """A text and its words, in order."""

    text: str = field(repr=False)
    language: str
    tokens: tuple[Token, ...] = field(repr=False)

    def gap(self, index: int) -> str:
        """Return what stands between a word and the next."""
        if index + 1 >= len(self.tokens):
            return self.text[self.tokens[index].end :]
        return self.text[self.tokens[index].end : self.tokens[index + 1].start]

    def inside(self, start: int, end: int) -> tuple[Token, ...]:
        """Return the words from a character, where one begins, up to another."""
        first = last = self.by_start[start]
        while last < len(self.tokens) and self.tokens[last].start < end:
            last += 1
        return self.tokens[first:last]

    @cached_property
    def plain(self) -> bool:
        """Whether capitals are rare inside the sentences of this text."""
        inside = [t for t in self.tokens if not t.begins and len(t.text) > SHORT]
        return sum(t.capital and t.ordinary for t in inside) <= RARELY * len(inside) + 2

    @cached_property
    def anchors(self) -> Anchors:
        return Anchors(self.text)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Each folded word, and which of the words it is, in order."""
        found: dict[str, list[int]] = {}
        for index, token in enumerate(self.tokens):
            if token.folded in found:
                found[token.folded].append(index)
            else:
                found[token.folded] = [index]
        return found

    def which(self, wanted: Collection[str]) -> list[int]:
        """Return which words are among those wanted, in order."""
        said = self.places.keys() & wanted
        return sorted([index for word in said for index in self.places[word]])

    @cached_property
    def capitals(self) -> list[int]:
        """Which words are written with a capital, in order."""
        return [index for index, token in enumerate(self.tokens) if token.capital]

    @cached_property
    def by_start(self) -> dict[int, int]:
        return {token.start: index for index, token in enumerate(self.tokens)}


def words(text: str, language: str = "") -> Words:
    """Cut a text into words; without ``language`` it is guessed."""
    language = language or language_of(text)
    found: list[Token] = []
    filled = "<" in text or "{" in text
    for line in _lines(text, language):
        told = language != "de" and _tells(line)
        found += [_token(text, at, word, told=told, may_be_filled=filled) for at, word in line]
    return Words(text, language, tuple(found))


def _lines(text: str, language: str) -> Iterator[list[tuple[int, Written]]]:
    """Yield the words of each line and where they begin."""
    at = 0
    for line in text.splitlines(keepends=True):
        end = at + len(line)
        yield [(m.start(), _written(m[0], language)) for m in WORD.finditer(text, at, end)]
        at = end


def _tells(line: Sequence[tuple[int, Written]]) -> bool:
    """Return whether capitals mean something in this line."""
    longer = [word for _, word in line[1:] if word.long]
    ordinary = [word for word in longer if word.known] or longer
    capitals = sum(word.capital for word in ordinary)
    return len(ordinary) < ENOUGH or capitals < CAPITALS * len(ordinary)


def _token(text: str, start: int, word: Written, *, told: bool, may_be_filled: bool) -> Token:
    said, folded, capital, ordinary, ordinary_first, _, _ = word
    begins = _begins(text, start)
    return Token(
        start,
        start + len(said),
        said,
        folded,
        begins,
        told,
        ordinary_first if begins else ordinary,
        may_be_filled and _is_filled(text, start),
        capital,
        capital and told and not begins,
    )


@lru_cache(maxsize=65536)
def _written(raw: str, language: str) -> Written:
    said = raw if raw.isalnum() else POSSESSIVE.sub("", raw) or raw
    folded = fold(said if said.isascii() else UNSEEN.sub("", said))
    return Written(
        said,
        folded,
        said[0].isupper(),
        *_ordinary(said, folded, language),
        is_ordinary(fold(raw), language),
        len(raw) > SHORT,
    )


def _is_filled(text: str, start: int) -> bool:
    if text[start - 1 : start] in {"", " ", "\n"}:
        return False
    return bool(FILLED.search(text, max(0, start - LONGEST), start))


def _begins(text: str, start: int) -> bool:
    if start > 1 and text[start - 1] == " " and text[start - 2].isalpha():
        return False  # as most words of a text: no need to look further back
    return bool(BEGINS.search(text, max(0, start - 12), start))


def _ordinary(said: str, folded: str, language: str) -> tuple[bool, bool]:
    """Return whether a word is one of the language: inside a sentence, and where one begins."""
    if _is_rare(said, folded):
        return False, False
    if folded in lexicon().both and said[0].isupper() and folded not in cues("allowed"):
        often = counted("en").get(folded, 0) > OFTEN
        return False, folded not in lexicon().first or often
    small = said[0].islower()
    ordinary = (
        is_ordinary(folded, language)
        or folded.isdigit()
        # though it is also a place somewhere
        or (small and language not in {"en", "de"} and folded in counted(language))
        or _is_of_ordinary(folded, language, small=small)
    )
    return ordinary, ordinary


def _is_of_ordinary(folded: str, language: str, *, small: bool) -> bool:
    """Return whether a word is put together of ordinary ones, or one of them in the plural."""
    if "-" in folded or "'" in folded:
        parts = folded.replace("'", "-").split("-")
        return all(not part or is_ordinary(part, language) for part in parts)
    one = folded[:-1]
    plural = small and folded.endswith("s") and is_ordinary(one, language)
    return plural and one not in cues("titles")


def _is_rare(said: str, folded: str) -> bool:
    """Return whether a word with a capital is so rare without it that it is rather a name."""
    if not said[0].isupper() or said.isupper() or folded in cues("allowed"):
        return False
    return 0 < counted("en").get(folded, 0) < RARE and sounds_like_a_name(folded)
