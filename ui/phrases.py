"""How dates, times, counts and sizes are said."""

from __future__ import annotations

import re
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime


def _tr(text: str) -> str:
    return QCoreApplication.translate("phrases", text)


_COMMAND = re.compile(r"`famulus (\w+)[^`]*`")


def here(text: str) -> str:
    """Name what the text names as a command of the terminal as it is called in the window."""
    names = {
        "repair": _tr("“Repair”"),
        "restore": _tr("“Restore a backup”"),
        "read": _tr("“Add files”"),
        "sources": _tr("“Sources”"),
        "people": _tr("“People”"),
        "profile": _tr("“Profile”"),
        "models": _tr("“Models”"),
    }
    return _COMMAND.sub(lambda said: names.get(said[1], said[0]), text)


def size(count: int) -> str:
    """How much room something takes: 1.2 GB."""
    return _locale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def _locale() -> QLocale:
    """Return the user's locale; a system that names none gets plain English."""
    here = QLocale()
    nowhere = here.language() is QLocale.Language.C
    return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom) if nowhere else here


def number(count: int) -> str:
    """A count with its thousands set apart."""
    return _locale().toString(count)


def counted(count: int, one: str, many: str) -> str:
    """A count with its noun: one of the two phrases, its ``{n}`` filled in."""
    return one if count == 1 else many.replace("{n}", number(count))


def clock(moment: datetime) -> str:
    """The time of day."""
    here = moment.astimezone()
    return _locale().toString(QTime(here.hour, here.minute), "HH:mm")


def day(moment: datetime) -> str:
    """The date as it is written out: 3 March 2024."""
    here = moment.astimezone()
    return _locale().toString(QDate(here.year, here.month, here.day), "d MMMM yyyy")


def month(key: str) -> str:
    """A month or a year by its key: "2024-03" is March 2024."""
    if len(key) == 4:
        return key
    date = QDate(int(key[:4]), int(key[5:7]), 1)
    return _locale().toString(date, "MMMM yyyy") if date.isValid() else key


def when(moment: datetime | None, *, now: datetime | None = None) -> str:
    """A date as a person says it; the time of day only while it still tells something."""
    if moment is None:
        return _tr("no date")
    here = moment.astimezone()
    today = (now or datetime.now().astimezone()).astimezone().date()
    age = (today - here.date()).days
    if age == 0:
        return _tr("today {time}").format(time=clock(moment))
    if age == 1:
        return _tr("yesterday {time}").format(time=clock(moment))
    return day(moment)


def duration(seconds: float) -> str:
    """How long something will take, no more exactly than anyone can know."""
    if seconds < 10:
        return _tr("a few seconds")
    if seconds < 55:
        return _tr("about {n} seconds").format(n=round(seconds / 10) * 10)
    minutes = round(seconds / 60)
    if minutes < 60:
        return counted(max(minutes, 1), _tr("about 1 minute"), _tr("about {n} minutes"))
    return counted(round(minutes / 60), _tr("about 1 hour"), _tr("about {n} hours"))


def taken(seconds: float) -> str:
    """How long something took."""
    if seconds < 1:
        return _tr("{n} ms").format(n=max(round(seconds * 1000), 1))
    return _tr("{n} s").format(n=_locale().toString(seconds, "f", 1))
