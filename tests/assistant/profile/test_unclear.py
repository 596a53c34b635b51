"""Which Ana, which March: asked where the memory knows several, and said in the question."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from assistant.profile.owner import owner_of
from assistant.profile.unclear import said, unclear
from memory.types import Participant
from tests.fakes import a_mail, learn, put

TODAY = date(2026, 5, 1)
ME = owner_of("Ada Byron <ada@example.org>")


def from_(name: str, n: int, text: str = "", **more: object):
    sender = Participant("from", name, f"{name.replace(' ', '.')}@example.org")
    people = (sender, Participant("to", "Ada Byron", "ada@example.org"))
    return a_mail(f"<{name}{n}>", text or f"Words {n}.", people=people, **more)


def in_march(year: int, text: str):
    return from_("Bo Ek", year, text, date=datetime(year, 3, 9, tzinfo=UTC))


@pytest.fixture
def ask(store, embedder, retriever):
    def asked(question: str, *documents, **more):
        put(store, *documents)
        learn(store, embedder)
        return unclear(retriever, question, ME, today=TODAY, **more)

    return asked


def test_two_people_of_one_name_are_told_apart(ask):
    (question,) = ask(
        "When did Ana write?", from_("Ana Kovac", 1), from_("Ana Reis", 2), from_("Ana Reis", 3)
    )

    assert question.text == "Which Ana do you mean?"
    assert (question.choices, question.best) == (("Ana Reis", "Ana Kovac"), "Ana Reis")
    assert said("When did Ana write?", {question.slot: "Ana Kovac"}, TODAY) == (
        "When did Ana Kovac write?"
    )


def test_nothing_is_asked_where_it_is_clear(ask):
    many = [from_("Ana Reis", n) for n in range(20)]

    assert ask("When did Ana write?", from_("Ana Kovac", 99), *many) == ()
    assert ask("When did Ana Kovac write?") == ()
    assert ask("When did Bo write?") == ()


def test_the_user_is_nobody_elses_namesake(ask):
    assert ask("What did Ada want?", from_("Ada Byron", 1), from_("Ada King", 2)) == ()


def test_a_month_of_several_years_is_asked_for(ask):
    (question,) = ask(
        "What was the rent in March?",
        in_march(2024, "The rent is 800."),
        in_march(2025, "The rent is 850."),
        in_march(2026, "The rent is 900."),
    )

    assert question.slot == "time"
    assert "2026" in question.choices
    assert question.text == "Which year do you mean by “March”?"
    clear = said("What was the rent in March?", {"time": "2024"}, TODAY)
    assert clear == "What was the rent in March 2024?"
    assert ask(clear) == ()
    assert ask("What was the rent in March?", asked={"time", "person Ana"}) == ()


def test_a_month_of_one_year_a_year_and_yesterday_are_clear(ask):
    march = in_march(2026, "The rent is 900.")

    assert ask("What was the rent in March?", march) == ()
    assert ask("What was the rent yesterday?") == ()
    assert ask("What was the rent in March 2024?") == ()
    assert said("What was the rent?", {}, TODAY) == "What was the rent?"
