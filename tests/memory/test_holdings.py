from __future__ import annotations

import pytest

from memory.held import ALL, Listing
from memory.holdings import claims_on, counted, holdings, ids_of, listed, people_in, texts
from memory.people.known import everybody
from memory.types import Kind, Participant
from tests.fakes import a_chat, a_mail, a_note, day, put


@pytest.fixture
def filled(store):
    put(
        store,
        a_mail("one", date=day(1)),
        a_mail("two", date=day(9, 4), people=(Participant("from", "Bo", "bo@example.org"),)),
        source="Mail",
        path="/mail",
    )
    put(store, a_chat(("Hi", day(3)), ("Ho", day(3))), source="Chat", path="/chat")
    put(store, a_note("No date."), a_mail("two", date=day(9, 4)), source="Notes")
    return store


def test_nothing_is_counted_as_nothing(store):
    held = holdings(store)

    assert (held.documents, held.kinds, held.sources, held.months) == (0, {}, (), {})
    assert listed(store, ALL, 10) == []


def test_it_is_counted_by_kind_source_and_month(filled):
    held = holdings(filled)

    assert held.documents == sum(group.documents for group in held.kinds.values())
    assert held.kinds[Kind.CHAT].documents == 1
    assert held.kinds[Kind.MAIL].first == day(1)
    assert {group.name: group.documents for group in held.sources} == {
        "Mail": 2,
        "Chat": 1,
        "Notes": 2,
    }
    assert held.months == {"2026-03": {Kind.CHAT: 1, Kind.MAIL: 1}, "2026-04": {Kind.MAIL: 1}}
    assert held.undated == 1
    assert held.passages >= 4


def test_a_list_is_the_newest_first_and_goes_on(filled):
    names = [one.title for one in listed(filled, ALL, 10)]

    assert names[0] == "About two"
    assert names[-1] == "Note"
    assert [one.title for one in listed(filled, ALL, 2, after=1)] == names[1:3]


@pytest.mark.parametrize(
    ("where", "count"),
    [
        (ALL, 4),
        (Listing(kind=Kind.MAIL), 2),
        (Listing(source="Notes"), 2),
        (Listing(time="2026-03"), 2),
        (Listing(time="2026"), 3),
        (Listing(time="2025"), 0),
        (Listing(undated=True), 1),
        (Listing(kind=Kind.MAIL, source="Mail", time="2026-04"), 1),
    ],
)
def test_it_is_narrowed(filled, where, count):
    assert counted(filled, where) == count
    assert len(listed(filled, where, 10)) == count


def test_it_is_narrowed_to_a_person_by_whom_they_are(filled):
    bo = next(one.id for one in everybody(filled) if "bo@example.org" in one.addresses)
    (mail,) = [one for one in listed(filled, Listing(person=bo), 10) if one.kind is Kind.MAIL]

    assert mail.people == ("Bo",)
    assert mail.path.name == "mail"


def test_texts_come_in_slices_and_people_are_counted(filled):
    ids = ids_of(filled)

    assert sum(len(some) for some in texts(filled, ids)) == 4
    assert people_in(filled, ids) >= 2
    assert claims_on(filled, ids) == ([], frozenset())
