"""PDF files, made by hand."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.pdf import PdfReader
from memory.errors import UnreadableDocument
from memory.types import Document


def pdf(*pages: str, info: str = "", trailer: str = "") -> bytes:
    """Write a PDF with one line of text a page."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, words in enumerate(pages):
        stream = f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET" if words else ""
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * n} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    objects.append(f"<< {info} >>")
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    ends = f"/Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {trailer}"
    return out + f"trailer\n<< {ends} >>\nstartxref\n{out.rfind(b'xref')}\n%%EOF".encode()


def read(data: bytes) -> Document:
    (document,) = PdfReader().read_bytes("tea.pdf", data)
    assert isinstance(document, Document)
    return document


def test_each_page_is_a_part():
    document = read(pdf("Green tea", "Black tea"))

    assert document.text == "Green tea\n\nBlack tea"
    assert [part.locator for part in document.parts] == ["page=1", "page=2"]
    assert [document.text[p.start : p.end] for p in document.parts] == ["Green tea", "Black tea"]
    assert (document.title, document.date) == ("tea.pdf", None)


def test_an_empty_page_between_keeps_the_numbers_of_the_others():
    assert [p.locator for p in read(pdf("a", "", "c")).parts] == ["page=1", "page=3"]


def test_title_and_date_are_what_the_file_says():
    document = read(pdf("a", info="/Title (All of Tea) /CreationDate (D:20230303110000+01'00')"))

    assert document.title == "All of Tea"
    assert document.date == datetime(2023, 3, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize("date", ["", "D:", "yesterday", "D:99999999999999", "D:00000101000000Z"])
def test_a_date_that_cannot_be_is_none(date):
    assert read(pdf("a", info=f"/CreationDate ({date})")).date is None


PASSWORD = (
    "/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
    f" /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>"
)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty."),
        (pdf("a", trailer=PASSWORD), "This PDF is protected by a password."),
        (pdf(""), "This PDF holds only pictures of pages, and no text."),
        (b"%PDF-1.4\nnothing more", "This file is called a PDF, but it is damaged."),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(data, sentence):
    with pytest.raises(UnreadableDocument) as caught:
        read(data)
    assert str(caught.value) == sentence


WHOLE = pdf("Green tea", "Black tea")


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=8))
def test_a_damaged_file_is_read_or_refused(changes):
    data = bytearray(WHOLE)
    for place, byte in changes:
        data[place] = byte
    with suppress(UnreadableDocument):
        read(bytes(data))
