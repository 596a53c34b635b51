"""An archive says everything in plain text, and nothing of secrets."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from memory import conversations, settings
from memory.errors import Problem
from memory.progress import finish
from memory.safekeeping.archive import exporting
from memory.safekeeping.backup import LAST
from memory.types import Turn
from tests.fakes import a_mail, put


def rows(path: Path, name: str) -> list[dict[str, Any]]:
    with zipfile.ZipFile(path) as archive:
        return [json.loads(line) for line in archive.read(name).splitlines()]


def test_it_says_what_is_remembered_in_plain_text(store, tmp_path):
    put(store, a_mail("one", "The lease ends in May."), a_mail("two", "Thanks!", "one"))
    conversation = conversations.start(store)
    conversations.add_turn(store, conversation, Turn("user", "When?", conversations.now()))
    exported = finish(exporting(store, tmp_path / "a.zip"))
    first, second = rows(tmp_path / "a.zip", "documents.jsonl")

    assert (exported.documents, exported.conversations) == (2, 1)
    assert first["text"] == "The lease ends in May."
    assert second["answers"] == "one"
    assert first["places"] == [["Notes", "/notes", "mail one"]]
    assert rows(tmp_path / "a.zip", "threads.jsonl") == [{"ids": ["one", "two"]}]
    assert rows(tmp_path / "a.zip", "conversations.jsonl")[0]["turns"][0]["text"] == "When?"
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert "**You**" in archive.read("conversations.md").decode()
        assert "not encrypted" in archive.read("README.md").decode()


def test_the_manifest_lists_each_part_with_its_digest(store, tmp_path):
    put(store, a_mail("one"))
    finish(exporting(store, tmp_path / "a.zip"))
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        manifest = json.loads(archive.read("manifest.json"))
        names = {part["name"] for part in manifest["parts"]}
        for part in manifest["parts"]:
            assert hashlib.sha256(archive.read(part["name"])).hexdigest() == part["sha256"]
        assert names | {"manifest.json", "README.md"} == set(archive.namelist())


def test_what_is_of_this_computer_alone_stays_here(store, tmp_path):
    settings.choose(store, {"identity": "Ada", LAST: {"path": "/secret"}})
    finish(exporting(store, tmp_path / "a.zip"))

    assert rows(tmp_path / "a.zip", "settings.json") == [{"identity": "Ada"}]
    assert (tmp_path / "a.zip").stat().st_mode & 0o777 == 0o600


def test_it_replaces_nothing_but_an_archive_and_leaves_nothing_half(store, tmp_path):
    (tmp_path / "letter").write_text("Dear Ada")
    with pytest.raises(Problem):
        finish(exporting(store, tmp_path / "letter"))
    finish(exporting(store, tmp_path / "a.zip"))
    finish(exporting(store, tmp_path / "a.zip"))
    work = exporting(store, tmp_path / "b.zip")
    next(work)
    work.close()

    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == {"letter", "a.zip"}
