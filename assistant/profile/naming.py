"""Who is meant by a name in a claim, among the people who are known."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from assistant.profile.owner import folded
from memory.held import Person, PersonId
from memory.types import Claim, ClaimKind

RELATION = re.compile(r"^(?P<name>.+): (?P<kind>[^:]+?)\.?$")
TITLES = {"mr", "mrs", "ms", "dr", "prof", "frau", "herr"}


class Called:
    """Who is meant by a name: the one person who is known by all of its words."""

    def __init__(self, people: Collection[Person]) -> None:
        self._words = {one.id: [_words(name) for name in one.names] for one in people}
        self._names = {one.id: one.name for one in people}
        self._known: dict[str, PersonId | None] = {}  # claims name the same people again and again

    def whose(self, name: str) -> PersonId | None:
        """Return who bears this name, if only one does: by all of it, else by a part."""
        if name not in self._known:
            self._known[name] = self._whose(_words(name))
        return self._known[name]

    def _whose(self, words: frozenset[str]) -> PersonId | None:
        if not words:
            return None
        for fits in (words.__eq__, words.__le__):
            found = [id for id, names in self._words.items() if any(map(fits, names))]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def name_of(self, name: str) -> str:
        """Return the whole name of whom this one means; "" if nobody or more than one."""
        whose = self.whose(name)
        return "" if whose is None else self._names[whose]

    def namesakes(self, one: Person) -> int:
        words = _words(one.name)
        return sum(id != one.id and words in names for id, names in self._words.items())

    def is_about(self, claim: Claim, id: PersonId) -> bool:
        """Whether a claim is of this person, or applies to them only."""
        names = [claim.subject, claim.scope.who, related(claim)[0]]
        names += [claim.value] if claim.slot == "writes_to" else []
        return any(name and self._could_be(name, id) for name in names)

    def _could_be(self, name: str, id: PersonId) -> bool:
        """Of namesakes it is told of each: who is meant is for the reader to say."""
        return self.whose(name) == id or _words(name) in self._words.get(id, ())


def related(claim: Claim) -> tuple[str, str]:
    """Return of a relation to the user who it is, and what they are: ("Tom", "brother")."""
    if claim.kind is not ClaimKind.RELATION or claim.slot != "relation" or claim.subject:
        return "", ""
    match = RELATION.match(claim.text)
    return (match["name"], match["kind"]) if match else ("", "")


def in_full(claims: Iterable[Claim], called: Called) -> Iterator[Claim]:
    """Yield the claims with the whole name of who is meant: "Tom: brother." with his surname.

    What the user said in their own words stays as they said it.
    """
    for claim in claims:
        name, kind = related(claim)
        whole = called.name_of(name) if name and not claim.locked else ""
        yield replace(claim, text=f"{whole}: {kind}.") if whole else claim


def _words(name: str) -> frozenset[str]:
    return frozenset(folded(name).replace(",", " ").split()) - TITLES
