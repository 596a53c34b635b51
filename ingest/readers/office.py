"""Word documents (.docx): paragraphs and tables in their order."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingest.clean import visible
from ingest.reader import Unit
from ingest.readers.diary import days
from ingest.readers.file import LARGEST, refuse_empty, sections, whole
from memory.errors import UnreadableDocument
from memory.types import Document, Kind

# Of a zip archive, looked at before anything in it is unpacked.
LARGEST_INSIDE = 200_000_000  # bytes
LARGEST_WORDS = 20_000_000  # bytes of XML that is held as a tree
SMALL = 1_000_000  # bytes: below that, however well it packs, it is no bomb
RATIO = 100
MOST_FILES = 5_000

HEADING = re.compile(r"(?:heading|überschrift|titre|título|titolo|kop|title)\b", re.IGNORECASE)
TEMPLATE = datetime(2013, 12, 23, 23, 15)  # noqa: DTZ001 - of an empty letter that programs copy
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OLD_WORD = b"\xd0\xcf\x11\xe0"  # how .doc files begin, and .docx files with a password


class OfficeReader:
    name = "office"

    def accepts(self, path: Path, head: bytes) -> bool:
        if path.suffix.lower() in {".docx", ".docm"}:
            return True
        return head.startswith(b"PK\x03\x04") and b"word/" in head

    def units(self, path: Path) -> Iterator[Unit]:
        return whole(path, self.read_bytes, LARGEST)

    def read_bytes(self, name: str, data: bytes) -> Iterator[Document | Unit]:
        refuse_empty(data)
        if data.startswith(OLD_WORD):
            raise UnreadableDocument(
                "This document is protected by a password, or older than Word 2007.",
                remedy="Open it, save it as .docx without a password, and read it again.",
            )
        _refuse_bombs(data)
        yield _document(_opened(data), name)


def _refuse_bombs(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as err:
        raise _damaged() from err
    size = sum(file.file_size for file in inside)
    words = max((f.file_size for f in inside if f.filename.endswith((".xml", ".rels"))), default=0)
    if (
        len(inside) > MOST_FILES
        or size > LARGEST_INSIDE
        or words > LARGEST_WORDS
        or (size > SMALL and size > RATIO * len(data))
    ):
        raise UnreadableDocument("This document unpacks to far more than any letter needs.")


def _opened(data: bytes) -> Any:
    import docx
    from docx.opc.exceptions import OpcError

    try:
        opened = docx.Document(io.BytesIO(data))
        opened.element.body.iterchildren()  # there are files without one
    except (OpcError, SyntaxError, LookupError, ValueError, AttributeError) as err:
        raise _damaged() from err
    except (zipfile.BadZipFile, zlib.error, EOFError) as err:
        raise _damaged() from err
    except RuntimeError as err:  # zipfile's word for a part that is encrypted, or packed strangely
        raise _damaged() from err
    return opened


def _damaged() -> UnreadableDocument:
    return UnreadableDocument("This file is called a Word document, but it is damaged.")


def _document(opened: Any, name: str) -> Document:
    pieces: list[str] = []
    headings: list[tuple[int, str]] = []
    position = 0
    for words, is_heading in _blocks(opened):
        if is_heading:
            headings.append((position, words))
        pieces.append(words)
        position += len(words) + 1
    text = "\n".join(pieces)
    if not text.strip():
        raise UnreadableDocument("This document holds no text.")
    told = opened.core_properties
    return Document(
        kind=Kind.DOCUMENT,
        title=" ".join(visible(told.title or "").split()) or name,
        text=text,
        date=_date(told.modified) or _date(told.created),
        parts=days(text) or sections(headings, len(text)),
    )


def _blocks(opened: Any) -> Iterator[tuple[str, bool]]:
    """Yield paragraphs and tables as lines of text, and whether they are headings."""
    from docx.table import Table

    # Once, and not of each paragraph: the library looks through all styles each time.
    styles = {style.style_id: style.name or "" for style in opened.styles}
    for block in opened.iter_inner_content():
        if isinstance(block, Table):
            for row in block._tbl.tr_lst:  # noqa: SLF001 - row.cells takes the square of the cells
                yield _row(row), False
            continue
        words = visible(block.text).strip()
        style = styles.get(block._p.style, "")  # noqa: SLF001
        yield words, bool(words) and bool(HEADING.match(style))


def _row(row: Any) -> str:
    cells = (
        " ".join("".join(t.text or "" for t in p.iter(f"{WORD}t")) for p in cell.iter(f"{WORD}p"))
        for cell in row.iter(f"{WORD}tc")
    )
    return visible(" | ".join(" ".join(cell.split()) for cell in cells)).strip()


def _date(told: datetime | None) -> datetime | None:
    """Put in the zone that the format means and leaves out: UTC."""
    if told is None or told.replace(tzinfo=None) == TEMPLATE:
        return None
    return told if told.tzinfo else told.replace(tzinfo=UTC)
