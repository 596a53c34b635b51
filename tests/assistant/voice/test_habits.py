from __future__ import annotations

import pytest

from assistant.voice.habits import Habits
from assistant.voice.letters import Occasion, letters
from memory.types import Document, DocumentId, Participant
from memory.voice import Kept
from tests.assistant.voice.mailing import HUBER, OWNER, TOM, sent

EVA = Participant("to", "Eva Lund", "eva@example.org")
BODY = "The tea is ready for you at four."
TEXT = "der Tee ist fertig und wir sind nicht da."


def habits(*documents: Document) -> Habits:
    return Habits(letters([Kept(DocumentId(one.id), one, None) for one in documents], OWNER))


@pytest.fixture
def ada() -> Habits:
    return habits(
        *(sent(n, f"Hi Tom,\n\n{BODY}\n\nBest,\nAda") for n in range(4)),
        *(sent(10 + n, f"Dear Eva,\n\n{BODY}\n\nLove,\nAda", EVA) for n in range(3)),
        *(
            sent(20 + n, f"Sehr geehrte Frau Huber,\n\n{TEXT}\n\nViele Grüße\nAda Byron", HUBER)
            for n in range(3)
        ),
        *(sent(30 + n, f"{BODY}\n\nAda", answers=True) for n in range(6)),
    )


def test_each_is_greeted_as_they_were(ada):
    assert ada.greeting("tom@example.org", "en") == "Hi Tom,"
    assert ada.greeting("Eva Lund <eva@example.org>", "English") == "Dear Eva,"
    assert ada.greeting("Karin Huber", "de") == "Sehr geehrte Frau Huber,"
    assert ada.closing("eva@example.org") == "Love,\nAda"
    assert ada.closing("huber@amt.example") == "Viele Grüße\nAda Byron"


def test_an_answer_begins_without_a_greeting_where_the_user_uses_none(ada):
    assert ada.greeting("tom@example.org", "en", Occasion.REPLY) == ""
    assert ada.closing("tom@example.org", "en", Occasion.REPLY) == "Ada"


def test_a_first_name_is_enough_if_only_one_bears_it(ada):
    assert ada.greeting("Eva", "English") == "Dear Eva,"


def test_a_stranger_is_greeted_as_others_in_the_language(ada):
    assert ada.greeting("Ida Moe <ida@example.org>", "English") == "Hi Ida,"
    assert ada.greeting("Moe, Ida", "English") == "Hi Ida,"
    assert ada.greeting("Frau Dr. Weber", "German") == "Sehr geehrte Frau Dr. Weber,"
    assert ada.closing("Ida Moe", "German") == "Viele Grüße\nAda Byron"


def test_without_a_name_there_is_no_greeting_that_needs_one():
    one = habits(*(sent(n, f"Dear Tom,\n\n{BODY}\n\nAda") for n in range(4)))

    assert one.greeting("", "English") == ""
    assert one.greeting("ida@example.org", "English") == ""


def test_women_and_men_are_greeted_as_the_language_has_it():
    one = habits(
        *(sent(n, f"Liebe Eva,\n\n{TEXT}\n\nLG\nAda", EVA) for n in range(3)),
        *(sent(9 + n, f"Lieber Tom,\n\n{TEXT}\n\nLG\nAda") for n in range(3)),
    )

    assert one.greeting("tom@example.org", "German") == "Lieber Tom,"
    assert one.greeting("Anna Berg", "German") == "Liebe Anna,"
    assert one.greeting("Jens Berg", "German") == "Lieber Jens,"


def test_a_name_of_their_own_is_kept():
    one = habits(*(sent(n, f"Hey Tommy,\n\n{BODY}\n\nA.") for n in range(3)))

    assert one.greeting("tom@example.org") == "Hey Tommy,"
    assert one.greeting("Ida Moe") == "Hey Ida,"


def test_who_greets_nobody_is_greeted_by_nothing():
    one = habits(*(sent(n, BODY) for n in range(5)))

    assert one.greeting("tom@example.org") == ""
    assert one.closing("tom@example.org") == ""


def test_of_nobody_nothing_is_known():
    assert (habits().greeting("tom@example.org"), habits().closing()) == ("", "")
    assert TOM.name
