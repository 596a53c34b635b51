"""The models that work for one memory: one at a time, each for what it can."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant import writers
from assistant.models.router import Task
from assistant.settings import Settings
from assistant.writers import Writers
from memory.models import KnownModel, put_model


@pytest.fixture
def made(monkeypatch) -> list[SimpleNamespace]:
    made: list[SimpleNamespace] = []

    def model(path: Path, **more: Any) -> SimpleNamespace:
        one = SimpleNamespace(path=path, name=path.stem, tier=0, closed=False, rested=[])
        one.close = lambda: setattr(one, "closed", True)
        one.rest = one.rested.append
        made.append(one)
        return one

    monkeypatch.setattr(writers, "LlamaModel", model)
    return made


def put(store, path: Path, tier: int | None, **more: Any) -> None:
    path.write_bytes(b"")
    known = {"parameters": 10**9}
    put_model(store, KnownModel(path, "downloaded", 1, 1, "digest", tier=tier, known=known, **more))


def test_one_models_weights_are_held_at_a_time(store, made, tmp_path):
    some = Writers(store, Settings)
    first = some.model(Task.ANSWER, tmp_path / "a.gguf").model
    assert some.model(Task.ANSWER, tmp_path / "a.gguf").model is first
    some.model(Task.ANSWER, tmp_path / "b.gguf")
    assert [one.closed for one in made] == [True, False]

    some.rest(5)
    some.interrupt()
    assert [one.closed for one in made] == [True, True]
    assert made[1].rested == [5]


def test_each_task_has_the_model_that_passed_for_it(store, made, tmp_path):
    put(store, tmp_path / "small.gguf", 1)
    put(store, tmp_path / "large.gguf", 2, test={"tier": 2, "tokens_per_second": 3.0})
    some = Writers(store, Settings)

    answers: Any = some.model(Task.ANSWER)
    drafts: Any = some.model(Task.DRAFT)

    assert answers.model.path.stem == "large", "its speed is known"
    assert drafts.model is answers.model
    assert (answers.model.tier, "of 2" in answers.why) == (2, True)


def test_what_the_user_chose_is_used_if_it_can(store, made, tmp_path):
    put(store, tmp_path / "small.gguf", 1)
    put(store, tmp_path / "large.gguf", 2)
    chosen = Settings(model=str(tmp_path / "small.gguf"))
    some = Writers(store, lambda: chosen)

    answers: Any = some.model(Task.ANSWER)
    assert answers.model.path.stem == "small"
    assert some.model(Task.DRAFT).model is None
    assert "small has not passed for this" in some.model(Task.DRAFT).why


def test_without_a_model_it_is_said(store, made):
    writer = Writers(store, Settings).model(Task.ANSWER)

    assert writer.model is None
    assert writer.why == "No model here has passed for this; quoted."
    assert made == []
