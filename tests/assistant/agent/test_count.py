"""What was counted is said with every passage behind it."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.agent import count
from assistant.agent.answer import Resources, answer
from memory.progress import finish
from tests.fakes import a_mail, day, learn, put


@pytest.fixture
def swims(store, embedder):
    put(
        store,
        a_mail("a", "I went swimming.", title="Diary", date=day(2)),
        a_mail("b", "Swimming in the rain.", title="Diary", date=day(3)),
        a_mail("c", "Swimming at night.", title="Diary", date=day(20)),
        a_mail("d", "I ate soup.", title="Soup", date=day(20)),
    )
    learn(store, embedder)


def asked(retriever, question: str):
    return count.answer(retriever.counting(question, date(2026, 11, 21)))


def test_the_number_comes_first_and_cites_each(swims, retriever):
    found = asked(retriever, "How many times did I go swimming?")

    assert found.text == (
        "3 times: Diary, 2 March 2026 [1]; Diary, 3 March 2026 [2]; Diary, 20 March 2026 [3]."
    )
    assert (found.made_by, found.tier, found.found) == ("counted", 0, True)
    assert len(found.citations) == 3
    assert found.statements[0].cites == (1, 2, 3)
    assert [stage.name for stage in found.trace] == ["count"]


def test_one_is_one(swims, retriever):
    assert asked(retriever, "How many times did I have soup?").text.startswith("1 time: ")


def test_weeks_are_counted_each_once(swims, retriever):
    text = asked(retriever, "Which weeks did I go swimming?").text

    assert text == (
        "2 weeks: 2 March 2026 to 8 March 2026 [1][2]; 16 March 2026 to 22 March 2026 [3]."
    )


@pytest.mark.parametrize(
    ("unit", "start"), [("days", "3 days"), ("months", "1 month:"), ("years", "1 year:")]
)
def test_days_months_and_years(swims, retriever, unit, start):
    assert asked(retriever, f"Which {unit} did I go swimming?").text.startswith(start)


def test_none_is_said_plainly(swims, retriever):
    found = asked(retriever, "How many times did I go swimming in 2024?")

    assert found.text == "0 times in what you gave me."
    assert found.found
    assert found.citations == ()


def test_a_long_list_is_cut_and_says_so(swims, retriever, monkeypatch):
    monkeypatch.setattr(count, "SHOWN", 2)
    found = asked(retriever, "How many times did I go swimming?")

    assert found.text.endswith("3 March 2026 [2]; and 1 more.")
    assert len(found.citations) == 2


def test_a_counting_question_is_answered_by_counting(swims, retriever, embedder):
    found = finish(answer("How often did I go swimming?", Resources(retriever, embedder)))

    assert found.made_by == "counted"


def test_what_was_never_heard_of_is_looked_for_as_ever(swims, retriever, embedder):
    found = finish(answer("How often did I go skiing?", Resources(retriever, embedder)))

    assert found.made_by == "quoted"
    assert not found.found
