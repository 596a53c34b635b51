"""Files that are read as one."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest

from ingest.readers.file import refuse_empty, sections, whole
from memory.errors import UnreadableDocument
from memory.types import Document, Kind, Part

ONCE = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("own", "told"), [(None, datetime(2023, 3, 3, 10, tzinfo=UTC)), (ONCE, ONCE)]
)
def test_a_document_without_a_date_has_the_date_of_its_file(tmp_path, own, told):
    path = tmp_path / "a.txt"
    path.write_text("x")
    os.utime(path, (0, datetime(2023, 3, 3, 10, tzinfo=UTC).timestamp()))
    (unit,) = whole(path, lambda name, data: iter([Document(Kind.DOCUMENT, name, "x", date=own)]))

    (document,) = unit.parse()
    assert isinstance(document, Document)
    assert document.date == told
    assert document.date.tzinfo


@pytest.mark.parametrize(
    ("name", "text", "kind", "told"),
    [
        ("2021-05-12 a.txt", "Date: 3 June 2020\nx", Kind.DOCUMENT, datetime(2020, 6, 3)),  # noqa: DTZ001
        ("2021-05-12 a.txt", "x", Kind.DOCUMENT, datetime(2021, 5, 12)),  # noqa: DTZ001
        ("2021-05-12 a.txt", "2020-06-03\nx", Kind.CHAT, datetime(2021, 5, 12)),  # noqa: DTZ001
        ("a_2021_05.txt", "x", Kind.DOCUMENT, datetime(2023, 3, 3)),  # noqa: DTZ001
    ],
)
def test_before_it_the_top_of_its_text_and_its_name_are_asked(tmp_path, name, text, kind, told):
    path = tmp_path / name
    path.write_text("x")
    written = datetime(2023, 3, 3).astimezone().timestamp()
    os.utime(path, (0, written))
    (unit,) = whole(path, lambda name, data: iter([Document(kind, name, text)]))
    (document,) = unit.parse()

    assert isinstance(document, Document)
    assert document.date == told.astimezone()


def test_what_is_kept_by_days_has_the_date_of_the_first(tmp_path):
    path = tmp_path / "2021-05-12.txt"
    path.write_text("x")
    found = Document(Kind.DOCUMENT, "x", "ab", parts=(Part(0, 1, "a"), Part(1, 2, "b", date=ONCE)))
    (unit,) = whole(path, lambda name, data: iter([found]))
    (document,) = unit.parse()

    assert isinstance(document, Document)
    assert document.date == ONCE


def test_a_file_over_the_cap_is_refused_unread(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 11)
    (unit,) = whole(path, lambda name, data: pytest.fail("read"), largest=10)

    with pytest.raises(UnreadableDocument, match="larger than"):
        list(unit.parse())


@pytest.mark.parametrize("data", [b"", b"\n \t", b"\xef\xbb\xbf", b"\0\0"])
def test_a_file_with_nothing_in_it_is_empty(data):
    with pytest.raises(UnreadableDocument, match="This file is empty"):
        refuse_empty(data)


def test_a_section_reaches_to_the_next_heading():
    assert sections([(0, "a"), (5, "b")], 9) == (Part(0, 5, "a", "a"), Part(5, 9, "b", "b"))
    assert sections([(0, "a"), (0, "b")], 9) == (Part(0, 9, "b", "b"),)
    assert sections([], 9) == ()
