"""Under which heading of the page a claim stands."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from assistant.profile.lines import PAST
from assistant.profile.wording import ENGLISH, wording, wordings
from memory.types import Claim, ClaimKind, Status

K = ClaimKind
NOTES = "did"  # the slot of what the user told of a day: that they wrote it is all that is said


class Group(StrEnum):
    """What stands under one heading, in the order of the page."""

    DISPUTED = "disputed"
    FACT = "fact"
    PEOPLE = "people"
    SKILL = "skill"
    PREFERENCE = "preference"
    ROUTINE = "routine"
    GOAL = "goal"
    PLAN = "plan"
    RULE = "rule"
    STYLE = "style"
    BEFORE = "before"
    PERHAPS = "perhaps"
    NOTED = "noted"


KINDS = {Group(kind): kind for kind in K if kind is not K.RELATION} | {Group.PEOPLE: K.RELATION}
GROUPS = {kind: group for group, kind in KINDS.items()}


def group_of(claim: Claim) -> Group:
    """Return where a claim stands."""
    if claim.status is Status.DISPUTED:
        return Group.DISPUTED
    if claim.status in PAST:
        return Group.BEFORE
    if claim.status is Status.DRAFT:
        return Group.NOTED if claim.slot == NOTES else Group.PERHAPS
    return Group.PEOPLE if claim.subject else GROUPS[claim.kind]


def heading(group: Group, language: str = ENGLISH) -> str:
    return wording(language).headings[group]


def group_named(heading: str) -> Group | None:
    """Return what stands under a heading, in whatever language it is."""
    return _named().get(heading)


@cache
def _named() -> dict[str, Group]:
    return {one.headings[group]: group for one in wordings().values() for group in Group}
