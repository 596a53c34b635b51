"""A memory is opened, or made whole; what could not be made leaves nothing behind."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from assistant.opening import opened
from memory.errors import Problem, StoreDamaged, WrongKey
from memory.store import MemoryStore
from tests.fakes import files_in


@dataclass
class Somebody:
    """Works with a memory."""

    store: MemoryStore
    recovery_code: str | None = None
    warnings: tuple[str, ...] = ("told",)
    finished: list[bool] = field(default_factory=list)

    @property
    def keeping(self):
        return self

    def finish_begun(self) -> tuple[str, ...]:
        self.finished.append(True)
        return ("finished",)


def test_a_new_memory_shows_its_code_and_an_old_one_does_not(tmp_path):
    made = opened(Somebody, tmp_path / "home", None)
    made.store.close()
    again = opened(Somebody, tmp_path / "home", made.recovery_code)
    again.store.close()

    assert made.recovery_code
    assert made.warnings[-2:] == ("told", "finished")
    assert (again.recovery_code, again.warnings) == (None, ("told", "finished"))


def test_what_could_not_be_made_leaves_nothing_behind(tmp_path):
    def fails(store: MemoryStore) -> Somebody:
        store.close()
        raise Problem("No.")

    with pytest.raises(Problem, match="No"):
        opened(fails, tmp_path / "home", None)

    assert set(files_in(tmp_path / "home")) <= {"lock", "users"}


def test_a_key_that_is_right_for_a_file_that_is_not_says_so(tmp_path):
    opened(Somebody, tmp_path / "home", None).store.close()

    def wrong(store: MemoryStore) -> Somebody:
        store.close()
        raise WrongKey("It does not open.")

    with pytest.raises(StoreDamaged, match="at its beginning"):
        opened(wrong, tmp_path / "home", None)


def test_a_memory_without_its_keys_is_not_made_anew(tmp_path):
    opened(Somebody, tmp_path / "home", None).store.close()
    (tmp_path / "home" / "keys.json").unlink()

    with pytest.raises(Problem, match="keys of this memory"):
        opened(Somebody, tmp_path / "home", None)
