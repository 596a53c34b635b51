"""Tables as text."""

from __future__ import annotations

import time
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.table import documents
from memory.types import Document, Kind


def only(text: str, name: str = "a.csv") -> Document:
    (found,) = documents(name, text)
    return found


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_row_is_told_by_the_names_of_its_columns(mark):
    text = f'start_date{mark}city{mark}people\n2022-02-22{mark}"Rome{mark} Italy"{mark}\n'
    found = only(
        text * 1 + f"2021-02-07{mark}Paris{mark}Ana\n", "a.tsv" if mark == "\t" else "a.csv"
    )

    assert found.text.split("\n") == [
        f"start date: 2022-02-22; city: Rome{' ' if mark == chr(9) else mark} Italy".replace(
            "  ", " "
        ),
        "start date: 2021-02-07; city: Paris; people: Ana",
    ]


def test_rows_of_a_long_table_are_parts_with_their_dates():
    rows = "\n".join(f"{n:02}/05/2021,{'rain ' * 20},12" for n in range(1, 20))
    found = only("day,weather,degrees\n" + rows)

    assert [p.locator for p in found.parts] == [f"row {n}" for n in range(1, 20)]
    assert found.parts[2].date == datetime(2021, 5, 3).astimezone()


def test_rows_of_different_days_are_parts_in_a_short_table_too():
    found = only("day,city\n2022/02/22,Rome\n2021/02/07,Paris\n")

    assert [part.date for part in found.parts] == [
        datetime(2022, 2, 22).astimezone(), datetime(2021, 2, 7).astimezone(),
    ]  # fmt: skip
    assert found.date == found.parts[0].date
    assert only("day,city\n2022/02/22,Rome\n2022/02/22,Paris\n").parts == ()


def test_without_a_header_the_cells_stand_alone():
    assert (
        only("2021-05-12,Ana,3\n2021-05-13,Ben,4\n").text
        == "2021-05-12; Ana; 3\n2021-05-13; Ben; 4"
    )


def test_numbers_are_no_dates_unless_the_column_says_so():
    phones = "name,phone\n" + "\n".join(f"{'a' * 80}{n},1620813720" for n in range(20))
    times = phones.replace("phone", "time")

    assert only(phones).parts[0].date is None
    assert only(times).parts[0].date is not None


def test_a_chat_in_a_table_is_a_chat():
    found = only("date,sender,message\n2021-05-12 10:02,Ana,Tea?\n2021-05-12 10:03,Ben,Yes\n")

    assert (found.kind, found.text) == (Kind.CHAT, "Ana: Tea?\nBen: Yes\n")
    assert [p.locator for p in found.parts] == ["#1", "#2"]


@pytest.mark.parametrize("text", ["", "words", "# a\n1,2\n", "One, two.\nThree.\nFour, five, six."])
def test_what_is_no_table_is_none(text):
    assert list(documents("a.csv", text)) == []


@given(
    st.text(st.sampled_from("a,;\t|\"\n1-:'\r0"), max_size=80), st.sampled_from(["a.csv", "a.tsv"])
)
def test_nothing_escapes(text, name):
    for found in documents(name, text):
        assert all(0 <= p.start < p.end <= len(found.text) for p in found.parts)


@pytest.mark.parametrize("bomb", ['"' * 400_000, "a," * 400_000, "a,b\n" * 60_000, '"a\n' * 99_999])
def test_a_bomb_is_read_in_good_time(bomb):
    began = time.process_time()
    list(documents("a.csv", bomb))
    assert time.process_time() - began < 8
