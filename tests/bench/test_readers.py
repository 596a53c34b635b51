"""A thousand damaged files for each reader of talks, data and calendars; real calendars beside."""

from __future__ import annotations

import json
import os
import random
import tarfile
import time
import warnings
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path

import pytest

from ingest.clean import visible
from ingest.formats import HEAD, reader_for
from ingest.reader import Unit
from ingest.readers import calendar_file
from ingest.readers.calendar_file import CalendarReader
from ingest.readers.calendar_parts import components
from ingest.readers.charset import decoded
from memory.errors import UnreadableDocument
from memory.types import Document

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("FAMULUS_BENCH_DATA", ROOT.parent / "shared/data")) / "dev.tar.xz"
TIMES = 1_000
SLOWEST = 5.0  # seconds

TALK = [
    {"role": "user", "content": "Tea?", "time": "2021-05-12 10:02"},
    {"from": "Ana", "text": []},
]
EVENT = """BEGIN:VCALENDAR
BEGIN:VTIMEZONE
TZID:X
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0300
TZOFFSETTO:+0300
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:a
DTSTART;TZID=X:20210512T100000
DURATION:PT1H
RRULE:FREQ=MONTHLY;BYDAY=1MO;UNTIL=20221231T000000Z
EXDATE;TZID=X:20210607T100000
RDATE;VALUE=PERIOD:20210512T100000Z/PT1H
ORGANIZER;CN="Ana":mailto:ana@example.org
SUMMARY:Tea
END:VEVENT
END:VCALENDAR
"""
FILES = {
    "a.json": json.dumps({"name": "Tea", "sessions": [TALK, {"date": 1620813720, "x": TALK}]}),
    "a.jsonl": "\n".join(map(json.dumps, TALK)),
    "a.csv": 'date,sender,message\n2021-05-12 10:02,Ana,"Tea, green?"\n2021-05-12 10:03,Ben,Yes\n',
    "a.md": "# T\n\n## Session 1 — 8 May 2023\n**Ana** (10:02): Tea?\n\n**Ben**: Yes\n\n"
            "**Ana**: So.\n\n**Ben**: No.\n\n```\nx\n```\n",
    "b.md": "---\ndate: 2021-05-12\n---\n## 12 May 2021\nRain\n## 13. Mai 2021\n[10:02] Sun: no\n",
    "a.txt": "user: Tea?\n\nassistant: Green.\n\n2024/Oct/14/11:11 AM\n\nuser: So\nassistant: Y\n",
    "a.ics": EVENT,
    "a.html": '<meta name="date" content="2021-05-12"><h1>12 May 2021</h1>a<h1>13 May 2021</h1>b',
}  # fmt: skip
CUTS = [b"\n", b":", b";", b'"', b"[", b"]", b"{", b"}", b"\xff", b"9" * 30, b"", b"\r", b"\0",
        b"**", b"2021-", b",", b"#", b"```", b"BEGIN:", b"END:", b"\xed\xa0\x80"]  # fmt: skip


def damaged(whole: bytes, chance: random.Random) -> bytes:
    data = bytearray(whole)
    for _ in range(chance.randint(1, 15)):
        place = chance.randrange(len(data) + 1)
        data[place : place + chance.choice([0, 1, 4, 20])] = chance.choice(CUTS)
    return bytes(data)


def documents(name: str, data: bytes) -> Iterator[Document]:
    reader = reader_for(Path(name), data[:HEAD])
    waiting = list(reader.read_bytes(name, data)) if reader else []
    while waiting:
        found = waiting.pop()
        if isinstance(found, Unit):
            with suppress(UnreadableDocument):
                waiting += found.parse()
        else:
            yield found


@pytest.mark.parametrize("name", FILES)
def test_no_damage_escapes(name):
    chance, slowest, read = random.Random(name), 0.0, 0
    for _ in range(TIMES):
        data = damaged(FILES[name].encode(), chance)
        began = time.perf_counter()
        with suppress(UnreadableDocument):
            for found in documents(name, data):
                read += 1
                assert found.date is None or found.date.timestamp()
                for part in found.parts:
                    assert 0 <= part.start <= part.end <= len(found.text)
        slowest = max(slowest, time.perf_counter() - began)
    print(f"\n{name}: {TIMES} damaged, {read} documents read, slowest {slowest * 1000:.1f} ms")
    assert slowest < SLOWEST


@pytest.mark.skipif(not DATA.exists(), reason="the evaluation data is not here")
def test_events_and_their_dates_are_those_of_the_library():
    from icalendar import Calendar

    files = accepted = equal = events = 0
    with tarfile.open(DATA) as archive:
        for member in archive:
            if "/cal-fixtures/" not in member.name or not member.name.endswith(".ics"):
                continue
            file = archive.extractfile(member)
            data = file.read() if file else b""
            files += 1
            with suppress(UnreadableDocument):
                found = list(CalendarReader().read_bytes("a.ics", data))
                assert found
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                try:
                    wanted = list(starts(Calendar.from_ical(data, multiple=True)))
                except ValueError:
                    continue
                ours = list(starts_of_ours(data))
            accepted, events = accepted + 1, events + len(wanted)
            # A calendar that never ends is nothing to the library; we read what is there.
            equal += ours == wanted or not wanted
    print(
        f"\n{files} calendars, {accepted} accepted by the library, {events} events, {equal} equal"
    )
    assert equal == accepted > 100


def starts(calendars: list) -> Iterator[datetime | None]:  # type: ignore[type-arg]
    for calendar in calendars:
        for event in calendar.walk("VEVENT"):
            told = event.get("DTSTART")
            told = told[0] if isinstance(told, list) else told
            with suppress(ValueError):
                found = getattr(told, "dt", None)
                if isinstance(found, date) and not isinstance(found, datetime):
                    found = datetime.combine(found, clock())
                yield found.astimezone() if found and not found.tzinfo else found
                continue
            yield None


def starts_of_ours(data: bytes) -> Iterator[datetime | None]:
    for component in components(visible(decoded(data))):
        if component.name == "VEVENT":
            yield calendar_file._moment(calendar_file._parsed(component), "DTSTART")
        elif component.name == "VTIMEZONE":
            calendar_file._learn(component)
