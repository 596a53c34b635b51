"""Where the memory lies, and what there is on this machine that could be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import paths


@pytest.fixture(autouse=True)
def user(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path


def test_the_memory_lies_where_the_user_says(user, monkeypatch):
    monkeypatch.setenv("FAMULUS_HOME", "~/elsewhere")

    assert paths.home() == user / "elsewhere"


def test_else_it_lies_where_the_platform_keeps_data(user, monkeypatch):
    monkeypatch.setenv("FAMULUS_HOME", "")

    assert paths.home().name == "famulus"
    assert paths.home().is_relative_to(user)
    assert not paths.home().exists()


def test_folders_that_are_there_are_found_and_none_is_opened(user):
    assert paths.found_here() == []
    (user / "Maildir").mkdir(mode=0)
    (user / "Documents").mkdir()
    (user / "Mail").write_text("a file, not a folder")

    assert paths.found_here() == [
        ("Maildir", user / "Maildir"),
        ("Documents", user / "Documents"),
    ]


def test_the_sample_comes_with_the_program():
    assert (paths.sample() / "mail.mbox").is_file()
    assert Path(paths.sample()).is_absolute()
