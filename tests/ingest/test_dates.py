"""Dates as files tell them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import at_clock, at_top, day_first, has_clock, leading, mentioned, moment, of_name


def local(*when: int) -> datetime:
    return datetime(*when).astimezone()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("told", "at"),
    [
        ("2021-05-12", local(2021, 5, 12)),
        ("2021-05-12T10:00:00Z", datetime(2021, 5, 12, 10, tzinfo=UTC)),
        ("20210512T100000Z", datetime(2021, 5, 12, 10, tzinfo=UTC)),
        ("2021-05-12 10:00:00 UTC", datetime(2021, 5, 12, 10, tzinfo=UTC)),
        ("2024/Oct/14/07:44 PM", local(2024, 10, 14, 19, 44)),
        ("1:56 pm on 8 May, 2023", local(2023, 5, 8, 13, 56)),
        ("March-15-2024", local(2024, 3, 15)),
        ("Wed, 12 May 2021 10:00:00 +0200", datetime(2021, 5, 12, 8, tzinfo=UTC)),
        ("Tue Aug 26 21:57:45 2002", local(2002, 8, 26, 21, 57, 45)),
        ("12.05.2021, 10:02 Uhr", local(2021, 5, 12, 10, 2)),
        ("mercredi 12 mai 2021 à 10h02", local(2021, 5, 12, 10, 2)),
        ("05/13/2021 12:04 AM", local(2021, 5, 13, 0, 4)),
        ("1700000000.000100", datetime.fromtimestamp(1700000000.0001, tz=UTC)),
        (1700000000, datetime.fromtimestamp(1700000000, tz=UTC)),
        (1700000000000, datetime.fromtimestamp(1700000000, tz=UTC)),
    ],
)
def test_a_field_holds_a_moment_however_it_is_written(told, at):
    found = moment(told)
    assert found == at
    assert found is not None
    assert found.tzinfo


@pytest.mark.parametrize(
    "told",
    ["", "tomorrow", "10:02", "2021", "May 2021", "We met on 12 May 2021", "31.02.2021", None, True,
     12, 10**400, float("nan"), [], "2021-13-45", "1" * 500, "call 030 2021 4711",
     "99:99 2021-05-12x"],
)  # fmt: skip
def test_what_is_no_moment_is_none(told):
    assert moment(told) is None


def test_a_clock_is_of_a_day():
    day = datetime(2021, 5, 12)  # noqa: DTZ001
    assert at_clock(day, "7:44 pm") == local(2021, 5, 12, 19, 44)
    assert at_clock(day, "25:00") is None
    assert at_clock(day, None) is None
    assert has_clock("12 May 2021, 10:00")
    assert not has_clock("2021-05-12")


@pytest.mark.parametrize(
    ("line", "day", "rest"),
    [
        ("2021-05-12: went", 12, ": went"),
        ("## 12 May 2021", 12, ""),
        ("- **2021-05-12** – went", 12, "** – went"),
        ("[2021-05-12 10:00] hi", 12, "] hi"),
        ("Monday, 10 May 2021 — went", 10, " — went"),
        ("On 2021-05-12 we went", 12, " we went"),
    ],
)
def test_a_line_begins_with_a_day(line, day, rest):
    found = leading(line)
    assert found is not None
    assert (found.at.day, line[found.end :]) == (day, rest)


@pytest.mark.parametrize("line", ["", "We met on 2021-05-12", "In 2021", "12 eggs", "May 2021"])
def test_other_lines_do_not(line):
    assert leading(line) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Date: 12 May 2021\nWords", 12),
        ("# Diary\n\n2021-05-12\nWords", 12),
        ("# Monday, 10 May 2021\nWords", 10),
        ("Tea\n12. Mai 2021", 12),
        ("2024/Oct/14/11:11 AM\nWords", 14),
        ("Berlin\nDatum: 12.05.2021", 12),
        ("13/04/2021\n04/05/2021", 13),
        ("2021-05-12: went", 12),
        ("[12 May 2021] – went", 12),
    ],
)
def test_a_date_at_the_top_is_that_of_the_text(text, day):
    found = at_top(text)
    assert found is not None
    assert found.day == day


@pytest.mark.parametrize(
    "text",
    ["We met on 12 May 2021.", "12 May 2021 was a day", "a\n\nb\nc\nd\n2021-05-12", "", "2021"],
)
def test_a_date_in_a_sentence_or_further_down_is_not(text):
    assert at_top(text) is None


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("2021-05-12 Diary.md", local(2021, 5, 12)),
        ("IMG_20210512_101010.jpg", local(2021, 5, 12)),
        ("12 May 2021.txt", local(2021, 5, 12)), ("Diary 12.05.2021.txt", local(2021, 5, 12)),
        ("diary_2021_05.md", None), ("report 2021.pdf", None), ("scan0001.pdf", None),
        ("20211399.txt", None), ("12345678901234.txt", None),
    ],
)  # fmt: skip
def test_the_name_of_a_file_tells_a_whole_date_or_none(name, at):
    assert of_name(name) == at


@pytest.mark.parametrize(
    ("lines", "first"),
    [(["13/04/21"], True), (["04/13/21"], False), (["01/02/21", "02/02/21", "01/03/21"], True),
     (["01/30/21"], False), (["02/10/21", "03/01/21"], False), (["04/05/21"], None), ([], None)],
)  # fmt: skip
def test_days_and_months_are_told_apart_over_all_lines(lines, first):
    assert day_first(lines) is first


def test_a_heading_mentions_its_day_and_time():
    assert mentioned("Session 3 — 8 May 2023, 1:56 pm") == local(2023, 5, 8, 13, 56)
    assert mentioned("Not on 8 May 2023, but on 1 June 2025") is None


@given(st.text(st.sampled_from("0123456789 /.-:apm,TZ+MayOct"), max_size=60))
def test_nothing_escapes(text):
    for found in (moment(text), at_top(text), of_name(text), mentioned(text)):
        assert found is None or found.tzinfo
    leading(text)
    day_first([text])
