"""What the user tells of themselves, understood as what could have been learned.

Then it takes the place of what was learned, and is not a sentence beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from assistant.profile.extract import drafts
from assistant.profile.owner import owner_of
from memory.types import Claim, ClaimKind, Document, Kind, Participant, Strength

SOMEBODY = "The User"
SHORTEST = 4  # letters by which a sentence is known to be of the same form


@dataclass(frozen=True, slots=True)
class Told:
    """What was told, as a claim."""

    text: str = field(repr=False)
    value: str = field(repr=False)
    slot: str
    kind: ClaimKind
    polarity: Literal[1, -1] = 1
    until: datetime | None = field(default=None)


def understood(text: str, claims: Iterable[Claim]) -> Told | None:
    """Return what was told if it has one meaning; else None."""
    return _as_written(text) or _as_on_the_page(text, claims)


def _as_written(text: str) -> Told | None:
    """Understand it as if it stood in a mail of the user: "I live in Leeds"."""
    mail = Document(
        Kind.MAIL, "", text, date=datetime.now(UTC), people=(Participant("from", SOMEBODY),)
    )
    found = [
        one
        for one in drafts(mail, owner_of(SOMEBODY))
        if not one.subject and not one.ended and one.strength is Strength.STATED
    ]
    if len(found) != 1:
        return None
    (draft,) = found
    return Told(draft.text, draft.value, draft.slot, draft.kind, draft.polarity, draft.until)


def _as_on_the_page(text: str, claims: Iterable[Claim]) -> Told | None:
    """Understand it by a claim that differs in its value alone: "Lives in Bath."."""
    best: tuple[int, Told] | None = None
    text = " ".join(text.split()).rstrip(".") + "."
    for claim in claims:
        before, found, after = claim.text.partition(claim.value)
        if not found or claim.subject or len(before) < SHORTEST or not after.startswith("."):
            continue
        value = text[len(before) : len(text) - len(after)]
        if value and text.startswith(before) and text.endswith(after):
            told = Told(text, value, claim.slot, claim.kind, claim.polarity)
            if best is None or len(before) > best[0]:
                best = len(before), told
    return best[1] if best else None
