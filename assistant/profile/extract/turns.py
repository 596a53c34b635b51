"""Who says what in a document: the user's own words apart from everybody else's.

A program's turns, quoted replies, signatures and what was forwarded are nobody's
statement about themselves, and are never heard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from assistant.profile.extract.heard import heard
from assistant.profile.owner import PROGRAM, YOU, Owner
from memory.types import Document, Kind, Strength

FORWARDED = re.compile(
    r"^\s*(?:-{2,}.{0,40}(?:forward|original|weitergeleitet|ursprüngl).{0,40}"
    r"|(?:begin forwarded message|anfang der weitergeleiteten).{0,20}"
    r"|(?:from|von|de):\s.+\n(?:.+\n){0,3}(?:to|an|sent|gesendet|date|datum|subject|betreff):\s.*)$",
    re.IGNORECASE | re.MULTILINE,
)
DATA = re.compile(r"(?:[\w ]{1,30}: [^;]*(?:; |$)){1,}[\w ]{1,30}: |[\w ]{1,30}:(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch that somebody says of their own accord.

    ``subject`` is who speaks, "" for the user; ``strength`` is how much an
    explicit statement in it counts; ``before`` is what the other side said last.
    """

    start: int
    text: str = field(repr=False)
    subject: str = field(repr=False)
    strength: Strength
    at: datetime | None
    before: str = field(default="", repr=False)
    chat: bool = False
    letter: bool = False  # a mail: there only what is said in full counts

    @property
    def own(self) -> bool:
        return self.subject == ""


def turns(document: Document, owner: Owner) -> Iterator[Turn]:
    """Yield what is heard of a document, in its order."""
    match document.kind:
        case Kind.CHAT:
            yield from _of_chat(document, owner)
        case Kind.MAIL:
            yield from _of_mail(document, owner)
        case Kind.DOCUMENT if _is_note(document):
            yield from _of_note(document)


def _of_chat(document: Document, owner: Owner) -> Iterator[Turn]:
    own = owner.speaker(document)
    with_program = any(person.name == PROGRAM for person in document.people)
    before = ("", "")
    for part in document.parts:
        said_by = part.title
        start = part.start + len(said_by) + 2  # "Ada: "
        words = document.text[start : part.end]
        asked = before[1] if before[0] != said_by else ""
        before = (said_by, words)
        at = part.date or document.date
        if said_by == own:
            yield Turn(start, words, "", Strength.STATED, at, asked, chat=True)
        elif said_by not in {PROGRAM, YOU} and not with_program and own is not None:
            yield Turn(start, words, said_by, Strength.OTHERS, at, asked, chat=True)


def _of_mail(document: Document, owner: Owner) -> Iterator[Turn]:
    if owner.wrote(document):
        subject, strength = "", Strength.STATED
    else:
        senders = [person for person in document.people if person.role == "from"]
        if len(senders) != 1 or not senders[0].name or not owner.knows(senders[0]):
            return
        subject, strength = senders[0].name, Strength.OTHERS
    for start, end in _unfolded(document):
        text = document.text[start:end]
        forwarded = FORWARDED.search(text)
        own = heard(text[: forwarded.start()] if forwarded else text)
        yield Turn(start, own, subject, strength, document.date, letter=True)
        if forwarded:
            return


def _unfolded(document: Document) -> Iterator[tuple[int, int]]:
    position = 0
    for fold in sorted(document.folds, key=lambda fold: fold.start):
        if fold.start > position:
            yield position, fold.start
        position = max(position, fold.end)
    if position < len(document.text):
        yield position, len(document.text)


def _is_note(document: Document) -> bool:
    """Whether a text may be the user's own: nobody's name on it, not attached, printed or data."""
    other = any(part.locator.startswith(("page=", "row ")) for part in document.parts)
    if document.people or document.parent or other:
        return False
    lines = [line for line in document.text.split("\n") if line.strip()]
    return sum(bool(DATA.match(line)) for line in lines) < 0.5 * len(lines)


def _of_note(document: Document) -> Iterator[Turn]:
    """Yield a diary by its days; of other notes it is less sure that the user wrote them."""
    dated = [part for part in document.parts if part.date]
    if dated:
        for part in dated:
            text = document.text[part.start : part.end]
            yield Turn(part.start, text, "", Strength.STATED, part.date)
        return
    yield Turn(0, document.text, "", Strength.IMPLIED, document.date)
