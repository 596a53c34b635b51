"""A text made fit to leave: policy, outline, mask, the look for leaks.

Whatever fails on the way blocks: nothing leaves then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from assistant.privacy.leaks import leaks
from assistant.privacy.meter import Meter, metered
from assistant.privacy.outline import ASKED, MATTER, NO_TASK, task_in
from assistant.privacy.recognizers.attributes import attributes
from assistant.privacy.recognizers.details import Details
from assistant.privacy.recognizers.folding import fold
from assistant.privacy.recognizers.gazetteer import Gazetteer
from assistant.privacy.recognizers.guessing import sounds_like_a_name
from assistant.privacy.recognizers.lexicon import cues
from assistant.privacy.recognizers.quasi import coarser, quasi
from assistant.privacy.recognizers.recognizing import recognized_in
from assistant.privacy.recognizers.shapes import shaped
from assistant.privacy.recognizers.spans import Kind, Span, settle
from assistant.privacy.recognizers.tokens import Words, words
from assistant.privacy.replacing.masking import PLACEHOLDER, Placeholders, replaced
from assistant.privacy.replacing.restoring import Restoring, restored
from assistant.privacy.rules import Action, Rule, decide, spoken_of
from memory.errors import Problem

NOT_AUDITED = "Not audited: no model here can tell what a reader could still guess."
HELD = "Words of something that stays here would leave with it."
TAKEN_OUT = "you took it out"
GAP = "…"  # stands for what was taken out
LEAST = 3  # letters of a word that is looked up in the documents
LONG_NUMBER = re.compile(
    r"(?<![\w.,])\d[\d -]{3,24}\d(?![\w])|(?<!\w)(?=\w*\d)(?=\w*[A-Za-z])\w{5,}(?!\w)"
)

BIRTH = re.compile(
    r"born|birth|b-?day|\bdob\b|geboren|geburt|\bnée?\b|naissance|anniversaire|naci|nacim|cumplea|nat[oa]\b|nascit"
    r"|complean|nasci|anivers|jarig|verjaar|anniversary|jahrestag|died|death|gestorben|wedding|hochzeit",
    re.IGNORECASE,
)
BEFORE_A_DAY = 40  # characters around a day in which a word may say whose it is


@dataclass(frozen=True, slots=True)
class Hidden:
    """Something that does not leave: where it stands in the user's text, and what stands for it."""

    kind: Kind
    start: int
    end: int
    placeholder: str
    why: str = field(repr=False)  # may be a rule, in the user's words


@dataclass(frozen=True, slots=True)
class Preview:
    """What would leave, and what of it is hidden.

    Where it is ``blocked``, nothing leaves: ``outgoing`` is "" and ``reason`` a sentence.
    """

    outgoing: str = field(repr=False)
    hidden: tuple[Hidden, ...] = ()
    blocked: bool = False
    reason: str = field(default="", repr=False)
    audit: str = NOT_AUDITED
    written: Mapping[str, str] = field(default_factory=dict, repr=False)  # what placeholders hide
    allowed: frozenset[str] = field(default=frozenset(), repr=False)  # folded, let out by a rule

    @property
    def general(self) -> list[tuple[Kind, str]]:
        """What is said in general, and in which words."""
        return [(h.kind, h.placeholder) for h in self.hidden if h.placeholder not in self.written]

    @property
    def meter(self) -> Meter:
        """What a reader could still guess of what leaves, by rules.  Read anew each time."""
        return metered(self.outgoing, self.written, self.general)

    def restore(self, reply: str) -> str:
        """Return an answer with what its placeholders stand for."""
        return restored(reply, self.written)

    def restoring(self) -> Restoring:
        """Return what puts placeholders back in an answer that comes in pieces."""
        return Restoring(self.written)


@dataclass(frozen=True)
class Knowledge:
    """What the memory knows as private."""

    gazetteer: Gazetteer
    details: Details
    holds: Callable[[Collection[str]], set[str]]  # which of these words any document holds
    stays: Callable[[str], bool] = lambda _: False  # whether a text has words of what stays here


@dataclass(frozen=True)
class Policy:
    """The user's rules, for what the words are to leave, and when."""

    rules: Sequence[Rule] = ()
    purpose: str = ""
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    outline: bool = False  # only the task leaves, and not the matter
    once: frozenset[str] = field(default=frozenset(), repr=False)  # folded words, let out this time
    withheld: tuple[tuple[int, int], ...] = ()  # stretches the user took out
    kept: frozenset[str] = frozenset()  # placeholders the user left in their own words


