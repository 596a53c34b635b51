"""The commands of tools, and a tool in a chat."""

from __future__ import annotations

import io
import json
import sys

import pytest

from tests.assistant.cli.test_asking import Terminal
from tests.assistant.tools.conftest import SCRIPT

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def started(tmp_path):
    return tmp_path / "started"


@pytest.fixture
def known(filled, started):
    added = filled("tools", "add", "notes", "--", sys.executable, SCRIPT, started)
    assert added[0] == 0
    assert "runs with your rights" in added[1]
    return filled


def test_servers_are_named_listed_and_removed(known, started):
    assert known("tools")[1].startswith("notes: ")
    assert json.loads(known("tools", "--json")[1])["name"] == "notes"
    assert not started.exists()
    assert known("tools", "remove", "notes")[0] == 0
    assert known("tools")[1].startswith("No tools are known yet")
    assert known("tools", "list", "notes")[0] == 1
    assert known("tools", "call", "notes")[0] == 1
    assert known("tools", "dance")[0] == 2


def test_what_a_server_offers_is_listed(known):
    out = known("tools", "list", "notes")[1]

    assert "find text [most]: Find notes.\n" in out
    assert "\x1b" not in out


def test_a_call_is_told_and_done_after_a_yes(known, started, monkeypatch):
    monkeypatch.setattr(sys, "stdin", Terminal("y\n"))
    code, out, err = known("tools", "call", "notes", "find", "text=tea")

    assert code == 0
    assert 'call its tool “find” with:\n  text: "tea"' in err
    assert out == "It told (the words are the tool's):\n3 notes about tea\n"


@pytest.mark.parametrize("typed", ["n\n", "\n", "", "yes please\n"])
def test_without_a_yes_nothing_is_started(known, started, monkeypatch, typed):
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    code, out, err = known("tools", "call", "notes", "find", "text=tea")

    assert (code, out) == (0, "")
    assert err.endswith("Nothing was called.\n")
    assert not started.exists()


def test_where_nobody_can_be_asked_nothing_is_started_without_the_word(known, started, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    code, _, err = known("tools", "call", "notes", "find", "text=tea")
    assert code == 1
    assert "Nobody is here to be asked" in err
    assert not started.exists()

    told = known("tools", "call", "notes", "fail", "--yes", "--json")[1]
    assert json.loads(told)["failed"] is True


def test_a_tool_is_called_in_a_chat(known, started, monkeypatch):
    typed = "/tool notes find text=tea\ny\n/tool nosuch x\n/tool notes find text=milk\nn\n"
    typed += "How much is the rent a month?\n"
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    code, out, err = known("chat", "--quotes")

    assert code == 0
    assert "3 notes about tea" in out
    assert "milk\n" not in out.replace('"milk"', "")
    assert "There is no tool server of that name." in err
    assert "Nothing was called." in err
    assert "850 pounds" in out
