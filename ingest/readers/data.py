"""Data that is no conversation, as lines that can be read and searched: "brand: Martin"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate
from typing import Any

from ingest.clean import visible
from ingest.dates import moment
from ingest.readers.messages import when
from memory.types import Document, Kind, Part

DEEPEST = 50  # levels that are told apart; what lies deeper is left out
SMALL = 900  # characters: a document that is one thought, whatever rows it has
IN_LINE = 200  # characters of a value that is put on one line
MOST_PARTS = 20_000  # of a file of more rows, a part is several
TITLES = ("title", "name", "subject")
KEY = re.compile(r"[_\s]+|(?<=[a-z])-(?=[a-z])|(?<=[a-z])(?=[A-Z][a-z])")

Json = dict[str, Any]


@dataclass(slots=True)
class Sheet:
    """Lines as they are written, and the rows that they make."""

    lines: list[str] = field(default_factory=list, repr=False)
    rows: list[tuple[int, datetime | None]] = field(default_factory=list)  # its last line, its date

    def line(self, words: str) -> None:
        """Write a line that belongs to the row after it: a heading, what holds for all."""
        if words:
            self.lines.append(words)

    def row(self, words: str, at: datetime | None = None) -> None:
        if words:
            self.rows.append((len(self.lines), at))
            self.lines.append(words)

    def document(self, title: str, date: datetime | None = None) -> Document:
        """Return the sheet as a document; its rows are parts, numbered from 1."""
        text = "\n".join(self.lines)
        dates = list(dict.fromkeys(at for _, at in self.rows if at))
        cut = len(self.rows) > 1 and (len(text) > SMALL or len(dates) > 1)
        parts = tuple(self._parts()) if cut else ()
        return Document(
            Kind.DOCUMENT, title, text, date=date or next(iter(dates), None), parts=parts
        )

    def _parts(self) -> Iterator[Part]:
        ends = list(accumulate(len(line) + 1 for line in self.lines))
        together = -(-len(self.rows) // MOST_PARTS)
        start = 0
        for n in range(0, len(self.rows), together):
            rows = self.rows[n : n + together]
            end = ends[rows[-1][0]] - 1
            yield Part(start, end, f"row {n + 1}", date=rows[0][1])
            start = end + 1


def document(name: str, found: object) -> Document:
    """Return what was read as JSON as a document of readable lines."""
    sheet = Sheet()
    _write(sheet, found, "", None, 0)
    top = found if isinstance(found, dict) else {}
    lower = {str(key).lower(): value for key, value in top.items()}
    title = next((lower[key] for key in TITLES if isinstance(lower.get(key), str)), "")
    return sheet.document(" ".join(visible(title).split()) or name, when(top))


def _write(sheet: Sheet, found: object, key: str, at: datetime | None, depth: int) -> None:
    if depth > DEEPEST:
        return
    if isinstance(found, dict) and (depth == 0 or _holds_objects(found)):
        _write_object(sheet, found, key, at, depth)
    elif isinstance(found, list) and (depth == 0 or _holds_objects(found)):
        sheet.line(f"{key}:" if key else "")
        for each in found:
            _write(sheet, each, "", at, depth + 1)
    else:
        words = "; ".join(_flat(found, "", depth))
        sheet.row(f"{key}: {words}" if key and words else words, _own_date(found) or at)


def _write_object(sheet: Sheet, found: Json, key: str, at: datetime | None, depth: int) -> None:
    """Write what an object says of itself, then the objects in it."""
    at = when(found) or at
    sheet.line(f"{key}:" if key else "")
    plain = {k: v for k, v in found.items() if not isinstance(v, dict | list)}
    for line in _flat(plain, "", depth):
        sheet.line(line)
    for name, value in found.items():
        if isinstance(value, dict | list):
            _write(sheet, value, words_of_key(name), moment(name) or at, depth + 1)


def _holds_objects(found: Json | list[Any]) -> bool:
    """Whether what it holds are things of their own, and not what it is."""
    inside = list(found.values()) if isinstance(found, dict) else found
    if any(isinstance(each, list) and any(isinstance(o, dict) for o in each) for each in inside):
        return True
    if isinstance(found, list):
        return any(isinstance(each, dict) for each in inside)
    return bool(inside) and all(isinstance(each, dict) and len(each) > 1 for each in inside)


def _flat(found: object, key: str, depth: int) -> Iterator[str]:
    """Yield "key: value" for all that is in it, in its order."""
    if found is None or found == "" or depth > DEEPEST:
        return
    if isinstance(found, dict):
        for name, value in found.items():
            yield from _flat(value, f"{key} {words_of_key(name)}".strip(), depth + 1)
    elif isinstance(found, list) and any(isinstance(each, dict | list) for each in found):
        for each in found:
            yield from _flat(each, key, depth + 1)
    else:
        words = ", ".join(map(_value, found)) if isinstance(found, list) else _value(found)
        if words:
            yield f"{key}: {words}" if key else words


def _value(found: object) -> str:
    if isinstance(found, bool):
        return "yes" if found else "no"
    words = visible(str(found)).strip()
    return " ".join(words.split()) if len(words) <= IN_LINE else words


def _own_date(found: object) -> datetime | None:
    return when(found) if isinstance(found, dict) else None


def words_of_key(key: object) -> str:
    """Return a key as words: "purchase_history", "purchaseHistory"."""
    return " ".join(KEY.sub(" ", visible(str(key))).split())
