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
