"""A call as it is typed and as it is told: all of it, and nothing that cannot be seen."""

from __future__ import annotations

import pytest

from assistant.tools.calls import ToolCall, ToolServer, call_of, in_words, typed
from memory.errors import Problem

NOTES = ToolServer("notes", "notes-server", ("--in", "my notes"))


@pytest.mark.parametrize(
    ("line", "call"),
    [
        ("/tool notes find", ToolCall("notes", "find")),
        ("/tool notes find text=tea", ToolCall("notes", "find", {"text": "tea"})),
        ('/tool notes find a="a tea" n:=3', ToolCall("notes", "find", {"a": "a tea", "n": 3})),
        ("/tool notes find a=b=c on:=true", ToolCall("notes", "find", {"a": "b=c", "on": True})),
        ("/tool notes find text=", ToolCall("notes", "find", {"text": ""})),
        ('/tool notes find {"a": "it\'s"}', ToolCall("notes", "find", {"a": "it's"})),
        ('/tool notes find {"a": {"b": 1}}', ToolCall("notes", "find", {"a": {"b": 1}})),
    ],
)  # fmt: skip
def test_a_call_is_read_as_it_was_meant(line, call):
    assert typed(line) == call


@pytest.mark.parametrize(
    "line",
    [
        "/tool", "/tool notes", "/tool notes find tea", "/tool notes find =tea",
        "/tool notes find text='tea", "/tool notes find n:=", "/tool notes find n:={",
        "/tool notes find [1]", '/tool notes find {"a": 1', "/tool notes find :=1",
    ],
)  # fmt: skip
def test_what_is_no_call_is_a_problem_that_says_how(line):
    with pytest.raises(Problem) as told:
        typed(line)
    assert "SERVER TOOL" in told.value.remedy


def test_all_of_a_call_is_told():
    call = call_of(["notes", "find", "text=tea", "n:=[1, 2]"])

    assert in_words(call, NOTES) == (
        "Start “notes-server --in 'my notes'” and call its tool “find” with:\n"
        '  text: "tea"\n  n: [1, 2]'
    )
    assert in_words(ToolCall("notes", "find"), NOTES).endswith("with nothing.")
    assert "tea" not in repr(call)


def test_what_cannot_be_seen_is_told_as_what_it_is():
    hidden = ToolCall("notes", "fi\x1bnd", {"te\x1bxt": "a\u202e\U000e0041\x1b[2J"})
    words = in_words(hidden, NOTES)

    assert words.isascii() or "\u202e" not in words
    assert "\\u202e" in words
    assert "\x1b" not in words
    assert in_words(ToolCall("notes", "find", {"text": "a"}), NOTES) != in_words(
        ToolCall("notes", "find", {"text": "a\u200b"}), NOTES
    )


@pytest.mark.parametrize(
    "server",
    [
        ToolServer("", "x"), ToolServer("two words", "x"), ToolServer("x" * 61, "x"),
        ToolServer("notes", " "), ToolServer("notes", "x", ("a\0b",)),
    ],
)  # fmt: skip
def test_what_is_no_server_is_a_problem(server):
    with pytest.raises(Problem):
        server.check()
    NOTES.check()
