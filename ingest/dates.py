"""Dates as files tell them: a stamp in a field, a line at the top, the name of a file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from memory.times.dates import Mention, dates_in
from memory.times.words import NUMERIC_DATE, WEEKDAYS

FIRST_YEAR, LAST_YEAR = 1900, 2100
TOP_LINES = 4  # with words on them, in which the date of a text may stand
LONGEST = 120  # characters of such a line
LONGEST_STAMP = 80
BASE = date(2000, 1, 1)  # of what is written out it does not matter

SECONDS = (1e8, 5e9)  # since 1970: what is outside is no time, or in other units
CLOCK = re.compile(
    r"(?<![\d:])(?P<hour>\d\d?)[:.h](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?(?:\s?(?P<zone>Z|[+-]\d\d:?\d\d|UTC|GMT))?",
    re.IGNORECASE,
)
INSIDE = re.compile(CLOCK.pattern.replace("[:.h]", ":"), re.IGNORECASE)  # "Aug 26 21:57:45 2002"
# What may stand around a date and a time that are nothing else.
AROUND = re.compile(
    r"\b(?:at|on|um|am|uhr|à|le|el|a las|alle|il|às|om|op|date|datum|fecha|data|time|day|tag|utc"
    rf"|gmt|the|den|{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\b|[\W_]",
    re.IGNORECASE,
)
DIGITS = re.compile(r"\d(?:.*\d){3}", re.DOTALL)  # four: a year, or two of day, month and year
AFTER_DATE = re.compile(r"[\s*_)\]]*[:–—|-]")  # "2021-05-12: went"
EPOCH = re.compile(r"\d{9,10}(?:\.\d{1,9})?|\d{13}")
NAMED = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<s>[-_. ]?)(?P<month>0[1-9]|1[0-2])"
    r"(?P=s)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
FIELD = re.compile(r"(?:date|datum|fecha|data|day|tag|jour|dia|día|written|created)\s*:", re.I)


@dataclass(frozen=True, slots=True)
class Leading:
    """A day at the beginning of a line."""

    at: datetime
    written: str = field(repr=False)
    end: int  # where what follows it begins


def moment(told: object, *, day_first: bool | None = None) -> datetime | None:
    """Return the moment that a field holds, as text or as a number; None if it is no moment."""
    if isinstance(told, bool):
        return None
    if isinstance(told, int | float):
        return _counted(told)
    if not isinstance(told, str) or len(told) > LONGEST_STAMP or not DIGITS.search(told):
        return None
    told = told.strip()
    if EPOCH.fullmatch(told):
        return _counted(float(told))
    try:
        iso = told[4:5] == "-" or told[8:9] == "T"
        return _local(datetime.fromisoformat(told)) if iso else _said(told, day_first)
    except (ValueError, OverflowError):
        return _said(told, day_first)


def has_clock(told: object) -> bool:
    """Whether a moment is told to the minute, and not as a day."""
    return isinstance(told, int | float) or bool(isinstance(told, str) and CLOCK.search(told))


def at_clock(day: datetime, told: object) -> datetime | None:
    """Return a moment of a day: "10:02", "7:44 pm"; None if no such time is told."""
    match = CLOCK.search(told) if isinstance(told, str) else None
    return _at(day, match) if match else None


def leading(line: str, *, day_first: bool | None = None) -> Leading | None:
    """Return the day that a line begins with, after marks of a heading or of a list."""
    start = len(line) - len(line.lstrip(" \t#*_>-=[("))
    head = line[start : start + LONGEST]
    if not DIGITS.search(head[:40]):
        return None
    found = next(iter(_days(head, day_first)), None)
    if found is None or AROUND.sub("", head[: found.start]):
        return None
    after = found.end + len(head[found.end :]) - len(head[found.end :].lstrip(" ,/T"))
    clock = CLOCK.match(head, after)
    at = _at(found.begins, clock) if clock else None
    end = start + (clock.end() if clock and at else found.end)
    at = at or _local(found.begins)
    return Leading(at, head[found.start : found.end], end) if at else None


def mentioned(line: str) -> datetime | None:
    """Return the one day, with its time, that a heading names among other words."""
    days = _days(line, None) if DIGITS.search(line) else []
    if len(days) != 1:
        return None
    clock = CLOCK.search(line[: days[0].start]) or CLOCK.search(line, days[0].end)
    return (_at(days[0].begins, clock) if clock else None) or _local(days[0].begins)


def at_top(text: str) -> datetime | None:
    """Return the date that stands on a line of its own, or as a field, at the top of a text."""
    lines = [line.strip() for line in text[:2000].split("\n") if line.strip()][:TOP_LINES]
    order = day_first(lines)
    for line in lines:
        if len(line) > LONGEST:
            continue
        field = FIELD.match(line.lstrip("#*_> "))
        words = line.lstrip("#*_> ")[field.end() :] if field else line
        if found := moment(words.strip(" *_#"), day_first=order):
            return found
    begun = leading(lines[0], day_first=order) if lines else None
    return begun.at if begun and AFTER_DATE.match(lines[0], begun.end) else None


def of_name(name: str) -> datetime | None:
    """Return the day in a file's name: "2021-05-12 Diary.md", "IMG_20210512_101010.jpg"."""
    stem = Path(name).stem
    if match := NAMED.search(stem):
        try:
            return _local(datetime(int(match["year"]), int(match["month"]), int(match["day"])))  # noqa: DTZ001
        except ValueError:
            return None
    found = _days(stem.replace("_", " "), None)
    return _local(found[0].begins) if found and DIGITS.search(stem) else None


