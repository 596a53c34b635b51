from __future__ import annotations

from datetime import date, timedelta

import pytest

from assistant.privacy.replacing.shifting import moved, told_day, ways


@pytest.mark.parametrize(
    ("said", "language", "day"),
    [
        ("2021-03-04", "de", date(2021, 3, 4)),
        ("4.3.2021", "de", date(2021, 3, 4)),
        ("4.3.2021", "en", date(2021, 3, 4)),
        ("03/04/2021", "en", date(2021, 3, 4)),
        ("03/04/2021", "fr", date(2021, 4, 3)),
        ("25/12/2021", "en", date(2021, 12, 25)),
        ("12/25/2021", "fr", date(2021, 12, 25)),
        ("4. März 2021", "de", date(2021, 3, 4)),
        ("4 de marzo de 2021", "es", date(2021, 3, 4)),
        ("March 4th, 2021", "en", date(2021, 3, 4)),
        ("31.02.2021", "de", None),
        ("4.3.", "de", None),
        ("the 4th", "en", None),
        ("4 Smarch 2021", "en", None),
    ],
)
def test_the_day_that_is_told(said, language, day):
    assert told_day(said, language) == day


@pytest.mark.parametrize(
    ("said", "after"),
    [("2021-03-04", "2021-03-18"), ("4.3.2021", "18.3.2021"), ("04.03.2021", "18.03.2021"),
     ("March 4, 2021", "March 18, 2021"), ("4 mars 2021", "18 mars 2021"),
     ("4. März 2021", "18. März 2021"), ("the fourth", "")],
)  # fmt: skip
def test_a_day_is_moved_and_written_as_it_was(said, after):
    assert moved(said, date(2021, 3, 4), timedelta(weeks=2)) == after


def test_the_ways_to_write_two_days_stand_side_by_side():
    for one, other in zip(ways(date(2021, 3, 4)), ways(date(2022, 11, 28)), strict=True):
        assert moved(one, date(2021, 3, 4), date(2022, 11, 28) - date(2021, 3, 4)) in {
            other,
            *ways(date(2022, 11, 28)),
        }
