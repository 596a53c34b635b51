"""What the user's own calendar tells."""

from __future__ import annotations

from assistant.profile.extract.routines import scheduled
from memory.types import ClaimKind, Document, Kind, Participant
from tests.assistant.profile.lives import ADA, BO, ME
from tests.fakes import day

WEEKLY = "Choir\nWhen: Monday, 2 March 2026\nRepeats: every week on Monday; first on 2 March 2026"
ONCE = "Dentist\nWhen: Monday, 2 March 2026, 10:00 to 11:00"


def an_event(text: str, *people: Participant) -> Document:
    return Document(Kind.EVENT, text.split("\n", 1)[0], text, day(2), people)


def told_of(document: Document):
    return [(draft.kind, draft.value) for draft in scheduled(document, ME)]


def test_what_comes_again_is_a_routine():
    assert told_of(an_event(WEEKLY)) == [(ClaimKind.ROUTINE, "Choir every week on Monday")]


def test_a_routine_that_ends_says_when():
    (draft,) = scheduled(an_event(WEEKLY.replace("Monday;", "Monday until 3 May 2027;")), ME)

    assert draft.until is not None
    assert (draft.until.year, draft.until.month, draft.until.day) == (2027, 5, 3)


def test_what_comes_once_is_a_plan_until_its_day_is_over():
    (draft,) = scheduled(an_event(ONCE, ADA), ME)

    assert (draft.kind, draft.until) == (ClaimKind.PLAN, day(3))


def test_an_invitation_proves_only_that_it_arrived():
    assert told_of(an_event(WEEKLY, BO)) == []
    assert told_of(an_event(ONCE, BO)) == []


def test_what_was_cancelled_is_no_plan():
    assert told_of(an_event(ONCE + "\nStatus: cancelled")) == []
    assert told_of(Document(Kind.DOCUMENT, "x", WEEKLY)) == []
