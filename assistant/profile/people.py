"""People: who they are to the user, what is open between them, and how one writes to them.

Reached as ``famulus.people``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from assistant.profile.extract.turns import turns
from assistant.profile.learning import known_owner
from assistant.profile.manners import Manners, manners
from assistant.profile.naming import Called, related
from assistant.profile.owner import PROGRAM, YOU, Owner, folded
from assistant.profile.promises import LAPSES, Promise, Said, open_promises
from memory.claims.rows import at_time, read_claims
from memory.documents import opened
from memory.errors import Problem
from memory.held import NAME, Person, PersonId
from memory.people import joining
from memory.people.known import (
    documents_of,
    documents_with,
    everybody,
    handles,
    named_in,
    person,
    threads,
    with_attachment,
)
from memory.search.filters import persons
from memory.store import MemoryStore
from memory.types import (
    Changes,
    Claim,
    Document,
    DocumentId,
    Kind,
    Participant,
    Status,
    Topic,
)

MOST = 600  # mails and chats of one person that are read for what is open
STANDS = {Status.ACTIVE, Status.DISPUTED, Status.DRAFT}
SEVERAL = 5  # people of one name that are listed


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody in the list of people."""

    person: Person
    relation: str = field(default="", repr=False)  # to the user: "sister"
    is_user: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """All that is known of one person at once."""

    known: Known
    promises: tuple[Promise, ...]
    manners: Manners
    claims: tuple[Claim, ...]  # of them, or that apply to them only
    groups: tuple[tuple[str, ...], ...]  # what they would be split into
    namesakes: int = 0  # others of the same name: claims know people by their names

    @property
    def person(self) -> Person:
        return self.known.person


