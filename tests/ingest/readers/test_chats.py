"""Which chat is read by whom, and archives."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from ingest.reader import Unit
from ingest.readers.chats import ChatsReader
from memory.errors import UnreadableDocument
from memory.types import Document

CHAT = "[25.03.24, 12:05:00] Ada: Tea?\n"


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def read(name: str, data: bytes) -> list[Document | Unit]:
    return list(ChatsReader().read_bytes(name, data))


@pytest.mark.parametrize(
    ("archive", "member", "title"),
    [
        ("WhatsApp Chat - Tea club.zip", "_chat.txt", "Tea club"),
        ("export.zip", "WhatsApp Chat with Tea club.txt", "Tea club"),
        ("export.zip", "_chat.txt", "Chat with Ada"),
    ],
)
def test_the_chat_of_an_archive_is_read_and_named(archive, member, title):
    data = zipped(**{"IMG-1.jpg": b"\xff\xd8", member: CHAT.encode()})
    (chat,) = read(archive, data)

    assert isinstance(chat, Document)
    assert (chat.title, chat.text) == (title, "Ada: Tea?\n")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty"),
        (zipped(**{"a.txt": b"x"}), "exports of chats only"),
        (b"PK\x03\x04 cut", "damaged"),
        (zipped(**{"_chat.txt": CHAT.encode()})[:40], "damaged"),
        (zipped(**{"_chat.txt": bytes(60_000_000)}), "unpacks to far more"),
    ],
)
def test_an_archive_that_is_no_chat_is_refused_in_a_sentence(data, sentence):
    with pytest.raises(UnreadableDocument, match=sentence):
        read("a.zip", data)


@pytest.mark.parametrize(
    ("name", "head", "accepted"),
    [
        ("a.json", b"", False),
        ("a.zip", b"", True),
        ("WhatsApp Chat with Ada.txt", b"", True),
        ("notes.txt", CHAT.encode(), True),
        ("notes.txt", b"On 25/03/24, 12:05 - we had tea", False),
        ("notes.md", CHAT.encode(), False),
    ],
)
def test_a_chat_is_known_by_its_name_or_its_first_line(name, head, accepted):
    assert ChatsReader().accepts(Path(name), head) is accepted


def test_the_conversations_of_an_archive_are_read_as_json():
    (unit,) = read("export.zip", zipped(**{"conversations.json": b'[{"mapping": {}}]'}))

    assert isinstance(unit, Unit)
    assert unit.locator == "conversation 1"
