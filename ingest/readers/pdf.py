"""PDF files, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from ingest.clean import visible
from ingest.reader import Unit
from ingest.readers.file import refuse_empty, whole
from memory.errors import UnreadableDocument
from memory.types import Document, Kind, Part

LARGEST = 200_000_000  # bytes
MOST_PAGES = 5_000
PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD


class PdfReader:
    name = "pdf"

    def accepts(self, path: Path, head: bytes) -> bool:
        return b"%PDF-" in head[:1024] or path.suffix.lower() == ".pdf"

    def units(self, path: Path) -> Iterator[Unit]:
        return whole(path, self.read_bytes, LARGEST)

    def read_bytes(self, name: str, data: bytes) -> Iterator[Document | Unit]:
        refuse_empty(data)
        pdf = _opened(data)
        try:
            yield _document(pdf, name)
        finally:
            pdf.close()


def _opened(data: bytes) -> Any:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return PdfDocument(data)
    except PdfiumError as err:
        if err.err_code == PASSWORD_ERROR:
            raise UnreadableDocument(
                "This PDF is protected by a password.",
                remedy="Open it, save it without one, and read it again.",
            ) from err
        raise UnreadableDocument("This file is called a PDF, but it is damaged.") from err


def _document(pdf: Any, name: str) -> Document:
    if len(pdf) > MOST_PAGES:
        raise UnreadableDocument(f"This PDF has more than {MOST_PAGES} pages.")
    pieces, parts, position = [], [], 0
    for number in range(1, len(pdf) + 1):
        words = _page(pdf, number)
        if words:
            parts.append(Part(position, position + len(words), f"page={number}"))
            pieces.append(words)
            position += len(words) + 2
    if not pieces:
        raise UnreadableDocument("This PDF holds only pictures of pages, and no text.")
    told = pdf.get_metadata_dict()
    return Document(
        kind=Kind.DOCUMENT,
        title=" ".join(visible(told.get("Title", "")).split()) or name,
        text="\n\n".join(pieces),
        date=_date(told.get("ModDate", "")) or _date(told.get("CreationDate", "")),
        parts=tuple(parts),
    )


def _page(pdf: Any, number: int) -> str:
    """Return the words of a page; a page that is damaged has none."""
    from pypdfium2 import PdfiumError

    try:
        page = pdf[number - 1]
    except PdfiumError:
        return ""
    try:
        text = page.get_textpage()
        try:
            words: str = text.get_text_bounded()
        finally:
            text.close()
    finally:
        page.close()
    # U+FFFE stands where a word was broken at the end of a line.
    return visible(words.replace("\ufffe\r\n", "").replace("\ufffe", "")).strip()


def _date(told: str) -> datetime | None:
    """Read ``D:20240131120000+01'00'``."""
    digits = told.removeprefix("D:")
    zone = digits[14:].replace("'", "").replace("Z", "") or "+0000"
    try:
        found = datetime.strptime(digits[:14].ljust(8, "0")[:14] + zone[:5], "%Y%m%d%H%M%S%z")
    except ValueError:
        return None
    return found.astimezone() if found.year > 1980 else None
