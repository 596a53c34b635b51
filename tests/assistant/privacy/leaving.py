"""Tasks on their way out, for the tests of it."""

from __future__ import annotations

from assistant.privacy.gate import Origin, Part, PrivacyGate, Proposal, Recipient, Task
from memory.labels import set_label
from memory.progress import finish
from memory.store import MemoryStore
from memory.types import Label, Participant

WHO = (Participant("from", "Zolbert Quim", "z@example.org"),)
CLOUD = Recipient("Example", "large-1")
STAYING = "the harbour board meets on the third floor without its chairman this week"


def a_task(*texts: str, **more) -> Task:
    purpose = more.pop("purpose", "chat")
    return Task(tuple(Part("user", text) for text in texts), purpose, CLOUD, **more)


def proposed(gate: PrivacyGate, *texts: str, **more) -> Proposal:
    return finish(gate.proposed(a_task(*texts, **more)))


def outgoing(proposal: Proposal) -> str:
    return " | ".join(one.outgoing for one in proposal.previews)


def labelled(store: MemoryStore, label: Label, what="source", key: str | int = "Mail") -> None:
    set_label(store, Origin(what, key), label)


def origin_of_mail(store: MemoryStore) -> Origin:
    return Origin("document", store.db.execute("select id from documents").fetchone()[0])
