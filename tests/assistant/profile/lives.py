"""Turns and documents in which somebody speaks, and what is drawn from them."""

from __future__ import annotations

from datetime import datetime

from assistant.profile.extract import drafts
from assistant.profile.extract.turns import Turn
from assistant.profile.owner import Owner, owner_of
from memory.types import Document, DocumentId, Draft, Kind, Part, Participant, Strength
from tests.fakes import day

ME = owner_of("Ada Byron <ada@example.org>, Ada King")
ID = DocumentId("document")


def a_turn(text: str, before: str = "", **more: object) -> Turn:
    fields = {"subject": "", "strength": Strength.STATED, "at": day(3), "chat": True} | more
    return Turn(0, text, before=before, **fields)  # type: ignore[arg-type]


def told(family, text: str, before: str = "", **more: object) -> list[tuple[str, str]]:
    """Return slot and value of what a family draws from a turn, in order."""
    found = family(ID, a_turn(text, before, **more))
    return [(draft.slot, marked(draft)) for draft in found]


def marked(draft: Draft) -> str:
    """Return a value with "-" for what is not so, and "†" for what is over."""
    return ("-" if draft.polarity < 0 else "") + ("†" if draft.ended else "") + draft.value


def talk(*said: tuple[str, str], at: datetime | None = None) -> Document:
    """A chat as readers make them: "Name: words", a part for each."""
    text, parts = "", []
    for n, (name, words) in enumerate(said, 1):
        line = f"{name}: {words}"
        parts.append(Part(len(text), len(text) + len(line), f"#{n}", name, at or day(3)))
        text += line + "\n"
    people = tuple(Participant("speaker", name) for name in dict.fromkeys(name for name, _ in said))
    return Document(Kind.CHAT, "Chat", text, day(3), people, parts=tuple(parts))


def mail(sender: Participant, text: str, *to: Participant, **more: object) -> Document:
    fields = {"date": day(3), "people": (sender, *to), "external_id": text[:20]} | more
    return Document(Kind.MAIL, "A mail", text, **fields)  # type: ignore[arg-type]


ADA = Participant("from", "Ada Byron", "ada@example.org")
BO = Participant("from", "Bo Ek", "bo@example.org")
TO_BO = Participant("to", "Bo Ek", "bo@example.org")


def of(document: Document, owner: Owner = ME) -> list[tuple[str, str, str]]:
    """Return subject, slot and value of all that is drawn from a document."""
    return [(draft.subject, draft.slot, marked(draft)) for draft in drafts(document, owner)]
