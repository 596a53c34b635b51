"""How a line of a talk begins."""

from __future__ import annotations

import pytest

from ingest.readers.spoken_lines import start


@pytest.mark.parametrize(
    ("line", "style", "name", "stamp", "words"),
    [
        ("Ana: Tea?", "bare", "Ana", "", "Tea?"),
        ("Ana Maria (2024-03-15 10:00): Tea?", "bare", "Ana Maria", "2024-03-15 10:00", "Tea?"),
        ("**Ana** (10:02): Tea?", "bold", "Ana", "10:02", "Tea?"),
        ("**Ana (10:02):** Tea?", "bold", "Ana", "10:02", "Tea?"),
        ("[10:02] Ana: Tea?", "stamped", "Ana", "10:02", "Tea?"),
        ("10:02 PM - Ana: Tea?", "stamped", "Ana", "10:02 PM", "Tea?"),
        ("[10:02] <ana> Tea?", "stamped", "ana", "10:02", "Tea?"),
        ("### Ana (10:02)", "headed", "Ana", "10:02", ""),
        ("Ana:", "bare", "Ana", "", ""),
    ],
)
def test_who_when_and_the_first_words(line, style, name, stamp, words):
    found = start(line)
    assert found is not None
    assert (found.style, found.name, found.stamp, found.words) == (style, name, stamp, words)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "words",
        "Note: this",
        "Betreff: Tee",
        "https://a.example",
        "He said, and then she said: no",
        "10:30",
        "# via pip",
        "**bold** words",
        "is this it? no: yes",
        "12:30: lunch",
        "Ana:Tea",
    ],
)
def test_what_speaks_to_nobody(line):
    assert start(line) is None


def test_a_name_by_itself_has_great_letters():
    for line, is_name in [("Ana: a", True), ("first thing: a", False), ("**note x**: a", True)]:
        found = start(line)
        assert found is not None
        assert found.is_name is is_name
