"""How a proposal is made: step by step, in the one order, part by part."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from assistant.privacy.auditing import Blurred
from assistant.privacy.minimising import is_needed
from assistant.privacy.paraphrasing import holds_the_same
from assistant.privacy.privacy import WRITING, Privacy
from assistant.privacy.proposal import Audit, Decisions, Part, Proposal, Shown, Task, texts_of
from assistant.privacy.replacing.masking import Placeholders
from assistant.privacy.rewriting import (
    Attempt,
    Hidden,
    Knowledge,
    Policy,
    Preview,
    Step,
    attempted,
    checked,
    without_what_stays,
)
from assistant.privacy.rules import NATURAL, Rule, for_recipient
from memory.labels import Origin, label_of
from memory.progress import Progress, Work
from memory.store import MemoryStore
from memory.types import Label

# Masked words in other words; the strings are what stands for something and must stay.
Paraphrase = Callable[[str, Collection[str]], Work[Progress, str]]
Blur = Callable[[str, Collection[str]], Work[Progress, Blurred]]
Auditing = Callable[[Sequence[str]], Work[Progress, Audit]]  # of what would leave, by its parts

NOTE = "Looking at what would leave"
STAYS = "This is made of something that stays here, so it does not leave."
GUESSED = "a model here could guess something of you from it"
NOTHING = "There is nothing to send."


@dataclass(frozen=True)
class Proposing:
    """One task on its way to a proposal; ``step`` says what is being done, in case it fails."""

    store: MemoryStore
    privacy: Privacy
    task: Task
    decisions: Decisions
    placeholders: Placeholders
    step: Step
    paraphrase: Paraphrase | None = None
    blur: Blur | None = None
    audit: Auditing | None = None

    def work(self) -> Work[Progress, Proposal]:
        """Return what would leave.  Whatever goes wrong is raised."""
        task = self.task
        yield Progress(0, len(task.parts), NOTE)
        self.step.doing = "reading the labels of what this is made of"
        label = label_of(self.store, origins_of(task))
        if label is Label.STAYS:
            return Proposal(task, blocked=True, reason=STAYS, label=label)
        self.step.doing = "reading your rules"
        to = task.recipient
        rules = for_recipient(self.privacy.rules(), to.name, mine=to.mine)
        self.step.doing = "reading what the memory knows as private"
        knowledge = self.privacy.knowledge()
        shown: list[Shown] = []
        for number, part in enumerate(task.parts):
            yield Progress(number, len(task.parts), NOTE)
            shown.append((yield from self._shown(number, part, rules, knowledge)))
        proposal = Proposal(task, tuple(shown), label=label, reason=_reason(shown))
        if proposal.reason:
            return _blocked(proposal)
        return (yield from self._audited(proposal))

    def _shown(
        self,
        number: int,
        part: Part,
        rules: Sequence[Rule],
        knowledge: Knowledge,
    ) -> Work[Progress, Shown]:
        edited = self.decisions.edits.get(number)
        text = part.text if edited is None else edited
        self.step.doing = "choosing which facts the task needs"
        if part.offered and edited is None and not is_needed(text, asked_in(self.task)):
            return Shown(part, text, Preview(""), left_out=True)
        if leaves_as_it_is(self.store, part, self.task):
            preview = without_what_stays(Preview(text), knowledge)
        else:
            self.step.doing = "rewriting what would leave"
            attempt = attempted(text, knowledge, self._policy(number, rules), self.placeholders)
            attempt = yield from self._paraphrased(attempt)
            attempt = yield from self._blurred(attempt, text)
            preview = checked(attempt, knowledge, self.placeholders)
        return Shown(part, text, preview, edited is not None)

    def _policy(self, number: int, rules: Sequence[Rule]) -> Policy:
        task, decided = self.task, self.decisions
        outline = (
            task.purpose == WRITING
            and not task.whole
            and task.parts[number].role == "user"
            and number not in decided.edits
        )
        return Policy(
            rules,
            task.purpose,
            outline=outline,
            once=decided.once,
            withheld=tuple((start, end) for n, start, end in decided.withheld if n == number),
            kept=decided.kept if number in decided.edits else frozenset(),
        )

    def _paraphrased(self, attempt: Attempt) -> Work[Progress, Attempt]:
        """Let a model here put it in other words, unless it loses what stands for something.

        For a translation the words themselves are what matters: they stay.
        """
        if self.paraphrase is None or attempt.reason or self.task.purpose in NATURAL:
            return attempt
        self.step.doing = "paraphrasing"
        keep = _standing_for_something(attempt)
        said = yield from self.paraphrase(attempt.outgoing, keep)
        if not said.strip() or not holds_the_same(attempt.outgoing, said, keep):
            return attempt
        return replace(attempt, outgoing=said)

    def _blurred(self, attempt: Attempt, text: str) -> Work[Progress, Attempt]:
        """Say in general by which words a model here could guess who wrote it."""
        if self.blur is None or attempt.reason:
            return attempt
        self.step.doing = "saying in general what gives somebody away"
        keep = _standing_for_something(attempt)
        blurred = yield from self.blur(attempt.outgoing, keep)
        if not holds_the_same(attempt.outgoing, blurred.text, keep, numbers=False):
            return attempt
        found = [
            Hidden(kind, at, at + len(was), put, GUESSED)
            for kind, was, put in blurred.put
            if (at := text.find(was)) >= 0
        ]
        hidden = sorted([*attempt.hidden, *found], key=lambda one: one.start)
        return replace(attempt, outgoing=blurred.text, hidden=tuple(hidden))

    def _audited(self, proposal: Proposal) -> Work[Progress, Proposal]:
        if self.audit is None:
            return proposal
        self.step.doing = "asking what a reader could still guess"
        audit = yield from self.audit(texts_of(proposal.shown))
        sent = [number for number, one in enumerate(proposal.shown) if not one.left_out]
        guesses = tuple(replace(one, part=sent[one.part]) for one in audit.guesses)
        audit = replace(audit, guesses=guesses)
        return Proposal(proposal.task, proposal.shown, audit, label=proposal.label)


def origins_of(task: Task) -> tuple[Origin, ...]:
    """Return all that the words of a task stem from."""
    of_parts = (one for part in task.parts for one in part.origins)
    return tuple(dict.fromkeys([*_common(task), *of_parts]))


def _common(task: Task) -> tuple[Origin, ...]:
    talk = task.conversation
    return task.origins if talk is None else (*task.origins, Origin("conversation", talk))


def leaves_as_it_is(store: MemoryStore, part: Part, task: Task) -> bool:
    """Whether a part needs no rewriting: what it stems from may leave, or it stays with the user.

    What the user types stems from the conversation it is typed in.
    """
    if task.recipient.mine and task.recipient.unrewritten:
        return True
    origins = part.origins or _common(task)
    return bool(origins) and label_of(store, origins) is Label.LEAVES


def asked_in(task: Task) -> list[str]:
    return [part.text for part in task.parts if not part.offered]


def _standing_for_something(attempt: Attempt) -> frozenset[str]:
    return frozenset({one.placeholder for one in attempt.hidden} | attempt.kept) - {""}


def _reason(shown: Sequence[Shown]) -> str:
    """Return why nothing leaves, if any part may not."""
    for one in shown:
        if one.preview.blocked:
            return one.preview.reason
    return "" if any(text.strip() for text in texts_of(shown)) else NOTHING


def _blocked(proposal: Proposal) -> Proposal:
    return Proposal(
        proposal.task, proposal.shown, blocked=True, reason=proposal.reason, label=proposal.label
    )
