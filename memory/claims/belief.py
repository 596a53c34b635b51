"""How sure a claim is, from the evidence for and against it, and how that fades.

Confidence is the mean of a Beta distribution: one and the weights of what
speaks for it, over two and all weights.  What is said again on the same day in
the same exchange counts little: repeating does not make it truer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from memory.types import Claim, ClaimKind, Status, Strength

# Calibrated on invented lives of which the truth is known (tests/bench/test_synthetic_lives.py):
# of what was stated once, more than nineteen in twenty are so.  Real mails hold more that misleads, hence
# a little less.
WEIGHTS = {
    Strength.TOLD: 20.0,
    Strength.STATED: 10.0,
    Strength.IMPLIED: 0.6,
    Strength.OTHERS: 0.4,
    Strength.INFERRED: 0.3,
    Strength.SUGGESTED: 0.2,
}
REPEATED = 0.1  # of its weight counts what is said again the same day in the same exchange
ACTIVE = 0.70  # confidence from which on a claim is believed …
ACTIVATE = {Strength.TOLD, Strength.STATED, Strength.IMPLIED}  # … if the user said it
MOST_OF_OTHERS = 1.0  # weight, however often others say it: not enough to be believed
APPLIES = 0.55  # strength from which on it is used

YEAR = timedelta(days=365)
HALF_LIVES = {
    ClaimKind.FACT: 5 * YEAR,
    ClaimKind.RELATION: 5 * YEAR,
    ClaimKind.RULE: 5 * YEAR,
    ClaimKind.SKILL: 2 * YEAR,
    ClaimKind.PREFERENCE: YEAR,
    ClaimKind.STYLE: YEAR,
    ClaimKind.ROUTINE: timedelta(days=90),
    ClaimKind.GOAL: timedelta(days=60),
}
# A plan does not fade: it holds until its day, and from then on not at all.


@dataclass(frozen=True, slots=True)
class Said:
    """One time that something was said, and how it speaks."""

    at: datetime | None
    exchange: str  # the thread or document in which it was said
    strength: Strength

    @property
    def day(self) -> date | None:
        return self.at.astimezone(UTC).date() if self.at else None


def confidence(supports: Iterable[Said], contradicts: Iterable[Said] = ()) -> float:
    """Return how probable it is, between 0 and 1; a half if nobody said anything."""
    for_it, against = 1 + weight(supports), 1 + weight(contradicts)
    return for_it / (for_it + against)


def weight(said: Iterable[Said]) -> float:
    """Return how much these weigh together, in whatever order they are given."""
    total, others = 0.0, 0.0
    heard: set[tuple[date | None, str]] = set()
    for one in sorted(said, key=_order):
        counts = REPEATED if (one.day, one.exchange) in heard else 1.0
        heard.add((one.day, one.exchange))
        if one.strength is Strength.OTHERS:
            others += counts * WEIGHTS[one.strength]
        else:
            total += counts * WEIGHTS[one.strength]
    return total + min(others, MOST_OF_OTHERS)


def _order(said: Said) -> tuple[float, float, str]:
    return -WEIGHTS[said.strength], said.at.timestamp() if said.at else 0.0, said.exchange


def own(said: Iterable[Said]) -> list[Said]:
    """Return what can make a claim believed: what the user said, not others and no model."""
    return [one for one in said if one.strength in ACTIVATE]


def is_believed(said: Iterable[Said]) -> bool:
    """Whether what the user said of it is enough; what others say of it never is."""
    heard = own(said)
    return bool(heard) and confidence(heard) >= ACTIVE


def strength(claim: Claim, now: datetime) -> float:
    """Return how strong a claim is now: its confidence, halved with every half-life since."""
    if claim.status not in (Status.ACTIVE, Status.DISPUTED):
        return 0.0
    if claim.until is not None and claim.until <= now:
        return 0.0
    half_life = HALF_LIVES.get(claim.kind)
    if claim.locked or half_life is None:
        return claim.confidence
    age = max(now - last_supported(claim), timedelta())
    return float(claim.confidence * 0.5 ** (age / half_life))


def last_supported(claim: Claim) -> datetime:
    """Return when it was last said; when it was learned, where what said it has no date."""
    dates = [one.at for one in claim.evidence if one.stance == "supports" and one.at]
    return max(dates, default=claim.changed_at)
