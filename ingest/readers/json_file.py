"""JSON and JSON Lines: an export that is known, a conversation of any shape, or data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ingest.reader import Unit
from ingest.readers import chatgpt, data, messages, session
from ingest.readers.charset import decoded
from ingest.readers.file import refuse_empty, whole
from memory.errors import UnreadableDocument
from memory.types import Document

LARGEST = 200_000_000  # bytes
LINES = {".jsonl", ".ndjson"}
DAMAGED = "This JSON file is damaged."


class JsonReader:
    name = "json"

    def accepts(self, path: Path, head: bytes) -> bool:  # noqa: ARG002
        return path.suffix.lower() in {".json", *LINES}

    def units(self, path: Path) -> Iterator[Unit]:
        return whole(path, self.read_bytes, LARGEST)

    def read_bytes(self, name: str, data: bytes) -> Iterator[Document | Unit]:
        refuse_empty(data)
        if len(data) > LARGEST:
            raise UnreadableDocument(f"This file is larger than {LARGEST // 1_000_000} MB.")
        yield from documents(name, _parsed(name, decoded(data)))


def documents(name: str, found: object) -> Iterator[Document | Unit]:
    """Yield what was read as JSON, as what it is."""
    if chatgpt.is_export(found):
        yield from chatgpt.conversations(found)
        return
    told = False
    for conversation in messages.conversations(found):
        for sitting in session.sittings(conversation.messages):
            told = True
            yield session.document(conversation.title or name, sitting)
    if not told:
        sheet = data.document(name, found)
        if not sheet.text.strip():
            raise UnreadableDocument("This JSON file holds no words.")
        yield sheet


def _parsed(name: str, text: str) -> object:
    if Path(name).suffix.lower() not in LINES:
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            pass  # some programs call JSON Lines .json too
    lines = [line for line in text.split("\n") if line.strip()]
    try:
        return [json.loads(line) for line in lines]
    except RecursionError as err:
        raise UnreadableDocument("This JSON file is nested deeper than any export needs.") from err
    except ValueError as err:
        raise UnreadableDocument(DAMAGED) from err
