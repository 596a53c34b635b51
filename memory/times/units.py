"""Days, weeks, months and seasons as half-open ranges of days."""

from __future__ import annotations

from datetime import date, timedelta

SEASON_BEGINS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}


def months(year: int, month: int, count: int = 1) -> tuple[date, date]:
    """Return months as a range; month 0 is the December before, 13 the January after."""
    begins = year * 12 + month - 1
    ends = begins + count
    return date(begins // 12, begins % 12 + 1, 1), date(ends // 12, ends % 12 + 1, 1)


def season(year: int, season: str) -> tuple[date, date]:
    return months(year, SEASON_BEGINS[season], 3)


def whole(day: date, unit: str, away: int = 0) -> tuple[date, date]:
    """Return the day, week, month… that a day is in, or the one so many later."""
    match unit:
        case "day":
            begins = day + timedelta(days=away)
            return begins, begins + timedelta(days=1)
        case "week" | "fortnight":
            length = 14 if unit == "fortnight" else 7
            begins = day - timedelta(days=day.weekday() - length * away)
            return begins, begins + timedelta(days=length)
        case "weekend":
            begins = day + timedelta(days=5 - day.weekday() + 7 * away)
            return begins, begins + timedelta(days=2)
        case "month":
            return months(day.year, day.month + away)
        case "quarter":
            return months(day.year, (day.month - 1) // 3 * 3 + 1 + 3 * away, 3)
    return date(day.year + away, 1, 1), date(day.year + away + 1, 1, 1)


def day_after(day: date) -> date:
    return day + timedelta(days=1)


def back(day: date, unit: str, count: int) -> date:
    """Return the same day so many weeks or months before; of a shorter month the last."""
    if unit in DAYS:
        return day - timedelta(days=count * DAYS[unit])
    first, after = months(day.year, day.month - count * MONTHS_OF[unit])
    return min(first + timedelta(days=day.day - 1), after - timedelta(days=1))


def weekday(day: date, number: int, away: int) -> tuple[date, date]:
    """Return the latest before the day, the first from it on, or the first after it."""
    step = (number - day.weekday()) % 7
    if away < 0:
        step = step - 7
    elif away > 0:
        step = step or 7
    return whole(day, "day", step)
