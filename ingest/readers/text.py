"""Plain text: notes, Markdown, Org, diaries, tables, logs, and talks that were written down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from ingest.clean import visible
from ingest.dates import moment
from ingest.reader import Unit
from ingest.readers import session, table, transcript
from ingest.readers.charset import decoded
from ingest.readers.diary import days
from ingest.readers.file import refuse_empty, sections, whole
from memory.errors import UnreadableDocument
from memory.types import Document, Kind

SUFFIXES = {".txt", ".text", ".md", ".markdown", ".org", ".rst", ".csv", ".tsv", ".log"}
TABLES = {".csv", ".tsv"}
FRONT = re.compile(r"---\n(.{0,5000}?)\n---\s*(?:\n|$)", re.DOTALL)
FRONT_DATE = re.compile(r"^(?:date|created|datum)\s*:\s*(.{1,60})$", re.IGNORECASE | re.MULTILINE)
FENCE = re.compile(r"\s{0,3}(```|~~~)")
MARKDOWN_HEADING = re.compile(r"#{1,6}[ \t]+(\S.*?)[ \t#]*$")
ORG_HEADING = re.compile(r"\*+[ \t]+(\S.*?)[ \t]*$")
HEADINGS = {".md": MARKDOWN_HEADING, ".markdown": MARKDOWN_HEADING, ".org": ORG_HEADING}
CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b\b"))
UNICODE_MARKS = (b"\xff\xfe", b"\xfe\xff")


class TextReader:
    name = "text"

    def accepts(self, path: Path, head: bytes) -> bool:
        if path.suffix.lower() in SUFFIXES:
            return True
        # README, TODO: a name without a suffix, and words inside.
        return not path.suffix and bool(head) and not looks_binary(head)

    def units(self, path: Path) -> Iterator[Unit]:
        return whole(path, self.read_bytes)

    def read_bytes(self, name: str, data: bytes) -> Iterator[Document | Unit]:
        refuse_empty(data)
        if looks_binary(data[:8192]):
            raise UnreadableDocument("This file does not hold text.")
        text = visible(decoded(data)).strip("\n")
        yield from _documents(name, text)


def _documents(name: str, text: str) -> Iterator[Document]:
    suffix = Path(name).suffix.lower()
    if suffix in TABLES:
        tables = list(table.documents(name, text))
        if tables:
            yield from tables
            return
    talk = transcript.conversations(text) if suffix not in TABLES else []
    for conversation in talk:
        for sitting in session.sittings(conversation.messages):
            yield session.document(conversation.title or name, sitting)
    if not talk:
        yield _document(name, text, HEADINGS.get(suffix))


def _document(name: str, text: str, pattern: re.Pattern[str] | None) -> Document:
    headings = list(_headings(text, pattern)) if pattern else []
    # What stands before the first heading is in no part; if nothing does, that is the title.
    opens_with_heading = bool(headings) and not text[: headings[0][0]].strip()
    return Document(
        kind=Kind.DOCUMENT,
        title=headings[0][1] if opens_with_heading else name,
        text=text,
        date=_front_date(text),
        parts=days(text) or sections(headings, len(text)),
    )


def _front_date(text: str) -> datetime | None:
    """Return the date that the fields before a Markdown text tell."""
    front = FRONT.match(text)
    field = FRONT_DATE.search(front[1]) if front else None
    return moment(field[1].strip(" \"'")) if field else None


def looks_binary(head: bytes) -> bool:
    """Whether the first bytes of a file cannot be somebody's words."""
    if head.startswith(UNICODE_MARKS):
        return False
    return len(head) - len(head.translate(None, CONTROL)) > len(head) // 100


def _headings(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    position, fenced = 0, False
    for line in text.split("\n"):
        if FENCE.match(line):
            fenced = not fenced
        elif not fenced and (match := pattern.match(line[:500])):
            yield position, match[1]
        position += len(line) + 1
