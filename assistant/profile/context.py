"""Which claims apply to a question or a task: few, strong enough, and only where they are meant.

What is believed and does not belong to the matter makes an answer worse, so it is left
out when in doubt: a scope that is not met, a strength below APPLIES, anything sensitive
that the user has not confirmed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import astuple, dataclass, field
from datetime import datetime

from assistant.profile.questions import PAST, Asked, asked
from memory.claims.belief import APPLIES, strength
from memory.claims.rows import at_time
from memory.claims.sameness import holds_words, normal
from memory.claims.slots import slot
from memory.search import content_words
from memory.types import Claim, ClaimId, ClaimKind, Sensitivity, Status

MOST = 5  # claims for one answer or task
NEAR = 0.5  # cosine of a claim and a question from which on they are of one thing
COMPARED = 48  # of the strongest are compared by meaning
STEM = 5  # letters by which words are compared
PASSING = {"did", "topic", "buys"}  # what a day told: the texts tell it better
OF_WRITING = {ClaimKind.STYLE, ClaimKind.RULE}
ASK = "ask"
WRITING = {"write", "reply"}

Near = Callable[[str, Sequence[str]], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Situation:
    """What is to be done, for whom, where and when; what is not known is ""."""

    text: str = field(repr=False)  # the question, or what is to be written
    task: str = ASK
    who: tuple[str, ...] = field(default=(), repr=False)  # whom it is for: a recipient
    what: str = field(default="", repr=False)
    where: str = field(default="", repr=False)  # the place or program in which it is done
    when: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Context:
    """What is believed that bears on it, the strongest first."""

    asked: tuple[Claim, ...] = ()  # answer the question by themselves
    applies: tuple[Claim, ...] = ()  # are worth telling to who answers or writes


def context(
    claims: Iterable[Claim],
    situation: Situation,
    now: datetime,
    *,
    without: Collection[ClaimId] = (),
    near: Near | None = None,
) -> Context:
    """Return what applies, of all claims; ``without`` those that the user took away."""
    known = [at_time(one, now) for one in claims if one.id not in without]
    usable = [one for one in known if is_confirmed(one) and scope_matches(one, situation)]
    if situation.task == ASK:
        answers = _asked(usable, situation.text, now)
    else:
        answers = ()
    strong = [
        one
        for one in usable
        if one.status is Status.ACTIVE and strength(one, now) >= APPLIES and one not in answers
    ]
    room = MOST - len(answers)
    applies = _applying(strong, situation, now, near)[:room] if room > 0 else []
    return Context(answers, tuple(applies))


def is_confirmed(claim: Claim) -> bool:
    """Whether it may be used at all: what is sensitive, only once the user said that it is so."""
    if claim.status in (Status.DRAFT, Status.RETRACTED):
        return False
    # Of what is sensitive only the user's word makes a claim active (memory.claims.standing).
    return claim.sensitivity is Sensitivity.NORMAL or claim.status is not Status.DISPUTED


def scope_matches(claim: Claim, situation: Situation) -> bool:
    """Whether every part of the scope is met by who, what, where and when it is about."""
    given = [" ".join(situation.who), situation.what, situation.where, situation.when]
    return all(
        holds_words(f"{situation.text} {there}", wanted)
        for wanted, there in zip(astuple(claim.scope), given, strict=True)
        if wanted
    )


def _asked(claims: Sequence[Claim], question: str, now: datetime) -> tuple[Claim, ...]:
    subjects = {one.subject for one in claims if one.subject}
    for meant in _by_subject(asked(question, sorted(subjects), now.date())):
        found = [
            one
            for one in claims
            if any(way.answered_by(one) and way.in_time(one) for way in meant)
            and _is_sure(one, now)
        ]
        if found:
            return tuple(sorted(found, key=lambda one: _first(one, now))[:MOST])
    return ()


def _by_subject(ways: Sequence[Asked]) -> list[list[Asked]]:
    """Return the ways in which a question can be meant, those about the user first."""
    subjects = sorted({way.subject for way in ways})
    return [[way for way in ways if way.subject == subject] for subject in subjects]


def _is_sure(claim: Claim, now: datetime) -> bool:
    """Whether it is strong enough to answer with; what is past, as it was when it held."""
    past = claim.status in PAST
    return (claim.confidence if past else strength(claim, now)) >= _needed(claim)


def _needed(claim: Claim) -> float:
    """Return what strength is needed; what is in dispute is shown with both sides, and as such."""
    return 0.0 if claim.status is Status.DISPUTED else APPLIES


def _first(claim: Claim, now: datetime) -> tuple[bool, bool, float, float, int]:
    ended = claim.until.timestamp() if claim.until and claim.status in PAST else 0.0
    return (claim.status in PAST, not claim.pinned, -ended, -strength(claim, now), claim.id)


def _applying(
    claims: Sequence[Claim], situation: Situation, now: datetime, near: Near | None
) -> list[Claim]:
    text = f"{situation.text} {situation.what}"
    words = stems(text)
    named = " ".join((text, *situation.who))
    mine = [
        one
        for one in claims
        if one.slot not in PASSING and (not one.subject or holds_words(named, one.subject))
    ]
    fits = {one.id: _shared(one, words) for one in mine}
    if situation.task in WRITING:
        fits |= {one.id: fits[one.id] + 1 for one in mine if one.kind in OF_WRITING}
    else:
        mine = [one for one in mine if one.kind is not ClaimKind.STYLE]
    if near is not None:
        _add_meaning(fits, mine, situation.text, now, near)
    chosen = [one for one in mine if fits[one.id] > 0]
    return sorted(chosen, key=lambda one: (-fits[one.id], -strength(one, now), one.id))


def _shared(claim: Claim, words: set[str]) -> float:
    """Return how much of the value is in the question; that it names the slot counts, too."""
    value = stems(claim.value)
    held = len(value & words) / len(value) if value else 0.0
    labels = stems(slot(claim.slot).label)
    subject = 0.5 if claim.subject and stems(claim.subject) <= words else 0.0
    return held + subject + (0.5 if labels & words else 0.0)


def _add_meaning(
    fits: dict[ClaimId, float], claims: Sequence[Claim], text: str, now: datetime, near: Near
) -> None:
    strongest = sorted(claims, key=lambda one: (-strength(one, now), one.id))[:COMPARED]
    cosines = near(text, [one.text for one in strongest]) if strongest else []
    for one, cosine in zip(strongest, cosines, strict=True):
        if cosine >= NEAR:
            fits[one.id] += cosine


def stems(text: str) -> set[str]:
    return {normal(word)[:STEM] for word in content_words(text)}
