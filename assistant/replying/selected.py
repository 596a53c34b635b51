"""A letter that stands in another program: the text that was selected, and who wrote it.

Whom the user names is believed.  Whom only the text or the title of a window names may be
anybody who can write a name: that one is greeted, and nothing is told to them unasked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from assistant.profile.letter import letter as taken_apart
from assistant.profile.owner import ADDRESS, Owner, folded
from ingest.clean import folds
from memory.held import Person
from memory.people.known import handles, names
from memory.store import MemoryStore
from memory.types import Document, Kind, Participant

QUOTED = re.compile(r"^[ \t]?>[ \t]?", re.MULTILINE)
INTRODUCED = re.compile(r"^[^\n>]{0,200}:[ \t]*\n+(?=[ \t]?>)")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote a text; ``sure`` if the user said so."""

    name: str
    address: str = ""
    sure: bool = False


NOBODY = Sender("")


def selected(text: str, title: str, sender: Sender) -> Document:
    """Return the text as a mail of this sender that has just come."""
    told = unquoted(text)
    people = (Participant("from", sender.name, sender.address),)
    return Document(
        Kind.MAIL, title, told, datetime.now(UTC).astimezone(), people, folds=folds(told)
    )


def unquoted(text: str) -> str:
    """Return a text as it was before an answer quoted all of it."""
    bare = INTRODUCED.sub("", text.lstrip("\n"))
    lines = [line for line in bare.splitlines() if line.strip()]
    is_quoted = bool(lines) and all(QUOTED.match(line) for line in lines)
    return QUOTED.sub("", bare) if is_quoted else text


def sender_of(text: str, to: str, store: MemoryStore, owner: Owner, *, sure: bool) -> Sender:
    """Return who wrote a text: as ``to`` says, "Bo <address>", else as it is signed.

    A name without an address is looked up among those who are known.
    """
    if to.strip():
        address = next(iter(ADDRESS.findall(to)), "")
        name = " ".join(ADDRESS.sub(" ", to).translate(str.maketrans('<>"', "   ")).split())
        known = address or _address(_called(name, store), store, owner)
        return Sender(name, known, sure)
    told = unquoted(text)
    signed = taken_apart(Document(Kind.MAIL, "", told, folds=folds(told))).signed
    called = [one for one in _called(signed.strip(" ,.-–"), store) if not owner.is_named(one.name)]
    return Sender(called[0].name, _address(called, store, owner)) if len(called) == 1 else NOBODY


def _called(name: str, store: MemoryStore) -> list[Person]:
    """Return who is called so as a whole; if nobody, whose first name it is."""
    wanted = folded(name)
    known = names(store) if wanted else []
    whole = [one for one in known if wanted in map(folded, (one.name, *one.aliases))]
    return whole or [one for one in known if folded(one.name).split()[:1] == [wanted]]


def _address(called: Sequence[Person], store: MemoryStore, owner: Owner) -> str:
    """Return the address of the one who is called so, the one written to before others."""
    if len(called) != 1:
        return ""
    known = [one for one in handles(store, [called[0].id])[called[0].id] if "@" in one]
    written = [one for one in known if one.lower() in owner.correspondents]
    return next(iter(written or known), "")
