"""How the user writes to somebody: how they greet and close, in which language, "du" or "Sie"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.profile.extract.letters import CLOSING, GREETING, LAST
from assistant.profile.languages import language_of
from memory.types import Document

FEW = 2  # mails below which a habit is none
FORMAL, FAMILIAR = (
    re.compile(r"(?<=[a-zäöüß,] )(?:Sie|Ihnen|Ihr|Ihre[nrms]?)\b"),
    re.compile(r"\b(?:du|dir|dich|dein\w*)\b", re.IGNORECASE),
)


@dataclass(frozen=True, slots=True)
class Manner:
    """What the user does most often, and in how many of the mails."""

    words: str = field(repr=False)
    times: int
    of: int


@dataclass(frozen=True, slots=True)
class Manners:
    """How the user writes to somebody; None where it cannot be told."""

    mails: int = 0
    greeting: Manner | None = None
    closing: Manner | None = None
    language: Manner | None = None
    address: Manner | None = None  # "du", "Sie", or the first or whole name


def manners(written: Iterable[Document]) -> Manners:
    """Return what the mails have in common that the user wrote to one person."""
    greetings, closings, languages, addresses = (Counter[str]() for _ in range(4))
    mails = 0
    for document in written:
        mails += 1
        text = _own_words(document)
        if match := GREETING.match(text[:LAST]):
            greetings[f"{match['how'].capitalize()} {match['whom']}"] += 1
        if found := list(CLOSING.finditer(text[-LAST:])):
            closings[" ".join(found[-1]["how"].split()).capitalize()] += 1
        if language := language_of(text):
            languages[language] += 1
        if language == "German" and (address := _address(text)):
            addresses[address] += 1
    return Manners(
        mails, *(_most(habit, mails) for habit in (greetings, closings, languages, addresses))
    )


def _address(text: str) -> str:
    formal, familiar = len(FORMAL.findall(text)), len(FAMILIAR.findall(text))
    if formal == familiar:
        return ""
    return "Sie" if formal > familiar else "du"


def _own_words(document: Document) -> str:
    """Return the text without what is quoted; a closing is part of the signature."""
    ends = [fold.start for fold in document.folds if fold.why == "quote" and fold.start > 0]
    return document.text[: min(ends, default=len(document.text))].strip()


def _most(habit: Counter[str], mails: int) -> Manner | None:
    if not habit:
        return None
    words, times = max(sorted(habit.items()), key=lambda one: one[1])
    return Manner(words, times, mails)
