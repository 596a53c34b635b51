"""What a text states: beside what it asks, and by which numbers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

import resources
from memory.search.words import WORD, plain
from memory.times.words import NUMBERS

STEM = 5  # letters by which two words are held to be one
BESIDE = 3  # words between a thing and its number: "a deadline of 1 April"

SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
CLAUSE = re.compile(
    r"[,;:–—-]\s|\s(?:but|and|so|because|since|aber|und|weil)\s"
    r"|\s(?:that|dass)\s(?=(?:I|I'm|I've|we|my|our|ich|wir|mein\w*|unser\w*)\b)"
)
SUBJECT = re.compile(r"\W*(?:I|I'm|I've|we|we've|my|our|ich|wir|mein\w*|unser\w*)\b", re.IGNORECASE)
SPEAKER = re.compile(r"\A[^:\n]{1,60}: ")
MARKS = " \t\n\"'”’)*_"
TERM = re.compile(r"\d[\d.,:]*\d|\d|\w+")


def stated(text: str, most: int) -> int:
    """Return how many characters of a message state something, up to ``most``.

    "I have tried it twice, can you help me?" states its first half.
    """
    total = 0
    for sentence in SENTENCE.findall(SPEAKER.sub("", text)):
        if sentence.rstrip(MARKS).endswith("?"):
            total += sum(map(len, _stated_in(CLAUSE.split(sentence))))
        else:
            total += len(sentence) if _says_something(sentence) else 0
        if total >= most:
            return most
    return total


def stems(text: str) -> set[str]:
    """Return the words of a text as far as words are compared."""
    return {plain(word)[:STEM] for word in WORD.findall(text)}


def numbers_differ(one: str, other: str, things: Collection[str]) -> bool:
    """Whether two texts give different numbers for one of these things (stems of words)."""
    ours, theirs = numbers_beside(one, things), numbers_beside(other, things)
    return any(
        ours[thing] - theirs[thing] and theirs[thing] - ours[thing]
        for thing in ours.keys() & theirs.keys()
    )


def numbers_beside(text: str, things: Collection[str]) -> dict[str, set[str]]:
    """Return the numbers that stand beside each of these things, "two" and "2" one."""
    terms = TERM.findall(text)
    found: dict[str, set[str]] = {}
    for n, term in enumerate(terms):
        thing = plain(term)[:STEM]
        if thing in things:
            beside = terms[max(0, n - BESIDE) : n + BESIDE + 1]
            numbers = {str(NUMBERS.get(word.lower(), word)) for word in beside if _is_number(word)}
            if numbers:
                found.setdefault(thing, set()).update(numbers)
    return found


def _stated_in(question: Sequence[str]) -> Iterator[str]:
    """Yield the clauses of a question that state something."""
    *before, last = question
    yield from (one for one in before if _says_something(one) and not _asks(one))
    if SUBJECT.match(last):
        yield last


def _is_number(word: str) -> bool:
    return word[0].isdigit() or NUMBERS.get(word.lower(), 1) > 1  # "a" is an article


def _says_something(clause: str) -> bool:
    """Whether it is more than a word: not "Hmm," nor a mark."""
    return " " in clause.strip()


def _asks(clause: str) -> bool:
    return _openers().match(clause) is not None


@cache
def _openers() -> re.Pattern[str]:
    """Words by which a question begins, maybe after a "so" or an "ok"."""
    words = resources.text("patterns/questions.txt").strip().split("\n")
    return re.compile(
        rf"\W*(?:(?:and|so|but|hmm|ok|okay|also|oh|well|hey|und|aber)\W+)*"
        rf"(?:{'|'.join(map(re.escape, words))})\b",
        re.IGNORECASE,
    )
