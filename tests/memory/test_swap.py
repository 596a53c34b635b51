"""The old memory or the new one, wherever a kill comes in between."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from memory import swap
from memory.errors import Problem
from memory.swap import is_settled, kept_aside, put_in_place, settle, staging


class Killed(BaseException):
    """Stands for a kill: nothing of ours catches it."""


def home_of(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    for name in ("memory.db", "memory.db-wal", "keys.json", "key"):
        (home / name).write_text(f"old {name}")
    (home / "vectors.index").write_text("old")
    return home


def staged_in(home: Path, *names: str) -> Path:
    folder = home / "staging"
    folder.mkdir()
    for name in names:
        (folder / name).write_text(f"new {name}")
    return folder


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir() if path.is_file()}


def test_the_new_takes_the_place_and_the_old_is_kept_aside(tmp_path):
    home = home_of(tmp_path)
    kept = put_in_place(home, staged_in(home, "memory.db", "keys.json"))

    assert contents(home) == {"memory.db": "new memory.db", "keys.json": "new keys.json"}
    assert kept is not None
    assert kept_aside(home) == [kept]
    assert contents(kept) == {
        name: f"old {name}" for name in ("memory.db", "memory.db-wal", "keys.json", "key")
    }
    assert is_settled(home)


def test_keys_stay_where_no_others_come(tmp_path):
    home = home_of(tmp_path)
    put_in_place(home, staged_in(home, "memory.db"))

    assert contents(home) == {
        "memory.db": "new memory.db",
        "keys.json": "old keys.json",
        "key": "old key",
    }


def test_in_an_empty_home_nothing_is_kept_aside(tmp_path):
    home = tmp_path / "home"
    home.mkdir()

    assert put_in_place(home, staged_in(home, "memory.db", "keys.json")) is None
    assert kept_aside(home) == []


@pytest.mark.parametrize("moment", range(14))
def test_killed_at_any_move_it_is_finished_later(tmp_path, monkeypatch, moment):
    home = home_of(tmp_path)
    staged = staged_in(home, "memory.db", "keys.json", "key")
    moves = 0

    def dying(name):
        real = getattr(Path, name)

        def move(self, *to, **how):
            nonlocal moves
            if moves == moment:
                raise Killed
            moves += 1
            return real(self, *to, **how)

        return move

    with monkeypatch.context() as patch:
        for name in ("rename", "replace", "unlink", "rmdir"):
            patch.setattr(Path, name, dying(name))
        with suppress(Killed):
            put_in_place(home, staged)
    settle(home)

    new = contents(home)["memory.db"] == "new memory.db"
    word = "new" if new else "old"
    assert new == (moment > 0)
    for name in ("memory.db", "keys.json", "key"):
        assert contents(home)[name] == f"{word} {name}"
    assert ("memory.db-wal" in contents(home)) == (not new)
    assert is_settled(home)


def test_a_staging_folder_is_empty_and_does_not_stay(tmp_path):
    (tmp_path / "staging").mkdir()
    (tmp_path / "staging" / "left").write_text("by a kill")
    with staging(tmp_path) as folder:
        assert list(folder.iterdir()) == []
        (folder / "more").write_text("")

    assert not folder.exists()


def test_a_disk_that_refuses_is_a_problem(tmp_path):
    with pytest.raises(Problem, match="no place"), staging(tmp_path):
        raise OSError(28, "No space left on device")


def test_nothing_is_waited_for_on_a_disk_but_what_is_there(tmp_path):
    (tmp_path / "file").write_text("x")
    swap.sync(tmp_path / "file")
    swap.sync(tmp_path)
    with pytest.raises(FileNotFoundError):
        swap.sync(tmp_path / "nothing")
