"""How a mail begins and ends is the user's own habit: to this person, or in this language."""

from __future__ import annotations

import pytest

from assistant.replying.habits import Frame, habits
from memory.types import Document, Participant
from tests.assistant.replying.letters import BO, a_mail, owner

CY = Participant("to", "Cy Brand", "cy@example.org")


def to(person: Participant, text: str) -> Document:
    people = (Participant("from", "Ada Byron", "ada@example.org"), person)
    return a_mail(text, people=people)


def frame(*mails: Document, person: Participant = BO, language: str = "English") -> Frame:
    return habits(mails, person, language, owner())


DEAR = "Dear Cy,\n\nthe boat is here.\n\nBest wishes,\nAda"
HI = "Hi Cy,\n\nit is here.\n\nAda"


def test_the_name_is_that_of_whom_it_goes_to():
    assert frame(to(CY, DEAR)) == Frame("Dear Bo,", "Best wishes,\nAda")


def test_the_most_usual_wins():
    assert frame(to(CY, HI), to(CY, DEAR), to(CY, DEAR)).greeting == "Dear Bo,"


def test_two_mails_to_somebody_tell_how_that_one_is_written_to():
    others = [to(CY, DEAR)] * 5
    bo = Participant("to", "Bo", "BO@example.org")
    to_bo = [to(bo, "Hey Bobby!\n\nYes.\n\nA.")] * 2

    assert frame(*others, *to_bo) == Frame("Hey Bobby!", "A.")
    assert frame(*others, to_bo[0]).greeting == "Dear Bobby,"


def test_who_greets_nobody_by_name_is_let_be():
    hi = to(CY, "Hi,\n\nit is here.\n\nAda")

    assert frame(hi, hi, to(CY, DEAR)).greeting == "Hi,"
    nameless = Participant("from", "", "x@example.org")
    assert frame(to(CY, DEAR), to(CY, DEAR), hi, person=nameless).greeting == "Hi,"


def test_each_language_has_its_own():
    german = to(CY, "Liebe Cy,\n\ndas Boot ist da und ich freue mich.\n\nLiebe Grüße\nAda")
    mails = (to(CY, DEAR), german)

    assert frame(*mails, language="German").closing == "Liebe Grüße\nAda"
    assert frame(*mails).closing == "Best wishes,\nAda"


def test_who_begins_at_once_is_let_begin_at_once():
    assert frame(to(CY, "Yes, gladly. See you there.")) == Frame()
    assert frame() == Frame()


def test_what_is_quoted_is_nobodys_habit():
    assert frame(to(CY, "Yes.\n\nBest regards\nBo Lind")).closing == "Best regards"


@pytest.mark.parametrize("name", ["", "cy@example.org"])
def test_who_has_no_name_is_not_greeted_by_one(name):
    assert frame(to(CY, DEAR), person=Participant("from", name, "x@example.org")).greeting == ""


def test_the_frame_stands_around():
    assert Frame("Hi,", "Ada").around(" Yes. ") == "Hi,\n\nYes.\n\nAda"
    assert Frame().around("Yes.") == "Yes."
