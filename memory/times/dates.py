"""When a text speaks of: days, months, seasons, years and spans, as half-open ranges.

``dates_in`` finds what is written ("12 May 2021", "im März 2021", "summer 2019") and what is
meant from the day of writing ("yesterday", "last week", "vor zwei Monaten").  Ranges are
``[begins, ends)`` in local time, without a zone.  Where people differ, the rule is:

* weeks begin on Monday; "last week", "two months ago", "next year" are whole calendar units;
* "last Friday" is the latest before the day, "next Friday" the first after it;
* seasons are whole months (spring is March to May); a winter has the year it begins in;
* 3/4/2021 is in April, unless the text shows elsewhere that its months come first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from typing import NamedTuple

from memory.times import units, words
from memory.times.words import FULL_WEEKDAYS, MONTHS, NUMBERS, OFFSETS, SEASONS, UNITS

FIRST_YEAR, LAST_YEAR = 1900, 2100
NEAR = 15  # years around the day of writing in which a bare number reads as a year


class Mention(NamedTuple):
    """Where in a text a time stands, and the time: from ``begins`` up to ``ends``."""

    start: int
    end: int
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Found:
    start: int
    end: int
    begins: date
    ends: date
    yearless: bool = False


def dates_in(
    text: str, base: date, *, past: bool = False, day_first: bool | None = None
) -> list[Mention]:
    """Return the times that a text speaks of, in order, none inside another.

    What lacks its year ("3 June", "in March", "on Friday") is the nearest to ``base``, a bare
    weekday the next to come; with ``past`` it is the latest that had begun by then: questions
    to a memory look back.  ``day_first``: what 3/4/2021 is where the text does not show it.
    """
    look = _Look(text, date(base.year, base.month, base.day), past)
    if day_first is not None:
        look.day_first = day_first
    return [
        Mention(
            found.start,
            found.end,
            datetime.combine(found.begins, datetime.min.time()),
            datetime.combine(found.ends, datetime.min.time()),
        )
        for found in _joined(text, look.all())
    ]


class _Look:
    """A text as it is gone through, and the day it is understood from."""

    def __init__(self, text: str, base: date, past: bool) -> None:
        self.text, self.base, self.past = text, base, past
        self._after = False

    def all(self) -> Iterator[Found]:
        done = 0
        for word in words.WORD.finditer(self.text):
            if word.start() >= done and (found := self.at(word.start(), word.group())):
                yield found
                done = found.end

    def at(self, place: int, word: str) -> Found | None:
        """Return the time that is named by what begins at a place with a word."""
        if word.isdigit():
            rules = BY_DIGITS.get(len(word), ())
            if place > 1 and self.text[place - 1] in "./-,:" and self.text[place - 2].isdigit():
                return None  # the middle of a longer number
        else:
            rules = BY_WORD.get(word.lower(), ())
        for pattern, by in rules:
            match = pattern.match(self.text, place)
            try:
                if match and (found := by(self, match)):
                    return found
            except (ValueError, OverflowError):  # 31 June; a thousand years ago
                continue
        return None

    def after(self, place: int) -> Found | None:
        """Return the time that a word before it belongs to: "Friday, …", "early …"."""
        word = words.WORD.match(self.text, place)
        if word is None or self._after:
            return None
        self._after = True  # once: "early early early" ends
        try:
            return self.at(place, word.group())
        finally:
            self._after = False

    def word_before(self, place: int) -> str:
        match = words.BEFORE_IT.search(self.text[max(0, place - 20) : place])
        return match[1].lower() if match else ""

    @cached_property
    def day_first(self) -> bool:
        firsts = [(int(a), int(b)) for a, _, b in words.NUMERIC_DATE.findall(self.text)]
        return any(a > 12 for a, _ in firsts) or not any(b > 12 for _, b in firsts)

    def nearest(self, ranges: Iterable[tuple[date, date]]) -> tuple[date, date]:
        """Return the range nearest to the day of writing, or the latest begun until then."""
        if self.past:
            return max(r for r in ranges if r[0] <= self.base)
        day = self.base
        return min(ranges, key=lambda r: max((r[0] - day).days, (day - r[1]).days + 1, 0))

    def years(self, first: int = 1) -> range:
        return range(self.base.year - first, self.base.year + 2)


def _found(m: re.Match[str], span: tuple[date, date], *, yearless: bool = False) -> Found:
    return Found(m.start(), m.end(), span[0], span[1], yearless)


def _days(look: _Look, m: re.Match[str], year: int | None, month: int) -> Found:
    """Return a day, or some days of a month."""
    groups = m.groupdict()
    first, last = int(m["day"]), int(groups.get("until") or m["day"])
    if year is not None:
        return _found(m, (date(year, month, first), units.day_after(date(year, month, last))))
    if month == 2 and last == 29:  # of which year is not said: there is only one in four
        years = [year for year in look.years(8) if year % 4 == 0]
    else:
        years = list(look.years())
    spans = [(date(year, month, first), units.day_after(date(year, month, last))) for year in years]
    return _found(m, look.nearest(spans), yearless=True)


def _iso(look: _Look, m: re.Match[str]) -> Found | None:
    year = int(m["year"])
    month = int(m["number"]) if m["number"] else MONTHS[m["month"].lower()]
    return _days(look, m, year, month) if FIRST_YEAR <= year <= LAST_YEAR else None


def _numeric(look: _Look, m: re.Match[str]) -> Found | None:
    a, b, year = int(m["a"]), int(m["b"]), int(m["c"])
    if len(m["c"]) == 2:
        if m["s"] == "." and not m.group().endswith(m["c"]):
            return None
        year += 2000 if year < 70 else 1900
    day_first = m["s"] == "." or (b <= 12 and (a > 12 or look.day_first))
    day, month = (a, b) if day_first else (b, a)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return _found(m, units.whole(date(year, month, day), "day"))


def _day_dot(look: _Look, m: re.Match[str]) -> Found | None:
    if look.word_before(m.start()) not in words.IN_DAY_PLACE:
        return None
    return _days(look, m, None, int(m["number"]))


def _day_month(look: _Look, m: re.Match[str]) -> Found | None:
    groups, month = m.groupdict(), m["month"].lower()
    short = groups.get("short")
    year = int(m["year"]) if m["year"] else 2000 + int(short) if short else None
    if year is None and month in words.LIKE_WORDS:
        return None
    return _days(look, m, year, MONTHS[month])


def _year_month(look: _Look, m: re.Match[str]) -> Found | None:  # noqa: ARG001
    return _found(m, units.months(int(m["year"]), int(m["number"])))


def _month_year(look: _Look, m: re.Match[str]) -> Found | None:  # noqa: ARG001
    return _found(m, units.months(int(m["year"]), MONTHS[m["month"].lower()]))


def _month_alone(look: _Look, m: re.Match[str]) -> Found | None:
    if look.word_before(m.start()) not in words.IN_PLACE:
        return None
    month = MONTHS[m["month"].lower()]
    spans = [units.months(year, month) for year in look.years()]
    return _found(m, look.nearest(spans), yearless=True)


def _any_season(look: _Look, m: re.Match[str]) -> Found | None:
    season = SEASONS[m["season"].lower()]
    if m["year"]:
        return _found(m, units.season(int(m["year"]), season))
    if look.word_before(m.start()) not in words.IN_PLACE:
        return None
    return _found(m, look.nearest(units.season(y, season) for y in look.years(2)), yearless=True)


def _bare_year(look: _Look, m: re.Match[str]) -> Found | None:
    year = int(m["year"])
    before = look.text[max(0, m.start() - 12) : m.start()]
    if words.NO_YEAR.search(before):
        return None
    near = abs(year - look.base.year) <= NEAR or look.word_before(m.start()) in words.IN_PLACE
    return _found(m, units.whole(date(year, 1, 1), "year")) if near else None


def _counted(look: _Look, m: re.Match[str], sign: int) -> Found | None:
    """Return the day, week or month so many before or after."""
    few, many = _count(m["count"].lower())
    unit, day = UNITS[m["unit"].lower()], look.base
    spans = units.whole(day, unit, sign * few), units.whole(day, unit, sign * many)
    return _found(m, (min(spans)[0], max(spans)[1]))


def _count(written: str) -> tuple[int, int]:
    """Return how many at least and at most."""
    if written.isdigit():
        return int(written), int(written)
    if written.endswith("couple of"):
        return 2, 2
    return (NUMBERS[written], NUMBERS[written]) if written in NUMBERS else (2, 5)


def _span(look: _Look, m: re.Match[str]) -> Found | None:
    """Return "the last three months", up to the day of writing and with it."""
    _, many = _count(m["count"].lower())
    unit, day = UNITS[m["unit"].lower()], look.base
    if m["last"]:
        return _found(m, (units.back(day, unit, many), units.day_after(day)))
    return _found(m, (day, units.day_after(units.back(day, unit, -many))))


def _turn(look: _Look, m: re.Match[str]) -> Found | None:
    """Return "last week", "this summer", "next Friday": the one before, around or after."""
    groups = m.groupdict()
    away = -1 if groups["last"] else 1 if groups["next"] else 0
    if m["unit"]:
        unit = UNITS[m["unit"].lower()]
        if unit == "day" and away:  # "the next day" is another's, "the last day" is an end
            return None
        return _found(m, units.whole(look.base, unit, away))
    if m["weekday"]:
        return _found(m, units.weekday(look.base, FULL_WEEKDAYS[m["weekday"].lower()], away))
    if m["month"]:
        spans = [units.months(year, MONTHS[m["month"].lower()]) for year in look.years(2)]
    else:
        spans = [units.season(year, SEASONS[m["season"].lower()]) for year in look.years(2)]
    if away < 0:
        return _found(m, max(s for s in spans if s[1] <= look.base))
    if away > 0:
        return _found(m, min((s for s in spans if s[0] > look.base), default=spans[-1]))
    return _found(m, look.nearest(spans))


def _bare_weekday(look: _Look, m: re.Match[str]) -> Found | None:
    """Return the date that the day stands before, or the day itself."""
    named = look.after(m.end()) if m["gap"] else None
    if named and named.ends - named.begins == timedelta(days=1):
        return replace(named, start=m.start())
    weekday = FULL_WEEKDAYS.get(m["weekday"].lower())
    if weekday is None or look.word_before(m.start()) in words.EVERY:
        return None
    day = (
        units.weekday(units.day_after(look.base), weekday, -1)
        if look.past
        else units.weekday(look.base, weekday, 0)
    )
    return Found(m.start(), m.end("weekday"), *day)


def _offset(look: _Look, m: re.Match[str]) -> Found | None:
    word = m["word"]
    before = look.text[max(0, m.start() - 3) : m.start()].rstrip(" ")
    noun = word == "Morgen" and before[-1:] not in {"", ".", "!", "?", "\n"}
    if noun or look.word_before(m.start()) in words.EVERY:
        return None
    return _found(m, units.whole(look.base, "day", OFFSETS[word.lower()]))


def _other_day(look: _Look, m: re.Match[str]) -> Found | None:
    return _found(m, units.whole(look.base, "day", -2 if m["before"] else 2))


def _today(look: _Look, m: re.Match[str]) -> Found | None:
    return _found(m, units.whole(look.base, "day", -1 if m["before"] else 0))


def _quarter(look: _Look, m: re.Match[str]) -> Found | None:  # noqa: ARG001
    return _found(m, units.months(int(m["year"]), 3 * int(m["quarter"]) - 2, 3))


def _decade(look: _Look, m: re.Match[str]) -> Found | None:  # noqa: ARG001
    year = int(m["decade"])
    return _found(m, (date(year, 1, 1), date(year + 10, 1, 1)))


def _share(look: _Look, m: re.Match[str]) -> Found | None:
    """Return the first, middle or last third of the month, season or year that follows."""
    named = look.after(m.end())
    if named is None or named.ends - named.begins < timedelta(days=7):
        return None
    third = (named.ends - named.begins) / 3
    at = 0 if m["early"] else 1 if m["mid"] else 2
    begins, ends = named.begins + third * at, named.begins + third * (at + 1)
    ends = named.ends if at == 2 else ends
    return replace(named, start=m.start(), begins=begins, ends=ends)


def _joined(text: str, found: Iterable[Found]) -> list[Found]:
    """Join the two times of "from March to June 2021" to one."""
    joined: list[Found] = []
    for later in found:
        first = joined[-1] if joined else None
        if first and (span := _from_to(text, first, later)):
            joined[-1] = span
        else:
            joined.append(later)
    return joined


def _from_to(text: str, first: Found, last: Found) -> Found | None:
    if last.start - first.end > 20 or not (
        joint := words.JOINT.fullmatch(text, first.end, last.start)
    ):
        return None
    opening = words.BETWEEN.search(text, max(0, first.start - 20), first.start)
    if not opening and not joint["sure"]:
        return None
    begins = first.begins
    if first.yearless and not last.yearless:
        begins = begins.replace(
            year=last.begins.year - (begins.replace(year=last.begins.year) > last.begins)
        )
    if begins > last.begins:
        return None
    return Found(first.start, last.end, begins, last.ends, first.yearless)


By = Callable[[_Look, re.Match[str]], Found | None]
Rules = tuple[tuple[re.Pattern[str], By], ...]

AGO_RULES: Rules = ((words.AGO, partial(_counted, sign=-1)),)
DAY_RULES: Rules = (
    (words.NUMERIC, _numeric), (words.DAY_MONTH, _day_month), (words.DAY_DOT, _day_dot), *AGO_RULES,
)  # fmt: skip
YEAR_RULES: Rules = (
    (words.ISO, _iso), (words.YEAR_MONTH, _year_month), (words.DECADE, _decade),
    (words.BARE_YEAR, _bare_year),
)  # fmt: skip
BY_DIGITS: dict[int, Rules] = {1: DAY_RULES, 2: DAY_RULES, 3: AGO_RULES, 4: YEAR_RULES}


def _by_word() -> dict[str, Rules]:
    """Return by which rules a time is looked for that begins with a word."""
    day = ((words.WEEKDAY, _bare_weekday),)
    month = (
        (words.MONTH_DAY, _day_month),
        (words.MONTH_YEAR, _month_year),
        (words.MONTH_ALONE, _month_alone),
    )
    ago, after = (words.AGO, partial(_counted, sign=-1)), (words.TURN_AFTER, _turn)
    groups: list[tuple[Iterable[str], Rules]] = [
        (words.UNITS, (after, (words.OTHER_DAY, _other_day))),
        (words.MONTHS, month),
        (words.WEEKDAYS, (after, *day)),
        (words.PT_WEEKDAYS, day),
        (words.SEASONS, (after, (words.SEASON, _any_season))),
        ({"q"}, ((words.QUARTER, _quarter),)),
        ([*words.NUMBERS, *words.SOME], (ago,)),
        (words.AGO_BEGINS, ((words.BEFORE, partial(_counted, sign=-1)),)),
        (words.AHEAD_BEGINS, ((words.AHEAD, partial(_counted, sign=1)),)),
        (words.TURNS, ((words.TODAY, _today), (words.SPAN, _span), (words.TURN, _turn))),
        (words.SHARES, ((words.SHARE, _share),)),
        (words.OFFSET_BEGINS, ((words.OFFSET, _offset),)),
    ]
    rules: dict[str, Rules] = {}
    for names, named in groups:
        for name in names:
            rules[name] = (*rules.get(name, ()), *named)
    return rules


BY_WORD = _by_word()
