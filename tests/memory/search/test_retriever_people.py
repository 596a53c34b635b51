"""Questions about somebody: found by name, by relation, and shown in the trace."""

from __future__ import annotations

import pytest

from memory.search import Filter
from memory.types import Kind, Participant
from tests.fakes import a_mail, learn, put

ME = Participant("to", "Mina Feld", "mina@example.org")
FROM_ME = Participant("from", "Mina Feld", "mina@example.org")
NORA = Participant("from", "Nora Kuhn", "nora@example.org")
BO = Participant("from", "Bo Müller", "bo@example.org")


@pytest.fixture
def life(store, embedder):
    """Of Mina, whose landlady is Nora, and whom everybody writes about rent."""
    put(
        store,
        a_mail("a", "The rent is due on Monday.", people=(BO, ME), title="Bo"),
        a_mail("b", "I keep two hundred of it for the floor.", people=(NORA, ME), title="Nora"),
        a_mail("c", "Nora, our landlady, wants the rent.", people=(FROM_ME,), title="Own"),
        a_mail("d", "A deposit of sand was found in the river.", people=(BO, ME), title="Sand"),
    )
    learn(store, embedder)


def titles(retriever, query: str, **more) -> list[str]:
    return [p.title for p in retriever.search(query, **more).passages]


def notes(retriever, query: str, **more) -> list[str]:
    stages = retriever.search(query, **more).stages
    return [stage.note for stage in stages if stage.name == "people"]


def test_who_is_pointed_at_is_found_though_nothing_says_so(retriever, life):
    question = "What did my landlord say about the deposit?"

    assert titles(retriever, question)[0] == "Nora"
    assert titles(retriever, question, without=("people",))[0] != "Nora"


@pytest.mark.parametrize("question", ["Did Nora keep something?", "did nora keep something?"])
def test_what_somebody_wrote_comes_before_what_speaks_of_them(retriever, life, question):
    assert titles(retriever, question)[:2] == ["Nora", "Own"]


def test_who_is_meant_is_told_and_can_be_left_out(retriever, life):
    question = "What did my landlord say about the deposit?"

    assert notes(retriever, question) == ["my landlord is Nora Kuhn"]
    assert notes(retriever, question, without=("people",)) == []
    assert notes(retriever, "How deep is the river?") == []
    assert "Nora" not in repr(retriever.search(question).stages)


def test_a_filter_holds_for_what_is_theirs_too(retriever, life):
    where = Filter(kind=Kind.CHAT)

    assert titles(retriever, "What did my landlord say?", where=where) == []
    assert titles(retriever, "Who is my landlord?", where=where) == []


def test_who_somebody_is_is_found_where_it_is_told(retriever, life):
    assert titles(retriever, "Who is my landlord?")[0] == "Own"
    assert titles(retriever, "Who is Nora?")[0] == "Own"


def test_mails_of_somebody_pointed_at_are_counted(retriever, life):
    counting = retriever.counting("How many mails from my landlord?")

    assert counting is not None
    assert [p.title for p in counting.passages] == ["Nora"]
