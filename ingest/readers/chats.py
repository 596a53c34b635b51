"""Chats as WhatsApp exports them, and the archives that chats come in."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from ingest.reader import Unit
from ingest.readers import whatsapp
from ingest.readers.charset import decoded
from ingest.readers.file import refuse_empty, whole
from ingest.readers.json_file import JsonReader
from memory.errors import UnreadableDocument
from memory.types import Document

LARGEST = 200_000_000  # bytes: archives hold pictures, which are left alone
LARGEST_TEXT = 50_000_000  # bytes of a chat unpacked
RATIO = 100  # times a chat may grow when it is unpacked
SMALL = 1_000_000  # bytes: below that it may grow as it likes
MEMBER = re.compile(
    r"(?:^|/)(?:(?:_chat|[^/]*whatsapp[^/]*)\.txt|(?:conversations|result)\.json)$", re.IGNORECASE
)


class ChatsReader:
    name = "chats"

    def __init__(self) -> None:
        self._json = JsonReader()

    def accepts(self, path: Path, head: bytes) -> bool:
        match path.suffix.lower():
            case ".zip":
                return True
            case ".txt":
                return whatsapp.looks_like_chat(path.name, head)
        return False

    def units(self, path: Path) -> Iterator[Unit]:
        return whole(path, self.read_bytes, LARGEST)

    def read_bytes(self, name: str, data: bytes) -> Iterator[Document | Unit]:
        refuse_empty(data)
        if data.startswith(b"PK"):
            member, data = _unpacked(data)
            if member.endswith(".json"):
                yield from self._json.read_bytes(member, data)
                return
            name = name if whatsapp.chat_name(name) else member
        yield from whatsapp.sessions(whatsapp.chat_name(name), decoded(data))


def _unpacked(data: bytes) -> tuple[str, bytes]:
    """Return name and content of the chat in an archive; nothing else is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            member = next((f for f in archive.infolist() if MEMBER.search(f.filename)), None)
            if member is None:
                raise UnreadableDocument("Of archives, Famulus reads exports of chats only.")
            size = member.file_size
            if size > LARGEST_TEXT or size > max(SMALL, RATIO * member.compress_size):
                raise UnreadableDocument("This archive unpacks to far more than any chat needs.")
            with archive.open(member) as file:
                return Path(member.filename).name, file.read(LARGEST_TEXT)
    except RuntimeError as err:  # what zipfile raises for a password
        raise UnreadableDocument(
            "This archive is protected by a password.", remedy="Unpack it and add what was in it."
        ) from err
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError) as err:
        raise UnreadableDocument("This archive is damaged.") from err
