"""Calendars: what stands in an event, and what breaks."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest.formats import reader_for
from ingest.reader import Unit
from ingest.readers.calendar_file import MOST, CalendarReader
from memory.errors import UnreadableDocument
from memory.types import Document, Kind

EVENT = """BEGIN:VEVENT
UID:kettle-1
DTSTART;TZID=Europe/Berlin:20210512T100000
DTEND;TZID=Europe/Berlin:20210512T113000
SUMMARY:Buy the kettle
LOCATION:Tea shop\\, Main Street
ORGANIZER;CN=Ana Berg:mailto:ana@example.org
ATTENDEE;CN="Ben";PARTSTAT=ACCEPTED:MAILTO:ben@example.org
ATTENDEE:mailto:cleo@example.org
DESCRIPTION:The green one.\\nBring
  money.
CATEGORIES:Home,Tea
STATUS:CONFIRMED
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Alarm
END:VALARM
END:VEVENT
"""


def calendar(*parts: str) -> bytes:
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{''.join(parts)}END:VCALENDAR\n".encode()


def event(*lines: str, name: str = "VEVENT") -> str:
    return "\n".join([f"BEGIN:{name}", *lines, f"END:{name}", ""])


def read(data: bytes) -> list[Document | Unit]:
    return list(CalendarReader().read_bytes("a.ics", data))


def only(*lines: str, name: str = "VEVENT") -> Document:
    (found,) = read(calendar(event(*lines, name=name)))
    assert isinstance(found, Document)
    return found


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_an_event_is_read_in_readable_lines(ends):
    (found,) = read(calendar(EVENT).replace(b"\n", ends.encode()))

    assert isinstance(found, Document)
    assert found.text.split("\n") == [
        "Buy the kettle",
        "When: Wednesday, 12 May 2021 (2021-05-12), 10:00 to 11:30",
        "Where: Tea shop, Main Street",
        "Who: Ana Berg, Ben, cleo@example.org",
        "Status: confirmed",
        "About: Home, Tea",
        "",
        "The green one.",
        "Bring money.",
    ]
    assert (found.kind, found.title, found.locator) == (Kind.EVENT, "Buy the kettle", "kettle-1")
    assert found.date is not None
    assert found.date == datetime(2021, 5, 12, 8, tzinfo=UTC)
    assert found.date.utcoffset() == timedelta(hours=2)
    assert [(p.role, p.name, p.address) for p in found.people] == [
        ("from", "Ana Berg", "ana@example.org"),
        ("to", "Ben", "ben@example.org"),
        ("to", "", "cleo@example.org"),
    ]


def test_whole_days_begin_at_midnight_here():
    found = only("DTSTART;VALUE=DATE:20210512", "DTEND;VALUE=DATE:20210515", "SUMMARY:Fair")

    assert found.date == datetime(2021, 5, 12).astimezone()
    assert "(2021-05-12) to Friday, 14 May 2021 (2021-05-14)" in found.text


def test_what_comes_again_is_one_document_with_its_rule_in_words():
    found = only(
        "DTSTART:20210503T100000Z", "RRULE:FREQ=WEEKLY;BYDAY=MO", "EXDATE:20210510T100000Z"
    )

    assert "Repeats: every week on Monday; first on 3 May 2021, 17 May 2021, " in found.text


def test_one_that_was_moved_is_told_apart_from_the_others():
    found = only("UID:a", "DTSTART:20210504T100000Z", "RECURRENCE-ID:20210503T100000Z")

    assert found.locator == "a/2021-05-03T10:00:00+00:00"


def test_tasks_and_journals_are_documents():
    task = only("SUMMARY:Pay rent", "DUE;VALUE=DATE:20210601", name="VTODO")
    journal = only("DTSTART;VALUE=DATE:20210512", "DESCRIPTION:It rained.", name="VJOURNAL")

    assert task.date == datetime(2021, 6, 1).astimezone()
    assert "Due: Tuesday, 1 June 2021 (2021-06-01)" in task.text
    assert (journal.title, journal.text.split("\n")[-1]) == ("Journal", "It rained.")


def test_a_zone_that_the_file_describes_is_used():
    zone = """BEGIN:VTIMEZONE
