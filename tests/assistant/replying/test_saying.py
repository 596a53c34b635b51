"""Times as dates in both languages, and sentences that hold what was put into them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from assistant.replying.asked import Day
from assistant.replying.saying import Point, Slots, data, day_said, said, time_said


def day(begins: date, days: int = 1, clock: str = "") -> Day:
    return Day(begins, begins + timedelta(days=days), clock)


@pytest.fixture
def soon() -> date:
    return datetime.now().astimezone().date() + timedelta(days=3)


def test_a_day_is_said_with_its_year_only_if_it_is_far(soon):
    assert day_said(date(2021, 5, 14), "English") == "Friday 14 May 2021"
    assert day_said(date(2021, 5, 14), "German") == "Freitag, 14. Mai 2021"
    assert str(soon.year) not in day_said(soon, "English")


def test_a_time_keeps_its_hour_and_a_span_its_ends():
    assert time_said(day(date(2021, 5, 14), clock="at 3 pm"), "English").endswith("2021 at 3 pm")
    span = time_said(day(date(2021, 5, 14), 7), "German")
    assert span == "Freitag, 14. Mai 2021 bis Donnerstag, 20. Mai 2021"


def test_a_sentence_holds_its_day():
    slots = Slots(day=day(date(2021, 5, 14)))

    assert said("accept_day", "English", slots) == "Friday 14 May 2021 works for me."
    assert said("decline_day", "German", slots) == "Leider kann ich am Freitag, 14. Mai 2021 nicht."
    assert said("accept_come", "") == said("accept_come", "English")


def test_a_quote_with_braces_stays_as_it_is():
    assert said("quoted_undated", "English", Slots(quote="{day} {0}")).endswith("“{day} {0}”")


def test_both_languages_say_the_same_and_every_point_that_is_no_ones_own():
    assert data()["English"].keys() == data()["German"].keys()
    free = {Point.OWN, Point.ANSWER}
    assert {point.value for point in Point if point not in free} <= data()["English"].keys()
