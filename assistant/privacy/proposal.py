"""What the user looks at before anything leaves, and what they decide of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from assistant.privacy.meter import Fits, metered
from assistant.privacy.recognizers.folding import fold
from assistant.privacy.rewriting import NOT_AUDITED, Hidden, Preview
from assistant.privacy.rules import Action, Rule
from memory.errors import Problem
from memory.labels import Origin
from memory.ledger import Covered
from memory.progress import Progress, Work
from memory.types import ConversationId, Label

HERE = "Nothing was sent. Ask the model on this computer instead."
UNFIT_FOR_A_RULE = "This cannot be said as a rule."


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom something is to go."""

    name: str  # the provider
    model: str
    mine: bool = False  # the user's own server
    unrewritten: bool = False  # the user lets their own server have their words as they are


@dataclass(frozen=True, slots=True)
class Part:
    """Something that the user or the program wants to say.

    With ``origins`` it goes by the labels of these alone, else by those of the task.
    What is ``offered`` is a fact that leaves only if the task needs it.
    """

    role: Literal["system", "user", "assistant"]
    text: str = field(repr=False)
    origins: tuple[Origin, ...] = ()
    offered: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done elsewhere, and of what of the memory its words were made.

    For "writing" the task leaves and not its matter, unless the user wants the ``whole``.
    """

    parts: tuple[Part, ...]
    purpose: str  # a short word, as in the rules: "chat", "writing", "translation"
    recipient: Recipient
    conversation: ConversationId | None = None
    origins: tuple[Origin, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Guess:
    """What a reader could still guess, how surely from 0 to 1, and by which words of which part."""

    what: str
    certainty: float
    part: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Audit:
    """What a model here says that a reader could still guess of what would leave."""

    said: str = NOT_AUDITED
    guesses: tuple[Guess, ...] = ()


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the user decided of one proposal so far; parts by their number from 0."""

    edits: Mapping[int, str] = field(default_factory=dict, repr=False)
    kept: frozenset[str] = frozenset()  # placeholders that an edit may hold
    once: frozenset[str] = field(default=frozenset(), repr=False)  # folded words
    withheld: frozenset[tuple[int, int, int]] = frozenset()  # part, start, end


@dataclass(frozen=True, slots=True)
class Shown:
    """One part: the words that what is hidden counts in, and what would leave in their place."""

    part: Part
    text: str = field(repr=False)  # as it was written, or as the user edited it
    preview: Preview
    edited: bool = False
    left_out: bool = False  # a fact that the task does not need


Again = Callable[[Task, Decisions], Work[Progress, "Proposal"]]


@dataclass(frozen=True, eq=False)
class Proposal:
    """What would leave, to whom and what for; nothing has left.

    What the user decides makes a new one, which takes as long as the first: do it in a
    job.  Where it is ``blocked`` nothing can be sent; ``reason`` is a sentence and
    ``remedy`` says what to do.
    """

    task: Task
    shown: tuple[Shown, ...] = ()
    audit: Audit = Audit()
    blocked: bool = False
    reason: str = field(default="", repr=False)
    label: Label = Label.REWRITE  # the strictest of what it is made of
    decisions: Decisions = Decisions()
    again: Again | None = field(default=None, repr=False)
    keep_rule: Callable[[str], Rule] | None = field(default=None, repr=False)

    @property
    def remedy(self) -> str:
        return HERE if self.blocked else ""

    @property
    def previews(self) -> tuple[Preview, ...]:
        """What would leave of each part."""
        return tuple(one.preview for one in self.shown)

    @property
    def fits(self) -> Fits:
        """How many people all of it together fits, by rules: a floor.  Read anew each time."""
        sent = [one.preview for one in self.shown if not one.left_out]
        stands = {placeholder for one in sent for placeholder in one.written}
        general = [said for one in sent for said in one.general]
        return metered("\n\n".join(one.outgoing for one in sent), stands, general).fits

    @property
    def hidden(self) -> tuple[Covered, ...]:
        """What does not leave, by kind and placeholder, each once."""
        found = [Covered(h.kind.value, h.placeholder) for one in self.previews for h in one.hidden]
        return tuple(dict.fromkeys(found))

    def is_plain(self, kinds: Collection[str]) -> bool:
        """Whether all that is hidden is of kinds of which the user need not be shown any."""
        return not self.blocked and all(one.kind in kinds for one in self.hidden)

    def edited(self, part: int, text: str) -> Work[Progress, Proposal]:
        """Let the user's own words leave for a part; they are masked and looked through again."""
        kept = self.decisions.kept | set(self.shown[part].preview.written)
        edits = {**self.decisions.edits, part: text}
        withheld = frozenset(one for one in self.decisions.withheld if one[0] != part)
        return self._with(replace(self.decisions, edits=edits, kept=kept, withheld=withheld))

    def withheld(self, part: int, start: int, end: int) -> Work[Progress, Proposal]:
        """Take a stretch of a part out; an ellipsis leaves in its place."""
        cut = self.decisions.withheld | {(part, start, end)}
        return self._with(replace(self.decisions, withheld=cut))

    def allowed(
        self, part: int, hidden: Hidden, how_long: Literal["once", "always"] = "once"
    ) -> Work[Progress, Proposal]:
        """Let something leave that is hidden: this time, or always, which makes a rule of it.

        Raises Problem where it cannot be said as a rule.
        """
        said = self._said(part, hidden)
        if how_long == "always":
            self._rule(f"“{said}” may leave", said, Action.ALLOW)
        once = self.decisions.once | {fold(said)}
        return self._with(replace(self.decisions, once=once))

    def never(self, part: int, hidden: Hidden) -> Work[Progress, Proposal]:
        """Let something never leave, which makes a rule of it.  Raises Problem if it cannot."""
        said = self._said(part, hidden)
        self._rule(f"never “{said}”", said, Action.PSEUDONYMISE)
        once = self.decisions.once - {fold(said)}
        return self._with(replace(self.decisions, once=once))

    def _said(self, part: int, hidden: Hidden) -> str:
        return self.shown[part].text[hidden.start : hidden.end]

    def _rule(self, sentence: str, said: str, action: Action) -> None:
        from assistant.privacy.rules import compiled

        if self.keep_rule is None:
            raise TypeError("a proposal is made by the gate")
        rule = compiled(sentence)
        more = rule.topics or rule.first or rule.purpose or rule.until
        if rule.names != (said,) or rule.action is not action or more:
            raise Problem(UNFIT_FOR_A_RULE, remedy="Allow it once, or write a rule of your own.")
        self.keep_rule(sentence)

    def _with(self, decisions: Decisions) -> Work[Progress, Proposal]:
        if self.again is None:
            raise TypeError("a proposal is made by the gate")
        return self.again(self.task, decisions)


def texts_of(shown: Sequence[Shown]) -> list[str]:
    """Return what would leave, part by part."""
    return [one.preview.outgoing for one in shown if not one.left_out]
