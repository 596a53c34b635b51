from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from ui.phrases import counted, day, duration, here, month, number, size, taken, when

NOW = datetime(2024, 3, 4, 18, 0).astimezone()


def test_a_date_is_said_as_a_person_says_it():
    assert when(NOW.replace(hour=14, minute=10), now=NOW) == "today 14:10"
    assert when(NOW - timedelta(days=1), now=NOW) == "yesterday 18:00"
    assert when(NOW - timedelta(days=2), now=NOW) == "2 March 2024"
    assert when(NOW + timedelta(days=30), now=NOW) == "3 April 2024"
    assert when(None) == "no date"


def test_a_day_is_written_out():
    assert day(NOW) == "4 March 2024"


@pytest.mark.parametrize(
    ("seconds", "says"),
    [
        (3, "a few seconds"),
        (31, "about 30 seconds"),
        (58, "about 1 minute"),
        (360, "about 6 minutes"),
        (4000, "about 1 hour"),
        (8000, "about 2 hours"),
    ],
)
def test_time_left_is_no_more_exact_than_anyone_can_know(seconds, says):
    assert duration(seconds) == says


def test_time_taken_is_exact():
    assert taken(0.0123) == "12 ms"
    assert taken(1.23) == "1.2 s"


def test_a_count_has_its_noun_and_braces_of_others_do_no_harm():
    assert counted(1, "1 passage", "{n} passages") == "1 passage"
    assert counted(2, "1 passage", "{n} passages {name}") == "2 passages {name}"
    assert number(12400) in {"12,400", "12\u00a0400", "12.400", "12400"}


def test_a_command_of_the_terminal_is_named_as_the_window_calls_it():
    assert here("`famulus repair --from FILE` helps.") == "“Repair” helps."
    assert here("See `famulus unheard`.") == "See `famulus unheard`."


def test_a_size_has_a_unit():
    assert size(1_200_000_000) == "1.2 GB"


def test_a_month_and_a_year_are_said_by_their_keys():
    assert month("2024-03") == "March 2024"
    assert month("2024") == "2024"
    assert month("2024-13") == "2024-13"
