"""Replies as the clients of others expect them; most is tried with those in test_web."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from assistant.serving import replies
from assistant.serving.asked import Encode
from assistant.serving.replies import CHAT, Writer
from memory.types import Answer, ChunkId, DocumentId, Kind, Passage, Statement

PASSAGE = Passage(
    1, 0.5, "te\u200bxt\x1b[2J", "Ti\u202etle", None, ("A\U000e0041da",), "Mail", Kind.MAIL,
    Path("/home/ada/mail"), "#1", DocumentId("d"), 0, 4, ChunkId(1),
)  # fmt: skip


def test_what_cannot_be_seen_is_not_passed_on_nor_where_a_file_lies():
    told = replies.cited(3, PASSAGE)

    assert (told["number"], told["title"], told["people"]) == (3, "Title", ["Ada"])
    assert told["text"].startswith("text")
    assert "\x1b" not in told["text"]
    assert "/home/ada" not in json.dumps(told)


def test_an_answer_says_what_it_stands_on():
    said = (Statement("A.", (1,), True), Statement("B.", (), False))
    answer = Answer("A. B.", "m", 1, True, said, (PASSAGE,), (PASSAGE,), ())
    told = replies.ours(answer, ["n"])

    assert (told["found"], told["sentences"], told["supported"]) == (True, 2, 1)
    assert (len(told["citations"]), told["ignored"]) == (1, ["n"])
    assert replies.ours(None, []) == {}
    assert replies.ours(replace(answer, found=False), [])["found"] is False


def test_an_event_is_one_line_whatever_is_said():
    event = Writer(CHAT, "m").piece("a\n\ndata: [DONE]\n\n", first=True)

    assert event.count(b"\n") == 2
    assert event.endswith(b"\n\n")
    said = json.loads(event.removeprefix(b"data: "))
    assert said["choices"][0]["delta"] == {
        "role": "assistant", "content": "a\n\ndata: [DONE]\n\n",
    }  # fmt: skip


def test_vectors_are_numbers_or_bytes():
    found = np.array([[0.5, 1.0]], dtype="<f4")
    numbers = replies.vectors(Encode("m", ("a",)), "m", found)
    data = replies.vectors(Encode("m", ("a",), as_bytes=True), "m", found)

    assert numbers["data"][0]["embedding"] == [0.5, 1.0]
    assert data["data"][0]["embedding"] == "AAAAPwAAgD8="
