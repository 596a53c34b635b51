"""When a text speaks of."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.times.dates import dates_in

BASE = date(2026, 11, 21)  # a Saturday


def told(text: str, base: date = BASE, *, past: bool = False) -> list[str]:
    """Return what was found as "words = first day..day after the last"."""
    return [
        f"{text[m.start : m.end]} = {m.begins:%Y-%m-%d}..{m.ends:%Y-%m-%d}"
        for m in dates_in(text, base, past=past)
    ]


@pytest.mark.parametrize(
    ("words", "begins", "ends"),
    [
        ("2021-05-12", "2021-05-12", "2021-05-13"),
        ("2021/Oct/14", "2021-10-14", "2021-10-15"),
        ("12.05.2021", "2021-05-12", "2021-05-13"),
        ("12/05/2021", "2021-05-12", "2021-05-13"),
        ("05/13/2021", "2021-05-13", "2021-05-14"),
        ("3.5.21", "2021-05-03", "2021-05-04"),
        ("12 May 2021", "2021-05-12", "2021-05-13"),
        ("12th of May, 2021", "2021-05-12", "2021-05-13"),
        ("May 12th, 2021", "2021-05-12", "2021-05-13"),
        ("Wednesday, 12 May 2021", "2021-05-12", "2021-05-13"),
        ("Mittwoch, den 12. Mai 2021", "2021-05-12", "2021-05-13"),
        ("1er janvier 2021", "2021-01-01", "2021-01-02"),
        ("12 de mayo de 2021", "2021-05-12", "2021-05-13"),
        ("12 maggio 2021", "2021-05-12", "2021-05-13"),
        ("12 de março de 2021", "2021-03-12", "2021-03-13"),
        ("12 mei 2021", "2021-05-12", "2021-05-13"),
        ("Mon Aug 26 21:57:45 2002", "2002-08-26", "2002-08-27"),
        ("March-15-2024", "2024-03-15", "2024-03-16"),
        ("14-Oct-21", "2021-10-14", "2021-10-15"),
        ("3–8 June 2021", "2021-06-03", "2021-06-09"),
        ("June 3 to 8, 2021", "2021-06-03", "2021-06-09"),
        ("March 2021", "2021-03-01", "2021-04-01"),
        ("2021-03", "2021-03-01", "2021-04-01"),
        ("März 2021", "2021-03-01", "2021-04-01"),
        ("marzo de 2021", "2021-03-01", "2021-04-01"),
        ("late March 2021", "2021-03-21", "2021-04-01"),
        ("Anfang März 2021", "2021-03-01", "2021-03-11"),
        ("summer of 2021", "2021-06-01", "2021-09-01"),
        ("Winter 2020/21", "2020-12-01", "2021-03-01"),
        ("Q3 2021", "2021-07-01", "2021-10-01"),
        ("1990s", "1990-01-01", "2000-01-01"),
        ("from March to June 2021", "2021-03-01", "2021-07-01"),
        ("between 2021/02/03 and 2021/04/05", "2021-02-03", "2021-04-06"),
        ("von März bis Juni 2021", "2021-03-01", "2021-07-01"),
        ("12 May 2021 – 3 June 2021", "2021-05-12", "2021-06-04"),
    ],
)  # fmt: skip
def test_what_is_written_out_is_that_time_whenever_it_is_read(words, begins, ends):
    for text in (words, f"It was ({words}). Then"):
        (found,) = dates_in(text, BASE)
        assert f"{found.begins:%Y-%m-%d}..{found.ends:%Y-%m-%d}" == f"{begins}..{ends}"
        assert found.begins.tzinfo is None


@pytest.mark.parametrize(
    ("words", "begins", "ends"),
    [
        ("today", "2026-11-21", "2026-11-22"),
        ("yesterday", "2026-11-20", "2026-11-21"),
        ("the day before yesterday", "2026-11-19", "2026-11-20"),
        ("übermorgen", "2026-11-23", "2026-11-24"),
        ("gestern Abend", "2026-11-20", "2026-11-21"),
        ("last night", "2026-11-20", "2026-11-21"),
        ("this morning", "2026-11-21", "2026-11-22"),
        ("last week", "2026-11-09", "2026-11-16"),
        ("letzte Woche", "2026-11-09", "2026-11-16"),
        ("la semaine dernière", "2026-11-09", "2026-11-16"),
        ("la semana pasada", "2026-11-09", "2026-11-16"),
        ("vorige week", "2026-11-09", "2026-11-16"),
        ("last weekend", "2026-11-14", "2026-11-16"),
        ("next month", "2026-12-01", "2027-01-01"),
        ("dieses Jahr", "2026-01-01", "2027-01-01"),
        ("last Friday", "2026-11-20", "2026-11-21"),
        ("last Saturday", "2026-11-14", "2026-11-15"),
        ("next Friday", "2026-11-27", "2026-11-28"),
        ("kommenden Samstag", "2026-11-28", "2026-11-29"),
        ("on Friday", "2026-11-27", "2026-11-28"),
        ("two months ago", "2026-09-01", "2026-10-01"),
        ("vor zwei Monaten", "2026-09-01", "2026-10-01"),
        ("il y a deux mois", "2026-09-01", "2026-10-01"),
        ("10 days ago", "2026-11-11", "2026-11-12"),
        ("a couple of weeks ago", "2026-11-02", "2026-11-09"),
        ("a few days ago", "2026-11-16", "2026-11-20"),
        ("in two weeks", "2026-11-30", "2026-12-07"),
        ("the last three months", "2026-08-21", "2026-11-22"),
        ("in den letzten zwei Wochen", "2026-11-07", "2026-11-22"),
        ("last spring", "2026-03-01", "2026-06-01"),
        ("last winter", "2025-12-01", "2026-03-01"),
        ("letzten Sommer", "2026-06-01", "2026-09-01"),
        ("last March", "2026-03-01", "2026-04-01"),
        ("next March", "2027-03-01", "2027-04-01"),
        ("end of last month", "2026-10-21", "2026-11-01"),
        ("in March", "2027-03-01", "2027-04-01"),
        ("on 3 June", "2026-06-03", "2026-06-04"),
        ("am 3.6.", "2026-06-03", "2026-06-04"),
        ("in 1987", "1987-01-01", "1988-01-01"),
        ("my 2021 taxes", "2021-01-01", "2022-01-01"),
    ],
)  # fmt: skip
def test_what_is_meant_from_the_day_of_writing(words, begins, ends):
    (found,) = told(f"We spoke {words}, I think")
    assert found.endswith(f" = {begins}..{ends}")


@pytest.mark.parametrize(
    ("words", "begins"),
    [("in March", "2026-03-01"), ("on Friday", "2026-11-20"), ("in December", "2025-12-01"),
     ("on 24 December", "2025-12-24"), ("on Saturday", "2026-11-21"), ("in winter", "2025-12-01"),
     ("on 29 February", "2024-02-29")],
)  # fmt: skip
def test_a_question_looks_back(words, begins):
    (found,) = dates_in(f"What did I do {words}?", BASE, past=True)
    assert f"{found.begins:%Y-%m-%d}" == begins


@pytest.mark.parametrize(
    "text",
    ["You may march on.", "Set 3 out of 5.", "guten Morgen", "am Morgen", "every Monday",
     "Room 2021", "$2021", "call 030/2021-4711", "version 1.2.3.4", "10:30", "3 out of 10",
     "2021 km", "fall down", "a year", "the second day", "12.50 €", "99/99/2021",
     "The sun sat on me.", "the next day", "the mid"],
)  # fmt: skip
def test_what_is_no_time_is_none(text):
    assert told(text) == []


def test_several_times_are_told_in_their_order_and_places():
    assert told("Moved on 3 May 2021; rent due next month, or in 2028.") == [
        "3 May 2021 = 2021-05-03..2021-05-04",
        "next month = 2026-12-01..2027-01-01",
        "2028 = 2028-01-01..2029-01-01",
    ]


def test_of_a_day_that_never_was_the_month_is_left():
    assert told("31 June 2021") == ["June 2021 = 2021-06-01..2021-07-01"]


def test_a_text_that_shows_its_months_first_is_read_so():
    assert told("3/4/2021, 3/25/2021") == [
        "3/4/2021 = 2021-03-04..2021-03-05",
        "3/25/2021 = 2021-03-25..2021-03-26",
    ]


def test_a_span_over_the_new_year_takes_its_first_year_from_its_last():
    assert told("from November to February 2021") == [
        "from November to February 2021 = 2020-11-01..2021-03-01".removeprefix("from ")
    ]


@given(
    st.lists(
        st.sampled_from(
            re.findall(
                r"\S+",
                "2021 12 may 3. -/ last next week ago vor in two friday of summer to 9999 0 . : 31"
                " morgen early q1 february 29 few day 1/2/03 past 0 999 years",
            )
        ),
        max_size=12,
    ),
    st.dates(),
    st.booleans(),
)  # fmt: skip
def test_nothing_escapes_and_ranges_are_ranges(pieces, base, past):
    position = 0
    for found in dates_in(" ".join(pieces), base, past=past):
        assert position <= found.start < found.end
        assert found.begins < found.ends
        position = found.end


@pytest.mark.parametrize(
    "text", ["We met in May at the sea, 12 of us; it was a good day last year. " * 3_000,
             "12/" * 60_000, "in " * 60_000, "last " * 40_000, "1 2 3 4.5. " * 18_000,
             "early " * 32_000, "sun, " * 40_000]
)  # fmt: skip
def test_a_megabyte_takes_no_more_than_a_second(text):
    began = time.process_time()
    dates_in(text, BASE)
    assert time.process_time() - began < 0.6  # a fifth of one, and a slow machine
