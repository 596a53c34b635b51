"""What the user's own calendar tells: what comes again, and what is planned.

An invitation from somebody else proves only that it arrived.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from assistant.profile.extract.drafting import sentence_case
from assistant.profile.owner import Owner
from memory.types import ClaimKind, Document, Draft, Kind, Strength

REPEATS = re.compile(r"^Repeats: ([^;\n]+)", re.MULTILINE)
WHEN = re.compile(r"^When: ([^\n]+)", re.MULTILINE)
UNTIL = re.compile(r"until (\d{1,2} \w+ \d{4})")
CANCELLED = re.compile(r"^Status: cancell?ed", re.MULTILINE | re.IGNORECASE)


def scheduled(document: Document, owner: Owner) -> Iterator[Draft]:
    """Yield the routine or the plan that an event of the user's own is."""
    if document.kind is not Kind.EVENT or not _is_own(document, owner):
        return
    if CANCELLED.search(document.text):
        return
    title = document.text.split("\n", 1)[0]
    if again := REPEATS.search(document.text):
        yield _draft(
            document, ClaimKind.ROUTINE, "routine", again, f"{title} {again[1]}", _last(again[1])
        )
    elif when := WHEN.search(document.text):
        until = document.date + timedelta(days=1) if document.date else None
        yield _draft(document, ClaimKind.PLAN, "plan", when, f"{title}: {when[1]}", until)


def _is_own(document: Document, owner: Owner) -> bool:
    """Whether nobody else called it: no organiser is named, or it is the user."""
    return all(owner.is_sender(person) for person in document.people if person.role == "from")


def _last(rule: str) -> datetime | None:
    match = UNTIL.search(rule)
    return datetime.strptime(match[1], "%d %B %Y").astimezone() if match else None


def _draft(
    document: Document,
    kind: ClaimKind,
    slot: str,
    match: re.Match[str],
    value: str,
    until: datetime | None,
) -> Draft:
    return Draft(
        subject="", kind=kind, slot=slot, value=value, text=sentence_case(value), polarity=1,
        strength=Strength.STATED, document=document.id, start=0, end=match.end(1),
        at=document.date, until=until,
    )  # fmt: skip