class Step:
    """A step of the way out: what it does, whether it failed, and nothing of anyone's words."""

    def __init__(self, doing: str) -> None:
        self.doing = doing
        self.failed = False
        self.problem: Problem | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        self.failed = isinstance(error, Exception)
        self.problem = error if isinstance(error, Problem) else None
        return self.failed

    @property
    def reason(self) -> str:
        """Why nothing leaves, in a sentence."""
        said = f"It failed while {self.doing}; so nothing leaves."
        return f"{said} {self.problem}" if self.problem else said


@dataclass(frozen=True, slots=True)
class Attempt:
    """A text with what is private replaced, before the last look at it."""

    outgoing: str = field(repr=False)
    hidden: tuple[Hidden, ...] = ()
    allowed: frozenset[str] = field(default=frozenset(), repr=False)  # folded, what may leave
    reason: str = field(default="", repr=False)  # why it may not leave as it is
    kept: frozenset[str] = frozenset()  # placeholders that stood in the text already


def rewritten(
    text: str, knowledge: Knowledge, policy: Policy, placeholders: Placeholders
) -> Preview:
    """Return what would leave in place of a text.  What fails blocks, with a sentence."""
    attempt = attempted(text, knowledge, policy, placeholders)
    return checked(attempt, knowledge, placeholders)


def attempted(
    text: str, knowledge: Knowledge, policy: Policy, placeholders: Placeholders
) -> Attempt:
    """Go by the rules, cut to the task where only that is to leave, and mask."""
    with Step("recognising what is private") as step:
        read = words(text)
        spans = private_in(read, knowledge, policy)
    if step.failed:
        return Attempt("", reason=step.reason)
    with Step("putting placeholders in its place") as step:
        part = task_in(text, spans) if policy.outline else (0, len(text))
        if part is None:
            return Attempt("", reason=NO_TASK)
        return _masked(read, spans, policy, placeholders, part)
    return Attempt("", reason=step.reason)


def checked(attempt: Attempt, knowledge: Knowledge, placeholders: Placeholders) -> Preview:
    """Take the last look: nothing known as private may be left, in any disguise."""
    if attempt.reason:
        return Preview("", attempt.hidden, blocked=True, reason=attempt.reason)
    with Step("looking for what was overlooked") as step:
        left = leaks(attempt.outgoing, knowledge.gazetteer, attempt.allowed)
        left += overlooked(attempt.outgoing, attempt.allowed)
    if step.failed:
        return Preview("", blocked=True, reason=step.reason)
    if left:
        said = ", ".join(sorted(set(left)))
        reason = f"Something private would still leave ({said})."
        return Preview("", attempt.hidden, blocked=True, reason=reason)
    put = {hidden.placeholder for hidden in attempt.hidden} | attempt.kept
    written = placeholders.behind(put)
    preview = Preview(attempt.outgoing, attempt.hidden, written=written, allowed=attempt.allowed)
    return without_what_stays(preview, knowledge)


def without_what_stays(preview: Preview, knowledge: Knowledge) -> Preview:
    """Return what would leave, blocked where it holds words of something that stays here."""
    held = False
    with Step("looking for words of what stays here") as step:
        held = knowledge.stays(preview.restore(preview.outgoing))
    if not (held or step.failed):
        return preview
    reason = step.reason if step.failed else HELD
    return Preview("", preview.hidden, blocked=True, reason=reason)


def private_in(read: Words, knowledge: Knowledge, policy: Policy) -> list[Span]:
    """Return all that is private in a text, in order, none over another."""
    topics = [span for span, _ in spoken_of(read.text, policy.rules, policy.purpose, policy.now)]
    out = [Span(*stretch, Kind.DETAIL, TAKEN_OUT) for stretch in policy.withheld]
    if topics or out:
        apart = [span for span in topics if not any(span.overlaps(one) for one in out)]
        topics = settle([*apart, *out])
    found = [
        *(span for span in recognized_in(read) if not _is_any_day(read.text, span)),
        *quasi(read),
        *attributes(read),
        *knowledge.gazetteer.found(read),
        *knowledge.details.found(read),
        *_in_documents(read, knowledge),
    ]
    kept = [span for span in found if not any(topic.overlaps(span) for topic in topics)]
    return sorted([*topics, *settle(kept)], key=lambda span: span.start)


