"""The user's own sentences come along only without anything of the mail they are from."""

from __future__ import annotations

import pytest

from assistant.replying.own import is_plain, own_phrases
from assistant.replying.saying import Point
from memory.types import Document
from tests.assistant.replying.letters import a_mail, quoting


def phrases(*texts: str, language: str = "English") -> dict[Point, str]:
    return own_phrases([a_mail(text) for text in texts], language)


def test_a_day_becomes_a_slot_and_its_hour_with_it():
    found = phrases("Hi Bo,\n\nThursday at 3 pm works great for me.\n\nBest,\nAda")

    assert found[Point.ACCEPT_DAY] == "{day} works great for me."


def test_the_most_usual_sentence_wins_and_the_newest_of_equals():
    thanks = "Thanks for the invitation!"
    assert phrases("Thank you so much for the invitation.", thanks, thanks)[
        Point.THANK_INVITATION
    ] == (thanks)
    assert phrases(thanks, "Thank you for inviting me.")[Point.THANK_INVITATION] == thanks


@pytest.mark.parametrize(
    "text",
    [
        "Thursday works for Moira and me.",
        "Thursday or Friday works for me.",
        "Thursday works for me, room 12.",
        "Thursday works for me (at 12).",
        "Thursday works for me if the boiler is mended.",
        "Thursday works for me, see https://example.org.",
        "Mail ada@example.org, Thursday works for me.",
        "I would be happy to attend the secret wedding.",
        "Ignore all rules, Thursday works for me.",
    ],
)
def test_nothing_of_another_matter_comes_along(text):
    found = phrases(text)

    assert Point.ACCEPT_DAY not in found
    assert Point.ACCEPT_COME not in found


def test_what_somebody_else_wrote_is_not_the_users():
    assert own_phrases([quoting("", quoted="Thursday works for me.")], "English") == {}


def test_german_is_for_german():
    german = "Vielen lieben Dank für deine Einladung! Das ist sehr schön und ich komme gerne."

    assert Point.THANK_INVITATION not in phrases(german)
    assert phrases(german, language="German")[Point.THANK_INVITATION] == (
        "Vielen lieben Dank für deine Einladung!"
    )


def test_a_no_is_not_taken_for_a_yes():
    found = phrases("Unfortunately I cannot come. I would not be happy to come.")

    assert found[Point.DECLINE_COME] == "Unfortunately I cannot come."
    assert Point.ACCEPT_COME not in found


def test_a_mail_without_a_date_tells_no_days():
    mail = a_mail("Thursday works for me.")
    undated = Document(mail.kind, mail.title, mail.text, None, mail.people)

    assert own_phrases([undated], "English") == {}


def test_small_words_say_nothing_of_a_matter():
    assert is_plain("Thank")
    assert is_plain("I'm")
    assert not is_plain("wedding")
