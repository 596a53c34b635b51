"""The user's tools: named, and called only after a yes to just what is done."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.tools.calls import ToolCall, ToolServer
from assistant.tools.tools import Tools
from memory.errors import Problem
from memory.progress import finish
from memory.safekeeping.archive import exporting

TEA = ToolCall("notes", "find", {"text": "tea"})


@pytest.fixture
def tools(store) -> Tools:
    return Tools(store)


def test_servers_are_kept_and_forgotten(tools, notes):
    tools.add(notes)
    tools.add(ToolServer("other", "x"))

    assert tools.servers() == [notes, ToolServer("other", "x")]
    assert tools.named("notes") == notes
    with pytest.raises(Problem, match="already"):
        tools.add(ToolServer("notes", "another"))
    tools.remove("notes")
    assert tools.servers() == [ToolServer("other", "x")]
    for deed in (tools.remove, tools.named):
        with pytest.raises(Problem, match="no tool server"):
            deed("notes")
    with pytest.raises(Problem):
        tools.add(ToolServer("", "x"))


def test_to_name_a_server_starts_nothing(tools, notes, started):
    tools.add(notes)
    tools.in_words(TEA)

    assert not started.exists()


def test_a_call_is_done_when_it_was_agreed_to(tools, notes, started):
    tools.add(notes)

    assert finish(tools.calling(TEA, tools.in_words(TEA))).text == "3 notes about tea"
    assert started.exists()
    assert "find" in [tool.name for tool in finish(tools.listing("notes"))]


@pytest.mark.parametrize(
    "agreed", ["", "yes", lambda tools: tools.in_words(replace(TEA, arguments={"text": "milk"}))]
)
def test_what_was_not_agreed_to_is_not_done(tools, notes, started, agreed):
    tools.add(notes)
    shown = agreed(tools) if callable(agreed) else agreed
    with pytest.raises(Problem, match="not what you agreed to"):
        finish(tools.calling(TEA, shown))

    assert not started.exists()


def test_another_program_of_that_name_was_not_agreed_to(tools, notes, started):
    tools.add(notes)
    shown = tools.in_words(TEA)
    tools.remove("notes")
    tools.add(replace(notes, args=(*notes.args, "--more")))
    with pytest.raises(Problem, match="not what you agreed to"):
        finish(tools.calling(TEA, shown))

    assert not started.exists()


def test_commands_of_this_computer_are_in_no_archive(tools, notes, store, tmp_path):
    tools.add(notes)
    finish(exporting(store, tmp_path / "out.zip"))
    import zipfile

    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert b"notes_server" not in b"".join(map(archive.read, archive.namelist()))
