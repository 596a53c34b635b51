"""How often an event comes again, in words, and the first of its days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

FIRST = 5  # days that are named
LOOKED_AHEAD = 366 * 4  # days
LARGEST_INTERVAL = 1_000
MOST_VALUES = 31  # of one field: more are no rule of a person

UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year", "HOURLY": "hour",
         "MINUTELY": "minute", "SECONDLY": "second"}  # fmt: skip
DAYS = {"MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday",
        "SA": "Saturday", "SU": "Sunday"}  # fmt: skip
NUMBERS = {"1": "first", "2": "second", "3": "third", "4": "fourth", "5": "fifth", "-1": "last",
           "-2": "last but one"}  # fmt: skip
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December"]  # fmt: skip
CODES = list(DAYS)
NOT_OF_DAYS = ("BYSETPOS", "BYWEEKNO", "BYYEARDAY", "BYEASTER")
# How many days, weeks, months or years lie between two days.
PERIODS: dict[str, Callable[[date, date], int]] = {
    "DAILY": lambda a, b: (b - a).days,
    "WEEKLY": lambda a, b: (b - a + timedelta(days=a.weekday())).days // 7,
    "MONTHLY": lambda a, b: (b.year - a.year) * 12 + b.month - a.month,
    "YEARLY": lambda a, b: b.year - a.year,
}

Rule = Mapping[str, Any]


def in_words(rule: Rule) -> str:
    """Return a rule as one would say it: "every 2 weeks on Monday and Friday until 3 May 2021"."""
    unit = UNITS.get(_one(rule, "FREQ"), "")
    if not unit:
        return ""
    interval = _one(rule, "INTERVAL")
    said = [f"every {unit}" if interval in {"", "1"} else f"every {interval} {unit}s"]
    if days := [_day(str(day)) for day in _many(rule, "BYDAY")]:
        said.append("on " + _listed(days))
    if numbers := [str(number) for number in _many(rule, "BYMONTHDAY")]:
        said.append("on day " + _listed(numbers))
    months = [int(number) for number in map(str, _many(rule, "BYMONTH")) if number.isdigit()]
    if months:
        said.append("in " + _listed([MONTHS[(month - 1) % 12] for month in months]))
    until = _until(rule)
    if until:
        said.append(f"until {until.day} {until:%B %Y}")
    elif count := _one(rule, "COUNT"):
        said.append(f"{count} times")
    return " ".join(said)


def first_days(rule: Rule, start: date, without: Sequence[date] = ()) -> list[date]:
    """Return the first days on which it falls; none for a rule that is not of days."""
    interval, count = _one(rule, "INTERVAL") or "1", _one(rule, "COUNT")
    if _one(rule, "FREQ") not in PERIODS or any(rule.get(key) for key in NOT_OF_DAYS):
        return []
    if not interval.isdigit() or not 0 < int(interval) <= LARGEST_INTERVAL:
        return []
    until = _until(rule)
    # Day by day, and no further than some years: a rule that never holds ends too.
    ahead = (start + timedelta(days=n) for n in range(LOOKED_AHEAD))
    days = (day for day in ahead if _falls_on(rule, start, day, int(interval)))
    counted = islice(days, int(count)) if count.isdigit() and int(count) < LOOKED_AHEAD else days
    kept = (day for day in counted if day not in without and not (until and day > until.date()))
    try:
        return list(islice(kept, FIRST))
    except OverflowError:  # the year 9999
        return []


def _falls_on(rule: Rule, start: date, day: date, interval: int) -> bool:
    freq = _one(rule, "FREQ")
    months = set(map(str, _many(rule, "BYMONTH")))
    if freq == "YEARLY" and not months:
        months = {str(start.month)}
    if PERIODS[freq](start, day) % interval or (months and str(day.month) not in months):
        return False
    weekdays = [str(code).upper() for code in _many(rule, "BYDAY")]
    numbers = set(map(str, _many(rule, "BYMONTHDAY")))
    if weekdays or numbers:
        ending = day.day - monthrange(day.year, day.month)[1] - 1
        return (not weekdays or any(_is_weekday(code, day) for code in weekdays)) and (
            not numbers or bool({str(day.day), str(ending)} & numbers)
        )
    if freq == "WEEKLY":
        return day.weekday() == start.weekday()
    return freq == "DAILY" or day.day == start.day


def _is_weekday(code: str, day: date) -> bool:
    """Whether a day is "MO", the first, "1MO", or the last, "-1MO", of its month."""
    number = code[:-2].lstrip("+")
    left = monthrange(day.year, day.month)[1] - day.day
    places = {"", str((day.day - 1) // 7 + 1), f"-{left // 7 + 1}"}
    return code[-2:] == CODES[day.weekday()] and number in places


def _until(rule: Rule) -> datetime | None:
    until = next(iter(_many(rule, "UNTIL")), None)
    if isinstance(until, datetime):
        return until.replace(tzinfo=None)
    return datetime.combine(until, time()) if isinstance(until, date) else None


def _many(rule: Rule, key: str) -> list[Any]:
    values = rule.get(key, [])
    return list(values[:MOST_VALUES]) if isinstance(values, list | tuple) else [values]


def _one(rule: Rule, key: str) -> str:
    return next((str(value).upper() for value in _many(rule, key)), "")


def _day(code: str) -> str:
    name = DAYS.get(code[-2:].upper(), code)
    number = code[:-2].lstrip("+")
    return f"the {NUMBERS.get(number, number + '.')} {name}" if number else name


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
