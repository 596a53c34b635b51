"""Everything that can be read is read, and what cannot be is named."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from ingest import pipeline
from ingest.pipeline import files_of, read_source
from memory.errors import Problem
from memory.progress import Progress, finish
from memory.sources import add_source, all_sources, unread
from tests.fakes import logical
from tests.ingest.fakes import read, texts


def test_a_folder_is_read_with_all_that_is_in_it(store, folder):
    name = add_source(store, folder)
    work = read_source(store, name, folder)
    steps = list(work)
    (source,) = all_sources(store)

    assert texts(store) == ["The words of a.", "The words of b.", "The words of c."]
    assert steps[0] == Progress(0, 3, "a.txt")
    assert (source.documents, source.unreadable) == (3, 0)
    assert source.read_at is not None


def test_reading_again_adds_nothing_and_parses_nothing(store, folder, monkeypatch):
    first = read(store, folder)
    before = logical(store)
    monkeypatch.setattr(pipeline, "Child", None)  # nobody to ask
    second = read(store, folder)

    assert (first.added, first.unchanged) == (3, 0)
    assert (second.added, second.unchanged) == (0, 3)
    assert logical(store) == before


def test_only_what_has_changed_is_read_again(store, folder):
    read(store, folder)
    (folder / "a.txt").write_text("Other words of a, now.")
    report = read(store, folder)

    assert (report.added, report.unchanged) == (1, 2)
    assert texts(store) == ["Other words of a, now.", "The words of b.", "The words of c."]


def test_files_are_read_in_a_fixed_order_and_litter_not_at_all(folder):
    for name in (".hidden", "note.txt~", "desktop.ini", "x.part"):
        (folder / name).write_text("litter")
    (folder / "node_modules").mkdir()
    (folder / "node_modules" / "d.txt").write_text("litter")
    os.mkfifo(folder / "pipe.txt")

    found = [str(path.relative_to(folder)) for path in files_of(folder).files]
    assert found == ["a.txt", "b.txt", "deep/c.txt"]


def test_a_path_that_is_gone_is_a_problem(store, tmp_path):
    with pytest.raises(Problem) as gone:
        read(store, tmp_path / "nowhere")
    assert gone.value.remedy


def test_a_file_that_vanishes_before_it_is_read_is_named(store, folder):
    work = read_source(store, add_source(store, folder), folder)
    next(work)
    (folder / "b.txt").unlink()
    report = finish(work)

    assert list(report.unreadable) == [folder / "b.txt"]
    assert report.added == 2


def test_what_cannot_be_read_is_named_and_the_rest_is_read(store, folder):
    (folder / "a.pdf").write_bytes(b"%PDF-1.7 broken")
    (folder / "a.xyz").write_bytes(b"\x00\x01\x02")
    report = read(store, folder)

    assert set(report.unreadable) == {folder / "a.pdf", folder / "a.xyz"}
    assert {one.path for one in unread(store, "Notes")} == set(report.unreadable)
    assert report.added == 3
    (folder / "a.pdf").unlink()


def test_a_name_that_is_no_text_is_named_and_the_rest_is_read(store, folder):
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text("The words of a strange name.")
    (folder / os.fsdecode(b"caf\xe9")).mkdir()
    (folder / os.fsdecode(b"caf\xe9") / "d.txt").write_text("The words of a strange folder.")
    report = read(store, folder)
    again = read(store, folder)

    assert texts(store) == ["The words of a.", "The words of b.", "The words of c."]
    assert set(report.unreadable) == {folder / "caf\\xe9.txt", folder / "caf\\xe9"}
    assert "Rename it" in report.unreadable[folder / "caf\\xe9.txt"]
    assert all_sources(store)[0].unreadable == 2
    assert again.unreadable == report.unreadable


def test_half_a_character_in_a_chat_does_not_end_the_reading(store, folder):
    message = {
        "author": {"role": "user"},
        "create_time": 1.7e9,
        "content": {"content_type": "text", "parts": ["A heart \ud83d alone."]},
    }
    mapping: dict[str, Any] = {"1": {"id": "1", "message": message, "parent": None, "children": []}}
    chat = [{"title": "Half \udce9", "create_time": 1.7e9, "mapping": mapping, "current_node": "1"}]
    (folder / "conversations.json").write_text(json.dumps(chat))
    report = read(store, folder)

    assert report.added >= 3
    assert len(texts(store)) >= 3


# What is closed to us


@pytest.fixture
def closed(monkeypatch):
    """Return the folders that are closed; the tests may run as root, whom no mode keeps out."""
    closed: set[Path] = set()
    stat, scandir = Path.stat, os.scandir

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    def guarded_stat(self: Path, **more: bool) -> os.stat_result:
        if closed & set(self.parents):
            refuse(self)
        return stat(self, **more)

    def guarded_scandir(path: Path) -> Any:
        # Mode 0444: what is in it can be listed, but not what lies deeper.
        if closed & set(Path(path).parents):
            refuse(path)
        return scandir(path)

    monkeypatch.setattr(Path, "stat", guarded_stat)
    monkeypatch.setattr(os, "scandir", guarded_scandir)
    return closed


def test_what_is_closed_to_us_is_named_and_counted_and_the_rest_is_read(store, folder, closed):
    (folder / "deep" / "er").mkdir()
    closed.add(folder / "deep")
    report = read(store, folder)

    assert texts(store) == ["The words of a.", "The words of b."]
    assert set(report.unreadable) == {folder / "deep" / "c.txt", folder / "deep" / "er"}
    assert {one.path for one in unread(store, "Notes")} == set(report.unreadable)
    assert all_sources(store)[0].unreadable == 2


def test_a_folder_that_is_closed_for_a_while_loses_nothing(store, folder, closed):
    (folder / "deep" / "er").mkdir()
    (folder / "deep" / "er" / "d.txt").write_text("The words of d.")
    read(store, folder)
    closed.add(folder / "deep")
    read(store, folder)
    assert len(texts(store)) == 4
    closed.clear()
    report = read(store, folder)

    assert len(texts(store)) == 4
    assert report.unreadable == {}
    assert unread(store, "Notes") == []


def test_a_source_in_a_closed_folder_is_a_problem(store, folder, closed):
    closed.add(folder)
    with pytest.raises(Problem, match="cannot look") as shut:
        read(store, folder / "deep")
    assert shut.value.remedy


def test_a_name_that_is_too_long_is_a_problem(store, tmp_path):
    with pytest.raises(Problem, match="cannot look"):
        read(store, tmp_path / ("n" * 300))
    with pytest.raises(Problem, match="There is nothing"):
        read(store, tmp_path / "home" / "memory.db" / "x")


def test_the_memory_does_not_read_itself(store, folder):
    (store.home / "keys.txt").write_text("The words of a key.")
    link = folder / "link"
    link.symlink_to(store.home.parent)

    assert [p.name for p in files_of(store.home.parent, store.home).files] == [
        "a.txt", "b.txt", "c.txt",
    ]  # fmt: skip
    assert files_of(store.home, store.home).files == []
    assert len(files_of(link, store.home).files) == 3
    assert read(store, store.home.parent).unreadable == {}
    assert len(texts(store)) == 3
