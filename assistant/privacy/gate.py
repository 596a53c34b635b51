"""The gate: the one place that can clear words to leave this machine.

The order is fixed: policy, minimise, outline for writing, mask, paraphrase, look for
leaks, audit; then the user sees and edits, and only then is it cleared.  Whatever
fails on the way blocks, with a sentence; what is left is to ask the model here.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NoReturn, final
from weakref import WeakKeyDictionary

from assistant.privacy.privacy import Privacy
from assistant.privacy.proposal import (
    HERE,
    Audit,
    Decisions,
    Guess,
    Part,
    Proposal,
    Recipient,
    Shown,
    Task,
)
from assistant.privacy.proposing import (
    Auditing,
    Blur,
    Paraphrase,
    Proposing,
    leaves_as_it_is,
    origins_of,
)
from assistant.privacy.replacing.masking import Placeholders
from assistant.privacy.replacing.restoring import Restoring, restored
from assistant.privacy.rewriting import Attempt, Step, checked
from memory import labels
from memory.errors import Problem
from memory.labels import Origin
from memory.ledger import Covered, Leaving
from memory.progress import Progress, Work
from memory.store import MemoryStore
from memory.types import ClaimId, DocumentId

__all__ = [
    "Audit",
    "ClearedPrompt",
    "Decisions",
    "Guess",
    "Origin",
    "Part",
    "PrivacyGate",
    "Proposal",
    "Recipient",
    "Shown",
    "Task",
]

CHANGED = "Your rules, your labels or what is known as private changed since you looked."
LOOK_AGAIN = "Look at it once more. Nothing was sent."


# What was cleared


@dataclass(frozen=True, slots=True)
class _Cleared:
    proposal: Proposal
    parts: tuple[Part, ...]
    written: dict[str, str]
    last_look: Callable[[], None]
    use: threading.Lock = field(default_factory=threading.Lock)  # taken once, never given back


@final
class ClearedPrompt:
    """Words that a user saw and let leave, once.

    Only ``PrivacyGate.cleared`` makes one.  It holds nothing itself: what was cleared
    lies with the gate, so that no copy and no forgery has anything to say.
    """

    __slots__ = ("__weakref__",)

    def __new__(cls) -> ClearedPrompt:
        raise TypeError("only the gate clears words to leave")

    def __init_subclass__(cls) -> NoReturn:
        raise TypeError("nothing else is a cleared prompt")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a cleared prompt is used where it was made, and once")

    def __repr__(self) -> str:
        return "<cleared prompt>"

    @property
    def recipient(self) -> Recipient:
        return _contents(self).proposal.task.recipient

    @property
    def purpose(self) -> str:
        return _contents(self).proposal.task.purpose

    @property
    def hidden(self) -> tuple[Covered, ...]:
        """What does not leave, by kind and placeholder."""
        return _contents(self).proposal.hidden

    def used(self) -> tuple[Part, ...]:
        """Return what is to be sent, once, after a last look that it may still leave.

        Raises Problem the second time, and where labels, rules or what is known as
        private have changed so that it may not.
        """
        cleared = _contents(self)
        if not cleared.use.acquire(blocking=False):
            raise Problem("This was sent already.", remedy=LOOK_AGAIN)
        cleared.last_look()
        return cleared.parts

    def leaving(self, body: bytes) -> Leaving:
        """Return what the ledger is to be told of these bytes."""
        proposal = _contents(self).proposal
        task, origins = proposal.task, origins_of(proposal.task)
        return Leaving(
            body,
            task.purpose,
            task.recipient.name,
            task.recipient.model,
            task.recipient.mine,
            proposal.hidden,
            tuple(DocumentId(str(one.key)) for one in origins if one.what == "document"),
            tuple(ClaimId(int(one.key)) for one in origins if one.what == "claim"),
            task.conversation,
        )

    def restore(self, reply: str) -> str:
        """Return an answer with what its placeholders stand for."""
        return restored(reply, _contents(self).written)

    def restoring(self) -> Restoring:
        """Return what puts placeholders back in an answer that comes in pieces."""
        return Restoring(_contents(self).written)


_CLEARED: WeakKeyDictionary[ClearedPrompt, _Cleared] = WeakKeyDictionary()


def _contents(prompt: ClearedPrompt) -> _Cleared:
    if (cleared := _CLEARED.get(prompt)) is None:
        raise TypeError("only the gate clears words to leave")
    return cleared


# The gate


class PrivacyGate:
    """What stands between one memory and everything elsewhere.

    ``paraphrase``, ``blur`` and ``audit`` are what a model here can do; without one nothing
    is paraphrased, and the proposal says that it was not audited.
    """

    def __init__(
        self,
        store: MemoryStore,
        privacy: Privacy,
        *,
        paraphrase: Paraphrase | None = None,
        blur: Blur | None = None,
        audit: Auditing | None = None,
    ) -> None:
        self._store = store
        self._privacy = privacy
        self._paraphrase = paraphrase
        self._blur = blur
        self._audit = audit
        self._made: WeakKeyDictionary[Proposal, str] = WeakKeyDictionary()

    def proposed(self, task: Task) -> Work[Progress, Proposal]:
        """Return what would leave for a task, for the user to look at.  Nothing is sent."""
        return (yield from self._again(task, Decisions()))

    def cleared(self, proposal: Proposal) -> ClearedPrompt:
        """Clear what the user has just seen and let leave.

        Called by an act of the user's alone, on the thread they act on: from a job it
        raises TypeError.  Raises Problem if the proposal is blocked or no longer holds.
        """
        if threading.current_thread() is not threading.main_thread():
            raise TypeError("only the user clears words to leave, and no job does")
        if proposal not in self._made:
            raise TypeError("only what the gate proposed is cleared")
        if proposal.blocked:
            raise Problem(proposal.reason, remedy=proposal.remedy)
        self._must_stand(proposal)
        parts: list[Part] = []
        written: dict[str, str] = {}
        for one in proposal.shown:
            written.update(one.preview.written)
            if not one.left_out:
                parts.append(Part(one.part.role, one.preview.outgoing))
        prompt = object.__new__(ClearedPrompt)
        _CLEARED[prompt] = _Cleared(
            proposal, tuple(parts), written, lambda: self._last_look(proposal)
        )
        return prompt

    # Proposing

    def _again(
        self, task: Task, decisions: Decisions, given: Placeholders | None = None
    ) -> Work[Progress, Proposal]:
        proposal, state = Proposal(task), ""
        with Step("reading your rules and labels") as step:
            state = self._state()
            given = given or self._privacy.placeholders(task.conversation)
            proposal = yield from Proposing(
                self._store,
                self._privacy,
                task,
                decisions,
                given,
                step,
                self._paraphrase,
                self._blur,
                self._audit,
            ).work()
        if step.failed:
            proposal = Proposal(task, blocked=True, reason=step.reason)
        proposal = replace(
            proposal,
            decisions=decisions,
            again=partial(self._again, given=given),
            keep_rule=self._privacy.add_rule,
        )
        self._made[proposal] = state
        return proposal

    def _state(self) -> str:
        """Return what changes whenever a rule or a label does."""
        said = [rule.sentence for rule in self._privacy.rules()]
        return json.dumps([said, labels.version(self._store)])

    # Once more, before it leaves

    def _must_stand(self, proposal: Proposal) -> None:
        if self._state() != self._made[proposal]:
            raise Problem(CHANGED, remedy=LOOK_AGAIN)

    def _last_look(self, proposal: Proposal) -> None:
        """Raise Problem if what was cleared may no longer leave, or that cannot be told."""
        with Step("looking once more at what leaves") as step:
            self._must_stand(proposal)
            knowledge = self._privacy.knowledge()
            for one in proposal.shown:
                if leaves_as_it_is(self._store, one.part, proposal.task):
                    continue
                last = Attempt(one.preview.outgoing, allowed=one.preview.allowed)
                if checked(last, knowledge, Placeholders()).blocked:
                    raise Problem(CHANGED, remedy=LOOK_AGAIN)
        if step.failed:
            raise step.problem or Problem(step.reason, remedy=HERE)
