"""What somebody tells of their days, in few words."""

from __future__ import annotations

import pytest

from assistant.profile.extract.doings import done
from memory.types import Strength
from tests.assistant.profile.lives import ID, a_turn, told


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Hey! I painted the garden shed", "painted garden shed"),
        ("I ran a race in June. We camped by the lake!", "ran race in June; camped by lake"),
        ("It was not our shed that burned down in May", "not our shed burned down in May"),
        ("Went rowing on the wide river", "Went rowing on wide river"),
    ],
)
def test_it_is_told_in_words_of_its_own(text, value):
    (draft,) = done(ID, a_turn(text))

    assert draft.value == value
    assert set(value.replace(";", "").split()) <= set(text[draft.start : draft.end].split()) | {
        word.strip(".!") for word in text.split()
    }
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
    ],
)
def test_what_tells_nothing_of_the_speaker_is_left_out(text):
    assert told(done, text) == []


def test_three_sentences_are_told_at_a_time():
    text = " ".join(f"I painted shed {n} in June." for n in (12, 13, 14, 15))

    assert len(told(done, text)) == 2
