"""What the memory knows as private: people, and what is believed of the user and of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.privacy.recognizers.gazetteer import Known
from assistant.privacy.recognizers.lexicon import cues
from assistant.privacy.recognizers.spans import Kind
from memory.claims.rows import read_claims
from memory.held import NAME
from memory.people.known import handles, names
from memory.store import MemoryStore
from memory.types import Claim, Sensitivity

YOU = "you"
ADDRESS = re.compile(r"<[^>]*>|\S+@\S+")
# What a slot of a claim is called, and of what kind its value is then; the first that fits.
SLOTS = (
    ("employer|company|workplace|works? (?:for|at)|school|university|organi[sz]ation|bank|doctor",
     Kind.ORGANISATION),
    (r"\bpets?\b|\bdog|\bcat\b", Kind.PET),
    ("project|product|team", Kind.PROJECT),
    ("name|called|partner|spouse|wife|husband|child|parent|sister|brother|friend|sibling|mother"
     r"|father|daughter|son\b|boss|colleague", Kind.PERSON),
    ("city|town|home|live|birthplace|country|place|residence|location|from|neighbou?rhood|address",
     Kind.PLACE),
    (r"\bage\b", Kind.AGE),
    ("job|occupation|profession|role", Kind.JOB),
)  # fmt: skip
MOST_WORDS = 3  # of a value that is a name: longer ones are told by their words


def known_of(store: MemoryStore, identity: str) -> Iterator[Known]:
    """Yield what the memory knows by name."""
    yield from _user(identity)
    yield from _people(store)
    for claim in read_claims(store.db, "status is not null"):
        yield from _claimed(claim)


def details_of(store: MemoryStore) -> list[str]:
    """Return the sentences that are believed of the user and of others."""
    return [claim.text for claim in read_claims(store.db, "status is not null")]


def _user(identity: str) -> Iterator[Known]:
    for one in identity.split(","):
        if name := ADDRESS.sub("", one).strip(' "'):
            yield Known(name, Kind.PERSON, "your own name", YOU)


def _people(store: MemoryStore) -> Iterator[Known]:
    given = handles(store)
    for person in names(store):
        for name in person.names:
            if "@" not in name:
                yield Known(name, Kind.PERSON, "somebody you know", person.name)
        for handle in given.get(person.id, ()):
            bare = handle.removeprefix(NAME)
            if "@" in bare:
                yield Known(bare, Kind.EMAIL, "the address of somebody you know")


def _claimed(claim: Claim) -> Iterator[Known]:
    if claim.subject:
        yield Known(claim.subject, Kind.PERSON, "somebody your memory speaks of", claim.subject)
    value = claim.value.strip()
    kind = next((kind for shape, kind in SLOTS if re.search(shape, claim.slot)), None)
    if kind in {None, Kind.AGE, Kind.JOB}:
        if claim.sensitivity is Sensitivity.SENSITIVE and value:
            yield Known(value, Kind.DETAIL, "a sensitive thing your memory holds")
        return
    capital = any(word[0].isupper() for word in value.split())
    if (
        value
        and capital
        and len(value.split()) <= MOST_WORDS + 2
        and value.lower() not in cues("allowed")
    ):
        yield Known(value, kind, f"a {kind.value} your memory holds")
