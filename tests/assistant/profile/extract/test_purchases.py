"""What the user's own records say was bought."""

from __future__ import annotations

import pytest

from assistant.profile.extract.purchases import bought
from memory.types import Part, Strength
from tests.assistant.profile.lives import ADA
from tests.fakes import a_note, day

ROW = (
    "title: Oboe Reeds, Pack of 5; brand: Rigoletto; categories: Music, Woodwind, Reeds; price: 20"
)


def values(document) -> list[tuple[str, str]]:
    return [(draft.slot, draft.value) for draft in bought(document)]


def test_a_row_tells_thing_brand_and_kind():
    note = a_note(ROW, parts=(Part(0, len(ROW), "row 1", date=day(9)),))

    assert values(note) == [("buys", "Oboe Reeds"), ("brand", "Rigoletto"), ("buys", "Reeds")]
    assert all((d.strength, d.at) == (Strength.IMPLIED, day(9)) for d in bought(note))
    assert all(d.value in note.text[d.start : d.end] for d in bought(note))


@pytest.mark.parametrize(
    "document",
    [
        a_note("title: A Walk; mood: happy"),
        a_note("We bought reeds: they cost 20"),
        a_note(ROW, people=(ADA,)),
        a_note(ROW, parent="<mail>"),
    ],
)
def test_other_data_is_no_purchase(document):
    assert values(document) == []


def test_the_name_of_the_file_may_say_what_it_is():
    assert values(a_note("item: Reeds; date: 3 May", title="orders.csv")) == [("buys", "Reeds")]
