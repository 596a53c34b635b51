"""Under which heading of the page a claim stands."""

from __future__ import annotations

from assistant.profile.lines import PAST
from memory.types import Claim, ClaimKind, Status

K = ClaimKind

DISPUTED, BEFORE, PEOPLE = "In dispute: which is right?", "Before: no longer so", "People"
PERHAPS = "Perhaps: not sure"
NOTED = "In your words, shortened"
NOTES = "did"  # the slot of what the user told of a day: that they wrote it is all that is said
GROUPS = {
    K.FACT: "You",
    K.RELATION: PEOPLE,
    K.SKILL: "What you can do",
    K.PREFERENCE: "What you like and dislike",
    K.ROUTINE: "What you usually do",
    K.GOAL: "What you want to reach",
    K.PLAN: "What you plan",
    K.RULE: "What is to be observed",
    K.STYLE: "How you write",
}
ORDER = [DISPUTED, *GROUPS.values(), BEFORE, PERHAPS, NOTED]


def group_of(claim: Claim) -> str:
    """Return under which heading a claim stands."""
    if claim.status is Status.DISPUTED:
        return DISPUTED
    if claim.status in PAST:
        return BEFORE
    if claim.status is Status.DRAFT:
        return NOTED if claim.slot == NOTES else PERHAPS
    return PEOPLE if claim.subject else GROUPS[claim.kind]
