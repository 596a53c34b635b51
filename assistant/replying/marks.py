"""What each sentence of a draft stands on: a passage, the user's outline, the letter, or nothing.

A sentence stands on a text that has most of its words, every number, time and name in it, and
says yes where it says yes.  What stands on nothing is marked, never taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from assistant.agent.sentences import NUMBER, Sentence, sentences, share, stem, stems
from assistant.replying.asked import Letter
from assistant.replying.facts import Fact
from assistant.replying.outline import Line
from assistant.replying.own import WORD, is_plain
from assistant.replying.saying import GERMAN
from memory.search import content_words
from memory.times.dates import dates_in
from memory.times.words import FULL_WEEKDAYS, MONTHS, NUMBERS
from memory.types import Passage

HELD = 0.6  # of the words of a sentence that a text must have
NOT = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|cannot|without|nicht|kein\w*|nie|niemals|niemand"
    r"|nichts|ohne)\b|n['’]t\b",
    re.IGNORECASE,
)
ARTICLES = {"a", "an", "one", "ein", "eine", "einem", "einen", "einer"}


class Standing(StrEnum):
    """What a sentence stands on."""

    PLAIN = "plain"  # greets, thanks, closes: states nothing
    SAID = "said"  # what the user chose or wrote in the outline
    LETTER = "letter"  # says again what the letter says
    SUPPORTED = "supported"  # by a passage of the memory
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Mark:
    """A sentence of a draft, by its characters; ``cites`` are numbers of facts, from 1."""

    start: int
    end: int
    standing: Standing
    cites: tuple[int, ...] = ()
    missing: tuple[str, ...] = field(default=(), repr=False)  # numbers, times, names from nowhere


@dataclass(frozen=True, slots=True)
class Basis:
    """What a draft may stand on."""

    lines: tuple[Line, ...]
    facts: tuple[Fact, ...]
    letter: Letter
    frame: tuple[str, ...] = field(default=(), repr=False)  # greeting and closing
    today: date = field(default_factory=lambda: datetime.now().astimezone().date())


@dataclass(frozen=True, slots=True)
class Details:
    """What a sentence gets wrong most easily, each as it is compared and as it is written."""

    numbers: Mapping[str, str] = field(repr=False)
    times: Mapping[tuple[date, date], str] = field(repr=False)
    names: Mapping[str, str] = field(repr=False)

    def missing_from(self, *others: Details) -> tuple[str, ...]:
        """Return what none of the others has, in the words of the sentence."""
        numbers = [
            said for n, said in self.numbers.items() if not any(n in o.numbers for o in others)
        ]
        times = [
            said
            for time, said in self.times.items()
            if not any(_is_within(time, other) for one in others for other in one.times)
        ]
        names = [said for n, said in self.names.items() if not any(n in o.names for o in others)]
        return (*numbers, *times, *names)


@dataclass(frozen=True, slots=True)
class Ground:
    """A text that sentences may stand on, read once."""

    pieces: tuple[str, ...] = field(repr=False)
    details: Details


def marked(draft: str, basis: Basis) -> tuple[Mark, ...]:
    """Return what every sentence of a draft stands on, in order."""
    grounds = _Grounds(basis)
    return tuple(grounds.mark(sentence) for sentence in sentences(draft))


class _Grounds:
    def __init__(self, basis: Basis) -> None:
        self._basis = basis
        self._frame = _one_line(" ".join(basis.frame))
        self._outline = _one_line(" ".join(line.text for line in basis.lines))
        at = basis.letter.at
        written = at.date() if at else basis.today
        self._letter = ground([basis.letter.text, basis.letter.title], written)
        self._lines = ground([line.text for line in basis.lines], basis.today)
        used = dict.fromkeys(n for line in basis.lines for n in line.facts)
        self._facts = {n: _of_passage(basis.facts[n].passage, basis.today) for n in used}

    def mark(self, sentence: Sentence) -> Mark:
        standing, cites, missing = self._judged(sentence.text)
        return Mark(sentence.start, sentence.end, standing, cites, missing)

    def _judged(self, text: str) -> tuple[Standing, tuple[int, ...], tuple[str, ...]]:
        if _one_line(text) in self._frame:
            return Standing.PLAIN, (), ()
        details = details_of(text, self._basis.today, self._basis.letter.language)
        states = bool(_telling(text) or details.numbers or details.times)
        cites = tuple(n for n in self._facts if self._stands_on_fact(text, details, n))
        if states and cites:
            return Standing.SUPPORTED, tuple(n + 1 for n in cites[:2]), ()
        # What was chosen is said by a day of the letter's.
        missing = details.missing_from(self._lines.details, self._letter.details)
        if not missing and (_one_line(text) in self._outline or holds(self._lines, text)):
            return Standing.SAID, (), ()
        if not details.missing_from(self._letter.details) and holds(self._letter, text):
            return Standing.LETTER, (), ()
        if not missing and not _telling(text) and self._agrees(text):
            has = details.numbers or details.times
            return (Standing.SAID if has else Standing.PLAIN), (), ()
        return Standing.UNSUPPORTED, (), missing

    def _stands_on_fact(self, text: str, details: Details, n: int) -> bool:
        """Whether a fact's passage has it, or the line that tells the fact."""
        fact = self._facts[n]
        if not details.missing_from(fact.details) and holds(fact, text):
            return True
        telling = [line.text for line in self._basis.lines if n in line.facts]
        return any(_one_line(text) in _one_line(one) for one in telling)

    def _agrees(self, text: str) -> bool:
        """Whether a sentence of small words says no only if a line does."""
        return not NOT.search(text) or any(NOT.search(line.text) for line in self._basis.lines)


