"""What stands first on a page of few words: what is about the person, lasts, and was said often."""

from __future__ import annotations

import math
import re
from datetime import datetime

from assistant.profile.extract.grammar import stands, telling
from assistant.profile.groups import NOTES
from memory.types import Claim, ClaimKind, Status

# How much it tells of a person that something is known of them.
OF_SLOT = {"likes": 0.7, "hobby": 0.7, "buys": 0.35, "brand": 0.35, "topic": 0.5, NOTES: 0.3}
OF_KIND = {
    ClaimKind.FACT: 1.0,
    ClaimKind.RELATION: 1.0,
    ClaimKind.SKILL: 1.0,
    ClaimKind.RULE: 1.0,
    ClaimKind.PREFERENCE: 0.7,
    ClaimKind.ROUTINE: 0.5,
    ClaimKind.GOAL: 0.3,
    ClaimKind.PLAN: 0.4,
    ClaimKind.STYLE: 0.3,
}
WORDS = 9  # of what was told of a day that say something: such are worth one
NAMED = 3  # words more counts one that names somebody, a place, a number
NAMES = re.compile(r"(?<=[\w,;] )[A-ZÀ-ÖØ-Þ]\w+|\d+")
PLACED = 1.4  # times the worth of what says when, how many or who
PLACES = re.compile(
    r"\b(?:last|ago|yesterday|weeks?|months?|years?|started|joined|bought|moved|\d+"
    r"|letzte\w*|gestern|woche\w*|monat\w*|jahr\w*|angefangen|gekauft)\b|(?<=[a-zäöüß] )[A-Z]\w+"
)
OPEN = {"likes", "hobby"}  # nearly anything can be the value of these …
HINTED = 0.6  # … so that what is only hinted at is worth less
UNCLEAR = 0.6  # times the worth of what speaks of something told before it
OFTEN = 1.0  # how much it counts that it was said on many days
FADES = 365  # days in which what is not said again halves
FIXED = 14  # letters that a line costs beside its value
LENGTH = 0.75  # how much a long line is held against it: 1 counts by letters …
LENGTH_OF_NOTES = 0.5  # … and a long note


def worth(claim: Claim, now: datetime) -> float:
    """Return the worth of a claim for each letter it takes."""
    told = OF_SLOT.get(claim.slot, OF_KIND[claim.kind])
    if claim.slot == NOTES:
        told *= (len(set(telling(claim.value))) + NAMED * len(NAMES.findall(claim.value))) / WORDS
        told *= PLACED if PLACES.search(claim.value) else 1
        told *= 1 if stands(claim.value) else UNCLEAR
    told *= HINTED if claim.slot in OPEN and claim.status is Status.DRAFT else 1
    often = 1 + OFTEN * math.log(max(1, _days(claim)))
    lasts = 0.5 ** (_age(claim, now) / FADES)
    length = LENGTH_OF_NOTES if claim.slot == NOTES else LENGTH
    return float(told * often * lasts / (len(claim.value) + FIXED) ** length)


def _days(claim: Claim) -> int:
    """Return on how many days it was said; what has no date counts by document."""
    supports = [one for one in claim.evidence if one.stance == "supports"]
    return len({one.at.date() if one.at else one.document for one in supports})


def _age(claim: Claim, now: datetime) -> float:
    dates = [one.at for one in claim.evidence if one.at]
    return max(0.0, (now - max(dates)).total_seconds() / 86_400) if dates else 0.0
