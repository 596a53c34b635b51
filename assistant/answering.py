"""Answering: what was read and what is believed, joined for one question at a time.

A private question reads nothing of the profile and leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import uuid4

from assistant.agent.answer import Resources, answer, overheard
from assistant.agent.believe import Believed, Known, telling
from assistant.agent.write import Before, opening
from assistant.engine.local import LlamaModel
from assistant.meaning import Meaning
from assistant.profile.asking import Question
from assistant.profile.context import Context, Situation, context
from assistant.profile.owner import owner_of
from assistant.profile.profile import ids
from assistant.profile.unclear import said, unclear
from assistant.writers import Writer
from memory import conversations
from memory.claims.rows import read_claims
from memory.progress import Progress, TextDelta, Work
from memory.search import Filter, Retriever, quoted_passages
from memory.store import MemoryStore
from memory.types import Answer, Claim, ConversationId, Stage, Turn

ANYTHING = Filter()
PROFILE = "profile"  # the step that is left out to answer without it


@dataclass(frozen=True, slots=True)
class Asking:
    """One question and how it is to be answered."""

    conversation: ConversationId | None = None
    quotes: bool = False
    without: Collection[str] = ()  # steps of the search, "profile", or claims: "c12"
    private: bool = False
    where: Filter = ANYTHING  # what it may be answered from
    before: str = ""  # what was asked before it; read from the conversation where there is one


class Answering:
    """What answers from one opened memory."""

    def __init__(
        self,
        store: MemoryStore,
        retriever: Retriever,
        meaning: Meaning,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store, self._retriever, self._meaning = store, retriever, meaning
        self._now = now

    def answering(
        self, question: str, how: Asking, limit: int, model: Callable[[], Writer]
    ) -> Work[Progress | TextDelta, Answer]:
        """Answer piece by piece from so many passages; keep both turns unless it is private."""
        self._meaning.follow()
        conversation = None if how.private else how.conversation
        before = self._before(how, conversation)
        if conversation is not None:
            self._keep(conversation, Turn("user", question, conversations.now()))
        writer = Writer(None) if how.quotes else model()
        writes = writer.model is not None and writer.model.tier > 0
        encoder = self._meaning.encoder
        heard: list[str] = []
        finished: Answer | None = None
        work = answer(
            question,
            Resources(self._retriever, encoder, writer.model),
            before=before,
            limit=limit,
            where=how.where,
            without=how.without,
            known=self._believed(question, how, writes=writes),
        )
        try:
            finished = yield from overheard(work, heard)
            if writer.why:
                chose = Stage("model", 0.0, writer.why)
                finished = replace(finished, trace=(chose, *finished.trace))
            if conversation is not None:
                finished = replace(finished, id=uuid4().hex)
        finally:
            if conversation is not None and (finished or heard):
                text = finished.text if finished else "".join(heard)
                self._keep(conversation, Turn("assistant", text, conversations.now(), finished))
        return finished

    def _believed(self, question: str, how: Asking, *, writes: bool) -> Believed:
        """Return what is believed that bears on a question; of a private one nothing is read."""
        if how.private or PROFILE in how.without:
            return Believed()
        found = self.context(question, how.without, writes=writes)
        return Believed(
            tuple(map(self._known, found.asked)), tuple(map(self._known, found.applies))
        )

    def prefetching(self, conversation: ConversationId, model: LlamaModel) -> Work[Progress, None]:
        """Let the model read what the next prompt of a conversation begins with."""
        turns = conversations.turns(self._store, conversation)
        for _ in model.prefetch(opening(turns), keep=named(conversation)):
            yield Progress(0, note="Getting ready")

    def unclear(
        self, question: str, identity: str, asked: Collection[str] = ()
    ) -> tuple[Question, ...]:
        """Return what is worth asking before a question is answered: which Ana, which March."""
        today = self._now().astimezone().date()
        owner = owner_of(identity)
        return unclear(self._retriever, question, owner, asked=asked, today=today)

    def clear(self, question: str, answers: Mapping[str, str]) -> str:
        """Return the question with what the user said to that."""
        return said(question, answers, self._now().astimezone().date())

    def context(self, question: str, without: Collection[str] = (), *, writes: bool) -> Context:
        """Return the claims that apply to a question."""
        near = self._near if writes else None
        left = set(ids([one for one in without if is_claim(one)]))
        claims = read_claims(self._store.db)
        return context(claims, Situation(question), self._now(), without=left, near=near)

    def _known(self, claim: Claim) -> Known:
        return Known(claim, tuple(quoted_passages(self._store, telling(claim))))

    def _near(self, question: str, texts: Sequence[str]) -> list[float]:
        vectors = self._meaning.encoder.encode([question, *texts])
        return [float(cosine) for cosine in vectors[1:] @ vectors[0]]

    def _before(self, how: Asking, conversation: ConversationId | None) -> Before:
        """Return what was said before; of a private question no more than it brings along."""
        if conversation is None:
            asked = (Turn("user", how.before, conversations.now()),) if how.before else ()
            return Before(asked)
        return Before(tuple(conversations.turns(self._store, conversation)), named(conversation))

    def _keep(self, conversation: ConversationId, turn: Turn) -> None:
        conversations.add_turn(self._store, conversation, turn)


def named(conversation: ConversationId) -> str:
    """Return the name under which a model keeps what it read of a conversation."""
    return f"conversation {conversation}"


def is_claim(name: str) -> bool:
    """Whether what is to be left out is a claim: "c12"."""
    return name[:1] == "c" and name[1:].isdecimal()
