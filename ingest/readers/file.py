"""A file that is read as one: its size, its emptiness, and the date it tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from ingest import dates
from ingest.reader import Reader, Unit
from memory.errors import UnreadableDocument
from memory.types import Document, Kind, Part

LARGEST = 50_000_000  # bytes of one file that is read as one

ReadBytes = Callable[[str, bytes], Iterator[Document | Unit]]


class FileReader(Reader, Protocol):
    """A reader that can also read what lies in memory: an attachment has no path."""

    def read_bytes(self, name: str, data: bytes) -> Iterator[Document | Unit]:
        """Read the content of a file of that name; its documents carry no date of their own."""
        ...


def whole(path: Path, read_bytes: ReadBytes, largest: int = LARGEST) -> Iterator[Unit]:
    """Yield the file as its only unit."""
    yield Unit("", lambda: _read(path, read_bytes, largest))


def _read(path: Path, read_bytes: ReadBytes, largest: int) -> Iterator[Document | Unit]:
    status = path.stat()
    if status.st_size > largest:
        raise UnreadableDocument(
            f"This file is larger than {largest // 1_000_000} MB.",
            remedy="Take it apart and add the pieces.",
        )
    written = datetime.fromtimestamp(status.st_mtime, tz=UTC).astimezone()
    for found in read_bytes(path.name, path.read_bytes()):
        if isinstance(found, Document) and found.date is None:
            yield replace(found, date=_told(path.name, found) or written)
        else:
            yield found


def _told(name: str, document: Document) -> datetime | None:
    """Return the date that a document without one of its own tells at its top or by its name."""
    top = dates.at_top(document.text) if document.kind is Kind.DOCUMENT else None
    first = next((part.date for part in document.parts if part.date), None)
    return top or first or dates.of_name(name)


def sections(headings: Sequence[tuple[int, str]], end: int) -> tuple[Part, ...]:
    """Return what each heading, told by its start, marks off up to the next one."""
    stops = [*[start for start, _ in headings][1:], end]
    return tuple(
        Part(start, stop, locator=words, title=words)
        for (start, words), stop in zip(headings, stops, strict=False)
        if stop > start
    )


def refuse_empty(data: bytes) -> None:
    """Raise UnreadableDocument for a file that holds nothing."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise UnreadableDocument("This file is empty.")
