"""What is held and who is known, made up in memory; it notes what was done about people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.profile.exposure import Exposure
from assistant.profile.manners import Manner, Manners
from assistant.profile.people import Card, Known
from assistant.profile.promises import Promise
from memory.errors import Problem
from memory.held import Group, Holdings, Listed, Listing, Person, PersonId
from memory.progress import Progress, Work
from memory.types import Changes, ClaimId, DocumentId, Kind, Topic
from tests.ui.claims import claim

NOW = datetime(2024, 3, 3, 14, 10, tzinfo=UTC)
NOTHING = Holdings(0, 0, 0, 0, {}, (), {})
SOME = Holdings(
    documents=12,
    passages=45,
    claims=2,
    undated=1,
    kinds={Kind.MAIL: Group("mail", 9, NOW, NOW), Kind.CHAT: Group("chat", 3, NOW, NOW)},
    sources=(Group("Mail", 9, NOW, NOW), Group("Chats", 3, None, None)),
    months={"2024-01": {Kind.MAIL: 4}, "2024-03": {Kind.MAIL: 5, Kind.CHAT: 2}},
)
BO = Person(
    PersonId(1), "Bo Ek", ("Bo",), ("bo@example.org", "bo@work.org"), NOW, NOW, 3, 2, 0, 0, 5
)
CY = Person(PersonId(2), "Cy", (), ("cy@example.org",), None, None, 0, 0, 7, 1, 3)
ADA = Person(PersonId(3), "Ada", (), ("ada@example.org",), NOW, NOW, 9, 0, 0, 0, 9)
PROMISE = Promise(True, "I'll send you the lease.", DocumentId("d1"), 0, 9, NOW, due=NOW)
CARD = Card(
    Known(BO, "brother"),
    (PROMISE, replace(PROMISE, mine=False, due=None, agreed="Sure.")),
    Manners(3, Manner("Dear Bo", 2, 3), None, Manner("German", 3, 3), Manner("du", 3, 3)),
    (claim(1), claim(2)),
    (("bo@example.org",), ("bo@work.org", "name:bo")),
)
EXPOSURE = Exposure(
    12,
    3,
    (claim(1), claim(2)),
    frozenset([ClaimId(1)]),
    {"phone number": 2},
    {"phone number": "01…70"},
)


def listed(n: int, **new: Any) -> Listed:
    made = Listed(DocumentId(f"d{n}"), Kind.MAIL, f"Mail {n}", NOW, ("Ana",), Path("/mail.mbox"))
    return replace(made, **new)


@dataclass
class FakeOverview:
    """Everything the window asks of an Overview."""

    held: Holdings = NOTHING
    documents: list[Listed] = field(default_factory=lambda: [listed(n) for n in range(5)])
    most: int = 3
    asked: list[Listing] = field(default_factory=list)
    exposed: list[dict[str, Any]] = field(default_factory=list)
    exposure: Exposure = EXPOSURE
    problem: Problem | None = None

    def holdings(self) -> Holdings:
        if self.problem is not None:
            raise self.problem
        return self.held

    def listed(self, where: Listing, most: int = 0, after: int = 0) -> list[Listed]:
        self.asked.append(where)
        return [] if where.time == "1999" else self.documents[after : after + self.most]

    def counted(self, where: Listing) -> int:
        return 0 if where.time == "1999" else len(self.documents)

    def exposing(self, **target: Any) -> Work[Progress, Exposure]:
        yield Progress(0, 1)
        self.exposed.append(target)
        return self.exposure


@dataclass
class FakePeople:
    """Everything the window asks of the People."""

    known: list[Known] = field(
        default_factory=lambda: [Known(BO, "brother"), Known(CY), Known(ADA, is_user=True)]
    )
    the_card: Card = CARD
    did: list[tuple[Any, ...]] = field(default_factory=list)

    def everybody(self) -> list[Known]:
        return list(self.known)

    def card(self, id: PersonId) -> Card:
        for one in self.known:
            if one.person.id == id:
                return replace(self.the_card, known=one)
        raise Problem("This person is no longer known.")

    def join(self, kept: PersonId, *others: PersonId) -> Changes:
        self.known = [one for one in self.known if one.person.id not in others]
        return self._did("join", kept, *others)

    def split(self, id: PersonId, chosen: Sequence[str] = ()) -> Changes:
        return self._did("split", id, *chosen)

    def undo(self) -> Changes:
        return self._did("undo")

    def _did(self, *what: Any) -> Changes:
        self.did.append(what)
        return Changes("Edit", frozenset({Topic.PEOPLE}))
