"""Word documents."""

from __future__ import annotations

import io
import random
import time
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.office import OfficeReader
from memory.errors import UnreadableDocument
from memory.types import Document


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def letter() -> Any:
    document = docx.Document()
    document.add_paragraph("Intro")
    document.add_heading("Green", 1)
    document.add_paragraph("good")
    table = document.add_table(2, 2)
    for n, cell in enumerate(table._cells):
        cell.text = f"cell {n}"
    document.add_heading("Black", 2)
    document.core_properties.title = "All of Tea"
    document.core_properties.modified = datetime(2023, 3, 3, 10)  # noqa: DTZ001
    return document


LETTER = saved(letter())


def read(data: bytes) -> Document:
    (document,) = OfficeReader().read_bytes("tea.docx", data)
    assert isinstance(document, Document)
    return document


def test_paragraphs_and_tables_come_in_their_order():
    document = read(LETTER)

    assert document.text == "Intro\nGreen\ngood\ncell 0 | cell 1\ncell 2 | cell 3\nBlack"
    assert [part.locator for part in document.parts] == ["Green", "Black"]
    assert document.text[document.parts[1].start :] == "Black"


def test_title_and_date_are_what_the_document_says():
    document = read(LETTER)

    assert document.title == "All of Tea"
    assert document.date == datetime(2023, 3, 3, 10, tzinfo=UTC)


def test_the_date_of_an_empty_template_is_not_that_of_a_letter():
    document = letter()
    document.core_properties.modified = document.core_properties.created = datetime(  # noqa: DTZ001
        2013, 12, 23, 23, 15
    )
    assert read(saved(document)).date is None


def test_a_diary_is_told_by_its_days():
    document = docx.Document()
    for day in (12, 13, 14):
        document.add_paragraph(f"{day} May 2021")
        document.add_paragraph("Rain.")

    assert [p.locator for p in read(saved(document)).parts] == [
        "12 May 2021", "13 May 2021", "14 May 2021",
    ]  # fmt: skip


def test_a_word_document_is_known_by_what_is_inside():
    assert OfficeReader().accepts(Path("letter"), LETTER[:8192])
    assert not OfficeReader().accepts(Path("a.zip"), b"PK\x03\x04 something else")


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty."),
        (b"PK\x03\x04 cut off", "called a Word document, but it is damaged"),
        (LETTER[: len(LETTER) // 2], "damaged"),
        (zipped(a=b"x"), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "protected by a password, or older"),
        (saved(docx.Document()), "holds no text"),
        (zipped(**{"word/document.xml": bytes(50_000_000)}), "unpacks to far more"),
        (zipped(**{str(n): b"" for n in range(6_000)}), "unpacks to far more"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(data, sentence):
    with pytest.raises(UnreadableDocument, match=sentence):
        read(data)


def rewritten(document_xml: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(LETTER)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = document_xml if name == "word/document.xml" else old.read(name)
            new.writestr(name, content)
    return out.getvalue()


LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE x [<!ENTITY l0 "ha">' + LAUGHS + b"]><x>&l11;</x>",
        b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><x>&f;</x>',
        b"<a>" * 200_000,
        b"<a>" * 200_000 + b"</a>" * 200_000,
    ],
)
def test_hostile_xml_is_refused_in_good_time(xml):
    began = time.process_time()
    with pytest.raises(UnreadableDocument):
        read(rewritten(xml))

    assert time.process_time() - began < 5


def test_an_encrypted_part_is_a_damage():
    data = bytearray(LETTER)
    place = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/settings.xml"))
    data[place + 8] |= 1  # the flag of encryption, in the directory at the end

    with pytest.raises(UnreadableDocument):
        read(bytes(data))


@given(st.integers(0, 2**32))
def test_a_damaged_document_is_read_or_refused(seed):
    chance = random.Random(seed)
    data = bytearray(LETTER)
    for _ in range(chance.randint(1, 6)):
        data[chance.randrange(len(data))] = chance.randrange(256)

    with suppress(UnreadableDocument):
        read(bytes(data))
