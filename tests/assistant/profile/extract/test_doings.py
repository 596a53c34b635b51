"""What somebody tells of their days, noted in their own words."""

from __future__ import annotations

import pytest

from assistant.profile.extract.doings import LONGEST, done
from memory.claims.sameness import holds_words
from memory.types import Strength
from tests.assistant.profile.lives import ID, a_turn, told


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Hey! I painted the garden shed", "painted garden shed"),
        ("Oh well, yesterday we camped by the cold lake!", "yesterday camped by cold lake"),
        ("Went rowing on the wide river", "Went rowing on wide river"),
        ("I painted the shed and it was so great", "painted shed"),
        ("I painted the shed - thanks for your brush", "painted shed"),
        ("I painted the shed, and “I love sheds” on the wall", "painted shed"),
        ("I'm not quite ready, but I have a new boat", "not quite ready, but new boat"),
        ("I haven't really rowed since I was a child", "haven't really rowed since was child"),
        ("We might be moving to Leith, or we'd stay", "might be moving to Leith, or we'd stay"),
        ("I met Tom, and Ida, and the dogs", "met Tom, Ida, dogs"),
        ("I set a goal of learning to sail some boats", "set goal learning sail boats"),
        ("I gave the hat to Ana of Leith", "gave hat to Ana of Leith"),
        ("I won 2 of 5 races", "won 2 of 5 races"),
        ("I moved from the boat to a house", "moved from boat to house"),
        ("I made a chair out of driftwood", "made chair out of driftwood"),
        ("I wish not to sail boats", "wish not to sail boats"),
        ("Ich habe den Schuppen gestrichen", "Schuppen gestrichen"),
    ],
)
def test_it_is_told_in_words_of_its_own(text, value):
    (draft,) = done(ID, a_turn(text))

    assert draft.value == value
    assert draft.text == f"{value[0].upper()}{value[1:]}"
    assert draft.strength is Strength.IMPLIED
    assert holds_words(text, draft.value)


def test_a_long_sentence_loses_its_last_clauses_and_a_long_message_makes_more_notes():
    (draft,) = done(ID, a_turn("I painted, " + ", ".join(f"then shed {n}" for n in range(99))))

    assert LONGEST - 30 < len(draft.value) < 1.3 * LONGEST
    notes = told(done, "I painted another shed in June, in a green that Tom chose. " * 20)
    assert len(notes) > 1
    assert all(len(value) < 1.1 * LONGEST for _, value in notes)


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
    ],
)
def test_what_tells_nothing_of_the_speaker_is_left_out(text):
    assert told(done, text) == []


def test_what_one_message_tells_makes_one_note():
    text = "I painted shed 12 in June. Tom loves sheds. We camped by the lake with Tom. Really?"
    (draft,) = done(ID, a_turn(text))

    assert draft.value == "painted shed 12 in June; camped by lake with Tom"
    assert text[draft.start : draft.end].startswith("I painted")
    assert text[draft.start : draft.end].endswith("with Tom.")


def test_each_sentence_of_a_mail_stands_alone():
    text = "We moved to Leith in May.\n> Did you?\nWe sold the old boat in June."

    assert [value for _, value in told(done, text, letter=True)] == [
        "moved to Leith in May",
        "sold old boat in June",
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
