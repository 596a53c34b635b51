"""Calendars (.ics): events, tasks and journals, one document each, however often they recur."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from ingest.clean import visible
from ingest.reader import Unit
from ingest.readers.calendar_parts import Component, components
from ingest.readers.charset import decoded
from ingest.readers.file import refuse_empty, whole
from ingest.readers.recurrence import first_days, in_words
from memory.errors import UnreadableDocument
from memory.types import Document, Kind, Participant, Role

MOST = 50_000  # events of one file
MOST_PEOPLE = 200
MOST_DAYS = 20  # that are named one by one
UNTITLED = {"VEVENT": "Event", "VTODO": "Task", "VJOURNAL": "Journal"}
# Whatever a property holds is handed on; what is odd in it shows where it is asked for.
DAMAGED = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    RecursionError,
)


class CalendarReader:
    name = "calendar"

    def accepts(self, path: Path, head: bytes) -> bool:
        return path.suffix.lower() in {".ics", ".ical", ".ifb"} or begins_calendar(head)

    def units(self, path: Path) -> Iterator[Unit]:
        return whole(path, self.read_bytes)

    def read_bytes(self, name: str, data: bytes) -> Iterator[Document | Unit]:  # noqa: ARG002
        refuse_empty(data)
        number = 0
        for component in components(visible(decoded(data))):
            if component.name == "VTIMEZONE":
                _learn(component)
                continue
            number += 1
            if number > MOST:
                raise UnreadableDocument(f"This calendar holds more than {MOST} events.")
            try:
                yield _document(component)
            except DAMAGED:
                yield _broken(number, "It is damaged.")
            except UnreadableDocument as err:
                yield _broken(number, str(err))
        if number == 0:
            raise UnreadableDocument("This calendar holds no events.")


def begins_calendar(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \r\n\t")[:15].upper() == b"BEGIN:VCALENDAR"


def _broken(number: int, why: str) -> Unit:
    return Unit(f"event {number}", partial(_refuse, why))


def _refuse(why: str) -> Iterator[Document | Unit]:
    raise UnreadableDocument(f"This event could not be read. {why}")


def _learn(component: Component) -> None:
    """Let the library know a time zone that the file describes itself."""
    try:
        _parsed(Component("VCALENDAR", component.text.rstrip().split("\r\n")))
    except DAMAGED:
        return  # its events are told in the zones that are known, or in local time


def _parsed(component: Component) -> Any:
    from icalendar import Component as Parsed

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zones are guessed from their names: rightly, mostly
        return Parsed.from_ical(component.text)


def _document(component: Component) -> Document:
    if component.fault:
        raise UnreadableDocument(component.fault)
    told = _parsed(component)
    title = _line(told, "SUMMARY") or UNTITLED[component.name]
    begins = _moment(told, "DTSTART") or _moment(told, "DUE")
    again = _moment(told, "RECURRENCE-ID")
    uid = _line(told, "UID")
    people = tuple(_people(told))
    lines = [
        title,
        *_labelled("When", _when(told)),
        *_labelled("Due", _said(_value(told, "DUE"))),
        *_labelled("Repeats", _repeats(told)),
        *_labelled("Also", _listed(list(islice(_days(told, "RDATE"), MOST_DAYS)))),
        *_labelled("Where", _line(told, "LOCATION")),
        *_labelled("Who", ", ".join(p.name or p.address for p in people)),
        *_labelled("Status", _line(told, "STATUS").lower().replace("-", " ")),
        *_labelled("About", ", ".join(_all_text(told, "CATEGORIES"))),
        *_labelled("Link", _line(told, "URL")),
    ]
    description = "\n\n".join(_all_text(told, "DESCRIPTION") + _all_text(told, "COMMENT"))
    return Document(
        kind=Kind.EVENT,
        title=title,
        text="\n".join([*lines, *(["", description] if description else [])]),
        date=begins or _moment(told, "DTSTAMP") or _moment(told, "CREATED"),
        people=people,
        external_id=uid,
        locator=f"{uid}/{again.isoformat()}" if again and uid else uid,
    )


def _labelled(label: str, words: str) -> list[str]:
    return [f"{label}: {words}"] if words else []


def _value(told: Any, name: str) -> Any:
    """Return a date or a time that a property holds, the first if there are several."""
    found = told.get(name)
    found = found[0] if isinstance(found, list) and found else found
    try:
        return getattr(found, "dt", None)
    except ValueError:  # what could not be parsed raises when it is asked for
        return None


def _moment(told: Any, name: str) -> datetime | None:
    """Return a date with its zone; a whole day begins at midnight here."""
    found = _value(told, name)
    if isinstance(found, date) and not isinstance(found, datetime):
        found = datetime.combine(found, time())
    if not isinstance(found, datetime):
        return None
    return found if found.tzinfo else found.astimezone()


def _when(told: Any) -> str:
    begins, ends = _value(told, "DTSTART"), _value(told, "DTEND")
    lasts = _value(told, "DURATION")
    if ends is None and isinstance(lasts, timedelta) and isinstance(begins, datetime):
        ends = begins + lasts
    if not isinstance(begins, datetime):
        last = ends - timedelta(days=1) if type(ends) is date and ends else begins
        several = isinstance(begins, date) and type(last) is date and last > begins
        return f"{_said(begins)} to {_said(last)}" if several else _said(begins)
    if not isinstance(ends, datetime):
        return _said(begins)
    until = f"{ends:%H:%M}" if ends.date() == begins.date() else _said(ends)
    return f"{_said(begins)} to {until}"


def _said(moment: object) -> str:
    """Return a day as one says it, with the time if there is one: both ways that people search."""
    if not isinstance(moment, date):
        return ""
    day = f"{moment:%A}, {moment.day} {moment:%B} {moment.year} ({moment.isoformat()[:10]})"
    return f"{day}, {moment:%H:%M}" if isinstance(moment, datetime) else day


def _repeats(told: Any) -> str:
    rules = told.get("RRULE")
    rule = rules[0] if isinstance(rules, list) and rules else rules
    begins = _value(told, "DTSTART")
    if not isinstance(rule, dict) or not isinstance(begins, date):
        return ""
    start = begins.date() if isinstance(begins, datetime) else begins
    days = first_days(rule, start, list(_days(told, "EXDATE")))
    named = _listed(days)
    words = in_words(rule)
    return f"{words}; first on {named}" if words and named else words


def _listed(days: Sequence[date]) -> str:
    return ", ".join(f"{day.day} {day:%B} {day.year}" for day in days)


def _days(told: Any, name: str) -> Iterator[date]:
    """Yield the days of a list of dates; those that are none are passed over."""
    found = told.get(name)
    for each in found if isinstance(found, list) else [found]:
        try:
            moments = [moment.dt for moment in getattr(each, "dts", [])]
        except ValueError:
            continue
        for day in moments:
            if isinstance(day, date):
                yield day.date() if isinstance(day, datetime) else day


def _people(told: Any) -> Iterator[Participant]:
    seen: set[str] = set()
    roles: tuple[tuple[Role, str], ...] = (("from", "ORGANIZER"), ("to", "ATTENDEE"))
    for role, name in roles:
        found = told.get(name)
        for each in (found if isinstance(found, list) else [found])[:MOST_PEOPLE]:
            if each is None:
                continue
            written = visible(str(each)).strip()
            address = written[7:] if written.lower().startswith("mailto:") else ""
            params = getattr(each, "params", {})
            shown = " ".join(visible(str(params.get("CN", ""))).split()).strip("\"'")
            shown = shown or ("" if address else written.removeprefix("urn:uuid:"))
            if (shown or address) and (address.lower() or shown) not in seen:
                seen.add(address.lower() or shown)
                yield Participant(role, "" if shown == address else shown, address)


def _line(told: Any, name: str) -> str:
    return " ".join(next(iter(_all_text(told, name)), "").split())


def _all_text(told: Any, name: str) -> list[str]:
    found = told.get(name)
    texts = []
    for each in found if isinstance(found, list) else [found]:
        if each is None:
            continue
        said = getattr(each, "cats", None) or [each]
        texts += [visible(str(one)).strip() for one in said]
    return [text for text in texts if text]
