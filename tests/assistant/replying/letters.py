"""Letters that are asked of in tests, as they are read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.profile.owner import Owner, owner_of
from assistant.replying.asked import Letter, letter
from assistant.replying.facts import Fact
from memory.types import ChunkId, Document, DocumentId, Fold, Kind, Participant, Passage

ADA = "Ada Byron <ada@example.org>"
AT = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)  # a Wednesday
BO = Participant("from", "Bo Lind", "bo@example.org")
ME = Participant("to", "Ada Byron", "ada@example.org")


def owner(*correspondents: str) -> Owner:
    known = owner_of(ADA)
    return Owner(known.names, known.addresses, frozenset(correspondents))


def a_letter(text: str, *, known: bool = True, **more: Any) -> Letter:
    return letter(a_mail(text, **more), owner("bo@example.org") if known else owner())


def a_mail(text: str, **more: Any) -> Document:
    fields: dict[str, Any] = {
        "kind": Kind.MAIL,
        "title": "Tea",
        "text": text,
        "date": AT,
        "people": (BO, ME),
        "external_id": "1@example.org",
    }
    return Document(**(fields | more))


def quoting(text: str, *, quoted: str = "On Monday Ada wrote:\n> Could you come?\n") -> Document:
    """Return a mail with what it answers below."""
    return a_mail(text + quoted, folds=(Fold(len(text), len(text + quoted), "quote"),))


def a_passage(text: str, **more: Any) -> Passage:
    fields: dict[str, Any] = {
        "rank": 1, "score": 1.0, "text": text, "title": "Lease", "date": AT, "people": ("Moira",),
        "source": "Mail", "kind": Kind.MAIL, "path": Path("/mail.mbox"), "locator": "",
        "document": DocumentId("d"), "start": 0, "end": len(text), "chunk": ChunkId(1),
    }  # fmt: skip
    return Passage(**(fields | more))


def a_fact(text: str, ask: int = 0, passage: str = "", **more: Any) -> Fact:
    return Fact(ask, text, a_passage(passage or text), **more)
