"""The command line at a terminal: answers as they come, and nothing that commands it."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from assistant import cli
from assistant.app import Assistant
from memory.progress import Progress, TextDelta
from memory.types import Answer, ChunkId, DocumentId, Kind, Passage, Statement
from tests.assistant.conftest import MAIL

pytestmark = pytest.mark.usefixtures("quick")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch):
    """Return what runs a command at a terminal and gives what it shows there."""

    def run(*words: object) -> str:
        shown = Terminal()
        monkeypatch.setattr(sys, "stdout", shown)
        cli.main([str(word) for word in words])
        return shown.getvalue()

    return run


def answering_with(monkeypatch, answer, *steps):
    def answering(*_words, **_options):
        yield Progress(0, note="Looking")
        yield from steps
        return answer

    monkeypatch.setattr(Assistant, "answering", answering)


def written(*said: Statement, found: bool = True) -> Answer:
    """Return the answer of a model that was shown two passages and used the second."""
    shown = (passage("one"), passage("two"))
    text = "It is 850 pounds. [1]" if found else "I did not find this in what you gave me."
    return Answer(text, "a model", 1, found, said, shown[1:] if found else (), shown, ())


def passage(title: str) -> Passage:
    return Passage(1, 1.0, "", title, None, (), "s", Kind.MAIL, Path("p"), "", DocumentId("d"),
                   0, 0, ChunkId(1), "")  # fmt: skip


def test_a_quote_is_shown_once(filled, terminal):
    assert terminal("ask", "How much is the rent a month?", "--quotes") == (
        "“The rent is 850 pounds a month from January.” [1]\n"
        "[1] Rent — 3 March 2023 — Ada Byron, Bo\n"
    )


def test_words_are_shown_as_they_come_with_the_passages_they_name(filled, terminal, monkeypatch):
    said = Statement("It is 850 pounds.", (1,), True)
    answering_with(monkeypatch, written(said), TextDelta("It is 850 "), TextDelta("pounds. [2]"))

    assert terminal("ask", "Rent?") == "It is 850 pounds. [2]\n[2] two\n"


def test_words_without_support_are_said_to_be_so(filled, terminal, monkeypatch):
    said = (Statement("It is 850 pounds.", (1,), True), Statement("Cheap.", (), False))
    answering_with(monkeypatch, written(*said), TextDelta("It is 850 pounds. [2] Cheap."))

    assert terminal("ask", "Rent?") == (
        "It is 850 pounds. [2] Cheap.\nNot supported by your texts: 1 of 2 sentences.\n[2] two\n"
    )


def test_what_a_model_did_not_find_is_said_in_words(filled, terminal, monkeypatch):
    answering_with(monkeypatch, written(found=False), TextDelta("NOT FOUND"))

    assert terminal("ask", "Rent?") == "NOT FOUND\nI did not find this in what you gave me.\n"


def test_a_quote_after_broken_off_words_begins_a_line(filled, terminal, monkeypatch):
    quoted = Answer("“850” [1]", "quoted", 0, True, (), (passage("one"),), (), ())
    steps = TextDelta("It i"), Progress(0, note="Quoting"), TextDelta(quoted.text)
    answering_with(monkeypatch, quoted, *steps)

    assert terminal("ask", "Rent?") == "It i\n“850” [1]\n[1] one\n"


def test_nothing_of_json_comes_in_pieces(filled, terminal):
    (line,) = terminal("ask", "How much is the rent a month?", "--json").splitlines()

    assert json.loads(line)["found"]


def test_nothing_of_others_commands_the_terminal(famulus, tmp_path):
    folder = tmp_path / "a\x1b[2J\nb\x9b"
    folder.mkdir()
    title = "=?utf-8?q?Rent=1B]0;owned=07?="
    mail = MAIL.format(n=1, subject=title, text="The rent\x1b[31m is\x9b 850 pounds a month.")
    (folder / "m\x1b[1m.mbox").write_text(mail)
    (folder / "broken\x1b[5m.pdf").write_bytes(b"%PDF-1.7 broken")
    said = [
        famulus("read", folder),
        famulus("read", folder / "none\x1b[3m"),
        famulus("sources"),
        famulus("sources", "unread", "a\x1b[2J\nb\x9b"),
        famulus("search", "rent"),
        famulus("ask", "How much is the rent a month?"),
        famulus("search", "rent", "--json"),
    ]

    assert not {"\x1b", "\x9b", "\x07"} & set("".join(out + err for _, out, err in said))
    assert said[2][1].count("\n") == 1
    (passage, *_) = json.loads(said[-1][1])
    assert passage["path"] == str(folder / "m\x1b[1m.mbox")
