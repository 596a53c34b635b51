"""Learning: every document is read once for what it tells, the user's own words first.

A job that may be stopped at any step and goes on where it was: which documents
were learned from is noted with what came of them.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import resources
from assistant.profile.extract import drafts
from assistant.profile.extract.turns import turns
from assistant.profile.owner import Owner, owner_of
from memory.claims.learned import learned_before, set_learned, to_learn
from memory.claims.revising import take
from memory.claims.rows import known_in
from memory.claims.sameness import identity
from memory.documents import opened, written_to
from memory.progress import Progress, Work
from memory.store import MemoryStore
from memory.types import ClaimKind, Document, DocumentId, Draft, Kind, Strength

EDITION = 4  # of the code of the rules; their data tells itself when it changes
DATA = ("answers", "grammar", "kinds", "likes", "slots", "statements")
TOGETHER = 16  # documents that are taken in at once
ENDED_ANYWHERE = {ClaimKind.PREFERENCE, ClaimKind.SKILL}
SHARE = 0.2  # of one core that a gentle job uses
NOTE = "Learning what your texts say of you"


@dataclass(frozen=True, slots=True)
class Learned:
    """What came of it."""

    documents: int = 0
    new: int = 0  # claims nobody had heard of
    counted: int = 0  # further evidence
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast it goes: gently, it rests after each piece of work."""

    gentle: bool = False
    clock: Callable[[], float] = time.thread_time
    rest: Callable[[float], None] = time.sleep

    def rested(self, since: float) -> float:
        """Rest as long as keeps the share; return the moment from which to count on."""
        if self.gentle:
            self.rest(max(0.0, self.clock() - since) * (1 / SHARE - 1))
        return self.clock()


def learning(
    store: MemoryStore, identity: str, *, gentle: bool = False, pace: Pace | None = None
) -> Work[Progress, Learned]:
    """Learn from all documents of which nothing was learned yet by these rules."""
    pace = pace or Pace(gentle)
    owner = known_owner(store, identity)
    rules = edition(identity)
    waiting = to_learn(store, rules)
    learned, done = Learned(), 0
    others: list[DocumentId] = []
    yield Progress(0, len(waiting), NOTE)
    for own_words in (True, False):
        for ids in _batches(waiting if own_words else others):
            since = pace.clock()
            read = [(id, opened(store, id)) for id in ids]
            mine = [(id, one) for id, one in read if not own_words or speaks(one, owner)]
            others += [id for id, one in read if own_words and (id, one) not in mine]
            learned = _learn(store, mine, owner, rules, learned)
            done += len(mine)
            pace.rested(since)
            yield Progress(done, len(waiting), NOTE)
    return learned


def known_owner(store: MemoryStore, identity: str) -> Owner:
    """Return who the user is, and whom they ever wrote to."""
    owner = owner_of(identity)
    return replace(owner, correspondents=frozenset(written_to(store, owner.addresses)))


def speaks(document: Document, owner: Owner) -> bool:
    """Whether the user speaks in a document: their mail, chat, note or calendar."""
    if document.kind is Kind.EVENT:
        return True
    return any(turn.own for turn in turns(document, owner)) or not document.people


def _learn(
    store: MemoryStore,
    read: Sequence[tuple[DocumentId, Document]],
    owner: Owner,
    rules: str,
    learned: Learned,
) -> Learned:
    found = list(_drafts((document for _, document in read), owner))
    ids = [id for id, _ in read]
    anew = learned_before(store, ids)  # what other rules, or of somebody else, found counts no more
    heard = [one for one in found if not _only_ends(one)]
    taken = take(store, heard)
    over = list(endings(store, found))
    take(store, [*heard, *over] if anew else over, whole=anew)
    with store.write() as db:
        set_learned(db, ids, rules)
    return Learned(
        learned.documents + len(read),
        learned.new + taken.new,
        learned.counted + taken.counted,
        learned.refused + taken.refused,
    )


def endings(store: MemoryStore, found: Iterable[Draft]) -> Iterator[Draft]:
    """Yield what is over once more for each slot in which it was believed.

    "I'm done with chess" does not tell whether chess was a hobby or a sport.
    """
    for draft in [one for one in found if one.ended]:
        weak = _only_ends(draft)
        wanted = replace(identity(draft), slot="") if weak else identity(draft)
        for slot, kind in known_in(store.db, wanted):
            if {kind, draft.kind} <= ENDED_ANYWHERE or slot == draft.slot:
                strength = Strength.STATED if weak else draft.strength
                yield replace(draft, slot=slot, kind=kind, strength=strength)


def _only_ends(draft: Draft) -> bool:
    """Whether a draft ends what is believed, and is not itself clear enough to be believed."""
    return draft.ended and draft.strength is Strength.IMPLIED


def _drafts(documents: Iterable[Document], owner: Owner) -> Iterator[Draft]:
    for document in documents:
        yield from drafts(document, owner)


def _batches(ids: Sequence[DocumentId]) -> Iterator[Sequence[DocumentId]]:
    for n in range(0, len(ids), TOGETHER):
        yield ids[n : n + TOGETHER]


@cache
def edition(identity: str) -> str:
    """Return the name of these rules for this user.

    It is another one when they, their data or what is known of who the user is change.
    """
    data = "".join(resources.text(f"patterns/{name}.toml") for name in DATA)
    digest = hashlib.blake2b(f"{data}\0{identity}".encode(), digest_size=6).hexdigest()
    return f"rules-{EDITION}-{digest}"
