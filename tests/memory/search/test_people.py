"""Whom a question means, two of one name told apart, and what is theirs."""

from __future__ import annotations

import pytest

from memory.search import people as module
from memory.search.passages import candidates
from memory.search.people import NOBODY, PeopleIndex
from memory.sources import remove
from memory.types import ChunkId, Participant
from tests.fakes import a_chat, a_mail, a_note, day, put

ME = Participant("to", "Mina Feld", "mina@example.org")
ADA = Participant("from", "Ada Byron", "ada@example.org")
BO = Participant("from", "Bo Müller", "bo@example.org")
POTTER = Participant("from", "Claire Lund", "claire@pots.example")
MANAGER = Participant("from", "Claire Lund", "claire.lund@quarry.example")


def mail(id: str, text: str, *people: Participant):
    return a_mail(id, text, people=people)


@pytest.fixture
def people(store) -> PeopleIndex:
    put(
        store,
        mail("a", "The glaze is ready.", POTTER, ME),
        mail("b", "The report is late.", MANAGER, ME),
        mail("c", "Hello.", ADA, ME),
        mail("d", "Tea with Ada?", BO, ME),
        path="/mail",
    )
    return PeopleIndex(store)


def handles(store, ids) -> list[str]:
    rows = store.db.execute("select handle, person_id from handles order by 1")
    return [handle for handle, id in rows if id in ids]


def test_who_is_named_is_meant(store, people):
    meant = people.meant("What did Ada write to bo@example.org?")

    assert handles(store, meant.ids) == ["ada@example.org", "bo@example.org"]
    assert meant.note == "bo@example.org is Bo Müller; Ada is Ada Byron"
    assert meant.names == []
    assert "Ada" not in repr(meant)


def test_who_is_pointed_at_is_meant_by_name(store, people):
    put(store, a_note("Our landlord is Ada."), path="/n")
    meant = people.meant("What did my landlord say to Ada?")

    assert handles(store, meant.ids) == ["ada@example.org"]
    assert meant.names == ["Ada Byron"]
    assert meant.note == "my landlord is Ada Byron"
    assert people.named("How many mails from my landlord?") == "How many mails from Ada Byron?"
    assert people.named("Did my landlord write to Bo?") == "Did Ada Byron write to Bo?"
    assert people.named("How many mails from Ada?") == "How many mails from Ada?"


def test_of_several_of_a_relation_none_takes_its_place_in_a_question(store, people):
    put(store, a_note("My friend Ada. My friend Bo."), path="/n")

    assert people.meant("my friend?").names == ["Ada Byron", "Bo Müller"]
    assert people.named("How many mails from my friend?") == "How many mails from my friend?"


def test_a_relation_that_is_told_later_is_known_then(store, people):
    assert people.meant("What did my landlord say?").persons == ()
    put(store, a_note("My landlord is Ada."), path="/n")

    assert [who.name for who in people.meant("What did my landlord say?").persons] == ["Ada Byron"]


def test_who_went_is_not_meant(store, people):
    assert people.meant("What did Ada say?").persons
    remove(store, "Notes")

    assert people.meant("What did Ada say?") == NOBODY


def test_who_went_is_not_meant_though_the_last_is_still_there(store, people):
    put(store, mail("z", "Last.", BO), source="Other", path="/other")
    assert people.meant("What did Ada say?").persons
    remove(store, "Notes")

    assert people.meant("What did Ada say?") == NOBODY


@pytest.mark.parametrize(
    "question",
    [
        "Who is my landlord?",
        "Wie heißt mein Vermieter?",
        "Who is Ada?",
        "How is Ada related to me?",
    ],
)
def test_who_somebody_is_stands_where_it_is_told(store, people, question):
    put(store, a_note("My landlord is Ada."), path="/n")
    (told,) = store.db.execute("select max(id) from chunks").fetchone()
    meant = people.meant(question)

    assert meant.told == {told}
    assert meant.names == []
    assert people.worth(meant, []) == {told: module.TOLD}


def test_what_they_say_is_asked_for_elsewise(store, people):
    put(store, a_note("My landlord is Ada."), path="/n")

    for question in ("What did my landlord say?", "Who is coming to my landlord?", "Who saw Ada?"):
        assert people.meant(question).told == frozenset()
    assert people.meant("Who is Bo?").told == frozenset()


# Two of one name


@pytest.mark.parametrize(
    ("question", "address"),
    [
        ("What did Claire from the quarry say?", "claire.lund@quarry.example"),
        ("What did Claire Lund say of the glaze?", "claire@pots.example"),
        ("When is Claire's report due?", "claire.lund@quarry.example"),
    ],
)
def test_two_of_one_name_are_told_apart(store, people, question, address):
    meant = people.meant(question)

    assert handles(store, meant.ids) == [address]
    assert "2 persons are called Claire" in meant.note
    assert meant.note.endswith(f"meant is Claire Lund <{address}>")


def test_two_are_told_apart_by_who_else_is_named(store, people):
    put(store, mail("e", "Hello.", POTTER, BO), a_note("Bo's sister Claire sings."), path="/more")
    meant = people.meant("What did Bo tell Claire?")
    sister = people.meant("What did Bo's sister say?")

    assert handles(store, meant.ids) == ["bo@example.org", "claire@pots.example"]
    assert handles(store, sister.ids) == ["bo@example.org", "claire@pots.example"]


def test_where_nothing_tells_both_are_meant(store, people):
    meant = people.meant("What did Claire say?")

    assert handles(store, meant.ids) == ["claire.lund@quarry.example", "claire@pots.example"]
    assert meant.note == (
        "2 persons are called Claire: "
        "Claire Lund <claire@pots.example>, Claire Lund <claire.lund@quarry.example>"
    )


# What is theirs


def test_from_them_is_worth_more_than_with_or_about_them(store, people):
    said = (("One.", day(1)), ("Two.", day(2)))
    put(store, a_chat(*said, said_by=("Ada Byron", "Bo Müller")), path="/chat")
    some = candidates(store, list(map(ChunkId, range(1, 9))), {})
    worth = people.worth(people.meant("What did Ada say?"), some)
    by_text = {one.text: worth[one.id] for one in some}

    assert by_text["Hello."] == by_text["One."] == module.BY
    assert by_text["Two."] == module.WITH
    assert by_text["Tea with Ada?"] == module.NAMED
    assert by_text["The glaze is ready."] == 0
    assert people.worth(NOBODY, some) == {}
