"""The grammar of the initials: one word for a letter, numbers and marks as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.shorthand.initials import abbreviated, fits, initial, joined, keeps, slots, words


@pytest.mark.parametrize(
    ("short", "phrase"),
    [
        ("iwbhb7", "I will be home by 7"),
        ("IWBHB7PM", "I will be home by 7pm"),
        ("i7pm a", "It's 7pm already"),
        ("sya7:30,ef", "see you at 7:30, Élan follow-up"),
        ("50tb alo30 t", "50tb at least of 30 tb"),
        ("i3.50 o?", "Is 3.50 ok?"),
        ("wp30e (o40)", "we pay 30 euros (or 40)"),
    ],
)
def test_what_an_abbreviation_stands_for(short, phrase):
    assert keeps(short, phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        "I will be home by 8",
        "I will be home by 7pm",
        "I will be home at 7",
        "I will be home by",
        "I will be home by 7 sharp",
        "I will be home, by 7",
        "I will soon be home by 7",
    ],
)
def test_what_it_does_not_stand_for(phrase):
    assert not keeps("iwbhb7", phrase)


def test_a_word_with_an_apostrophe_or_a_hyphen_is_one():
    assert keeps("ia", "it's awful")
    assert not keeps("isa", "it's awful")
    assert keeps("tf", "the follow-up")


def test_letters_are_compared_without_case_and_accents():
    assert initial("Élan") == initial("élan") == initial("e") == "e"


@pytest.mark.parametrize("short", ["", "i", "77", "7 7", "?!", "a" * 17])
def test_what_is_no_abbreviation(short):
    assert slots(short) == ()
    assert not keeps(short, short)


def test_words_and_marks_are_joined_as_they_are_written():
    assert joined(words("Yes, I am (nearly) there: see you!")) == (
        "Yes, I am (nearly) there: see you!"
    )


PIECES = ["I'm", "will", "Élan", "by", "7", "7pm", "3.50", "follow-up", ",", "?", "(", ")"]


@given(st.lists(st.sampled_from(PIECES), max_size=8))
def test_a_phrase_keeps_to_its_own_abbreviation(pieces):
    phrase = joined(pieces)
    short = abbreviated(phrase)
    assert not slots(short) or keeps(short, phrase)


def test_a_mark_is_no_word():
    (first, *_) = slots("a,b")
    assert fits("and", first)
    assert not fits(",", first)
