"""Who is known by which words, and that names are never out of date."""

from __future__ import annotations

import pytest

from memory.search import names as module
from memory.search.names import NameIndex
from memory.sources import remove
from memory.types import Participant
from tests.fakes import a_chat, a_mail, day, put

ADA = Participant("from", "Ada Byron", "ada@example.org")
BO = Participant("to", 'Robert "Bo" Miller', "mills@example.org")
ME = Participant("to", "Mina Feld", "mina@example.org")


def mail(id: str, *people: Participant, **more):
    return a_mail(id, people=people, **more)


@pytest.fixture
def known(store) -> NameIndex:
    put(store, mail("a", ADA, ME), mail("b", BO, ME), mail("c", ME), path="/mail")
    index = NameIndex(store)
    index.renewed()
    return index


def named(index: NameIndex, question: str) -> list[tuple[str, list[str]]]:
    return [(said, sorted(map(index.name, ids))) for said, ids in index.named(question)]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What did Ada Byron write?", "Ada Byron"),
        ("what did ada byron write?", "ada byron"),
        ("What did Ada write?", "Ada"),
        ("what did ada write?", "ada"),
        ("Where are Byrons letters?", "Byrons"),
        ("What did ada@example.org write?", "ada@example.org"),
        ("What did Àda write?", "Àda"),
    ],
)
def test_somebody_is_named_in_many_ways(known, question, said):
    assert named(known, question) == [(said, ["Ada Byron"])]


def test_a_nickname_and_an_address_name_somebody_too(known):
    assert named(known, "Did Bo write?") == [("Bo", ['Robert "Bo" Miller'])]
    assert named(known, "Did Mills write?") == [("Mills", ['Robert "Bo" Miller'])]


@pytest.mark.parametrize("question", ["Who is there?", "What is an ada?", "", "x@y", "Who's that?"])
def test_others_are_not_named(known, question):
    assert named(known, question) == []


def test_other_names_of_one_address_are_known(store, known):
    put(store, mail("d", Participant("from", "The Countess", "ada@example.org")), path="/more")

    assert known.renewed()
    assert named(known, "What did the Countess say?") == [("the Countess", ["Ada Byron"])]


def test_who_comes_is_known_at_once_and_nothing_is_read_twice(store, known):
    assert not known.renewed()
    put(store, mail("d", Participant("from", "Cleo Nil", "cleo@example.org")), path="/more")

    assert known.renewed()
    assert named(known, "Is Cleo here?") == [("Cleo", ["Cleo Nil"])]
    assert not known.renewed()


def test_who_goes_is_not_known_any_more(store, known):
    (_, ids), *_ = known.named("Is Ada here?")
    remove(store, "Notes")

    assert known.known(ids) == frozenset()
    assert known.renewed()
    assert known.named("Is Ada here?") == []


def test_after_some_went_and_others_came_all_are_read_again(store, known):
    remove(store, "Notes")
    cleo = Participant("from", "Cleo Nil", "cleo@example.org")
    put(store, mail("x", cleo, BO, ME), mail("y", BO, ME), mail("z", ME), path="/more")
    known.renewed()

    assert named(known, "Is Cleo here?") == [("Cleo", ["Cleo Nil"])]


def test_a_word_of_very_many_names_nobody(store, known, monkeypatch):
    monkeypatch.setattr(module, "MANY", 1)
    put(store, mail("d", Participant("from", "Ada Nil", "nil@example.org")), path="/more")
    known.renewed()

    assert named(known, "Did Ada write?") == []
    assert named(known, "Did Ada Nil write?") == [("Ada Nil", ["Ada Nil"])]


@pytest.mark.parametrize(
    ("name", "address", "question"),
    [
        ("Ada And Her Very Old Band", "band@x.example", "Is Her late?"),
        ("Old Ada And Her Very New Band", "band@x.example", "Is the Old one late?"),
        ("Will Smith", "ws9@x.example", "Will it rain?"),
        ("", "zoe.k@x.example", "Is Zoe or Example late?"),
    ],
)
def test_a_word_that_is_not_how_somebody_is_called_names_nobody(store, name, address, question):
    put(store, mail("d", Participant("from", name, address)))
    index = NameIndex(store)
    index.renewed()

    assert named(index, question) == []


@pytest.mark.parametrize(
    "people",
    [
        [("Ada",), ("Ada",), ("Bo",), ("Cleo",), ("Dan",)],
        [("You", "Assistant"), ("You", "Assistant"), ("user", "Assistant")],
        [("Ada", "Bo"), ("Ada", "Bo"), ("Ada", "Bo"), ("Ada",)],
    ],
)
def test_who_is_not_in_most_or_hardly_more_than_another_is_not_the_user(store, people):
    for n, names in enumerate(people):
        said = [(f"Hello {n}", day(1)) for _ in names]
        put(store, a_chat(*said, said_by=names), path=f"/{n}")
    index = NameIndex(store)
    index.renewed()

    assert not index.knows_me


def test_who_is_in_most_documents_is_the_user(known):
    assert known.is_me("Mina Feld")
    assert known.is_me("You")
    assert known.knows_me
    assert not known.is_me("Ada Byron")


def test_of_two_who_are_always_there_neither_is_known_to_be_the_user(store):
    put(store, a_chat(("Hi", day(1)), ("Ho", day(1)), said_by=("Ada", "Bo")))
    index = NameIndex(store)
    index.renewed()

    assert not index.knows_me
    assert not index.is_me("Ada")


def test_of_others_who_share_a_word_with_the_user_they_are_meant(store, known):
    put(store, mail("d", Participant("from", "Otto Feld", "otto@example.org"), ME), path="/more")
    known.renewed()

    assert named(known, "What did Feld write?") == [("Feld", ["Otto Feld"])]


def test_who_is_called_by_a_word_alone(store, known):
    put(store, mail("d", Participant("from", "Mama", "m@example.org"), ME), path="/more")
    put(store, mail("e", Participant("from", "Mama Leone Pizza", "p@example.org"), ME), path="/p")
    known.renewed()

    assert [known.name(id) for id in known.bearing("mama")] == ["Mama"]
    assert known.bearing("feld") == []
    assert known.is_name("mama")
