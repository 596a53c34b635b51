"""JSON: what it is read as, and what is refused."""

from __future__ import annotations

import json
import random
import time
from contextlib import suppress

import pytest

from ingest.reader import Unit
from ingest.readers.json_file import JsonReader
from memory.errors import UnreadableDocument
from memory.types import Document, Kind

TALK = [{"role": "user", "content": "Tea?"}, {"role": "assistant", "content": "Green."}]


def read(found: object, name: str = "tea.json") -> list[Document | Unit]:
    data = found if isinstance(found, bytes) else json.dumps(found).encode()
    return list(JsonReader().read_bytes(name, data))


def test_a_conversation_is_a_chat_called_by_its_title_or_its_file():
    (chat,) = read(TALK)
    (named,) = read({"title": "Kettles", "messages": TALK})

    assert isinstance(chat, Document)
    assert isinstance(named, Document)
    assert (chat.kind, chat.title, named.title) == (Kind.CHAT, "tea.json", "Kettles")
    assert chat.text == "You: Tea?\nAssistant: Green.\n"
    assert [p.locator for p in chat.parts] == ["#1", "#2"]


def test_a_silence_of_hours_parts_a_conversation():
    found = [{"from": "Ana", "text": "a", "date": f"2021-05-12T{h}:00:00"} for h in (10, 11, 23)]

    assert [len(d.parts) for d in read(found) if isinstance(d, Document)] == [2, 1]


def test_an_export_of_chatgpt_goes_to_its_reader():
    (unit,) = read([{"mapping": {}}])

    assert isinstance(unit, Unit)
    assert unit.locator == "conversation 1"


def test_other_data_is_a_document():
    (found,) = read({"theme": "dark", "size": 12})

    assert isinstance(found, Document)
    assert (found.kind, found.text) == (Kind.DOCUMENT, "theme: dark\nsize: 12")


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json"])
def test_lines_of_json_are_one_list(name):
    (chat,) = read("\n\n".join(map(json.dumps, TALK)).encode("utf-16"), name)

    assert isinstance(chat, Document)
    assert len(chat.parts) == 2


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b"{", "damaged"),
        (b"[1, 2", "damaged"),
        (b"{}", "no words"),
        (b"[[]]", "no words"),
        (b"[" * 100_000, "nested deeper"),
        (b'{"a":' * 100_000, "nested deeper"),
        (b"[" + b"9" * 5_000 + b"]", "damaged"),
    ],
)
def test_what_holds_nothing_is_refused_in_a_sentence(data, sentence):
    with pytest.raises(UnreadableDocument, match=sentence):
        read(data)


def test_more_than_can_be_held_is_refused(monkeypatch):
    monkeypatch.setattr("ingest.readers.json_file.LARGEST", 10)
    with pytest.raises(UnreadableDocument, match="larger than"):
        read(TALK)


@pytest.mark.parametrize(
    "bomb",
    [json.dumps([{"role": "user", "content": "a" * 5_000_000}]).encode(),
     json.dumps(["a"] * 500_000).encode(), json.dumps([{"a": n} for n in range(50_000)]).encode(),
     json.dumps({str(n): {"b": {"c": n}} for n in range(50_000)}).encode(),
     json.dumps([[[{"text": "a"}] * 30] * 30] * 30).encode(), b"[" * 900 + b"]" * 900],
)  # fmt: skip
def test_a_bomb_is_read_in_good_time(bomb):
    began = time.process_time()
    with suppress(UnreadableDocument):
        read(bomb)
    assert time.process_time() - began < 8


def test_whatever_is_changed_in_it_nothing_escapes():
    chance = random.Random(5)
    whole = json.dumps({"name": "a", "date": "2021-05-12", "sessions": [TALK, {"x": [1, None]}]})
    for _ in range(300):
        data = bytearray(whole.encode())
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(len(data))
            data[place : place + chance.choice([0, 1, 5])] = chance.choice(
                [b"[", b"]", b"{", b"}", b'"', b",", b":", b"null", b"\xff", b"1e999", b"-", b"NaN"]
            )
        with suppress(UnreadableDocument):
            read(bytes(data), chance.choice(["a.json", "a.jsonl"]))
