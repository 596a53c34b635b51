"""The sentences of a reply: the plain ones that come with the program, and times in words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache

import resources
from assistant.replying.asked import Day

ENGLISH, GERMAN = "English", "German"
SPOKEN = (ENGLISH, GERMAN)
YEAR_UNSAID = timedelta(days=183)  # from today, within which a day needs no year


class Point(StrEnum):
    """What a line of a reply does; the values name the sentences in ``resources/replies.toml``."""

    ACCEPT_DAY = "accept_day"
    ACCEPT_COME = "accept_come"
    ACCEPT_DO = "accept_do"
    ACCEPT_BY = "accept_by"
    DECLINE_DAY = "decline_day"
    DECLINE_COME = "decline_come"
    DECLINE_DO = "decline_do"
    ASK_DAY = "ask_day"
    ASK_TIME = "ask_time"
    ASK_DUE = "ask_due"
    ANSWER = "answer"
    LOOK_UP = "look_up"
    THANK_INVITATION = "thank_invitation"
    THANK = "thank"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Slots:
    """What a sentence may need."""

    day: Day | None = None
    question: str = field(default="", repr=False)
    quote: str = field(default="", repr=False)
    quoted_at: date | None = None


NOTHING = Slots()


def said(name: str, language: str, slots: Slots = NOTHING) -> str:
    """Return the plain sentence of this name in a language; English where it is not known."""
    spoken = language if language in SPOKEN else ENGLISH
    return filled(data()[spoken][name], spoken, slots)


def filled(template: str, language: str, slots: Slots) -> str:
    """Put the slots into a sentence: {day}, {Day} at its beginning, {on_day} with "am"."""
    spoken = language if language in SPOKEN else ENGLISH
    day = time_said(slots.day, spoken) if slots.day else ""
    at = day_said(slots.quoted_at, spoken) if slots.quoted_at else ""
    places = {
        "day": day,
        "Day": day[:1].upper() + day[1:],
        "on_day": f"am {day}" if slots.day and _is_one(slots.day) else day,
        "question": slots.question,
        "quote": slots.quote,
        "date": at,
    }
    for name, words in places.items():  # not str.format: a quote may hold braces
        template = template.replace(f"{{{name}}}", words)
    return template


def time_said(day: Day, language: str) -> str:
    """Return a time that a letter names, as a date: "tomorrow" is another day by the answer."""
    first = day_said(day.begins, language)
    if _is_one(day):
        return f"{first} {day.clock}".strip()
    joined = "bis" if language == GERMAN else "to"
    return f"{first} {joined} {day_said(day.last, language)}"


def day_said(day: date, language: str) -> str:
    words = data()[language]
    weekday, month = (
        words["weekdays"].split()[day.weekday()],
        words["months"].split()[day.month - 1],
    )
    year = f" {day.year}" if abs(day - _today()) > YEAR_UNSAID else ""
    if language == GERMAN:
        return f"{weekday}, {day.day}. {month}{year}"
    return f"{weekday} {day.day} {month}{year}"


def _today() -> date:
    return datetime.now().astimezone().date()


def _is_one(day: Day) -> bool:
    return day.begins == day.last


@cache
def data() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.text("replies.toml"))
