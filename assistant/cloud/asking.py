"""A question for a cloud model: with no more of the memory than it needs, and merged here.

The search, the choice of what is needed and the check of the answer run on this computer.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import resources
from assistant.agent.answer import Resources, answer, put_together
from assistant.agent.sentences import sentences
from assistant.agent.write import checked, says_not_found
from assistant.cloud.said import Reply
from assistant.privacy.gate import Part, Proposal
from memory.labels import Origin
from memory.progress import Progress, TextDelta, Work
from memory.search import Found
from memory.types import Answer, Passage, Stage

MOST = 4  # passages that may go along
UNQUOTED = 2  # of the nearest go along where no sentence of them answers by itself
AROUND = 1  # sentences on each side of one that is quoted
LONGEST = 700  # characters of a passage
TIER = 2  # what is said of an answer's maker; nobody has tested it here


@dataclass(frozen=True, slots=True)
class Matter:
    """A question, and the stretches of the memory that it needs."""

    question: str = field(repr=False)
    passages: tuple[Passage, ...] = field(default=(), repr=False)  # numbered as they are sent
    told: tuple[str, ...] = field(default=(), repr=False)  # what of each goes along
    sure: bool = True  # they answer it; else the gate keeps back what speaks of something else

    def parts(self) -> tuple[Part, ...]:
        """Return what would be said to a model, each of which the gate looks at by itself."""
        if not self.passages:
            return (Part("user", self.question),)
        return (
            Part("system", resources.text("prompts/cloud.md").strip()),
            *(
                Part("user", f"Passage {n}: {told}", (of_document(one),), offered=not self.sure)
                for n, (one, told) in enumerate(zip(self.passages, self.told, strict=True), 1)
            ),
            Part("user", f"Question: {self.question}"),
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is proposed to leave; the user looks at ``proposal`` first."""

    matter: Matter
    proposal: Proposal
    provider: str

    @property
    def digest(self) -> str:
        """What tells these words, and to whom they would go, from all others."""
        to = self.proposal.task.recipient
        said = [[to.name, to.model, to.mine], *map(list, self.outgoing)]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    @property
    def outgoing(self) -> list[tuple[str, str]]:
        """Who says what, word for word as it would leave."""
        shown = self.proposal.shown
        return [(one.part.role, one.preview.outgoing) for one in shown if not one.left_out]

    @property
    def stands_for(self) -> dict[str, str]:
        """What stays here, by what would leave in its place."""
        return {k: v for one in self.proposal.shown for k, v in one.preview.written.items()}


def needed(
    question: str, tools: Resources, may_leave: Callable[[Passage], bool]
) -> Work[Progress, Matter]:
    """Look for what a question needs; what is to stay here does not go along."""
    found = yield from _silently(answer(question, replace(tools, model=None)))
    quoted = [one for one in found.citations if may_leave(one)]
    if not quoted:
        near = [one for one in found.considered if may_leave(one)][:UNQUOTED]
        told = tuple(_dated(one, one.reading[:LONGEST]) for one in near)
        return Matter(question, tuple(near), told, sure=False)
    quoted = quoted[:MOST]
    said = [one.text for one in found.statements]
    return Matter(question, tuple(quoted), tuple(_dated(p, around(p, said)) for p in quoted))


def around(passage: Passage, quotes: Sequence[str]) -> str:
    """Return the sentences of a passage that are quoted, and those beside them."""
    said = sentences(passage.reading)
    near = {
        n
        for at, one in enumerate(said)
        if any(one.text in quote or quote in one.text for quote in quotes)
        for n in range(at - AROUND, at + AROUND + 1)
    }
    kept = [one.text for n, one in enumerate(said) if n in near]
    return (" ".join(kept) or passage.reading)[:LONGEST]


def of_document(passage: Passage) -> Origin:
    """Return what the words of a passage stem from."""
    return Origin("document", passage.document)


def merging(
    matter: Matter, completing: Work[Progress | TextDelta, Reply]
) -> Work[Progress | TextDelta, Answer]:
    """Pass on what comes back, and hold it against the passages once it is whole."""
    return merged(matter, (yield from completing))


def merged(matter: Matter, reply: Reply) -> Answer:
    """Hold what came back against the passages; it is others' text, and shown as that."""
    if not matter.passages:
        return Answer(reply.text, reply.made_by, TIER, True, (), (), (), ())
    passages = matter.passages
    said = () if says_not_found(reply.text) else checked(reply.text, passages)
    supported = sum(one.supported for one in said)
    note = f"{reply.made_by} wrote {len(said)} sentences, {supported} of them supported"
    found = Found(list(passages), ())
    return put_together(
        found, Stage("write", 0.0, note), said, passages, made_by=reply.made_by, tier=TIER
    )


def _dated(passage: Passage, text: str) -> str:
    """Return what goes along of a passage: its words and its day, not who wrote it to whom."""
    return f"({passage.date:%d %B %Y}) {text}" if passage.date else text


def _silently(work: Work[Progress | TextDelta, Answer]) -> Work[Progress, Answer]:
    try:
        while True:
            step = next(work)
            if isinstance(step, Progress):
                yield step
    except StopIteration as stop:
        result: Answer = stop.value
        return result
    finally:
        work.close()
