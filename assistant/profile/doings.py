"""Learning from what the user makes of drafts: which they choose, and how they edit them.

Each is kept as a text of its own under a source that can be looked at and erased, and
what follows from it is a draft with these texts as evidence.  A reason counts only if
it predicts what was chosen.  They are never searched, and nothing is learned from the
words of the drafts in them: those are not the user's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from assistant.profile.factors import Pair, Reason, explained, holds, names, stated
from memory.claims.revising import Taken, take
from memory.documents import documents_of, put_document
from memory.sources import add_source, begin_file, end_file, pause, source_id
from memory.store import MemoryStore
from memory.types import ClaimKind, Document, Draft, Kind, Participant, Scope, Strength

SOURCE = "What you chose"
CHOSEN, OTHER, WHY, FOUND = "Chosen:\n", "\n\nInstead of:\n", "\n\nYou said:\n", "\n\nChosen was: "
PROGRAM, USER = Participant("speaker", "Assistant"), Participant("speaker", "You")
ONE_OF_TWO, EDIT = "choice", "edit"
TITLES = {ONE_OF_TWO: "A choice between two drafts", EDIT: "An edited draft"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A pair as it is kept, with the reason that was given and where it stands."""

    document: Document = field(repr=False)
    pair: Pair = field(repr=False)
    reason: str = field(repr=False)
    kind: str
    who: str = field(repr=False)


def chose(
    store: MemoryStore,
    chosen: str,
    other: str,
    *,
    reason: str = "",
    kind: str = ONE_OF_TWO,
    who: str = "",
    at: datetime | None = None,
) -> Taken:
    """Keep that one draft was chosen before another, or made of it by editing; learn from all.

    ``who`` is whom the draft was for.
    """
    if chosen.strip() == other.strip():
        return Taken()
    found = ", ".join(one.value for one in _differs(Pair(chosen, other))) or "neither"
    told = f"{WHY}{reason.strip()}" if reason.strip() else ""
    text = f"{CHOSEN}{chosen}{OTHER}{other}{told}{FOUND}{found}"
    _keep(store, _document(kind, text, at, who))
    return learn_choices(store)


def edited(store: MemoryStore, before: str, after: str, *, who: str = "") -> Taken:
    """Learn from what the user made of a draft."""
    return chose(store, after, before, kind=EDIT, who=who)


def learn_choices(store: MemoryStore) -> Taken:
    """Draft what explains the choices, with the pairs that it predicts as evidence."""
    kept = list(choices(store))
    pairs = [one.pair for one in kept]
    reasons = {(one.factor, one.more): one for one in explained(pairs)}
    for one in kept:
        for reason in stated(one.reason):
            if reason.predicts(one.pair) and holds(reason, pairs):
                reasons.setdefault((reason.factor, reason.more), reason)
    return take(store, [draft for one in reasons.values() for draft in _drafts(one, kept)])


def choices(store: MemoryStore) -> Iterator[Choice]:
    """Yield what was chosen or edited, the oldest first."""
    for document in documents_of(store, SOURCE):
        read = _read(document)
        if read is not None:
            yield read


def _read(document: Document) -> Choice | None:
    kind = document.locator.partition(" ")[0]
    if kind not in (ONE_OF_TWO, EDIT) or not document.text.startswith(CHOSEN):
        return None
    told, _, _ = document.text.removeprefix(CHOSEN).rpartition(FOUND)
    told, _, reason = told.partition(WHY)
    chosen, _, other = told.partition(OTHER)
    who = next((one.name for one in document.people if one.role == "to"), "")
    return Choice(document, Pair(chosen, other), reason, kind, who)


def _drafts(reason: Reason, kept: list[Choice]) -> Iterator[Draft]:
    """Yield a preference once for each choice that it predicts; where all are for one, for them."""
    proof = [one for one in kept if reason.predicts(one.pair)]
    people = {one.who for one in proof}
    scope = Scope(who=people.pop()) if len(people) == 1 else Scope()
    for one in proof:
        text = one.document.text
        start = text.rindex(FOUND) + 2
        if reason.value in text[start:]:
            yield Draft(
                subject="",
                kind=ClaimKind.PREFERENCE,
                slot="drafts",
                value=reason.value,
                text=reason.text,
                polarity=1,
                strength=Strength.INFERRED,  # a conclusion: it waits for the user's yes
                document=one.document.id,
                start=start,
                end=len(text),
                at=one.document.date,
                scope=scope,
            )


def _differs(pair: Pair) -> Iterator[Reason]:
    for name in names():
        for more in (True, False):
            if (one := Reason(name, more)).predicts(pair):
                yield one


def _document(kind: str, text: str, at: datetime | None, who: str) -> Document:
    when = at or datetime.now(UTC)
    people = (PROGRAM, USER, *((Participant("to", who),) if who else ()))
    place = f"{kind} {when.isoformat()}"
    return Document(Kind.CHAT, TITLES[kind], text, when, people, external_id=place, locator=place)


def _keep(store: MemoryStore, document: Document) -> None:
    """Keep it under its source, which is paused: there is no file to read again.

    Without chunks, so that no search finds the drafts in it.
    """
    path = Path(store.home) / SOURCE
    name = add_source(store, path, SOURCE)
    pause(store, name, paused=True)
    with store.write():
        file = begin_file(store, source_id(store, name), path)
        put_document(store, file, document, [])
        end_file(store, file, 1, 1, [])
