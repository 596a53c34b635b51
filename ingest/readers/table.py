"""Tables as text (CSV, TSV): each row told by the names of its columns."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.dates import day_first, moment
from ingest.readers import messages
from ingest.readers.data import Sheet, words_of_key
from ingest.readers.session import document, sittings
from memory.types import Document

DELIMITERS = ",;\t|"
LOOKED_AT = 30  # lines
SAME = 0.8  # of the lines have as many columns, of the cells of a column are dates
LARGEST_CELL = 10_000_000  # characters
NUMERIC = re.compile(r"[\s\d.,:%€$£+-]*$")

Row = list[str]


def documents(name: str, text: str) -> Iterator[Document]:
    """Yield a table, or the chat that it holds; nothing if the text is no table."""
    rows = _rows(name, text)
    if not rows:
        return
    header = [words_of_key(cell) for cell in rows[0]] if _is_header(rows) else []
    if header:
        told = [dict(zip(rows[0], row, strict=False)) for row in rows[1:]]
        chats = messages.conversations(told)
        for chat in chats:
            for sitting in sittings(chat.messages):
                yield document(chat.title or name, sitting)
        if chats:
            return
    yield _sheet(header, rows[1:] if header else rows).document(name)


def _sheet(header: Row, rows: Sequence[Row]) -> Sheet:
    sheet = Sheet()
    dated, order = _date_column(header, rows)
    for row in rows:
        cells = [" ".join(cell.split()) for cell in row]
        names = [*header, *[""] * (len(cells) - len(header))]
        words = "; ".join(
            f"{name}: {cell}" if name else cell
            for name, cell in zip(names, cells, strict=False)
            if cell
        )
        sheet.row(words, moment(row[dated], day_first=order) if 0 <= dated < len(row) else None)
    return sheet


def _rows(name: str, text: str) -> list[Row]:
    csv.field_size_limit(LARGEST_CELL)
    try:
        delimiter = "\t" if name.lower().endswith(".tsv") else _delimiter(text)
        if not delimiter:
            return []
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error:
        return []
    return [row for row in rows if any(cell.strip() for cell in row)]


def _delimiter(text: str) -> str:
    """Return what stands between the cells, by what nearly all lines have as often."""
    lines = [line for line in text[:65_536].split("\n")[:LOOKED_AT] if line.strip()]
    for delimiter in DELIMITERS:
        counts = Counter(len(next(csv.reader([line], delimiter=delimiter), [])) for line in lines)
        columns, lines_of = max(counts.items(), key=lambda each: each[1], default=(0, 0))
        if columns > 1 and lines_of >= SAME * len(lines):
            return delimiter
    return ""


def _is_header(rows: Sequence[Row]) -> bool:
    """Whether the first row names the columns: words, each once, and no dates or numbers."""
    first = [cell.strip() for cell in rows[0]]
    return (
        len(rows) > 1
        and all(first)
        and len(set(first)) == len(first)
        and not any(NUMERIC.match(cell) or len(cell) > 60 or moment(cell) for cell in first)
    )


def _date_column(header: Row, rows: Sequence[Row]) -> tuple[int, bool | None]:
    """Return the first column of dates, -1 for none, and whether days come first in it."""
    columns = max(map(len, rows[:LOOKED_AT]), default=0)
    for n in range(columns):
        cells = [row[n] for row in rows if n < len(row) and row[n].strip()]
        looked_at = cells[:LOOKED_AT]
        numbers = sum(cell.strip().replace(".", "").isdigit() for cell in looked_at)
        if numbers and not (n < len(header) and messages.MAYBE_WHEN.search(header[n])):
            continue
        dates = [moment(cell) for cell in looked_at]
        if looked_at and sum(map(bool, dates)) >= SAME * len(looked_at):
            return n, day_first(cells)
    return -1, None
