"""Days told in another way: found in a text, moved, and written as they were written."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

ISO = re.compile(r"(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})")
NUMBERS = re.compile(r"(?P<a>\d{1,2})(?P<s>[./-])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4})")
DAY_FIRST = re.compile(
    r"(?P<d>\d{1,2})(?:\.|st|nd|rd|th|er|º)? (?:de |of )?"
    r"(?P<month>[^\W\d_]{3,})\.?(?:,? | de )(?P<y>\d{4})"
)
MONTH_FIRST = re.compile(r"(?P<month>[^\W\d_]{3,})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?, (?P<y>\d{4})")

YEAR = 12  # months
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
    " diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
    " dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro"
    " dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
}


def told_day(said: str, language: str) -> date | None:
    """Return the day a text tells that is nothing else; None if it tells none to the year.

    03/04/2021 is a day of March in English, and of April elsewhere.
    """
    try:
        return _iso(said) or _numbered(said, language) or _named(said)
    except ValueError:  # no such day
        return None


def _iso(said: str) -> date | None:
    match = ISO.fullmatch(said)
    return date(int(match["y"]), int(match["m"]), int(match["d"])) if match else None


def _numbered(said: str, language: str) -> date | None:
    if not (match := NUMBERS.fullmatch(said)):
        return None
    first, second = int(match["a"]), int(match["b"])
    month_first = match["s"] != "." and language == "en" and first <= YEAR
    if second > YEAR or month_first:
        first, second = second, first
    return date(int(match["y"]), second, first)


def _named(said: str) -> date | None:
    match = DAY_FIRST.fullmatch(said) or MONTH_FIRST.fullmatch(said)
    month = _months().get(match["month"].casefold()) if match else None
    return date(int(match["y"]), month, int(match["d"])) if match and month else None


def ways(day: date) -> list[str]:
    """Return how people write a day, in seven languages, the same ways in the same order."""
    d, m, y = day.day, day.month, day.year
    written = [
        f"{y}-{m:02}-{d:02}", f"{y}/{m:02}/{d:02}", f"{d:02}.{m:02}.{y}", f"{d}.{m}.{y}",
        f"{d:02}/{m:02}/{y}", f"{d}/{m}/{y}", f"{m:02}/{d:02}/{y}", f"{m}/{d}/{y}",
        f"{d:02}-{m:02}-{y}", f"{d}-{m}-{y}",
    ]  # fmt: skip
    for language, names in MONTHS.items():
        month = names.split()[m - 1]
        written += [f"{d} {month} {y}", f"{d}. {month} {y}", f"{d} de {month} de {y}"]
        if language == "en":
            written += [f"{month} {d}, {y}", f"{month[:3]} {d}, {y}", f"{d} {month[:3]} {y}"]
            written += [f"{month} {d}{_th(d)}, {y}", f"{d}{_th(d)} {month} {y}"]
            written += [f"{d}{_th(d)} of {month} {y}", f"{d}{_th(d)} of {month}, {y}"]
    return written


def moved(said: str, day: date, by: timedelta) -> str:
    """Return a day moved, written as it was; "" where that way of writing is not known."""
    to = day + by
    return next((then for now, then in zip(ways(day), ways(to), strict=True) if now == said), "")


def _th(day: int) -> str:
    return "th" if day in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


@cache
def _months() -> dict[str, int]:
    found: dict[str, int] = {}
    for names in MONTHS.values():
        for number, name in enumerate(names.casefold().split(), 1):
            found[name] = number
            found.setdefault(name[:3], number)
    return found
