"""What is of the time that is asked for comes first, and the newer before the older."""

from __future__ import annotations

from datetime import date

import pytest

from memory.search import Retriever
from memory.search import retriever as module
from tests.fakes import a_chat, a_note, day, learn, put

TODAY = date(2026, 4, 1)


def titles(retriever: Retriever, query: str, **more) -> list[str]:
    return [p.title for p in retriever.search(query, today=TODAY, **more).passages]


@pytest.fixture
def years(store, embedder):
    """A note of the tea in each of four years, and one that speaks of another year."""
    put(
        store,
        *(
            a_note(f"The tea was from harvest {n}.", date=day(3).replace(year=n), title=str(n))
            for n in (2019, 2020, 2021, 2023)
        ),
        a_note("In June 2022 the tea was green.", date=day(2), title="Looking back"),
    )
    learn(store, embedder)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("tea in March 2021", "2021"),
        ("the tea in 2019", "2019"),
        ("What tea was there in 2022?", "Looking back"),
        ("tea in June 2022", "Looking back"),
    ],
)
def test_what_is_of_the_time_asked_for_comes_first(retriever, years, query, first):
    found = retriever.search(query, today=TODAY).passages

    assert found[0].title == first
    assert "of that time" in found[0].why
    assert {p.title for p in found} == {"2019", "2020", "2021", "2023", "Looking back"}


def test_of_a_time_that_holds_very_much_the_last_is_found_too(retriever, years, monkeypatch):
    monkeypatch.setattr(module, "IN_TIME", 1)
    found = retriever.search("What tea was from the harvest in 2019 to 2021?", today=TODAY).passages

    assert {p.title for p in found if "of that time" in p.why} == {"2019", "2020", "2021"}
    assert {p.title for p in found[:3]} == {"2019", "2020", "2021"}


def test_without_the_time_its_words_alone_are_nothing(retriever, years):
    found = retriever.search("tea in March 2021", without=("time",), today=TODAY)

    assert not any("of that time" in p.why for p in found.passages)


def test_last_week_is_meant_from_today(store, embedder, retriever):
    put(store, *(a_note(f"Tea of the day {n}.", date=day(n), locator=str(n)) for n in (4, 11, 18)))
    learn(store, embedder)

    for today, first in ((date(2026, 3, 12), 4), (date(2026, 3, 26), 18)):
        found = retriever.search("What tea was there last week?", today=today).passages
        assert found[0].date == day(first)


def test_before_an_event_is_before_the_day_the_memory_dates_it(store, embedder, retriever):
    put(
        store,
        a_note("I rented a flat near the weir.", date=day(3, 1), title="Early", locator="1"),
        a_note("Today I moved to the island.", date=day(3, 2), title="Move", locator="2"),
        a_note("I rented a flat near the port.", date=day(3, 3), title="Late", locator="3"),
    )
    learn(store, embedder)

    def first(query: str, **more) -> str:
        found = retriever.search(query, **more).passages
        return str(next(p.title for p in found if p.title != "Move"))

    assert first("Which flat did I rent before I moved to the island?") == "Early"
    assert first("Which flat did I rent after I moved to the island?") == "Late"
    told = retriever.search("Which flat did I rent before I moved to the island?").stages
    assert told[0].note == "1 passages are of the time asked for"


def test_an_event_that_the_memory_does_not_date_bounds_nothing(store, embedder, retriever):
    put(store, a_note("I moved to the island."), a_note("Tea.", date=day(3), locator="2"))
    learn(store, embedder)
    found = retriever.search("Was there tea before I moved to the island?")

    assert "time" not in [stage.name for stage in found.stages]
    assert found.passages


# Two statements


@pytest.fixture
def rents(store, embedder):
    put(
        store,
        a_note("My rent is 800 pounds a month now.", date=day(1, 1), title="Old", locator="1"),
        a_note("My rent is 900 pounds a month.", date=day(1, 3), title="New", locator="2"),
        a_note("The kiln is lit.", date=day(2, 3), title="Kiln", locator="3"),
    )
    learn(store, embedder)


def test_the_newer_of_two_statements_comes_first_unless_the_question_looks_back(retriever, rents):
    first = {
        query: titles(retriever, query)[0]
        for query in (
            "What is my rent a month now?",
            "What was my rent a month originally, now?",
            "What did I say my rent a month is now?",
        )
    }

    assert list(first.values()) == ["New", "Old", "Old"]
    query = "What is my rent a month now?"
    assert titles(retriever, query, without=("newer first",))[0] == "Old"
    assert set(titles(retriever, query)) == {"New", "Old", "Kiln"}


def test_what_a_program_said_comes_after_what_a_person_said(store, embedder, retriever):
    lines = ("The best tea is the green.", "The best tea is the black.")
    at = day(1)
    put(store, a_chat(*((line, at) for line in lines), said_by=("ChatGPT", "Ada")))
    learn(store, embedder)

    def first(query: str) -> str:
        return str(retriever.search(query).passages[0].text)

    assert first("Which tea is the best?") == lines[1]
    assert first("Which tea is the best for ChatGPT?") == lines[0]
