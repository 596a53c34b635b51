from __future__ import annotations

from datetime import UTC, datetime

import pytest

from memory.errors import Problem
from memory.people.known import (
    documents_with,
    everybody,
    handles,
    person,
    threads,
    with_attachment,
)
from memory.types import Participant
from tests.fakes import a_chat, a_mail, a_note, day, put

ADA = Participant("from", "Ada Byron", "ada@example.org")
BO = Participant("to", "Bo", "bo@example.org")
FROM_BO = (Participant("from", "Bo", "bo@example.org"), Participant("to", "Ada", "ada@example.org"))


@pytest.fixture
def filled(store):
    put(
        store,
        a_mail("one", people=(ADA, BO), date=day(1)),
        a_mail("two", people=FROM_BO, date=day(5)),
        a_mail("three", people=FROM_BO, date=day(7), references=("two",)),
        a_mail(
            "list",
            people=(Participant("from", "News", "news@example.net"), BO),
            date=day(20),
        ),
        a_chat(("Hi", day(9)), ("Hello", day(9)), ("So?", day(10)), said_by=("Bo", "Ada", "Bo")),
        a_note("by Bo", people=(Participant("author", "Bo"),), date=day(28)),
    )
    return store


def by_name(store, own=()):
    return {one.name: one for one in everybody(store, own)}


def own_of(store):
    return [id for id, known in handles(store).items() if "ada@example.org" in known]


def test_mails_and_messages_are_counted_both_ways(filled):
    ada = own_of(filled)
    names = {one.name: one for one in everybody(filled, [*ada, *_named(filled, "Ada")])}
    bo = names["Bo"]

    assert (bo.mails_from, bo.mails_to) == (2, 1)
    assert (bo.messages_from, bo.messages_to) == (2, 1)
    assert bo.contacts == 6
    assert bo.documents == 6


def _named(store, name):
    return [one.id for one in everybody(store) if one.name == name]


def test_contact_is_from_the_first_to_the_last_time_of_being_in_touch(filled):
    bo = person(filled, _named(filled, "Bo")[0], own_of(filled))

    # neither the list that both were written to nor the note he only wrote
    assert bo.first == day(1)
    assert bo.last == day(10)


def test_without_a_known_user_every_mail_to_them_counts(filled):
    assert by_name(filled)["Bo"].mails_to == 2


def test_names_and_addresses_are_listed_once_each(store):
    put(
        store,
        a_mail("one", people=(Participant("from", "Bo", "bo@example.org"),)),
        a_mail("two", people=(Participant("from", "BO", "bo@example.org"),)),
        a_mail("three", people=(Participant("from", "Bo Byron", "Bo@example.org"),)),
        a_mail("four", people=(Participant("from", "", "bo@example.org"),)),
    )
    (bo,) = everybody(store)

    assert (bo.name, bo.aliases, bo.addresses) == ("Bo", ("Bo Byron",), ("bo@example.org",))
    assert bo.names == ("Bo", "Bo Byron")


def test_nobody_of_a_number_is_a_problem(store):
    assert everybody(store) == []
    with pytest.raises(Problem, match="no longer known"):
        person(store, 7)


def test_the_newest_of_what_was_exchanged_comes_in_its_order(filled):
    bo = _named(filled, "Bo")[0]
    ids = documents_with(filled, bo, datetime(2026, 3, 4, tzinfo=UTC), 3)

    assert len(ids) == 3
    assert ids == documents_with(filled, bo, datetime(2000, 1, 1, tzinfo=UTC), 3)
    assert len(threads(filled, ids)) == 2


def test_a_mail_with_something_attached_is_known(store):
    put(
        store,
        a_mail("one", people=(ADA,)),
        a_note("the contract", parent="one", external_id="one/1"),
        a_mail("two", people=(ADA,)),
    )
    found = with_attachment(store, [id for (id,) in store.db.execute("select id from documents")])

    assert len(found) == 1


def test_two_thousand_people_are_listed_quickly(store):
    put(
        store,
        *(
            a_mail(f"m{n}", people=(Participant("from", f"P {n}", f"p{n}@example.org"), ADA))
            for n in range(2000)
        ),
    )

    assert len(everybody(store)) == 2001
