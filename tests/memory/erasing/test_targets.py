"""What is named to be erased is what it means: all of it, and nothing else."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from memory.erasing.targets import Target, chosen_by
from memory.errors import Problem
from memory.types import Document, Part, Participant
from tests.fakes import a_chat, a_mail, a_note, day, put

BO = (Participant("to", "Bo Ek", "bo@example.org"),)


def chosen(store, **target) -> frozenset[str]:
    return chosen_by(store, Target(**target)).ids


def ids(*documents: Document) -> set[str]:
    return {one.id for one in documents}


def test_a_document_is_named_by_its_id_or_its_place(store):
    one, two = a_mail("one"), a_mail("two")
    put(store, one, two, path="/mail.mbox")

    assert chosen(store, document=one.id) == ids(one)
    assert chosen(store, document=Path("/mail.mbox"), locator="mail two") == ids(two)
    assert chosen(store, document=Path("/mail.mbox")) == ids(one, two)


@pytest.mark.parametrize(
    "target",
    [
        {"document": "0" * 32},
        {"document": Path("/nowhere")},
        {"document": Path("/mail.mbox"), "locator": "mail two"},
        {"person": "Zoe"},
        {"person": "?"},
        {"source": "Nowhere"},
        {"since": day(20)},
        {},
    ],
)
def test_what_is_not_there_is_a_problem(store, target):
    put(store, a_mail("one"), path="/mail.mbox")

    with pytest.raises(Problem) as missing:
        chosen(store, **target)
    assert str(missing.value)


def test_with_a_mail_goes_what_came_with_it_however_deep(store):
    inner = a_mail("inner", parent="one")
    attached = a_note("Attached.", parent="one"), a_note("Inside.", parent="inner"), inner
    put(store, a_mail("one"), *attached, a_note("Another.", parent="two"), a_mail("two"))
    whole = chosen_by(store, Target(document=a_mail("one").id))

    assert whole.ids == ids(a_mail("one"), *attached)
    assert whole.attached == 3
    assert chosen(store, document=attached[0].id) == ids(attached[0])


def test_the_same_mail_in_another_form_goes_too(store):
    put(store, a_mail("one", "As it was sent."), a_mail("one", "As a list sent it."))
    put(store, a_note("A page.", external_id="p"), a_note("Another.", external_id="p"))

    assert len(chosen(store, document=a_mail("one", "As it was sent.").id)) == 2
    assert len(chosen(store, document=a_note("A page.", external_id="p").id)) == 1


def test_a_person_is_known_as_the_filter_of_a_search_knows_them(store):
    note = a_note("Signed.", people=(Participant("author", "Bo Ek"),))
    put(store, a_mail("one"), a_mail("two", people=BO), note, a_note("Bo Ek is named here."))
    found = chosen_by(store, Target(person="ek bo"))

    assert found.ids == ids(a_mail("two"), note)
    assert found.people == ("Bo Ek",)
    assert chosen(store, person="bo@example.org") == found.ids
    assert chosen(store, person="Ék") == found.ids


def test_of_two_of_one_name_both_are_named(store):
    other = (Participant("to", "Bo Ask", "ask@example.org"),)
    put(store, a_mail("one", people=BO), a_mail("two", people=other))

    assert chosen_by(store, Target(person="bo")).people == ("Bo Ask", "Bo Ek")


def test_a_source_is_all_that_stands_in_it(store):
    put(store, a_mail("one"), a_mail("two"), source="Mail", path="/mail")
    put(store, a_mail("two"), a_mail("three"), source="Other", path="/other")
    found = chosen_by(store, Target(source="Mail"))

    assert found.ids == ids(a_mail("one"), a_mail("two"))
    assert found.source is not None


def test_a_span_begins_with_its_first_moment_and_ends_before_its_last(store):
    dated = {n: a_mail(str(n), date=day(n)) for n in (1, 2, 3)}
    put(store, *dated.values(), a_note("Without a date."))

    assert chosen(store, since=day(1), until=day(3)) == ids(dated[1], dated[2])
    assert chosen(store, since=day(2)) == ids(dated[2], dated[3])
    assert chosen(store, until=day(2)) == ids(dated[1])


@pytest.mark.parametrize("words", ["Tea?", "👍"])
def test_a_session_is_in_a_span_with_any_of_its_messages(store, words):
    chat = a_chat(("Hello.", day(1)), (words, day(5)), ("Bye.", day(9)))
    put(store, chat, a_note("Else.", date=day(7)))

    assert chosen(store, since=day(5), until=day(6)) == ids(chat)


def test_any_dated_part_counts_whatever_the_document_is(store):
    diary = a_note("One.\nTwo.", parts=(Part(0, 4, "a"), Part(5, 9, "b", "", day(5))))
    put(store, diary)

    assert chosen(store, since=day(5), until=day(6)) == ids(diary)


def test_a_span_is_the_same_in_every_zone(store):
    put(store, a_mail("one", date=datetime.fromisoformat("2026-03-03T23:30:00-05:00")))

    since, until = map(datetime.fromisoformat, ("2026-03-04T04:00+00:00", "2026-03-04T05:00+00:00"))
    assert len(chosen(store, since=since, until=until)) == 1


def test_a_person_is_named_by_their_number_where_two_bear_the_name(store):
    mine = a_mail("mine", people=BO)
    other = a_mail("other", people=(Participant("to", "Bo Ek", "bo@work.org"),))
    put(store, mine, other)
    (bo,) = store.db.execute(
        "select person_id from handles where handle = 'bo@example.org'"
    ).fetchone()

    assert chosen(store, person=bo) == ids(mine)
    with pytest.raises(Problem, match="Nobody"):
        chosen(store, person=999)
