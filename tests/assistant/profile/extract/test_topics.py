"""Names and titles that come up in somebody's own words."""

from __future__ import annotations

import pytest

from assistant.profile.extract.topics import spoken_of
from memory.types import Strength
from tests.assistant.profile.lives import ID, a_turn, of, talk, told


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("We took Rufus to Lake Bled", ["Rufus", "Lake Bled"]),
        ("Have you read 'Middlemarch' yet?", ["Middlemarch"]),
        ("The Book of Tea is on my desk", ["Book of Tea"]),
        ("Yesterday it rained", []),
        ("Hey Bo!", []),
        ("Thanks, Bo.", []),
        ("THIS IS LOUD", []),
        ("On Monday I sing", []),
        ("Ich habe eine Wohnung mit Kammer gesehen", []),
        ("I sang and I'm tired", []),
    ],
)
def test_names_are_what_is_spoken_of(text, values):
    assert [value for _, value in told(spoken_of, text)] == values


def test_it_is_a_weak_sign_and_of_the_user_alone():
    (draft,) = spoken_of(ID, a_turn("We fed Rufus again"))

    assert draft.strength is Strength.IMPLIED
    assert told(spoken_of, "We fed Rufus", subject="Bo", strength=Strength.OTHERS) == []


def test_who_is_spoken_to_is_no_topic():
    chat = talk(("Ada Byron", "I told our Bo Ek that Rufus ate"), ("Bo Ek", "Oh"))

    assert [value for _, slot, value in of(chat) if slot == "topic"] == ["Rufus"]
