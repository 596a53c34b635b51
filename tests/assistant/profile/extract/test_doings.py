"""What somebody tells of their days, in few words."""

from __future__ import annotations

import pytest

from assistant.profile.extract.doings import done
from memory.types import Strength
from tests.assistant.profile.lives import ID, a_turn, told


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Hey! I painted the garden shed", "I painted the garden shed"),
        ("Oh well, yesterday we camped by the cold lake!", "yesterday we camped by the cold lake"),
        ("Went rowing on the wide river", "Went rowing on the wide river"),
        ("I painted the shed and it looks splendid", "I painted the shed and it looks splendid"),
        (
            "I ran the long race around the grey lake in June, which was colder than the one that "
            "Tom and all of the others had run in the spring before",
            "I ran the long race around the grey lake in June",
        ),
    ],
)
def test_it_is_told_in_words_of_its_own(text, value):
    (draft,) = done(ID, a_turn(text))

    assert draft.value == value
    assert draft.text == f"{value[0].upper()}{value[1:]} (3 March 2026)."
    assert draft.strength is Strength.IMPLIED


@pytest.mark.parametrize(
    "text",
    [
        "Did I paint the shed?",
        "You painted the shed in May",
        "Painting sheds helps many people relax",
        "I hope so",
        "I painted your garden shed for you",
        "We painted sheds? Suppose we painted garden sheds",
        "Tom claims I painted the garden shed",
        "I painted “I love my shed” on the big garden wall",
        "If I painted the shed in May",
        "He said “I painted the shed in May”",
        "Thanks!",
        "It really helped my whole family",
        "They painted our shed for my mother",
    ],
)
def test_what_tells_nothing_of_the_speaker_is_left_out(text):
    assert told(done, text) == []


def test_each_sentence_is_told_by_itself():
    text = "I painted shed 12 in June. We camped by the lake with Tom."

    assert [value for _, value in told(done, text)] == [
        "I painted shed 12 in June",
        "We camped by the lake with Tom",
    ]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("We moved the whole household to Leith in May", True),
        ("I upgraded the whole machine to another release", False),
        ("By the way, I've visited my aunt in Leith", True),
    ],
)
def test_of_a_mail_only_what_befell_them_is_told(text, heard):
    assert bool(told(done, text, letter=True)) is heard
