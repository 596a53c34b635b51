"""How often an event comes again."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from ingest.readers.recurrence import first_days, in_words

START = date(2021, 5, 3)  # a Monday


def rule(freq: str, **fields: Any) -> dict[str, Any]:
    return {"FREQ": [freq], **{name.upper(): values for name, values in fields.items()}}


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (rule("DAILY"), "every day"),
        (rule("WEEKLY", interval=[2], byday=["MO", "FR"]), "every 2 weeks on Monday and Friday"),
        (rule("MONTHLY", byday=["1MO", "-1FR"]),
         "every month on the first Monday and the last Friday"),
        (rule("MONTHLY", bymonthday=[15]), "every month on day 15"),
        (rule("YEARLY", bymonth=[3]), "every year in March"),
        (rule("DAILY", count=[3]), "every day 3 times"),
        (rule("DAILY", until=[datetime(2021, 6, 1, tzinfo=UTC)]), "every day until 1 June 2021"),
        (rule("NEVER"), ""),
        ({}, ""),
    ],
)  # fmt: skip
def test_a_rule_is_said_in_words(found, words):
    assert in_words(found) == words


@pytest.mark.parametrize(
    ("found", "days"),
    [
        (rule("DAILY", interval=[10]), ["05-03", "05-13", "05-23", "06-02", "06-12"]),
        (rule("WEEKLY"), ["05-03", "05-10", "05-17", "05-24", "05-31"]),
        (rule("WEEKLY", interval=[2], byday=["MO", "SU"]),
         ["05-03", "05-09", "05-17", "05-23", "05-31"]),
        (rule("MONTHLY", byday=["-1FR"]), ["05-28", "06-25", "07-30", "08-27", "09-24"]),
        (rule("MONTHLY", byday=["1MO"], count=[2]), ["05-03", "06-07"]),
        (rule("MONTHLY", bymonthday=[-1]), ["05-31", "06-30", "07-31", "08-31", "09-30"]),
        (rule("YEARLY"), ["05-03"] * 5),
        (rule("DAILY", until=[date(2021, 5, 4)]), ["05-03", "05-04"]),
        (rule("DAILY", bymonth=[2], bymonthday=[30]), []),
        (rule("HOURLY"), []),
        (rule("DAILY", interval=[0]), []),
        (rule("DAILY", interval=["x"]), []),
        (rule("MONTHLY", bysetpos=[1]), []),
    ],
)  # fmt: skip
def test_its_first_days_are_told(found, days):
    assert [f"{day:%m-%d}" for day in first_days(found, START)] == days


def test_days_that_are_left_out_are_not_told():
    without = [date(2021, 5, 3), date(2021, 5, 5)]
    assert first_days(rule("DAILY", count=[4]), START, without) == [
        date(2021, 5, 4), date(2021, 5, 6),
    ]  # fmt: skip


def test_the_end_of_time_is_an_end():
    assert first_days(rule("DAILY"), date(9999, 12, 30)) == []
