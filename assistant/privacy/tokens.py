"""The words of a text: where they stand, how they are written, and whether that says anything."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from assistant.privacy.folding import UNSEEN, fold
from assistant.privacy.guessing import sounds_like_a_name
from assistant.privacy.lexicon import counted, cues, is_ordinary, language_of, lexicon

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

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def alone(self) -> bool:
        """Whether its capital is there because it names something."""
        return self.capital and self.told and not self.begins


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
    def by_start(self) -> dict[int, int]:
        return {token.start: index for index, token in enumerate(self.tokens)}


def words(text: str, language: str = "") -> Words:
    """Cut a text into words; without ``language`` it is guessed."""
    language = language or language_of(text)
    found: list[Token] = []
    filled = "<" in text or "{" in text
    for matches in _lines(text):
        says = _tells(matches, language)
        found.extend(
            _token(text, match, language, told=says, may_be_filled=filled) for match in matches
        )
    return Words(text, language, tuple(found))


def _lines(text: str) -> list[list[re.Match[str]]]:
    lines: list[list[re.Match[str]]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        lines.append(list(WORD.finditer(text, at, at + len(line))))
        at += len(line)
    return lines


def _tells(matches: Sequence[re.Match[str]], language: str) -> bool:
    """Return whether capitals mean something in this line."""
    if language == "de":
        return False
    longer = [m[0] for m in matches[1:] if len(m[0]) > SHORT]
    ordinary = [w for w in longer if is_ordinary(fold(w), language)] or longer
    capitals = sum(word[0].isupper() for word in ordinary)
    return len(ordinary) < ENOUGH or capitals < CAPITALS * len(ordinary)


def _token(
    text: str, match: re.Match[str], language: str, *, told: bool, may_be_filled: bool
) -> Token:
    said = match[0]
    if not said.isalnum():
        said = POSSESSIVE.sub("", said) or said
    start = match.start()
    folded = fold(said if said.isascii() else UNSEEN.sub("", said))
    begins = _begins(text, start)
    return Token(
        start,
        start + len(said),
        said,
        folded,
        begins,
        told,
        _is_ordinary(said, folded, language, begins=begins),
        bool(FILLED.search(text, max(0, start - LONGEST), start)) if may_be_filled else False,
    )


def _begins(text: str, start: int) -> bool:
    if start > 1 and text[start - 1] == " " and text[start - 2].isalpha():
        return False  # as most words of a text: no need to look further back
    return bool(BEGINS.search(text, max(0, start - 12), start))


@lru_cache(maxsize=65536)
def _is_ordinary(said: str, folded: str, language: str, *, begins: bool) -> bool:
    if _is_rare(said, folded):
        return False
    if folded in lexicon().both and said[0].isupper() and folded not in cues("allowed"):
        return begins and (folded not in lexicon().first or counted("en").get(folded, 0) > OFTEN)
    small = said[0].islower()
    if is_ordinary(folded, language) or folded.isdigit():
        return True
    if small and language not in {"en", "de"} and folded in counted(language):
        return True  # though it is also a place somewhere
    return _is_of_ordinary(folded, language, small=small)


def _is_of_ordinary(folded: str, language: str, *, small: bool) -> bool:
    """Return whether a word is put together of ordinary ones, or one of them in the plural."""
    parts = re.split("['-]", folded)
    if len(parts) > 1:
        return all(not part or is_ordinary(part, language) for part in parts)
    one = folded[:-1]
    plural = small and folded.endswith("s") and is_ordinary(one, language)
    return plural and one not in cues("titles")


def _is_rare(said: str, folded: str) -> bool:
    """Return whether a word with a capital is so rare without it that it is rather a name."""
    if not said[0].isupper() or said.isupper() or folded in cues("allowed"):
        return False
    return 0 < counted("en").get(folded, 0) < RARE and sounds_like_a_name(folded)
