"""What is counted, over everything, and which questions want that."""

from __future__ import annotations

from datetime import date

import pytest

from memory.search import counting
from memory.search.counting import asks_for_count, counted
from memory.types import Kind, Participant
from tests.fakes import a_chat, a_mail, a_note, day, put

TODAY = date(2026, 11, 21)
BO = (Participant("from", "Bo Müller", "bo@example.org"),)


def mail(id: str, text: str, on: int = 3, **more):
    return a_mail(id, text, title="Diary", date=day(on), **more)


def count(store, question: str) -> int:
    asked = asks_for_count(store, question, TODAY)
    assert asked is not None
    return len(counted(store, asked).found)


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("How many times did I go swimming?", "times"),
        ("How often did we eat sushi in March 2026?", "times"),
        ("Wie oft war ich schwimmen?", "times"),
        ("How many mails did Bo send me?", Kind.MAIL),
        ("List all mails from Bo about the lease", Kind.MAIL),
        ("All messages about tea", Kind.CHAT),
        ("Which weeks did I run?", "week"),
        ("On which days did I swim?", "day"),
        ("Wie viele Mails kamen von Bo?", Kind.MAIL),
    ],
)
def test_a_question_that_wants_counting_is_known(store, question, unit):
    asked = asks_for_count(store, question, TODAY)

    assert asked is not None
    assert asked.unit == unit


@pytest.mark.parametrize(
    "question",
    [
        "How many days did I stay in Rome?",
        "How many rooms does the flat have?",
        "When did I go swimming?",
        "What did the mails say?",
        "How long was I watching TV?",
        "",
    ],
)
def test_a_question_that_wants_something_else_is_left_alone(store, question):
    assert asks_for_count(store, question, TODAY) is None


def test_each_document_counts_once_and_each_message(store):
    long = " ".join(f"Swimming again, length {n}." for n in range(200))
    put(store, mail("a", long), mail("b", "We went swimming."), path="/m")
    put(store, a_chat(("Swimming?", day(5)), ("Swimming!", day(5))), path="/c")

    assert count(store, "How many times did I go swimming?") == 4
    assert count(store, "How many mails about swimming are there?") == 2
    assert count(store, "How many messages about swimming are there?") == 2


def test_only_the_time_that_is_asked_for_counts(store):
    put(store, mail("a", "I did yoga.", 1), mail("b", "I did yoga.", 9), path="/m")

    assert count(store, "How many times did I do yoga in March 2026?") == 2
    assert count(store, "How many times did I do yoga on 9 March 2026?") == 1
    assert count(store, "How many times did I do yoga in 2024?") == 0


def test_every_word_of_the_thing_is_required(store):
    put(store, mail("a", "I ate sushi for dinner."), mail("b", "I ate sushi for lunch."), path="/m")

    assert count(store, "How many times did I have sushi for dinner?") == 1
    assert count(store, "How many times did I have sushi?") == 2


def test_a_word_that_nobody_ever_wrote_is_not_known(store):
    put(store, mail("a", "I ate sushi."), path="/m")
    asked = asks_for_count(store, "How many times did I have caviar?", TODAY)

    assert asked is not None
    assert not counted(store, asked).known


def test_a_verb_is_required_where_the_thing_is_told_with_it(store):
    put(
        store,
        *(mail(f"t{n}", f"I talked to Nora for {n} minutes.") for n in range(4)),
        mail("d", "I had a burger for dinner with Nora."),
        path="/m",
    )

    assert count(store, "How many times did I talk to Nora?") == 4


def test_what_tells_the_same_without_the_verb_counts(store):
    put(
        store,
        *(mail(f"r{n}", f"I spent {n} minutes reading a book today.") for n in range(4)),
        mail("o", "I spent 9 minutes on a book today."),
        mail("w", "I bought a wonderful cookery book."),
        path="/m",
    )

    assert count(store, "How many times did I read a book?") == 5


def test_a_verb_that_is_never_used_for_the_thing_is_not_required(store):
    put(store, mail("a", "I had sushi."), mail("b", "Let us eat soup."), path="/m")

    assert count(store, "How many times did I eat sushi?") == 1


def test_of_very_many_passages_the_verb_alone_decides(store, monkeypatch):
    monkeypatch.setattr(counting, "COMPARED", 2)
    put(
        store,
        *(mail(f"r{n}", f"I spent {n} minutes reading a book today.") for n in range(3)),
        mail("o", "I spent 9 minutes on a book today."),
        path="/m",
    )

    assert count(store, "How many times did I read a book?") == 3


@pytest.mark.parametrize(("asked", "number"), [("apple juice", 2), ("oranges", 1)])
def test_the_very_words_count_where_they_are_usual(store, asked, number):
    put(
        store,
        mail("a", "I bought apple juice and oranges."),
        mail("b", "I bought apple juice."),
        mail("c", "I bought apples and orange juice."),
        path="/m",
    )

    assert count(store, f"How many times did I buy {asked}?") == number


def test_mails_of_a_person_are_counted(store):
    put(store, mail("a", "The lease."), mail("b", "The lease.", 4, people=BO), path="/m")

    assert count(store, "How many mails from Bo Müller about the lease are there?") == 1
    assert count(store, "How many mails from Mr Müller about the lease are there?") == 1
    assert count(store, "How many mails to Bo about the lease are there?") == 0
    assert count(store, "How many mails with Bo about the lease are there?") == 1
    assert count(store, "How many mails did Bo send me about the lease?") == 1


def test_what_was_found_is_in_order_of_time(store):
    put(store, mail("b", "Yoga.", 9), mail("a", "Yoga.", 1), a_note("Yoga."), path="/m")
    asked = asks_for_count(store, "How many times did I do yoga?", TODAY)
    assert asked is not None
    found = counted(store, asked).found
    dates = dict(store.db.execute("select id, at from chunks").fetchall())

    assert [dates[id] for id in found] == [None, day(1).timestamp(), day(9).timestamp()]
