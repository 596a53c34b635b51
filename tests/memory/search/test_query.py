"""A question is taken apart: its time, its event, whether it looks back, whom it asks about."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.search.query import Span, understood

TODAY = date(2026, 3, 18)  # a Wednesday


def span(begins: str, ends: str) -> Span:
    return Span(datetime.fromisoformat(begins), datetime.fromisoformat(ends))


# Times


@pytest.mark.parametrize(
    ("text", "sense", "spans"),
    [
        ("Who came in March 2021?", "Who came in ?", [span("2021-03-01", "2021-04-01")]),
        ("Who called last week?", "Who called ?", [span("2026-03-09", "2026-03-16")]),
        ("Tea in May", "Tea in", [span("2025-05-01", "2025-06-01")]),  # the latest one
        ("Where is the tea?", "Where is the tea?", []),
    ],
)
def test_a_time_is_taken_out_of_the_question(text, sense, spans):
    query = understood(text, TODAY)

    assert list(query.spans) == spans
    assert query.sense == sense
    assert query.text == text


def test_a_time_is_none_of_the_words():
    assert understood("tea on 3 March 2026", TODAY).words == ("tea",)
    assert understood("tea and milk", TODAY).words == ("tea", "milk")


def test_two_times_are_both_kept_and_what_stands_between_them():
    query = understood("tea in 2019 and milk in 2021", TODAY)

    assert [one.begins.year for one in query.spans if one.begins] == [2019, 2021]
    assert query.words == ("tea", "milk")


def test_a_question_of_nothing_but_a_time_is_looked_up_as_it_stands():
    query = understood("last week", TODAY)

    assert query.sense == "last week"
    assert query.words == ("week",)


def test_a_question_of_nothing_but_small_words_is_looked_up_as_it_stands():
    assert understood("To be or not to be", TODAY).words == ("to", "be", "or", "not", "to", "be")
    assert understood("", TODAY).words == ()


# Events


@pytest.mark.parametrize(
    ("text", "event", "before"),
    [
        ("What did I eat before I moved?", "I moved", True),
        ("What has changed since the wedding?", "", False),
        ("Where did we live until we sold the house?", "we sold the house", True),
        ("What came after my exam", "my exam", False),
        ("Was aß ich, bevor ich umzog?", "ich umzog", True),
        ("Was geschah nach dem Umzug?", "", False),
        ("Was tat ich, nachdem wir umzogen?", "wir umzogen", False),
        ("What is the tea before 2021?", "", False),  # its time is told
        ("What did I eat in 2019 before I moved?", "", False),
        ("before", "", False),
        ("What is best before?", "", False),
    ],
)
def test_an_event_bounds_the_time(text, event, before):
    query = understood(text, TODAY)

    assert (query.event, query.before_event) == (event, before)


# What it wants


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("Where did I live?", True),
        ("What was the rent?", True),
        ("What was the rent originally?", True),
        ("The rent initially", True),
        ("Wie hoch war die Miete?", True),
        ("Die Miete ursprünglich", True),
        ("my former address", True),
        ("The rent in March", True),  # of that time, not of now
        ("What is the rent?", False),
        ("How much do I pay?", False),
        ("Is my cold gone?", False),
        ("Wie hoch ist die Miete?", False),
    ],
)
def test_a_question_may_look_back(text, back):
    assert understood(text, TODAY).looks_back is back


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("What did ChatGPT say about tea?", True),
        ("What did you recommend for tea?", True),
        ("the recipe you gave me", True),
        ("Was hat die KI gesagt?", True),
        ("What did Bo say about tea?", False),
        ("Claudette and the aim", False),
        ("Can you say when tea is?", False),
    ],
)
def test_a_question_may_ask_what_a_program_said(text, asks):
    assert understood(text, TODAY).of_program is asks


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("What is the rent?", True),
        ("rent", True),
        ("Miete", True),  # nothing tells
        ("Miete der Wohnung", False),
        ("Fähre", False),
        ("Wann fährt sie?", False),
        ("the Fähre", True),
    ],
)
def test_a_question_is_english_unless_something_tells_otherwise(text, english):
    assert understood(text, TODAY).english is english


@given(st.text("abI ä.?!2021-03before moved lastwk\n", max_size=40))
def test_any_question_is_understood(text):
    query = understood(text, TODAY)

    assert query.words or not any(c.isalnum() for c in text)
    assert all(word == word.lower() for word in query.words)


def test_no_word_of_a_question_is_in_its_repr():
    assert "kiln" not in repr(understood("Who lit the kiln before we moved the kiln?", TODAY))


def test_whom_a_question_points_at_is_named_beside_it():
    query = understood("What did my sister say to Ana's brother?", TODAY)

    named = query.naming(["Linda Meier", "Tom"])
    assert named.words == (*query.words, "linda", "meier", "tom")
    assert named.sense == query.sense
    assert query.naming([]) == query
