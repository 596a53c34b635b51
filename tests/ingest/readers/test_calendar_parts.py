"""Where an event of a calendar begins and ends."""

from __future__ import annotations

from ingest.readers.calendar_parts import LARGEST, components


def told(text: str) -> list[tuple[str, list[str], bool]]:
    return [(c.name, c.lines, bool(c.fault)) for c in components(text)]


def test_each_event_is_its_lines_without_its_alarms():
    text = (
        "BEGIN:VCALENDAR\nX:1\nbegin:vevent\nUID:a\nBEGIN:VALARM\nA:b\nEND:VALARM\nB:c\nEND:VEVENT"
    )
    assert told(text) == [("VEVENT", ["UID:a", "B:c"], False)]


def test_a_time_zone_keeps_its_hours():
    text = "BEGIN:VTIMEZONE\nTZID:x\nBEGIN:STANDARD\nA:b\nEND:STANDARD\nEND:VTIMEZONE"
    (zone,) = components(text)

    assert zone.text.split() == text.split()


def test_what_breaks_off_is_told_and_costs_only_itself():
    text = "BEGIN:VEVENT\nUID:a\nBEGIN:VTODO\nUID:b\nEND:VTODO\nBEGIN:VEVENT\nUID:c"
    assert told(text) == [
        ("VEVENT", ["UID:a"], True), ("VTODO", ["UID:b"], False), ("VEVENT", ["UID:c"], True),
    ]  # fmt: skip


def test_an_event_larger_than_any_is_let_go():
    (event,) = components(f"BEGIN:VEVENT\n{'A:' + 'b' * LARGEST}\nEND:VEVENT")
    assert (event.lines, bool(event.fault)) == ([], True)
