"""What leaves is looked at first, then what a model can, and then what it costs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.models.router import NEEDS, Candidate, Task, candidates, route
from memory.models import KnownModel, put_model


def one(name: str, tier: int, size: int = 1, **more) -> Candidate:
    return Candidate(name, Path(f"/{name}.gguf"), tier, size, **more)


def chosen(task: Task, *models: Candidate, **how) -> str:
    choice = route(task, models, **how)
    return choice.model.name if choice.model else ""


@pytest.mark.parametrize("task", Task)
def test_a_model_does_what_its_tier_allows_and_nothing_else(task):
    need = NEEDS[task]

    assert chosen(task, one("able", need)) == "able"
    assert chosen(task, one("unable", need - 1)) == ""


def test_the_cheapest_is_what_is_fastest_here_and_else_the_smallest():
    small, large = one("small", 1, 10), one("large", 3, 20)
    assert chosen(Task.ANSWER, large, small) == "small"
    assert chosen(Task.DRAFT, large, small) == "large"
    assert chosen(Task.ANSWER, small, one("fast", 1, 90, speed=5.0)) == "fast"


def test_what_leaves_is_not_asked_whatever_it_can_unless_it_may():
    far, near = one("far", 3, leaves=True), one("near", 1, 10**9)
    assert chosen(Task.DRAFT, far, near) == ""
    assert chosen(Task.DRAFT, far, near, may_leave=True) == "far"
    assert chosen(Task.ANSWER, far, near, may_leave=True) == "near"
    assert chosen(Task.ANSWER, far, chosen=far.path) == ""


def test_size_alone_is_no_test_but_the_users_choice_counts():
    untested = one("untested", 1, passed=False)

    assert chosen(Task.ANSWER, untested) == ""
    assert chosen(Task.ANSWER, untested, chosen=untested.path) == "untested"
    assert chosen(Task.ANSWER, one("other", 2), chosen=untested.path) == ""


def test_why_is_said():
    assert route(Task.ANSWER, [one("a", 1), one("b", 1, 2)]).why == (
        "a, the cheapest of 2 that have passed for this."
    )
    assert route(Task.ANSWER, [one("a", 0)]).why == "No model here has passed for this; quoted."
    assert route(Task.ANSWER, [], chosen=Path("/a")).why == (
        "The model that was chosen is not there; quoted."
    )


def test_only_what_is_there_and_trusted_and_tested_is_chosen_unasked(store, tmp_path):
    def put(name: str, **more) -> None:
        path = tmp_path / f"{name}.gguf"
        path.write_bytes(b"")
        known = {"parameters": 10**9}
        fields: Any = {"origin": "added", "size": 1, "mtime_ns": 1, "known": known} | more
        put_model(store, KnownModel(path, **fields))

    put("unknown", tier=3)
    put("untested", sha256="d")
    put("trusted", trusted=True, test={"tier": 2, "reason": "It did."})
    put("older", sha256="d", test={"tier": 3, "reason": "It did.", "edition": -1})
    put("gone", sha256="d", tier=3)
    (tmp_path / "gone.gguf").unlink()

    known = {found.name: found.passed for found in candidates(store)}
    assert known == {"unknown": False, "untested": False, "older": False, "trusted": True}
    assert chosen(Task.DRAFT, *candidates(store)) == "trusted"
