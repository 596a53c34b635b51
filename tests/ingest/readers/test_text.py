"""Notes and other plain text."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from ingest.readers.text import TextReader, looks_binary
from memory.errors import UnreadableDocument
from memory.types import Document, Kind


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


def test_a_talk_is_a_chat_with_its_messages_numbered():
    chat = read("tea.md", b"# Tea\n\n**user**: Which?\n\n**assistant**: Green.\n")

    assert (chat.kind, chat.title) == (Kind.CHAT, "Tea")
    assert [part.locator for part in chat.parts] == ["#1", "#2"]
    assert read("tea.md", b"user: a\n\nassistant: b").title == "tea.md"


def test_a_diary_is_told_by_its_days():
    diary = read("d.md", b"# Diary\n## 12 May 2021\nRain.\n## 13 May 2021\nSun.\n")

    assert [part.locator for part in diary.parts] == ["12 May 2021", "13 May 2021"]
    assert diary.title == "Diary"


def test_a_table_is_told_by_its_columns():
    assert read("a.csv", b"name,price\nTea,3\n").text == "name: Tea; price: 3"


@pytest.mark.parametrize(
    "field", ["date: 2021-05-12", "Created: '12 May 2021'", 'date: "2021-05-12"']
)
def test_fields_before_the_text_tell_its_date(field):
    note = read("a.md", f"---\ntitle: Tea\n{field}\ntags: [a]\n---\nWords".encode())

    assert note.date == datetime(2021, 5, 12).astimezone()


@pytest.mark.parametrize("text", ["Words", "---\ndate: soon\n---\n", "---\na\n\ndate: 2021-05-12"])
def test_without_them_the_file_tells_it(text):
    assert read("a.md", text.encode()).date is None
