from __future__ import annotations

import pytest

from assistant.profile.people import People
from memory.claims.telling import tell
from memory.errors import Problem
from memory.types import ClaimKind, Participant, Topic
from tests.fakes import a_chat, a_mail, day, put

ADA = Participant("from", "Ada Byron", "ada@example.org")
TO_ADA = Participant("to", "Ada Byron", "ada@example.org")
BO = Participant("from", "Bo Ek", "bo@example.org")
TO_BO = Participant("to", "Bo Ek", "bo@example.org")
OTHER = Participant("from", "Bo Ek", "bo@work.org")


@pytest.fixture
def people(store):
    put(
        store,
        a_mail("1", "Dear Bo,\nI'll send you the lease by Friday.\nCheers,\nAda",
               people=(ADA, TO_BO), date=day(2)),
        a_mail("2", "I'll bring you the key.\nBo", people=(BO, TO_ADA), date=day(4)),
        a_mail("3", "I'll bring you the moon.", people=(OTHER, TO_ADA), date=day(1)),
        a_mail("4", "I'll send you all a postcard.", date=day(5),
               people=(BO, TO_ADA, Participant("to", "Cy", "cy@example.org"))),
        a_chat(("Assistant: I'll send you", day(6)), said_by=("Assistant",), title="Talk"),
    )  # fmt: skip
    return People(store, lambda: "Ada Byron <ada@example.org>", lambda: day(20))


def by_address(people, address):
    return next(k.person.id for k in people.everybody() if address in k.person.addresses)


def test_all_are_listed_the_latest_first_and_the_user_last(people):
    known = people.everybody()

    assert [one.person.name for one in known] == ["Bo Ek", "Bo Ek", "Cy", "Ada Byron"]
    assert [one.is_user for one in known] == [False, False, False, True]
    assert known[0].person.last == day(5)


def test_however_many_names_and_addresses_the_user_has_they_are_one(store):
    work = Participant("from", "", "ada@work.org")
    king = Participant("from", "Ada King", "ada@king.org")
    put(
        store,
        a_mail("1", "Hi", people=(ADA, TO_BO), date=day(2)),
        a_mail("2", "Hi", people=(work, TO_ADA), date=day(9)),
        a_mail("3", "Hi", people=(king, TO_BO), date=day(4)),
    )
    identity = "Ada Byron <ada@example.org>, <ada@work.org>, Ada King <ada@king.org>"
    people = People(store, lambda: identity, lambda: day(20))
    bo, ada = (one.person for one in people.everybody())

    assert (bo.name, ada.name, ada.aliases) == ("Bo Ek", "Ada Byron", ("Ada King",))
    assert ada.addresses == ("ada@example.org", "ada@king.org", "ada@work.org")
    assert (ada.first, ada.last, ada.documents, ada.mails_from) == (day(2), day(9), 3, 3)
    for address in ada.addresses:
        assert people.card(people.find(address)).person == ada


def test_a_card_tells_what_is_open_on_both_sides_and_how_one_writes(people):
    card = people.card(by_address(people, "bo@example.org"))

    assert [(one.mine, one.quote) for one in card.promises] == [
        (True, "I'll send you the lease by Friday."),
        (False, "I'll bring you the key."),
    ]
    assert card.manners.greeting is not None
    assert card.manners.greeting.words == "Dear Bo"
    assert card.namesakes == 1
    assert people.card(by_address(people, "ada@example.org")).promises == ()


def test_what_strangers_promise_is_nothing_one_waits_for(people):
    assert people.card(by_address(people, "bo@work.org")).promises == ()


def test_joined_they_have_one_card_and_taken_apart_two(people):
    first, second = (by_address(people, one) for one in ("bo@example.org", "bo@work.org"))
    changes = people.join(first, second)
    assert changes.topics == {Topic.PEOPLE}
    assert people.card(first).person.addresses == ("bo@example.org", "bo@work.org")
    assert people.card(first).groups == (
        ("bo@example.org", "name:bo ek"),
        ("bo@work.org",),
    )
    people.split(first)
    assert len(people.everybody()) == 4
    people.undo()
    people.split(first, ["bo@work.org"])
    people.undo()
    people.undo()

    assert len(people.everybody()) == 4


@pytest.mark.parametrize("asked", ["cy", "cy@example.org", "p{id}"])
def test_who_is_meant_is_found(people, asked):
    id = by_address(people, "cy@example.org")

    assert people.find(asked.format(id=id)) == id


@pytest.mark.parametrize(
    ("asked", "why"),
    [("Zoe", "Nobody"), ("Bo", "Several"), ("p999", "no longer"), ("…", "name or an address")],
)
def test_who_is_not_clear_is_asked_for(people, asked, why):
    with pytest.raises(Problem, match=why):
        people.find(asked)


def test_a_relation_is_told_of_the_one_who_bears_the_name(store, people):
    tell(store, "Cy: brother.", value="brother Cy", slot="relation", kind=ClaimKind.RELATION)
    tell(store, "Bo Ek: boss.", value="boss Bo Ek", slot="relation", kind=ClaimKind.RELATION)
    known = {one.person.id: one.relation for one in people.everybody()}

    assert sorted(known.values()) == ["", "", "", "brother"]  # which Bo Ek is not told
    cy = people.card(by_address(people, "cy@example.org"))
    assert [claim.text for claim in cy.claims] == ["Cy: brother."]


def test_what_one_of_a_name_says_is_not_told_of_the_other(store, people):
    tell(store, "Bo Ek sings.", subject="Bo Ek")
    both = [people.card(by_address(people, one)) for one in ("bo@example.org", "bo@work.org")]

    # the user said it, and did not say of which
    assert [[claim.text for claim in card.claims] for card in both] == [["Bo Ek sings."]] * 2
