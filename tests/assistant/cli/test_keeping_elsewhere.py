"""Checking, mending and carrying a memory elsewhere on the command line."""

from __future__ import annotations

import json

import pytest

from assistant.app import Assistant

pytestmark = pytest.mark.usefixtures("quick")


def test_a_sound_memory_is_called_sound_and_a_damaged_one_is_a_problem(filled):
    code, out, _ = filled("verify")
    assert code == 0
    assert out.startswith("Nothing is damaged: ")
    with Assistant.open() as famulus, famulus._store.write() as db:
        db.execute("update vectors set vector = x'00'")
    code, out, err = filled("verify", "--json")
    assert code == 1
    assert json.loads(out)["findings"][0]["part"] == "vectors"
    assert "`famulus repair`" in err
    code, out, _ = filled("repair")
    assert (code, out) == (0, "Vectors that were bad are made again.\n")

    assert filled("verify")[0] == 0


def test_a_backup_is_made_and_put_back(filled, tmp_path):
    assert filled("backup", tmp_path / "b")[1].startswith("Backed up to ")
    code, out, _ = filled("restore", tmp_path / "b")

    assert code == 0
    assert out.startswith("Restored: ")
    assert "set aside" in out


def test_an_archive_says_first_that_it_is_not_encrypted(filled, tmp_path):
    code, out, err = filled("export", tmp_path / "a.zip")
    assert code == 0
    assert "not encrypted" in err
    assert out.startswith("Exported: ")
    code, out, _ = filled("import", tmp_path / "a.zip", "--json")

    assert code == 0
    assert json.loads(out)["added"] == 0


def test_where_no_memory_is_none_is_made(famulus, tmp_path):
    for words in ("verify", "repair"):
        code, _, err = famulus(words, "--home", tmp_path / "nowhere")
        assert code == 1
        assert "no memory" in err
    assert not (tmp_path / "nowhere").exists()
