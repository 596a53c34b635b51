from __future__ import annotations

import json

import pytest

from memory.errors import Problem
from memory.ledger import Leaving, answered, sent, take_out_conversation
from memory.progress import finish
from memory.safekeeping.ledger_file import check_file, exporting
from memory.types import ConversationId


@pytest.fixture
def exported(store, tmp_path):
    for n in range(4):
        talk = ConversationId(n)
        body = f"Ünïcode {n}".encode() + b"\xff"
        id = sent(store, Leaving(body, "chat", "Example", "large", conversation=talk))
        answered(store, id, b"So", {"tokens": 3})
    with store.write() as db:
        take_out_conversation(db, 2)
    path = tmp_path / "ledger.jsonl"
    assert finish(exporting(store, path)) == 10
    return path


def test_anybody_can_check_it(exported):
    assert check_file(exported) is None
    assert exported.stat().st_mode & 0o077 == 0


def test_an_empty_one_is_whole(store, tmp_path):
    finish(exporting(store, tmp_path / "l"))

    assert check_file(tmp_path / "l") is None


@pytest.mark.parametrize(
    ("name", "value"), [("body", "AAAA"), ("provider", "Other"), ("told", "{}"), ("body", None)]
)
def test_a_row_that_was_edited_is_found(exported, name, value):
    lines = exported.read_text().splitlines()
    row = json.loads(lines[3]) | {name: value}
    exported.write_text("\n".join([*lines[:3], json.dumps(row), *lines[4:]]))

    broken = check_file(exported)
    assert broken is not None
    assert broken.row == 3


@pytest.mark.parametrize(("gone", "found"), [(1, 1), (5, 5), (10, 6)])
def test_a_row_that_is_missing_is_found(exported, gone, found):  # the tenth says of 6: erased
    lines = exported.read_text().splitlines()
    exported.write_text("\n".join(lines[:gone] + lines[gone + 1 :]))

    broken = check_file(exported)
    assert broken is not None
    assert broken.row == found


@pytest.mark.parametrize("words", ["", "Dear diary", "{}", '{"format": "other"}', "[1]"])
def test_what_is_none_is_said_and_not_written_over(store, tmp_path, words):
    path = tmp_path / "mine"
    path.write_text(words)

    with pytest.raises(Problem):
        check_file(path)
    with pytest.raises(Problem):
        finish(exporting(store, path))
    assert path.read_text() == words
