"""The names of months, days and numbers."""

from __future__ import annotations

import pytest

from memory.times.words import FULL_MONTHS, MONTHS, NUMBERS, OFFSETS, SEASONS, UNITS, WEEKDAYS


@pytest.mark.parametrize("number", range(1, 13))
def test_each_month_has_its_name_in_every_language(number):
    assert len({name for name, n in FULL_MONTHS.items() if n == number}) >= 3


@pytest.mark.parametrize(
    ("word", "means"),
    [("märz", 3), ("août", 8), ("diciembre", 12), ("mag", 5), ("mrt", 3)],
)
def test_months_are_known_by_their_names(word, means):
    assert MONTHS[word] == means


def test_no_name_is_two_months():
    assert MONTHS["mar"] == MONTHS["mars"] == 3
    assert MONTHS["mai"] == MONTHS["mei"] == MONTHS["may"] == 5
    assert (MONTHS["jun"], MONTHS["jul"], MONTHS["janv"]) == (6, 7, 1)


def test_days_units_numbers_and_seasons():
    assert (WEEKDAYS["samstag"], WEEKDAYS["wed"], WEEKDAYS["sábado"]) == (5, 2, 5)
    assert (UNITS["wochen"], UNITS["mois"], UNITS["years"]) == ("week", "month", "year")
    assert (NUMBERS["a"], NUMBERS["zwölf"], NUMBERS["dois"], NUMBERS["un"]) == (1, 12, 2, 1)
    assert (SEASONS["fall"], SEASONS["été"]) == ("autumn", "summer")
    assert (OFFSETS["vorgestern"], OFFSETS["domani"]) == (-2, 1)
