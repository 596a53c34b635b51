"""A text made fit to leave: policy, minimise, mask, look for leaks, audit.

Whatever fails on the way blocks: nothing leaves then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from assistant.privacy.details import Details
from assistant.privacy.folding import fold
from assistant.privacy.gazetteer import Gazetteer
from assistant.privacy.guessing import sounds_like_a_name
from assistant.privacy.leaks import leaks
from assistant.privacy.lexicon import cues
from assistant.privacy.masking import LIKE_ONE, Placeholders, replaced
from assistant.privacy.quasi import coarser, quasi
from assistant.privacy.recognizers import shaped
from assistant.privacy.recognizing import recognized_in
from assistant.privacy.restoring import Restoring, restored
from assistant.privacy.rules import Action, Rule, decide, spoken_of
from assistant.privacy.spans import Kind, Span, settle
from assistant.privacy.tokens import Words, words

NOT_AUDITED = "Not audited: no model here can tell what a reader could still guess."
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
    why: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What would leave, and what of it is hidden.

    Where it is ``blocked``, nothing leaves: ``outgoing`` is "" and ``reason`` a sentence.
    """

    outgoing: str = field(repr=False)
    hidden: tuple[Hidden, ...] = ()
    blocked: bool = False
    reason: str = ""
    audit: str = NOT_AUDITED
    written: Mapping[str, str] = field(default_factory=dict, repr=False)  # what placeholders hide

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


@dataclass(frozen=True)
class Policy:
    """The user's rules, for what the words are to leave, and when."""

    rules: Sequence[Rule] = ()
    purpose: str = ""
    now: datetime = field(default_factory=lambda: datetime.now(UTC))


class _Step:
    """A step of the way out: whether it failed, and nothing of anyone's words."""

    def __init__(self) -> None:
        self.failed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        self.failed = isinstance(error, Exception)
        return self.failed


def rewritten(
    text: str, knowledge: Knowledge, policy: Policy, placeholders: Placeholders
) -> Preview:
    """Return what would leave in place of a text.  What fails blocks, with a sentence."""
    with _Step() as step:
        read = words(text)
        spans = private_in(read, knowledge, policy)
    if step.failed:
        return _blocked("recognising what is private")
    with _Step() as step:
        put, hidden, asked, allowed = _decided(read, spans, policy, placeholders)
        outgoing = replaced(text, put)
    if step.failed:
        return _blocked("putting placeholders in its place")
    if asked:
        return Preview("", tuple(hidden), blocked=True, reason=f"Your rule asks you first: {asked}")
    with _Step() as step:
        left = leaks(outgoing, knowledge.gazetteer, allowed) + overlooked(outgoing, allowed)
    if step.failed:
        return _blocked("looking for what was overlooked")
    if left:
        said = ", ".join(sorted(set(left)))
        reason = f"Something private would still leave ({said})."
        return Preview("", tuple(hidden), blocked=True, reason=reason)
    written = {h.placeholder: placeholders.written[h.placeholder] for h in hidden
               if h.placeholder in placeholders.written}  # fmt: skip
    return Preview(outgoing, tuple(hidden), written=written)


def private_in(read: Words, knowledge: Knowledge, policy: Policy) -> list[Span]:
    """Return all that is private in a text, in order, none over another."""
    topics = [span for span, _ in spoken_of(read.text, policy.rules, policy.purpose, policy.now)]
    if topics:
        topics = settle(topics)
    found = [
        *(span for span in recognized_in(read) if not _is_any_day(read.text, span)),
        *quasi(read),
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


def _decided(
    read: Words, spans: Sequence[Span], policy: Policy, placeholders: Placeholders
) -> tuple[dict[Span, str], list[Hidden], str, set[str]]:
    """Return what stands for each span, what is hidden, what must be asked, what may leave."""
    text = read.text
    placeholders.avoid(text)
    by_topic = dict(spoken_of(text, policy.rules, policy.purpose, policy.now))
    put: dict[Span, str] = {}
    hidden: list[Hidden] = []
    asked, allowed = "", set()
    for span in sorted(spans, key=lambda s: -s.length):  # whole names before their parts
        rule = by_topic.get(span)
        action, sentence = (
            (rule.action, rule.sentence)
            if rule
            else decide(span, text, policy.rules, policy.purpose, policy.now)
        )
        if action is Action.ALLOW:
            allowed.add(fold(text[span.start : span.end]))
            continue
        if action is Action.ASK:
            asked = asked or sentence
        general = coarser(span, text, read.language) if action is Action.GENERALISE else ""
        put[span] = general or placeholders.given(span, text)
        why = f"your rule: {sentence}" if sentence else span.why
        hidden.append(Hidden(span.kind, span.start, span.end, put[span], why))
    return put, sorted(hidden, key=lambda h: h.start), asked, allowed


def overlooked(outgoing: str, allowed: Collection[str]) -> list[str]:
    """Return what has the shape of something private and still stands in a text."""
    return [
        span.kind.value
        for span in shaped(outgoing)
        if span.kind in STRICT
        and fold(outgoing[span.start : span.end]) not in allowed
        and not LIKE_ONE.search(outgoing, span.start, span.end)
    ]


STRICT = {Kind.SECRET, Kind.CARD, Kind.IBAN, Kind.WALLET, Kind.EMAIL}


def _blocked(step: str) -> Preview:
    return Preview("", blocked=True, reason=f"It failed while {step}; so nothing leaves.")
