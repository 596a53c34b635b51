"""Data as readable lines."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.data import SMALL, Sheet, document, words_of_key
from memory.types import Kind

BOUGHT = {
    "session": "purchases 1",
    "time": "2024/Oct/15/11:47 AM",
    "purchase_history": [
        {"title": "Strings", "brand": "Martin", "categories": ["Music", "Guitar"], "gift": True},
        {"title": "Amplifier", "maker": {"name": "Boss", "inCity": "Hamamatsu"}, "note": None},
    ],
}


def test_objects_are_paragraphs_of_named_values():
    found = document("a.json", BOUGHT)

    assert found.kind is Kind.DOCUMENT
    assert found.text.split("\n") == [
        "session: purchases 1",
        "time: 2024/Oct/15/11:47 AM",
        "purchase history:",
        "title: Strings; brand: Martin; categories: Music, Guitar; gift: yes",
        "title: Amplifier; maker name: Boss; maker in City: Hamamatsu",
    ]
    assert found.date == datetime(2024, 10, 15, 11, 47).astimezone()
    assert (found.title, found.parts) == ("a.json", ())


def test_a_long_list_is_cut_into_rows_with_their_dates():
    rows = [{"date": f"2021-05-{n:02}", "words": "rain " * 20} for n in range(1, 20)]
    found = document("a.json", {"name": "Diary", "days": rows})

    assert found.title == "Diary"
    assert [p.locator for p in found.parts] == [f"row {n}" for n in range(1, 20)]
    assert found.parts[0].start == 0
    assert found.parts[3].date == datetime(2021, 5, 4).astimezone()
    assert found.text[found.parts[3].start : found.parts[3].end].startswith("date: 2021-05-04")


def test_days_as_keys_date_what_is_in_them():
    found = document("a.json", {f"2021/05/{n:02}": {"meal": {"what": "tea " * 40, "where": "in"}}
                                for n in range(1, 9)})  # fmt: skip

    assert found.parts[2].date == datetime(2021, 5, 3).astimezone()
    assert "2021/05/03:\nmeal: what: tea" in found.text


@pytest.mark.parametrize(
    ("found", "text"),
    [([1, 2], "1\n2"), ("words", "words"), ({"a": []}, ""), ({"a": {"b": 1}}, "a: b: 1"), (7, "7"),
     (None, ""), ([["a", "b"], ["c"]], "a, b\nc"), ({"a": [1, 2]}, "a: 1, 2"), ([], "")],
)  # fmt: skip
def test_small_things_are_read_too(found, text):
    assert document("a.json", found).text == text


def test_keys_are_words():
    assert words_of_key("purchase_history") == "purchase history"
    assert words_of_key("orderDate") == "order Date"


def test_of_very_many_rows_a_part_is_several(monkeypatch):
    monkeypatch.setattr("ingest.readers.data.MOST_PARTS", 10)
    sheet = Sheet()
    for n in range(25):
        sheet.row(f"row {n} " + "a" * SMALL)
    parts = sheet.document("a").parts

    assert [p.locator for p in parts] == [f"row {n}" for n in range(1, 26, 3)]


def test_depth_is_bounded():
    found: object = "a"
    for _ in range(900):
        found = {"a": [found]}
    assert document("a.json", found).text.count("a") < 200


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=3),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
        ),
        max_leaves=15,
    )
)
def test_nothing_escapes_and_parts_are_in_the_text(found):
    told = document("a.json", found)
    assert all(0 <= p.start < p.end <= len(told.text) for p in told.parts)