def _is_any_day(text: str, span: Span) -> bool:
    """Return whether a day has no year, and nothing says that it is a birthday."""
    if span.kind is not Kind.DATE or re.search(r"\d{4}|[./-]\d\d$", text[span.start : span.end]):
        return False
    return not BIRTH.search(text, max(0, span.start - BEFORE_A_DAY), span.end + BEFORE_A_DAY)


def _in_documents(read: Words, knowledge: Knowledge) -> Iterator[Span]:
    """Yield words and numbers that no dictionary has and the user's documents do."""
    unusual = [
        token
        for token in read.tokens
        if not token.ordinary
        and len(token.folded) >= LEAST
        and token.folded not in cues("allowed")
        and (token.capital or sounds_like_a_name(token.folded))
    ]
    numbers = list(LONG_NUMBER.finditer(read.text))
    held = knowledge.holds({t.folded for t in unusual} | {m[0] for m in numbers})
    for token in unusual:
        if token.folded in held:
            yield Span(token.start, token.end, Kind.NAME, "your documents hold this word")
    for match in numbers:
        if match[0] in held:
            yield Span(*match.span(), Kind.ID, "your documents hold this number")


def _masked(
    read: Words,
    spans: Sequence[Span],
    policy: Policy,
    placeholders: Placeholders,
    part: tuple[int, int],
) -> Attempt:
    """Decide what is done with each span, and put what is to stand for it in its place."""
    text = read.text
    placeholders.avoid(_without(text, policy.kept))
    by_topic = dict(spoken_of(text, policy.rules, policy.purpose, policy.now))
    put: dict[Span, str] = {}
    hidden: list[Hidden] = []
    asked, allowed = "", set()
    inside = [span for span in spans if part[0] <= span.start and span.end <= part[1]]
    for span in sorted(inside, key=lambda s: -s.length):  # whole names before their parts
        action, sentence = _action(span, text, policy, by_topic.get(span))
        if action is Action.ALLOW:
            allowed.add(fold(text[span.start : span.end]))
            continue
        if action is Action.ASK:
            asked = asked or sentence
        put[span] = _in_place_of(span, read, action, placeholders)
        if action is Action.SURROGATE:
            allowed.add(fold(put[span]))  # it has the shape of what it stands for
        why = f"your rule: {sentence}" if sentence else span.why
        hidden.append(Hidden(span.kind, span.start, span.end, put[span], why))
    outgoing = replaced(text, put, part)
    if policy.outline:
        outgoing = ASKED.format(task=outgoing.strip())
        if part[1] < len(text.rstrip()):
            hidden.append(Hidden(Kind.DETAIL, part[1], len(text), "", MATTER))
    told = tuple(sorted(hidden, key=lambda h: h.start))
    reason = f"Your rule asks you first: {asked}" if asked else ""
    kept = frozenset(one for one in policy.kept if one in outgoing)
    return Attempt(outgoing, told, frozenset(allowed), reason, kept)


def _action(span: Span, text: str, policy: Policy, rule: Rule | None) -> tuple[Action, str]:
    """Return what is done with a span, and by which sentence of the user's."""
    if span.why == TAKEN_OUT:
        return Action.WITHHOLD, ""
    if text[span.start : span.end] in policy.kept:
        return Action.ALLOW, ""  # a surrogate: it stands for something already
    if fold(text[span.start : span.end]) in policy.once:
        return Action.ALLOW, ""
    if rule:
        return rule.action, rule.sentence
    return decide(span, text, policy.rules, policy.purpose, policy.now)


def _without(text: str, kept: Collection[str]) -> str:
    for one in kept:
        text = text.replace(one, " ")
    return text


def _in_place_of(span: Span, read: Words, action: Action, placeholders: Placeholders) -> str:
    if span.why == TAKEN_OUT:
        return GAP
    if action is Action.SURROGATE:
        return placeholders.like(span, read.text)
    general = coarser(span, read.text, read.language) if action is Action.GENERALISE else ""
    return general or placeholders.given(span, read.text)


def overlooked(outgoing: str, allowed: Collection[str]) -> list[str]:
    """Return what has the shape of something private and still stands in a text."""
    return [
        span.kind.value
        for span in shaped(outgoing)
        if span.kind in STRICT
        and fold(outgoing[span.start : span.end]) not in allowed
        and not PLACEHOLDER.search(outgoing, span.start, span.end)
    ]


STRICT = {Kind.SECRET, Kind.CARD, Kind.IBAN, Kind.WALLET, Kind.EMAIL}
