"""Erasing everything leaves no file of ours and touches none of anybody else's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from memory.erasing import destroy as destroying
from memory.erasing.destroy import destroy, finish_destroying
from memory.errors import Problem
from memory.keys import Lock
from memory.store import MemoryStore
from tests.fakes import a_mail, files_in, put

ROOT = Path(__file__).parents[3]
OURS = (
    *("memory.db", "memory.db-wal", "memory.db-shm", "memory.tally", "keys.json", "key", "users"),
    *("lock", "vectors.index", "vectors.next.index", "window.json", "tmpa1b2c3d4", "code.unseen"),
)
FOLDERS = (
    *("before-2026-03-01-120000", "staging", "ready", "arriving", "replaced-x"),
    "models",  # that were got
)
THEIRS = ("memory.txt", "notes.index.md", "keys.txt", "tmp", "before", "memory.db.old")


@pytest.fixture
def home(tmp_path):
    home = tmp_path / "home"
    made(home)
    for name in OURS:
        if not (home / name).exists():
            (home / name).write_text(name)
    for folder in FOLDERS:
        (home / folder).mkdir()
        (home / folder / "memory.db").write_text("Old.")
    return home


def made(home: Path) -> None:
    home.mkdir(parents=True)
    store = MemoryStore(home, Lock(home).create().key)
    put(store, a_mail("one"))
    store.close()


def test_no_file_is_left_and_the_next_start_is_the_first(home):
    gone = destroy(home)

    assert not home.exists()
    assert gone == len(OURS) - 2 + len(FOLDERS)  # without the locks; with what was set aside
    assert not Lock(home).exists


def test_what_is_not_ours_stays_as_it_was(home):
    for name in THEIRS:
        (home / name).write_text(f"Not ours: {name}")
    (home / "letters").mkdir()
    (home / "letters" / "key").write_text("A poem.")
    before = {name: data for name, data in files_in(home).items() if b"ours" in data}
    destroy(home)

    assert files_in(home) == before | {"letters/key": b"A poem."}


def test_a_link_is_removed_and_not_followed(home, tmp_path):
    (tmp_path / "theirs").write_text("Stays.")
    (home / "vectors.index").unlink()
    (home / "vectors.index").symlink_to(tmp_path / "theirs")
    destroy(home)

    assert (tmp_path / "theirs").read_text() == "Stays."


def test_the_memory_of_the_tour_goes_too(home):
    made(home / "sample")
    destroy(home)

    assert not home.exists()


def test_the_keys_go_first_and_are_blanked(home, monkeypatch):
    descriptor = os.open(home / "keys.json", os.O_RDONLY)
    key = os.open(home / "key", os.O_RDONLY)

    def stop(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(destroying, "_remove", stop)
    with pytest.raises(KeyboardInterrupt):
        destroy(home)
    sizes = [os.fstat(one).st_size for one in (descriptor, key)]
    left = [os.read(one, 10_000) for one in (descriptor, key)]
    for one in (descriptor, key):
        os.close(one)

    assert left == [bytes(size) for size in sizes]
    assert (home / "memory.db").exists()
    assert not (home / "keys.json").exists()


def test_once_begun_it_is_finished(home, monkeypatch):
    with monkeypatch.context() as stopped:
        stopped.setattr(destroying, "_remove", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            destroy(home)
    finish_destroying(home)

    assert not home.exists()
    finish_destroying(home)


def test_a_memory_that_is_open_is_not_erased(home):
    before = (home / "keys.json").read_bytes()
    code = f"""
import sys
from pathlib import Path
from memory.keys import Lock
from memory.store import MemoryStore
home = Path({str(home)!r})
store = MemoryStore(home, Lock(home).open())
print("open", flush=True)
sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as child:
        assert child.stdout
        assert child.stdin
        child.stdout.readline()
        with pytest.raises(Problem, match="open in a window"):
            destroy(home)
        child.stdin.close()

    assert (home / "keys.json").read_bytes() == before
    destroy(home)
    assert not home.exists()


def test_where_there_is_no_memory_nothing_happens(tmp_path):
    (tmp_path / "key").write_text("A poem.")

    assert destroy(tmp_path) == destroy(tmp_path / "nowhere") == 0
    assert files_in(tmp_path) == {"key": b"A poem."}


def test_without_its_keys_a_memory_can_still_be_erased(home):
    (home / "keys.json").unlink()
    destroy(home)

    assert not home.exists()
