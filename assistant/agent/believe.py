"""An answer from what is believed: each claim with the words that told it, and since when.

What is in dispute is shown with both sides, what is past with its time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from assistant.agent.quote import LONGEST, quoted
from memory.types import Answer, Claim, Evidence, Passage, Stage, Statement, Status, Strength, Used

MADE_BY = "profile"
QUOTES = 2  # of what told one claim; the first that told it and the last
TELLING = 2  # places that told a claim, of which an answer may cite
PAST = {Status.SUPERSEDED, Status.EXPIRED}


@dataclass(frozen=True, slots=True)
class Known:
    """A claim that bears on a question, and the places that told it, the newest first."""

    claim: Claim = field(repr=False)
    passages: tuple[Passage, ...] = ()

    @property
    def used(self) -> Used:
        told = tuple(dict.fromkeys(one.document for one in self.claim.evidence))
        return Used(self.claim.id, named(self.claim), told)


@dataclass(frozen=True, slots=True)
class Believed:
    """What is believed that bears on a question."""

    asked: tuple[Known, ...] = ()  # answer it by themselves
    applies: tuple[Known, ...] = ()  # are to be told to a model that answers

    @property
    def known(self) -> tuple[Known, ...]:
        return (*self.asked, *self.applies)


def believed(known: Sequence[Known], seconds: float = 0.0) -> Answer:
    """Return what is believed as an answer, cited where the user's texts told it."""
    cited: list[Passage] = []
    said: list[Statement] = []
    for one in known:
        passages = one.passages[:QUOTES]
        numbers = tuple(range(len(cited) + 1, len(cited) + len(passages) + 1))
        cited += passages
        said.append(Statement(sentence(one), numbers, supported=True))
    texts = [f"{one.text} {''.join(f'[{n}]' for n in one.cites)}".strip() for one in said]
    note = f"{len(known)} of what is believed answers this"
    return Answer(
        text=" ".join(texts),
        made_by=MADE_BY,
        tier=0,
        found=True,
        statements=tuple(said),
        citations=tuple(cited),
        considered=tuple(cited),
        trace=(Stage("profile", seconds, note),),
        claims=tuple(one.used for one in known),
    )


def sentence(known: Known) -> str:
    """Return what a claim says, since when or until when, and the words that told it."""
    claim = known.claim
    text = named(claim).rstrip(".")
    if claim.status is Status.DISPUTED:
        text = f"In dispute: {text}"
    text += _when(claim)
    if known.passages and (words := quoted(known.passages[0].text)) and len(words) <= LONGEST:
        return f"{text}: “{words}”"
    return f"{text}." if known.passages else f"{text}, as you said."


def named(claim: Claim) -> str:
    """Return the sentence of a claim, with whom it is about."""
    text = quoted(claim.text)
    return text if not claim.subject or claim.subject in text else f"{claim.subject}: {text}"


def _when(claim: Claim) -> str:
    since, until = _day(claim.since), _day(claim.until)
    if claim.status in PAST:
        times = [f"from {since}"] if since else []
        return ", " + " ".join([*times, f"until {until}"]) if until else ", formerly"
    return f", since {since}" if since and not _is_told_only(claim) else ""


def _is_told_only(claim: Claim) -> bool:
    """Whether only the user's word speaks for it: since when it holds is not known."""
    return all(one.strength is Strength.TOLD for one in claim.evidence)


def _day(when: datetime | None) -> str:
    return f"{when.day} {when:%B %Y}" if when else ""


def telling(claim: Claim) -> list[Evidence]:
    """Return what told a claim: the newest that supports it, and the one before.

    Of what was only ever said to be over, "I lived in Bath", that is what told it.
    """
    supports = [one for one in claim.evidence if one.stance == "supports"] or claim.evidence
    dated = sorted(supports, key=lambda one: one.at.timestamp() if one.at else 0.0, reverse=True)
    return dated[:TELLING]
