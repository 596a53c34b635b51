"""The user's own mails, taken apart: to whom, in which language, on which occasion."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from assistant.profile.languages import language_of
from assistant.profile.letter import Letter, letter, own_lines, signs_of
from assistant.profile.owner import Owner, folded
from memory.types import Document, DocumentId, Participant
from memory.voice import Kept

ANSWERS = re.compile(
    r"\s*(?:re|aw|antw|sv|vs|odp|réf|rif|res|ré)\s*(?:\[\d+\])?\s*:", re.IGNORECASE
)


class Occasion(StrEnum):
    """What a mail is written for."""

    NEW = "new"  # it begins an exchange
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Written:
    """One mail of the user's."""

    id: DocumentId
    document: Document = field(repr=False)
    letter: Letter = field(repr=False)
    to: tuple[Participant, ...] = field(repr=False)
    language: str
    occasion: Occasion

    @property
    def at(self) -> datetime | None:
        return self.document.date


def letters(mails: Iterable[Kept], owner: Owner) -> list[Written]:
    """Take the mails apart that the user wrote, the oldest first."""
    own = [mail for mail in mails if owner.wrote(mail.document)]
    lines = (own_lines(mail.document) for mail in own)
    signs = signs_of(lines, owner.names)
    return [written for mail in own if (written := _written(mail, signs)) is not None]


def _written(mail: Kept, signs: frozenset[str]) -> Written | None:
    document = mail.document
    met = [folded(person.name) for person in document.people if person.role != "from"]
    found = letter(document, signs, met)
    if not found.lines and not found.greeting:
        return None
    to = tuple(person for person in document.people if person.role == "to")
    return Written(mail.id, document, found, to, language_of(found.body), occasion(document))


def occasion(document: Document) -> Occasion:
    """A mail replies if it says so or quotes what it answers."""
    quotes = any(fold.why == "quote" for fold in document.folds)
    answers = bool(document.references) or bool(ANSWERS.match(document.title)) or quotes
    return Occasion.REPLY if answers else Occasion.NEW


def mostly(written: Sequence[Written]) -> str:
    """Return the language of most of them."""
    spoken = [one.language for one in written if one.language]
    return max(sorted(set(spoken)), key=spoken.count, default="")
