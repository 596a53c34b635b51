"""What is held, as values: how much of what, documents in a list, the people they name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NewType

from memory.types import DocumentId, Kind

PersonId = NewType("PersonId", int)
NAME = "name:"  # begins a handle that is no address


@dataclass(frozen=True, slots=True)
class Group:
    """Documents that have something in common."""

    name: str = field(repr=False)
    documents: int
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Holdings:
    """What is held, counted."""

    documents: int
    passages: int
    claims: int
    undated: int
    kinds: dict[Kind, Group]
    sources: tuple[Group, ...]
    months: dict[str, dict[Kind, int]]  # by "2024-03", in order; without those of no date


@dataclass(frozen=True, slots=True)
class Listing:
    """Which documents a list is of; empty means all."""

    kind: Kind | None = None
    source: str = ""
    person: int | None = None
    time: str = ""  # how its date begins: "2024" or "2024-03"
    undated: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A document in a list."""

    id: DocumentId
    kind: Kind
    title: str = field(repr=False)
    date: datetime | None
    people: tuple[str, ...] = field(repr=False)
    path: Path = field(repr=False)


ALL = Listing()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody documents name.  Of documents count all that name them."""

    id: PersonId
    name: str = field(repr=False)
    aliases: tuple[str, ...] = field(default=(), repr=False)  # how else they are called
    addresses: tuple[str, ...] = field(default=(), repr=False)
    first: datetime | None = None  # in touch: they wrote, were written to, or spoke
    last: datetime | None = None
    mails_from: int = 0
    mails_to: int = 0  # by the user, where it is known who that is
    messages_from: int = 0
    messages_to: int = 0
    documents: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)

    @property
    def contacts(self) -> int:
        """How often one was in touch, both ways."""
        return self.mails_from + self.mails_to + self.messages_from + self.messages_to
