"""Days in a text: headings or lines that begin with a date, each a part with that date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from ingest.dates import day_first, leading
from memory.types import Part

HEADING = re.compile(r"#{1,6}[ \t]|\*+[ \t]|={1,6}[ \t]")
FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
ENDS_DATE = re.compile(r"[\s*_)\]]*(?:[:–—|,.-]|$)")
MARKED = re.compile(r"\s*[-*•>]")
FEWEST_LINES = 3  # that begin with a date: fewer may be chance
FEWEST_DAYS = 2
MOST_LINES = 500_000
LOOKED_AT = 300  # characters of a line


@dataclass(frozen=True, slots=True)
class Day:
    start: int
    at: datetime
    words: str = field(repr=False)  # the date as written, or the heading it is in
    heading: bool


def days(text: str) -> tuple[Part, ...]:
    """Return what was written of each day; () if the text is not kept by days.

    Lines of one day that follow each other are one part; headings inside a day do not end it.
    """
    found = list(_dated(text))
    headings = [day for day in found if day.heading]
    if len({day.at.date() for day in headings}) >= FEWEST_DAYS:
        found = headings
    elif len(found) < FEWEST_LINES or len({day.at.date() for day in found}) < FEWEST_DAYS:
        return ()
    starts = [
        day for n, day in enumerate(found) if n == 0 or found[n - 1].at.date() != day.at.date()
    ]
    ends = [*[day.start for day in starts[1:]], len(text)]
    return tuple(
        Part(day.start, end, day.words, day.words, day.at)
        for day, end in zip(starts, ends, strict=True)
    )


def _dated(text: str) -> Iterator[Day]:
    lines = text.split("\n")[:MOST_LINES]
    order = day_first(line for line in lines if any(c.isdigit() for c in line[:20]))
    position, fenced, after_day = 0, False, True
    last: Day | None = None
    for line in lines:
        found = None
        if FENCE.match(line):
            fenced = not fenced
        elif not fenced and last and not last.heading and _is_same(line, last.words):
            found = replace(last, start=position)  # of a log: thousands of lines of one day
        elif not fenced:
            found = _day(line, position, order, after_day=after_day)
        if found:
            yield found
        last = found or last
        after_day = bool(found) or not line.strip()  # a sentence may break just before a date
        position += len(line) + 1


def _is_same(line: str, written: str) -> bool:
    return line.startswith(written) and not line[len(written) : len(written) + 1].isdigit()


def _day(line: str, position: int, order: bool | None, *, after_day: bool) -> Day | None:
    """Return the day that a line begins, and does not only mention."""
    day = leading(line[:LOOKED_AT], day_first=order)
    heading = bool(HEADING.match(line))
    if day is None or not (
        heading or after_day or MARKED.match(line) or ENDS_DATE.match(line, day.end)
    ):
        return None
    words = line[:LOOKED_AT].strip(" \t#*=_") if heading else day.written
    return Day(position, day.at, words, heading)
