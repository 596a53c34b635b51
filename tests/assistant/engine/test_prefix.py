"""What was read of a conversation is not read again: in another one between, after a restart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.engine.local import LlamaModel, embedded
from assistant.engine.plan import Adapter, Sampling
from memory.errors import Problem
from memory.readings import FILES, Readings
from memory.types import Message
from tests.assistant.engine import tiny_model

FEW = Sampling(max_tokens=4, temperature=0)
RULES = Message("system", "You tell of the kiln, the lease and the bread. " * 20)
TEA = [RULES, Message("user", "The kiln was fired on Tuesday. " * 15)]
RAIN = [Message("user", "Rain fell on the barn all night long. " * 25)]


@pytest.fixture
def started(store):
    models: list[LlamaModel] = []

    def start() -> LlamaModel:
        models.append(LlamaModel(embedded(), threads=2, drawer=Readings(store)))
        return models[-1]

    yield start
    for model in models:
        model.close()


def said(model: LlamaModel, messages: list[Message], keep: str) -> tuple[str, int]:
    """Return what it says, and how many tokens it had to read for it."""
    text = "".join(model.generate(messages, FEW, keep=keep))
    return text, model.spent.read


def test_after_another_conversation_only_what_is_new_is_read(started):
    model = started()
    text, whole = said(model, TEA, "tea")
    said(model, RAIN, "rain")
    again, read = said(model, TEA, "tea")
    reply = [*TEA, Message("assistant", text), Message("user", "And then?")]

    assert whole > 200
    assert (again, read) == (text, 1)
    assert said(model, reply, "tea")[1] < 30


def test_after_a_rest_and_after_a_restart_it_goes_on(started):
    model = started()
    text, _ = said(model, TEA, "tea")
    model.rest()
    assert model.pid is None
    assert said(model, TEA, "tea") == (text, 1)

    model.rest()
    model.close()
    assert said(started(), TEA, "tea") == (text, 1)


def test_two_conversations_share_what_they_have_in_common(started):
    model = started()
    said(model, TEA, "tea")

    assert said(model, [RULES, Message("user", "Hello?")], "new")[1] < 20


def test_what_is_read_ahead_is_not_read_again(started):
    model = started()
    for _ in model.prefetch([RULES], keep="tea"):
        pass

    assert said(model, [RULES, Message("user", "Hello?")], "tea")[1] < 20


def test_after_an_erasing_all_is_read_anew_and_nothing_is_kept(started, store):
    model = started()
    _, whole = said(model, TEA, "tea")
    with store.write() as db:
        db.execute("insert or replace into counters values ('erased', 7)")

    assert said(model, TEA, "tea")[1] == whole
    with store.write() as db:
        db.execute("insert or replace into counters values ('erased', 8)")
    model.rest()
    assert not list(store.home.glob(FILES))


def test_with_an_adapter_nothing_is_taken_from_what_was_read_without(store, tmp_path):
    model = LlamaModel(tiny_model.write(tmp_path / "tiny.gguf"), drawer=Readings(store))
    adapter = tiny_model.write_adapter(tmp_path / "formal.gguf")
    formal = Adapter(adapter, "d1", 8.0)

    def said_with(*adapters: Adapter) -> tuple[str, int]:
        model.wear(adapters)
        return said(model, [Message("user", "abc " * 20)], "tea")

    plain, whole = said_with()
    changed, again = said_with(formal)
    other, stronger = said_with(replace(formal, digest="d2", scale=16.0))
    back, anew = said_with()
    model.close()

    assert whole == again == stronger == anew > 20
    assert plain == back
    assert len({plain, changed, other}) > 1


def test_what_is_no_adapter_for_this_model_is_refused_before_it_is_loaded(started, tmp_path):
    model = started()
    (tmp_path / "cut.gguf").write_bytes(b"GGUF" + bytes(64))
    foreign = tiny_model.write_adapter(tmp_path / "foreign.gguf")

    for path in (tmp_path / "cut.gguf", foreign, tmp_path / "missing.gguf", embedded()):
        with pytest.raises(Problem, match="adapter"):
            model.wear([Adapter(path, "d1")])
    assert said(model, TEA, "tea")[0]