def holds(ground: Ground, sentence: str) -> bool:
    """Whether one piece of the ground has most words of the sentence, and says yes or no as it."""
    own = dict.fromkeys(_telling(sentence) or content_words(sentence), 1.0)
    says_no = NOT.search(sentence) is not None
    return any(
        share(own, stems(piece)) >= HELD and (NOT.search(piece) is not None) == says_no
        for piece in ground.pieces
    )


def ground(texts: Iterable[str], day: date) -> Ground:
    """Read texts, written on a day, as what sentences may stand on."""
    told = list(texts)
    pieces = tuple(sentence.text for text in told for sentence in sentences(text))
    whole = "\n".join(told)
    details = details_of(whole, day, "")
    words = {stem(word): word for word in WORD.findall(whole)}
    return Ground(pieces, Details(details.numbers, details.times, words))


def details_of(text: str, day: date, language: str) -> Details:
    """Return the numbers, times and names of a text; names only where not all nouns are great."""
    times, bare = {}, text
    for mention in reversed(dates_in(text, day)):
        time = mention.begins.date(), mention.ends.date()
        times[time] = text[mention.start : mention.end]
        bare = f"{bare[: mention.start]} {bare[mention.end :]}"
    numbers = {number: number for number in NUMBER.findall(bare)}
    for word in WORD.findall(bare):
        if word.lower() in NUMBERS and word.lower() not in ARTICLES:
            numbers[str(NUMBERS[word.lower()])] = word
    names = {} if language == GERMAN else {stem(word): word for word in _names(bare)}
    return Details(numbers, times, names)


def _names(text: str) -> Iterator[str]:
    """Yield what is written great without beginning a sentence."""
    for sentence in sentences(text):
        for match in list(WORD.finditer(sentence.text))[1:]:
            word = match[0]
            small = word.lower()
            is_time = small in FULL_WEEKDAYS or small in MONTHS
            if word[0].isupper() and not is_time and not is_plain(word):
                yield word


def _of_passage(passage: Passage, today: date) -> Ground:
    day = passage.date.date() if passage.date else today
    at = f"{passage.date:%d.%m.%Y}" if passage.date else ""
    header = f"{passage.title} {at} {' '.join(passage.people)}"
    return ground([header, passage.reading, passage.text], day)


def _telling(text: str) -> list[str]:
    """Return the words of a sentence that say something of a matter."""
    return [word for word in content_words(text) if not is_plain(word)]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _is_within(one: tuple[date, date], other: tuple[date, date]) -> bool:
    """Whether one time is the other, or a part of it or around it."""
    inside = other[0] <= one[0] and one[1] <= other[1]
    return inside or (one[0] <= other[0] and other[1] <= one[1])
