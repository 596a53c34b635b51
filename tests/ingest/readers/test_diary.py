"""Days in a text."""

from __future__ import annotations

import time

import pytest

from ingest.chunk import chunks
from ingest.readers.diary import days
from memory.types import Document, Kind


def told(text: str) -> list[tuple[str, str, str]]:
    return [
        (
            part.locator,
            f"{part.date:%m-%d}" if part.date else "",
            text[part.start : part.end].strip(),
        )
        for part in days(text)
    ]


def test_dated_headings_cut_a_diary_and_others_do_not():
    text = (
        "# Diary\n\n## 12 May 2021\nRain.\n### Work\nTea.\n\n## Thursday, 13 May 2021: sun\nSun.\n"
    )

    assert told(text) == [
        ("12 May 2021", "05-12", "## 12 May 2021\nRain.\n### Work\nTea."),
        ("Thursday, 13 May 2021: sun", "05-13", "## Thursday, 13 May 2021: sun\nSun."),
    ]


@pytest.mark.parametrize(
    "line",
    ["2021-05-{}: went", "{}.05.2021 – went", "{} May 2021\nWe went.\n", "- 2021/05/{} went",
     "**2021-05-{}** went", "On 2021/05/{} I went.", "[2021-05-{} 10:00] went", "05/{}/2021, went"],
)  # fmt: skip
def test_lines_that_begin_with_a_date_are_days(line):
    found = told("\n".join(line.format(n) for n in (12, 13, 14)))

    assert [day for _, day, _ in found] == ["05-12", "05-13", "05-14"]
    assert all("went" in words for _, _, words in found)


def test_lines_of_one_day_are_one_part():
    text = "2021-05-12 10:00 a\n2021-05-12 11:00 b\n2021-05-13 10:00 c\n"
    assert [words for _, _, words in told(text)] == [text[:37], "2021-05-13 10:00 c"]


def test_the_first_of_a_month_is_not_its_tenth():
    days = [day for _, day, _ in told("2021/5/1 a\n2021/5/1 b\n2021/5/10 c\n2021/5/11 d")]
    assert days == ["05-01", "05-10", "05-11"]


@pytest.mark.parametrize(
    "text",
    ["", "We met on\n12 May 2021 and on\n13 May 2021 and on\n14 May 2021.", "12 May 2021\nDear Ana",
     "2021-05-12: a\n2021-05-12: b\n2021-05-12: c", "## 12 May 2021\nonly", "1. a\n2. b\n3. c",
     "```\n2021-05-12: a\n2021-05-13: b\n2021-05-14: c\n```"],
)  # fmt: skip
def test_other_texts_are_not_kept_by_days(text):
    assert days(text) == ()


def test_a_line_a_day_is_a_chunk_a_day():
    text = "\n".join(f"2021-05-{n}: tea with Ana" for n in range(10, 20))
    found = chunks(Document(Kind.DOCUMENT, "Diary", text, parts=days(text)))

    assert [chunk.locator for chunk in found] == [f"2021-05-{n}" for n in range(10, 20)]


def test_a_long_log_is_gone_through_in_good_time():
    began = time.process_time()
    days("2021-05-12 10:00:01 INFO started\n" * 40_000)
    assert time.process_time() - began < 6