def day_first(lines: Iterable[str]) -> bool | None:
    """Decide over a whole file whether its days come before its months; None: nothing shows.

    By what cannot be a month, else by the order of time.
    """
    firsts: list[tuple[int, int, int]] = []
    for line in lines:
        found = NUMERIC_DATE.search(line[:LONGEST])
        if found and found[2] != ".":
            firsts.append((int(found[1]), int(found[3]), int(found[0].rpartition(found[2])[2])))
    if any(a > 12 for a, _, _ in firsts):
        return True
    if any(b > 12 for _, b, _ in firsts):
        return False
    by_day, by_month = (
        _steps_back(
            (year, *order) for a, b, year in firsts for order in [(b, a) if first else (a, b)]
        )
        for first in (True, False)
    )
    return None if by_day == by_month else by_day < by_month


def _steps_back(days: Iterable[tuple[int, ...]]) -> int:
    return sum(later < earlier for earlier, later in pairwise(days))


def _days(text: str, day_first: bool | None) -> list[Mention]:
    """Return the days that are written out with their year."""
    return [
        found
        for found in dates_in(text, BASE, day_first=day_first)
        if found.ends - found.begins == timedelta(days=1)
        and re.search(r"\d{4}|\d\D\d\d$", text[found.start : found.end])
    ]


def _said(told: str, day_first: bool | None) -> datetime | None:
    days = _days(told, day_first)
    if len(days) != 1:
        return None
    (day,) = days
    rest = told[: day.start] + " " + told[day.end :]
    clock = CLOCK.search(rest)
    if AROUND.sub("", CLOCK.sub(" ", rest, count=1)):
        return None  # words: a sentence with a date in it
    clock = clock or INSIDE.search(told, day.start, day.end)
    return _at(day.begins, clock) if clock else _local(day.begins)


def _at(day: datetime, clock: re.Match[str]) -> datetime | None:
    if not _is_clock(clock):
        return None
    hour, half = int(clock["hour"]), (clock["half"] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    at = day.replace(hour=hour, minute=int(clock["minute"]), second=int(clock["second"] or 0))
    zone = (clock["zone"] or "").upper()
    if zone:
        zone = "+0000" if zone in {"Z", "UTC", "GMT"} else zone.replace(":", "")
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:5]))
        at = at.replace(tzinfo=UTC) - (offset if zone[0] == "+" else -offset)
    return _local(at)


def _is_clock(clock: re.Match[str]) -> bool:
    return int(clock["hour"]) < 24 and int(clock["minute"]) < 60 and int(clock["second"] or 0) < 60


def _counted(told: float) -> datetime | None:
    """Read seconds since 1970, or thousandths or millionths of them."""
    for units in (1, 1e3, 1e6, 1e9):
        if SECONDS[0] * units <= told <= SECONDS[1] * units:
            return datetime.fromtimestamp(told / units, tz=UTC).astimezone()
    return None


def _local(at: datetime) -> datetime | None:
    try:
        return at.astimezone() if FIRST_YEAR <= at.year <= LAST_YEAR else None
    except (ValueError, OverflowError, OSError):
        return None
