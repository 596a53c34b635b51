"""What is installed is read once, read again when the file is another, and forgotten when gone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.engine.gguf import read_header
from assistant.engine.local import embedded
from assistant.models.found import Found, Skipped
from assistant.models.installed import ADDED, DOWNLOADED, EMBEDDED, FOLDER, installed, learn
from memory.errors import Problem
from memory.models import known_models, put_model
from tests.assistant.models.tiny import a_model


def rows(store):
    return {row.path: row for row in known_models(store)}


def added(store, path, **new):
    return learn(store, path, ADDED, rows(store), **new)


def by_name(store):
    return {one.name: one for one in installed(store)[0]}


@pytest.fixture
def reading(monkeypatch):
    """Note which files are read."""
    read = []

    def noted(path):
        read.append(path.name)
        return read_header(path)

    monkeypatch.setattr("assistant.models.installed.read_header", noted)
    return read


def test_the_model_that_comes_along_is_there(store, elsewhere):
    (model,), skipped = installed(store)

    assert (model.origin, model.path, model.tier, skipped) == (EMBEDDED, embedded(), 0, [])
    assert model.vouched
    assert (model.quantisation, model.context) == ("Q4_1", 8192)
    assert model.reason == "By its size alone: it was not tested here yet."
    assert model.speed == 0


def test_what_was_got_added_and_found_is_there_each_with_where_it_is_from(
    store, elsewhere, tmp_path
):
    a_model(store.home / FOLDER / "got-Q8_0.gguf", name="Got", parameters=9, context=128)
    added(store, a_model(tmp_path / "mine.gguf"))
    elsewhere.found = [Found(a_model(tmp_path / "blob"), "Ollama", "qwen3:4b")]
    models = by_name(store)

    assert next(iter(models)) == embedded().stem
    got = models["got-Q8_0"]
    assert (got.origin, got.title, got.parameters, got.context) == (DOWNLOADED, "Got", 9, 128)
    assert (got.quantisation, got.size) == ("Q8_0", got.path.stat().st_size)
    assert (models["mine"].origin, models["qwen3:4b"].origin) == (ADDED, "Ollama")
    assert [one.vouched for one in models.values()] == [True, False, False, False]
    assert [one.trusted for one in models.values()] == [True, False, False, False]


def test_a_header_is_read_once(store, elsewhere, tmp_path, reading):
    added(store, a_model(tmp_path / "mine.gguf"))
    installed(store)
    assert sorted(reading) == sorted([embedded().name, "mine.gguf"])

    reading.clear()
    installed(store)
    assert reading == []


def test_of_a_file_that_is_another_now_nothing_holds_any_more(store, elsewhere, tmp_path, reading):
    path = a_model(tmp_path / "mine.gguf", name="First")
    row = added(store, path, sha256="ab" * 32, trusted=True)
    put_model(store, replace(row, test={"tier": 3}, tier=3))
    assert by_name(store)["mine"].vouched
    reading.clear()

    a_model(path, name="Second one")
    model = by_name(store)["mine"]

    assert (model.title, model.vouched, model.trusted) == ("Second one", False, False)
    assert (model.test, model.chosen, model.origin) == (None, False, ADDED)
    assert reading == ["mine.gguf"]


def test_bad_files_are_skipped_with_a_sentence_each(store, elsewhere, tmp_path):
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGML nothing")
    elsewhere.found = [
        Found(broken, "LM Studio", "broken"),
        Found(a_model(tmp_path / "embed.gguf", architecture="bert"), "GPT4All", "embed"),
        Found(tmp_path / "gone", "Ollama", "gone"),
        Found(a_model(tmp_path / "good.gguf"), "Jan", "good"),
    ]
    elsewhere.skipped = [Skipped(tmp_path / "list", "A list that cannot be read.")]
    models, skipped = installed(store)

    assert [one.name for one in models] == [embedded().stem, "good"]
    said = {one.path.name: one.reason for one in skipped}
    assert said["broken.gguf"].startswith("broken.gguf is not a sound GGUF model")
    assert said["embed.gguf"] == "embed.gguf compares texts; it does not write."
    assert "not there any more" in said["gone"]
    assert said["list"] == "A list that cannot be read."


def test_what_another_program_has_no_more_is_forgotten_and_what_was_added_is_said_to_be_gone(
    store, elsewhere, tmp_path
):
    theirs, mine = a_model(tmp_path / "theirs.gguf"), a_model(tmp_path / "mine.gguf")
    elsewhere.found = [Found(theirs, "Jan", "theirs")]
    added(store, mine)
    installed(store)
    assert {theirs, mine} <= rows(store).keys()

    elsewhere.found = []
    mine.unlink()
    models, skipped = installed(store)

    assert [one.origin for one in models] == [EMBEDDED]
    assert [one.path for one in skipped] == [mine]
    assert theirs not in rows(store)
    assert mine in rows(store)


def test_a_file_that_is_added_and_found_is_listed_once(store, elsewhere, tmp_path):
    path = a_model(tmp_path / "mine.gguf")
    added(store, path)
    elsewhere.found = [Found(path, "Jan", "other name")]

    assert "mine" in by_name(store)
    assert "other name" not in by_name(store)


def test_a_tier_is_the_users_the_tests_or_by_size(store, elsewhere, tmp_path):
    row = added(store, a_model(tmp_path / "mine.gguf", parameters=500_000))
    assert by_name(store)["mine"].tier == 0

    put_model(store, replace(row, test={"tier": 2, "reason": "30 of 40.", "tokens_per_second": 9}))
    model = by_name(store)["mine"]
    assert (model.tier, model.reason, model.speed, model.chosen) == (2, "30 of 40.", 9.0, False)

    put_model(store, replace(row, test={"tier": 2}, tier=3))
    model = by_name(store)["mine"]
    assert (model.tier, model.chosen, model.measured) == (3, True, 2)
    assert model.reason.startswith("You chose it. It was found fit for tier 2, and you let it")

    put_model(store, replace(row, test={"tier": 2}, tier=1))
    assert by_name(store)["mine"].reason == "You chose it."


def test_what_is_no_model_is_not_learned(store, tmp_path):
    path = tmp_path / "a.gguf"
    path.write_bytes(b"no")

    with pytest.raises(Problem, match="not a sound GGUF model"):
        added(store, path)
    assert known_models(store) == []
