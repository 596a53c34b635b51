"""Who the user is: their names and addresses, known before anything is learned."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from memory.types import Document, Kind, Participant

ADDRESS = re.compile(r"[^\s<>,;\"']+@[^\s<>,;\"']+\.[^\s<>,;\"']+")
YOU = "You"  # how the user is called in talks with a program
PROGRAM = "Assistant"


@dataclass(frozen=True, slots=True)
class Owner:
    """The user's names and addresses, and the addresses they have written to.

    ``correspondents`` are whom the user answered or wrote to: what others tell
    of themselves is of interest only if they are among them.
    """

    names: frozenset[str] = field(default=frozenset(), repr=False)  # folded
    addresses: frozenset[str] = field(default=frozenset(), repr=False)  # in lower case
    correspondents: frozenset[str] = field(default=frozenset(), repr=False)

    def is_named(self, name: str) -> bool:
        """Whether this is the user's name as a whole: another Ada is not Ada Lovelace."""
        return folded(name) in self.names

    def wrote(self, document: Document) -> bool:
        """Whether a mail is from the user."""
        senders = [person for person in document.people if person.role == "from"]
        return bool(senders) and all(map(self.is_sender, senders))

    def is_sender(self, person: Participant) -> bool:
        """Whether a participant is the user: by the address; by the name if none is given."""
        if person.address and "@" in person.address:
            return person.address.lower() in self.addresses
        return self.is_named(person.name)

    def speaker(self, document: Document) -> str | None:
        """Return the name under which the user speaks in a chat; None if they do not.

        The first name alone is enough only where nobody else in the chat bears it.
        """
        names = [person.name for person in document.people if person.role == "speaker"]
        whole = [name for name in names if self.is_named(name)]
        if whole:
            return whole[0]
        if YOU in names:
            return YOU
        firsts = {one.split()[0] for one in self.names if one}
        alike = [name for name in names if folded(name).split()[:1] and _first(name) in firsts]
        return alike[0] if len(alike) == 1 and len(folded(alike[0]).split()) == 1 else None

    def knows(self, person: Participant) -> bool:
        """Whether the user has ever written to somebody."""
        return person.address.lower() in self.correspondents


def owner_of(identity: str, documents: Iterable[Document] = ()) -> Owner:
    """Return the owner as the settings name them: "Ada Lovelace <ada@example.org>, Ada King".

    Whom they wrote to is taken from the mails among the documents.
    """
    addresses = {match.lower() for match in ADDRESS.findall(identity)}
    rest = ADDRESS.sub(" ", identity)
    names = {folded(name) for name in re.split(r"[,;\n<>]", rest)} - {""}
    owner = Owner(frozenset(names), frozenset(addresses))
    return with_correspondents(owner, documents)


def with_correspondents(owner: Owner, documents: Iterable[Document]) -> Owner:
    """Return the owner with those whom the mails among the documents were written to."""
    found = {
        person.address.lower()
        for document in documents
        if document.kind is Kind.MAIL and owner.wrote(document)
        for person in document.people
        if person.role in {"to", "cc"} and person.address
    }
    known = owner.correspondents | found - owner.addresses
    return Owner(owner.names, owner.addresses, frozenset(known))


def folded(name: str) -> str:
    """Return a name as names are compared: without case, accents, quotes and spaces around."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\"'“”.]", " ", letters).split())


def _first(name: str) -> str:
    return folded(name).split()[0]
