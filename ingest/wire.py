"""Documents and chunks on their way between two of our processes, as JSON can hold them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from memory.types import Chunk, Document, Fold, Kind, Part, Participant

Packed = dict[str, Any]


def pack_document(document: Document) -> Packed:
    return {
        "kind": document.kind.value,
        "title": document.title,
        "text": document.text,
        "date": _pack_date(document.date),
        "people": [[p.role, p.name, p.address] for p in document.people],
        "external_id": document.external_id,
        "references": list(document.references),
        "locator": document.locator,
        "parent": document.parent,
        "folds": [[f.start, f.end, f.why] for f in document.folds],
        "parts": [[p.start, p.end, p.locator, p.title, _pack_date(p.date)] for p in document.parts],
    }


def unpack_document(packed: Packed) -> Document:
    return Document(
        kind=Kind(packed["kind"]),
        title=packed["title"],
        text=packed["text"],
        date=_unpack_date(packed["date"]),
        people=tuple(Participant(*fields) for fields in packed["people"]),
        external_id=packed["external_id"],
        references=tuple(packed["references"]),
        locator=packed["locator"],
        parent=packed["parent"],
        folds=tuple(Fold(*fields) for fields in packed["folds"]),
        parts=tuple(
            Part(start, end, locator, title, _unpack_date(date))
            for start, end, locator, title, date in packed["parts"]
        ),
    )


def pack_chunk(chunk: Chunk) -> list[Any]:
    return [chunk.start, chunk.end, chunk.locator, chunk.context]


def unpack_chunk(packed: list[Any]) -> Chunk:
    return Chunk(*packed)


def _pack_date(date: datetime | None) -> str | None:
    return None if date is None else date.isoformat()


def _unpack_date(packed: str | None) -> datetime | None:
    return None if packed is None else datetime.fromisoformat(packed)
