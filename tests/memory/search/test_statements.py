"""What is stated beside what is asked, and the numbers that stand beside a thing."""

from __future__ import annotations

import time

import pytest

from memory.search.statements import numbers_beside, numbers_differ, stated, stems

ALL = 1000


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("I moved to Leith.", "I moved to Leith."),
        ("Ada: I moved to Leith.", "I moved to Leith."),
        ("Where is it?", ""),
        ("Ada: hmm, what about a lamp?", ""),
        ("I have tried it twice, can you help me?", "I have tried it twice"),
        ("I failed the test and I am sad but what can I do?", "I failed the testI am sad"),
        ("What do you make of the fact that I won twice?", "I won twice?"),
        ("I like it. Do you?", "I like it."),
        ("Yes.", ""),
        ("Ich habe es zweimal versucht, kannst du helfen?", "Ich habe es zweimal versucht"),
        ("Is it so?”", ""),
        ("So, do you like it, or should we go?", ""),
        ("", ""),
    ],
)
def test_what_is_stated_is_counted_and_what_is_asked_is_not(text, said):
    assert stated(text, ALL) == len(said)


def test_no_more_is_counted_than_is_wanted():
    assert stated("It is so. " * 50, 80) == 80
    assert stated("It is so.", 80) == 9


def test_a_long_text_is_not_read_to_its_end():
    began = time.process_time()
    for _ in range(100):
        stated("It rains here. " + "a, " * 300_000 + "?", 10)

    assert time.process_time() - began < 10


def test_words_are_compared_by_their_beginnings_without_marks():
    assert stems("Fähren, fahrend") == {"fahre"}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("a deadline of 1 April", {"deadl": {"1"}}),
        ("won 3 games, lost 4", {"games": {"3", "4"}}),
        ("two games", {"games": {"2"}}),
        ("a game", {}),  # an article is no number
        ("5 of us are at the games", {}),  # too far from it
        ("the deadline is near", {}),
        ("3.5 games", {"games": {"3.5"}}),
    ],
)
def test_the_numbers_beside_a_thing_are_found(text, numbers):
    assert numbers_beside(text, {"deadl", "games"}) == numbers


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("a deadline of 5 April", "the deadline of 1 April", True),
        ("a deadline of 1 April", "the deadline of 1 April", False),
        ("a deadline of 1 April 2024", "the deadline of 1 April", False),  # the one says more
        ("a deadline of 5 April", "no deadline", False),
        ("a deadline of 5 April", "1 April", False),
    ],
)
def test_only_other_numbers_for_the_same_thing_differ(one, other, differ):
    assert numbers_differ(one, other, {"deadl"}) is differ
