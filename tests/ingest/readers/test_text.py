"""Notes and other plain text."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.readers.text import TextReader, looks_binary
from memory.errors import UnreadableDocument
from memory.types import Document


def read(name: str, data: bytes) -> Document:
    (document,) = TextReader().read_bytes(name, data)
    assert isinstance(document, Document)
    return document


def test_a_note_is_its_words_under_its_name():
    note = read("tea.txt", "Grüner Tee\r\nund Honig\n".encode("cp1252"))

    assert (note.title, note.text, note.parts) == ("tea.txt", "Grüner Tee\nund Honig", ())


def test_markdown_is_told_by_its_headings():
    note = read("tea.md", b"# Tea\nGreen.\n\n## Milk ##\nNone.\n```\n# no heading\n```\n")

    assert note.title == "Tea"
    assert [part.locator for part in note.parts] == ["Tea", "Milk"]
    assert note.text[note.parts[1].start :].startswith("## Milk")


def test_words_before_the_first_heading_are_no_section_and_leave_the_name():
    note = read("tea.md", b"Intro\n# Tea\n")

    assert note.title == "tea.md"
    assert note.parts[0].start == len("Intro\n")


def test_org_headings_are_headings():
    assert [p.title for p in read("tea.org", b"* Tea\n** Milk\nno\n").parts] == ["Tea", "Milk"]


def test_hash_signs_of_a_list_are_no_headings():
    assert read("tea.csv", b"# a\n1,2\n").parts == ()


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + bytes(100), bytes(range(32)) * 9])
def test_what_is_no_text_is_refused_in_a_sentence(data):
    assert looks_binary(data)
    with pytest.raises(UnreadableDocument, match="does not hold text"):
        read("a.txt", data)


@pytest.mark.parametrize(
    ("name", "head", "accepted"),
    [("a.MD", b"", True), ("README", b"words", True), ("README", b"\x7fELF\0\0\0", False),
     ("a.exe", b"words", False), ("empty", b"", False)],
)  # fmt: skip
def test_a_text_is_known_by_its_suffix_or_by_having_none(name, head, accepted):
    assert TextReader().accepts(Path(name), head) is accepted