TZID:Tea Time
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0300
TZOFFSETTO:+0300
END:STANDARD
END:VTIMEZONE
"""
    (found,) = read(calendar(zone, event("DTSTART;TZID=Tea Time:20210512T100000")))

    assert isinstance(found, Document)
    assert found.date == datetime(2021, 5, 12, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    "broken",
    ["BEGIN:VEVENT\nUID:b\nSUMMARY:Cut\n", event("SUMMARY:" + "a" * 1_100_000), event("UID;X"),
     event("X-" + "\u0001" * 3)],
)  # fmt: skip
def test_a_broken_event_is_said_and_the_rest_is_read(broken):
    found = read(calendar(broken, EVENT))
    documents = [each for each in found if isinstance(each, Document)]

    assert documents[-1].title == "Buy the kettle"
    for unit in found:
        if isinstance(unit, Unit):
            with pytest.raises(UnreadableDocument, match="This event could not be read"):
                list(unit.parse())


def test_a_date_that_is_none_leaves_the_event():
    found = only("DTSTART:tomorrow", "SUMMARY:Tea", "EXDATE:never")

    assert (found.title, found.date) == ("Tea", None)


@pytest.mark.parametrize("data", [b"BEGIN:VCALENDAR\nEND:VCALENDAR", b"words", b"BEGIN:VEVEN"])
def test_a_calendar_without_events_is_refused_in_a_sentence(data):
    with pytest.raises(UnreadableDocument, match="holds no events"):
        read(data)


@pytest.mark.parametrize(
    "bomb",
    [
        calendar(event("DTSTART:20210512T100000Z", "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30")),
        calendar(event("DTSTART:20210512T100000Z", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")),
        calendar(
            event("DTSTART:99991230T100000Z", "RRULE:FREQ=DAILY;INTERVAL=0;COUNT=" + "9" * 400)
        ),
        calendar(event("DTSTART:20210512", "RRULE:FREQ=DAILY;BYDAY=" + ",".join(["MO"] * 100_000))),
        calendar(event("BEGIN:VALARM\n" * 100_000)),
        calendar(event(*[f"ATTENDEE:mailto:{n}@x" for n in range(20_000)])),
        b"BEGIN:VEVENT\n" * 20_000,
        b"BEGIN:VTIMEZONE\n" + b"BEGIN:DAYLIGHT\n" * 50_000 + EVENT.encode(),
    ],
)
def test_a_bomb_is_read_in_good_time(bomb):
    began = time.process_time()
    read(bomb)
    assert time.process_time() - began < 6


def test_more_events_than_anybody_has_are_refused_after_the_first(monkeypatch):
    monkeypatch.setattr("ingest.readers.calendar_file.MOST", 2)
    reading = CalendarReader().read_bytes("a.ics", calendar(EVENT * 3))

    assert MOST > 10_000
    assert next(reading)
    assert next(reading)
    with pytest.raises(UnreadableDocument, match="more than 2 events"):
        next(reading)


def test_a_calendar_is_known_by_its_name_or_its_first_line():
    for path, head in [("a.ics", b""), ("invite", b"BEGIN:VCALENDAR\r\n")]:
        reader = reader_for(Path(path), head)
        assert reader is not None
        assert reader.name == "calendar"


@pytest.mark.parametrize("named", [True, False])
def test_an_invitation_is_read_as_what_is_attached_to_its_mail(named):
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = "ana@example.org", "Kettle", "<m@x>"
    mail.set_content("Come.")
    mail.add_attachment(calendar(EVENT).decode(), "calendar", filename="i.ics" if named else None)
    reader = reader_for(Path("a.eml"), bytes(mail))
    assert reader is not None
    letter, unit = reader.read_bytes("a.eml", bytes(mail))
    assert isinstance(unit, Unit)
    (found,) = unit.parse()

    assert isinstance(found, Document)
    assert isinstance(letter, Document)
    assert (found.kind, found.locator, found.parent) == (Kind.EVENT, "kettle-1", "m@x")


def test_whatever_is_changed_in_it_nothing_escapes():
    chance = random.Random(7)
    whole = calendar(EVENT, event("DTSTART:20210503T100000Z", "RRULE:FREQ=WEEKLY;BYDAY=MO"))
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            place = chance.randrange(len(data))
            data[place : place + chance.choice([0, 1, 9])] = chance.choice(
                [b"\n", b":", b";", b"=", b"\xff", b"9" * 30, b"BEGIN:", b"END:", b"", b"\r", b"-"]
            )
        try:
            for each in CalendarReader().read_bytes("a.ics", bytes(data)):
                if isinstance(each, Unit):
                    with pytest.raises(UnreadableDocument):
                        list(each.parse())
        except UnreadableDocument:
            pass
