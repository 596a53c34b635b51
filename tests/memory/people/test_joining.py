from __future__ import annotations

import pytest

from memory.erasing.erase import erasing
from memory.erasing.targets import Target
from memory.errors import Problem
from memory.held import PersonId
from memory.people.joining import (
    decided,
    groups_of,
    join,
    split,
    split_all,
    take_in,
    undo,
)
from memory.people.known import everybody, handles
from memory.progress import finish
from memory.types import Participant
from tests.fakes import a_chat, a_mail, day, dump, put


def wrote(id, name, address="", **more):
    return a_mail(id, people=(Participant("from", name, address),), **more)


@pytest.fixture
def two(store):
    put(store, wrote("1", "Bo Byron", "bo@home.org"), wrote("2", "Bo Byron", "bo@home.org"),
        wrote("3", "B. Byron", "bb@work.org"))  # fmt: skip
    return store


def ids(store) -> dict[str, PersonId]:
    return {one.name: one.id for one in everybody(store)}


def shape(store):
    """Who there is, as what they are known by and what they are named in."""
    known = handles(store)
    named = {
        one.id: sorted(
            row
            for row in store.db.execute(
                "select document_id, name, address from appearances where person_id = ?", [one.id]
            )
        )
        for one in everybody(store)
    }
    return sorted((one.name, sorted(known[one.id]), named[one.id]) for one in everybody(store))


def test_two_become_one_with_all_addresses_and_names(two):
    known = ids(two)
    join(two, known["Bo Byron"], known["B. Byron"])
    (bo,) = everybody(two)

    assert (bo.name, bo.aliases) == ("Bo Byron", ("B. Byron",))
    assert bo.addresses == ("bo@home.org", "bb@work.org")
    assert (bo.mails_from, bo.documents) == (3, 3)


def test_what_is_read_later_stays_with_whom_it_was_joined(two):
    known = ids(two)
    join(two, known["Bo Byron"], known["B. Byron"])
    put(two, wrote("4", "B. Byron", "bb@work.org"), wrote("5", "Bob", "bb@work.org"),
        a_chat(("Hi", day(1)), said_by=("B. Byron",)), source="More", path="/more")  # fmt: skip

    assert [one.documents for one in everybody(two)] == [6]


def test_what_is_read_later_stays_apart_from_whom_it_was_split(two):
    known = ids(two)
    put(two, a_chat(("Hi", day(1)), said_by=("Bo Byron",)), source="Chat", path="/chat")
    new = split(two, known["Bo Byron"], ["name:bo byron"])
    put(two, a_chat(("You", day(2)), said_by=("Bo Byron",)), source="Late", path="/late")
    put(two, wrote("6", "Bo Byron", "bo@home.org"), source="Mail", path="/mail")
    counts: dict[int, int] = {one.id: one.documents for one in everybody(two)}

    assert counts[new] == 2
    assert counts[known["Bo Byron"]] == 3


def test_joined_and_taken_apart_is_as_before(two):
    before = shape(two)
    known = ids(two)
    join(two, known["Bo Byron"], known["B. Byron"])
    (bo,) = everybody(two)
    assert [group[0] for group in groups_of(two, bo.id)] == ["bo@home.org", "bb@work.org"]
    (new,) = split_all(two, bo.id)

    assert ids(two)["B. Byron"] == new
    after = shape(two)
    assert [(name, named) for name, _, named in after] == [(n, d) for n, _, d in before]


@pytest.mark.parametrize("order", [("Bo Byron", "B. Byron"), ("B. Byron", "Bo Byron")])
def test_a_join_is_undone(two, order):
    before = [(name, named) for name, _, named in shape(two)]
    known = ids(two)
    join(two, *(known[name] for name in order))
    undo(two)

    assert [(name, named) for name, _, named in shape(two)] == before
    with pytest.raises(Problem, match="nothing to undo"):
        undo(two)


def test_a_split_is_undone(two):
    known = ids(two)
    join(two, known["Bo Byron"], known["B. Byron"])
    joined = shape(two)
    split_all(two, known["Bo Byron"])
    undo(two)

    assert shape(two) == joined
    undo(two)
    assert len(everybody(two)) == 2


def test_a_join_of_who_was_joined_before_is_undone_step_by_step(two):
    put(two, wrote("9", "Bobby", "bobby@school.org"), source="Old", path="/old")
    known = ids(two)
    join(two, known["B. Byron"], known["Bobby"])
    join(two, known["Bo Byron"], known["B. Byron"])
    undo(two)
    assert set(ids(two)) == {"Bo Byron", "B. Byron"}
    undo(two)

    assert set(ids(two)) == {"Bo Byron", "B. Byron", "Bobby"}


def test_what_cannot_be_is_refused_and_changes_nothing(two):
    known = ids(two)
    before = shape(two)
    for wrong in (
        lambda: join(two, known["Bo Byron"], known["Bo Byron"]),
        lambda: join(two, known["Bo Byron"]),
        lambda: join(two, known["Bo Byron"], 999),
        lambda: split(two, known["Bo Byron"], ["bo@home.org"]),
        lambda: split(two, known["Bo Byron"], ["x@example.org"]),
        lambda: split_all(two, known["Bo Byron"]),
    ):
        with pytest.raises(Problem):
            wrong()

    assert shape(two) == before


def test_erasing_one_leaves_no_trace_of_the_join(two):
    known = ids(two)
    join(two, known["Bo Byron"], known["B. Byron"])
    finish(erasing(two, Target(person=int(known["Bo Byron"]))))

    assert everybody(two) == []
    said = " ".join(dump(two))
    assert "bb@work.org" not in said
    assert "byron" not in said.lower()


def test_erasing_what_one_address_said_leaves_the_join_of_the_rest(two):
    known = ids(two)
    put(two, a_chat(("Hi", day(1)), said_by=("B. Byron",)), source="Chat", path="/chat")
    join(two, known["Bo Byron"], known["B. Byron"])
    (chat,) = [id for (id,) in two.db.execute("select id from documents where kind = 'chat'")]
    finish(erasing(two, Target(document=chat)))
    put(two, a_chat(("Ho", day(2)), said_by=("B. Byron",)), source="More", path="/more")

    assert len(everybody(two)) == 1


def test_who_was_joined_is_told_and_taken_in_elsewhere(two, tmp_path):
    known = ids(two)
    join(two, known["Bo Byron"], known["B. Byron"])
    (told,) = decided(two)
    assert told["name"] == "Bo Byron"
    assert set(told["handles"]) >= {"bo@home.org", "bb@work.org"}
    split_all(two, known["Bo Byron"])
    assert len(list(decided(two))) == 2

    with two.write():
        assert not take_in(two, told["name"], told["handles"])  # it was decided otherwise here
    assert len(everybody(two)) == 2


def test_an_archive_joins_whom_it_says_and_takes_bare_names_apart(two):
    with two.write():
        assert take_in(two, "B. Byron", ["bb@work.org", "bo@home.org", "name:nobody"])
    assert [one.name for one in everybody(two)] == ["B. Byron"]
    put(two, wrote("7", "Cy", "cy@a.org"), a_chat(("Hi", day(1)), said_by=("Cy",)),
        source="Chat", path="/chat")  # fmt: skip
    with two.write():
        assert take_in(two, "Cy", ["name:cy"])
        assert not take_in(two, "Cy", ["name:cy"])

    assert sorted(one.name for one in everybody(two)) == ["B. Byron", "Cy", "Cy"]
