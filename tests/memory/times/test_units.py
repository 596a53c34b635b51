"""Days, weeks, months and seasons as ranges."""

from __future__ import annotations

from datetime import date

import pytest

from memory.times import units

DAY = date(2024, 2, 29)  # a Thursday


@pytest.mark.parametrize(
    ("unit", "away", "begins", "ends"),
    [
        ("day", -1, date(2024, 2, 28), date(2024, 2, 29)),
        ("week", 0, date(2024, 2, 26), date(2024, 3, 4)),
        ("fortnight", -1, date(2024, 2, 12), date(2024, 2, 26)),
        ("weekend", -1, date(2024, 2, 24), date(2024, 2, 26)),
        ("month", -2, date(2023, 12, 1), date(2024, 1, 1)),
        ("month", 11, date(2025, 1, 1), date(2025, 2, 1)),
        ("quarter", -1, date(2023, 10, 1), date(2024, 1, 1)),
        ("year", 1, date(2025, 1, 1), date(2026, 1, 1)),
    ],
)
def test_a_unit_is_whole(unit, away, begins, ends):
    assert units.whole(DAY, unit, away) == (begins, ends)


def test_a_winter_has_the_year_it_begins_in():
    assert units.season(2023, "winter") == (date(2023, 12, 1), date(2024, 3, 1))


def test_the_same_day_of_a_shorter_month_is_its_last():
    assert units.back(DAY, "year", 1) == date(2023, 2, 28)
    assert units.back(DAY, "week", 1) == date(2024, 2, 22)
    assert units.back(DAY, "month", -1) == date(2024, 3, 29)


@pytest.mark.parametrize(("away", "day"), [(-1, 22), (0, 29), (1, 7)])
def test_a_weekday_is_before_from_or_after_the_day(away, day):
    assert units.weekday(DAY, 3, away)[0].day == day
    assert units.day_after(DAY) == date(2024, 3, 1)