class People:
    """Who is known, of one opened ``Assistant``."""

    def __init__(
        self,
        store: MemoryStore,
        identity: Callable[[], str],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._identity = identity
        self._now = now

    # Reading

    def everybody(self) -> list[Known]:
        """Return all who are known, with whom one was in touch last first; the user last.

        Under however many names and addresses the user writes, they are one.
        """
        own = self._own()
        found = [one for one in everybody(self._store, own) if not _is_program(one)]
        if mine := [one for one in found if one.id in own]:
            found = [*(one for one in found if one.id not in own), self._as_one(mine)]
        related = _relations(self._claims(), Called(found))
        known = [Known(one, related.get(one.id, ""), one.id in own) for one in found]
        return sorted(known, key=_order)

    def find(self, asked: str) -> PersonId:
        """Return who is meant by a name, an address or a number ("p12").  Raises Problem."""
        if re.fullmatch(r"p\d+", asked):
            return person(self._store, int(asked[1:])).id
        found = persons(self._store, asked)
        exact = {id: name for id, name in found.items() if folded(name) == folded(asked)}
        found = exact if len(exact) == 1 else found
        if len(found) == 1:
            return PersonId(next(iter(found)))
        if not found:
            raise Problem("Nobody of that name is known.", remedy="`famulus people` shows who is.")
        listed = ", ".join(f"{name} (p{id})" for id, name in sorted(found.items())[:SEVERAL])
        more = f" and {len(found) - SEVERAL} more" if len(found) > SEVERAL else ""
        raise Problem(
            f"Several people are called so: {listed}{more}.", remedy="Name one by the number."
        )

    def card(self, id: PersonId) -> Card:
        """Raises Problem if there is nobody of that number."""
        own = self._own()
        one = person(self._store, id, own)
        if id in own:
            one = self._as_one([each for each in everybody(self._store, own) if each.id in own])
        owner = known_owner(self._store, self._identity())
        since = self._now() - LAPSES - timedelta(days=400)
        read = [
            (document, opened(self._store, DocumentId(document)))
            for document in documents_with(self._store, id, since, MOST)
        ]
        claims, called = self._claims(), Called(everybody(self._store))
        related = _relations(claims, called)
        about = [claim for claim in claims if called.is_about(claim, id)]
        namesakes = called.namesakes(one)
        return Card(
            known=Known(one, related.get(id, ""), id in own),
            promises=() if id in own else tuple(self._promises(read, owner, one)),
            manners=manners((mail for _, mail in read if _is_to(mail, owner, one)), owner.names),
            claims=tuple(self._of_this_one(about, id) if namesakes else about),
            groups=tuple(map(tuple, joining.groups_of(self._store, id))),
            namesakes=namesakes,
        )

    # Who is one person

    def join(self, kept: PersonId, *others: PersonId) -> Changes:
        """Let the others be the same as the first, who keeps their name."""
        joining.join(self._store, kept, *others)
        return _changed("Join")

    def split(self, id: PersonId, chosen: Collection[str] = ()) -> Changes:
        """Let these addresses or names be somebody else; without any, each be its own person."""
        if chosen:
            joining.split(self._store, id, chosen)
        else:
            joining.split_all(self._store, id)
        return _changed("Split")

    def undo(self) -> Changes:
        """Undo the last join or split."""
        joining.undo(self._store)
        return _changed("Undo")

    # How it is found out

    def _own(self) -> set[int]:
        """Return who is the user."""
        owner = known_owner(self._store, self._identity())
        return {
            id
            for id, known in handles(self._store).items()
            if any(_is_own(one, owner) for one in known)
        }

    def _as_one(self, rows: Sequence[Person]) -> Person:
        """Return the user, whose rows these are, as one person."""
        first, *others = sorted(rows, key=lambda one: ("@" in one.name, -one.documents, one.id))
        names = dict.fromkeys(name for one in rows for name in one.names if "@" not in name)
        times = [one for each in rows for one in (each.first, each.last) if one]
        return replace(
            first,
            aliases=tuple(sorted(name for name in names if name != first.name)),
            addresses=tuple(dict.fromkeys(at for one in (first, *others) for at in one.addresses)),
            first=min(times, default=None),
            last=max(times, default=None),
            mails_from=sum(one.mails_from for one in rows),
            mails_to=sum(one.mails_to for one in rows),
            messages_from=sum(one.messages_from for one in rows),
            messages_to=sum(one.messages_to for one in rows),
            documents=documents_of(self._store, [one.id for one in rows]),
        )

    def _claims(self) -> list[Claim]:
        now = self._now()
        found = (at_time(claim, now) for claim in read_claims(self._store.db))
        return [claim for claim in found if claim.status in STANDS]

    def _of_this_one(self, claims: Sequence[Claim], id: PersonId) -> list[Claim]:
        """Return the claims that stand on what names this person, not another of the name."""
        said_in = {evidence.document for claim in claims for evidence in claim.evidence}
        here = named_in(self._store, id, said_in)
        return [
            claim
            for claim in claims
            if not claim.evidence or any(one.document in here for one in claim.evidence)
        ]

    def _promises(
        self, read: Sequence[tuple[str, Document]], owner: Owner, one: Person
    ) -> list[Promise]:
        ids = [id for id, _ in read]
        exchanges, attached = threads(self._store, ids), with_attachment(self._store, ids)
        said = [
            each
            for id, document in read
            for each in exchanged(document, owner, one, exchanges.get(id), id in attached)
        ]
        return open_promises(said, self._now())


def exchanged(
    document: Document, owner: Owner, one: Person, thread: int | None, attached: bool
) -> list[Said]:
    """Return what the two said to each other in a mail or a chat that is between them alone."""
    if document.kind is Kind.CHAT:
        between = len({person.name for person in document.people}) == 2
        exchange = f"chat {document.title}"
    else:
        between = _is_to(document, owner, one) or _is_from(document, owner, one)
        exchange = f"thread {thread}" if thread else document.id
    if not between:
        return []
    return [
        Said(
            mine=turn.own,
            document=document.id,
            start=turn.start,
            text=turn.text,
            at=at,
            exchange=exchange,
            chat=document.kind is Kind.CHAT,
            attached=attached,
        )
        for turn in turns(document, owner)
        if (at := turn.at or document.date)
    ]


def _is_to(document: Document, owner: Owner, one: Person) -> bool:
    """Whether the user wrote a mail to this person and nobody else."""
    to = [person for person in document.people if person.role == "to"]
    mail = document.kind is Kind.MAIL and owner.wrote(document)
    return mail and len(to) == 1 and _is(to[0], one)


def _is_from(document: Document, owner: Owner, one: Person) -> bool:
    """Whether this person wrote a mail to the user and nobody else."""
    by = [person for person in document.people if person.role == "from"]
    to = [person for person in document.people if person.role == "to"]
    mine = len(to) == 1 and owner.is_sender(to[0])
    return document.kind is Kind.MAIL and mine and all(_is(each, one) for each in by)


def _is(named: Participant, one: Person) -> bool:
    if named.address:
        return named.address.lower() in one.addresses
    return folded(named.name) in map(folded, one.names)


def _is_own(handle: str, owner: Owner) -> bool:
    if not handle.startswith(NAME):
        return handle in owner.addresses
    name = handle.removeprefix(NAME)
    return owner.is_named(name) or name == YOU.casefold()


def _is_program(one: Person) -> bool:
    """Whether it is only a side of talks with a program."""
    return one.name in {PROGRAM, YOU} and not one.addresses


def _relations(claims: Iterable[Claim], called: Called) -> dict[PersonId, str]:
    """Return what people are to the user, by the surest claim."""
    found: dict[PersonId, str] = {}
    for claim in sorted(claims, key=lambda one: (-one.locked, -one.confidence, one.id)):
        name, kind = related(claim)
        if name and claim.status is not Status.DRAFT and (id := called.whose(name)) is not None:
            found.setdefault(id, kind)
    return found


def _order(known: Known) -> tuple[bool, float, str]:
    last = known.person.last
    return known.is_user, -last.timestamp() if last else 0.0, known.person.name.casefold()


def _changed(label: str) -> Changes:
    return Changes(label, frozenset({Topic.PEOPLE}))
