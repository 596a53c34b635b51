"""Answers that are counted: the number or the list, with every passage behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from memory.search import Counting
from memory.types import Answer, Kind, Passage, Statement

SHOWN = 30  # of a list; the rest is counted
NOUNS = {
    "times": ("time", "times"),
    Kind.MAIL: ("mail", "mails"),
    Kind.CHAT: ("message", "messages"),
    Kind.DOCUMENT: ("document", "documents"),
    Kind.EVENT: ("event", "events"),
    "day": ("day", "days"),
    "week": ("week", "weeks"),
    "month": ("month", "months"),
    "year": ("year", "years"),
}
PERIODS = ("day", "week", "month", "year")


def answer(counting: Counting) -> Answer:
    """Return what was counted as an answer; each line cites what it stands on."""
    unit, passages = counting.asked.unit, counting.passages
    groups = _groups(unit, passages)
    number = len(groups)
    singular, plural = NOUNS[unit]
    text = f"{number} {singular if number == 1 else plural}"
    shown = groups[:SHOWN]
    if not groups:
        text += " in what you gave me."
    else:
        text += ": " + "; ".join(f"{name} {_marks(numbers)}" for name, numbers in shown)
        text += f"; and {number - SHOWN} more." if number > SHOWN else "."
    last = max((numbers[-1] for _, numbers in shown), default=0)
    cited = passages[:last]
    said = (Statement(text, tuple(range(1, len(cited) + 1)), supported=True),)
    return Answer(
        text=text,
        made_by="counted",
        tier=0,
        found=True,
        statements=said,
        citations=cited,
        considered=cited,
        trace=(counting.stage,),
    )


def _groups(unit: str, passages: Sequence[Passage]) -> list[tuple[str, list[int]]]:
    """Return what is counted, each with its name and the numbers of its passages from 1."""
    numbered = list(enumerate(passages, 1))
    if unit not in PERIODS:
        return [(_name(passage), [n]) for n, passage in numbered]
    dated = ((_period(unit, passage.date), n) for n, passage in numbered if passage.date)
    return [(name, [n for _, n in group]) for name, group in groupby(dated, key=lambda one: one[0])]


def _name(passage: Passage) -> str:
    when = _day(passage.date) if passage.date else "without a date"
    return f"{passage.title}, {when}" if passage.kind is Kind.MAIL and passage.title else when


def _period(unit: str, when: datetime) -> str:
    match unit:
        case "day":
            return _day(when)
        case "week":
            monday = when - timedelta(days=when.weekday())
            return f"{_day(monday)} to {_day(monday + timedelta(days=6))}"
        case "month":
            return f"{when:%B %Y}"
    return f"{when:%Y}"


def _day(when: datetime) -> str:
    return f"{when.day} {when:%B %Y}"


def _marks(numbers: Sequence[int]) -> str:
    return "".join(f"[{n}]" for n in numbers)
