"""How the user writes to somebody: how they greet and close, in which language, "du" or "Sie"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from assistant.profile.languages import language_of
from assistant.profile.letter import Letter, letter
from memory.types import Document

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


def manners(written: Iterable[Document], names: Collection[str] = ()) -> Manners:
    """Return what the mails have in common that the user wrote to one person.

    ``names`` are the user's, folded: with them they sign.
    """
    greetings, closings, languages, addresses = (Counter[str]() for _ in range(4))
    mails = 0
    for document in written:
        mails += 1
        found = letter(document, names)
        greetings.update(_greeting(found))
        closings.update(_closing(found))
        if language := language_of(found.body):
            languages[language] += 1
        if language == "German" and (address := _address(found.body)):
            addresses[address] += 1
    return Manners(
        mails, *(_most(habit, mails) for habit in (greetings, closings, languages, addresses))
    )


def _greeting(found: Letter) -> list[str]:
    words = f"{found.how.capitalize()} {found.whom}".strip()
    return [words] if found.how else []


def _closing(found: Letter) -> list[str]:
    words = " ".join(found.closing.split()).rstrip(",.!:;–—- ")
    return [f"{words[0].upper()}{words[1:]}"] if words else []


def _address(text: str) -> str:
    formal, familiar = len(FORMAL.findall(text)), len(FAMILIAR.findall(text))
    if formal == familiar:
        return ""
    return "Sie" if formal > familiar else "du"


def _most(habit: Counter[str], mails: int) -> Manner | None:
    if not habit:
        return None
    words, times = max(sorted(habit.items()), key=lambda one: one[1])
    return Manner(words, times, mails)
