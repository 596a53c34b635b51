"""Every command: its usage, its exit code, JSON for programs, and how a bug is named."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest

from tests.assistant.cli.processes import ROOT, START

pytestmark = pytest.mark.usefixtures("quick")


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("dance",),
        ("read",),
        ("search",),
        ("search", "tea", "--kind", "song"),
        ("search", "tea", "--from", "yesterday"),
        ("search", "tea", "-k", "many"),
        ("sources", "burn", "x"),
    ],
)
def test_wrong_usage_is_two(famulus, words):
    code, out, err = famulus(*words)

    assert (code, out) == (2, "")
    assert "usage:" in err


@pytest.mark.parametrize(
    "command", ["read", "sources", "search", "ask", "chat", "tour", "serve", "mcp", "tools"]
)
def test_every_command_explains_itself_with_an_example(famulus, command):
    code, out, _ = famulus(command, "--help")

    assert code == 0
    assert f"Example: famulus {command}" in out


def test_another_home_is_another_memory(filled, tmp_path):
    assert filled("sources", "--home", tmp_path / "other")[1] == ""
    assert (tmp_path / "other" / "memory.db").exists()


def test_a_wrong_passphrase_is_a_problem(famulus, monkeypatch):
    monkeypatch.setenv("FAMULUS_PASSPHRASE", "Kraut")
    assert famulus("sources")[0] == 0
    monkeypatch.setenv("FAMULUS_PASSPHRASE", "Rüben")
    code, out, err = famulus("sources")

    assert (code, out) == (1, "")
    assert "Try again" in err


def test_every_command_speaks_json_and_nothing_else(famulus, mailbox, tmp_path, monkeypatch):
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    monkeypatch.setattr(sys, "stdin", io.StringIO("How much is the rent a month?\n"))
    said = {}
    for words in (
        ("read", mailbox, tmp_path / "broken.pdf"),
        ("search", "rent"),
        ("ask", "How much is the rent a month?"),
        ("chat",),
        ("sources",),
        ("sources", "unread", "broken"),
    ):
        code, out, err = famulus(*words, "--json")
        assert code == 0, words
        assert ("recovery code" in err) if words[0] == "read" else (err == "")
        said[words[0], len(words)] = [json.loads(line) for line in out.splitlines()]

    (read,) = said["read", 3]
    assert (read["added"], read["unchanged"]) == (2, 0)
    assert list(read["unreadable"]) == [str(tmp_path / "broken.pdf")]
    ((passage, *_),) = said["search", 2]
    assert {"rank", "score", "text", "title", "date", "people", "source", "kind", "path"} <= set(
        passage
    )
    assert passage["date"] == "2023-03-03T10:00:00+00:00"
    (answer,) = said["ask", 2]
    assert set(answer) == {
        *("answer", "made_by", "tier", "citations", "supported", "sentences", "claims"),
        *("found", "trace"),
    }
    assert (answer["found"], answer["supported"], answer["sentences"]) == (True, 1, 1)
    assert said["chat", 1][0]["answer"] == answer["answer"]
    assert [s["name"] for s in said["sources", 1]] == ["archive", "broken"]
    (unread,) = said["sources", 3]
    assert set(unread) == {"path", "locator", "reason"}
    assert unread["path"] == str(tmp_path / "broken.pdf")


def test_a_problem_in_json_prints_no_half_of_it(filled, tmp_path):
    code, out, err = filled("read", tmp_path / "nowhere", "--json")

    assert (code, out) == (1, "")
    assert err


def test_a_bug_is_named_by_its_place_and_never_by_words(tmp_path):
    broken = START.replace(
        "sys.exit",
        """
def broken(*_words, **_options):
    secret = "dear Ada"
    raise KeyError(secret)
app.Assistant.search = broken
sys.exit""",
    )
    done = subprocess.run(
        [sys.executable, "-c", broken, "search", "rent", "--json"],
        capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (1, "")
    assert "Something went wrong inside the program.\nKeyError\n" in done.stderr
    assert "commands.py" in done.stderr
    assert "dear Ada" not in done.stderr
    assert "secret" not in done.stderr
