"""What the model's process does with the embedded model, asked directly."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest

from assistant.engine.local import embedded
from assistant.engine.worker import main
from assistant.engine.worker.context import Brake, Context, Stopped
from assistant.engine.worker.devices import SPARE, devices, that_fit
from assistant.engine.worker.weights import CannotLoad, Weights

SCHEMA = json.dumps(
    {
        "type": "object",
        "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
        "required": ["name", "age"],
    }
)


@pytest.fixture(scope="module")
def weights():
    return Weights(embedded())


@pytest.fixture
def context(weights):
    context = Context(weights, 1024, Brake())
    context.use(2, {})
    yield context
    context.close()


@pytest.fixture(scope="module")
def engine():
    told = {"markers": ["<|im_start|>"], "architecture": "llama", "tokenizer": "gpt2"}
    how = {"layers": None, "room": 512, "work": 512, "size": 1, "blocks": 30, "cache": 0} | told
    return main.Engine(embedded(), how, Brake())


def asked(op: str, text: str = "", most: int = 20, **more: Any) -> dict[str, Any]:
    sampling = {"temperature": 0, "top_p": 1, "seed": 0, "max_tokens": most, "seconds": 0}
    told = [{"role": "user", "text": text}]
    return {"op": op, "lane": "chat", "threads": 2, "messages": told, "sampling": sampling} | more


def said(lines: list[dict[str, Any]]) -> str:
    return "".join(line.get("text", "") for line in lines)


def read(context: Context, tokens: list[int]) -> np.ndarray:
    for _ in context.read(tokens):
        pass
    return context.likely().copy()


def alike(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two are the same but for rounding: that hangs on how many are read at once."""
    return float(np.corrcoef(one, other)[0, 1]) > 0.999 and one.argmax() == other.argmax()


def test_the_text_of_its_tokens_is_the_text(weights):
    text = "Grüße, 日本 — tea?"
    tokens = weights.tokens(text)

    assert b"".join(map(weights.piece, tokens)).decode() == text


def test_only_on_demand_a_mark_is_one(weights):
    assert len(weights.tokens("<|im_end|>", special=True)) == 1
    assert len(weights.tokens("<|im_end|>")) > 1


def test_what_is_held_already_is_not_read_again(context, weights):
    start = weights.tokens("tea rain lease kiln bread " * 40)
    one = read(context, [*start, *weights.tokens("and milk")])
    counts = list(context.read([*start, *weights.tokens("and milk")]))
    again = context.likely().copy()

    assert counts[0] == len(context.held) - 1
    assert alike(one, again)
    assert next(iter(context.read([*start, *weights.tokens("and sugar")]))) >= len(start)


def test_it_goes_on_from_what_another_context_has_read(context, weights):
    tokens = weights.tokens("tea rain lease kiln bread " * 40)
    wanted = read(context, tokens)
    state = context.state()
    other = Context(weights, 1024, Brake())
    other.use(2, {})

    assert other.resume(state)
    assert list(other.read(tokens))[:1] == [len(tokens) - 1]
    assert alike(other.likely(), wanted)
    other.close()


def test_a_state_that_is_no_state_leaves_nothing(context, weights):
    read(context, weights.tokens("tea rain"))
    state = context.state()

    assert not context.resume(state[:-4000] + bytes(3000))
    assert context.held == []
    assert read(context, weights.tokens("tea rain")).any()


def test_a_brake_stops_within_a_batch_and_the_context_can_go_on(weights):
    brake = Brake()
    context = Context(weights, 1024, brake)
    context.use(2, {})
    tokens = weights.tokens("tea rain lease kiln bread " * 100)
    wanted = read(context, tokens[:40])
    brake.pull()

    with pytest.raises(Stopped):
        read(context, tokens)
    brake.release()
    assert alike(read(context, tokens[:40]), wanted)
    context.close()


def test_more_than_there_is_room_for_is_said(context, weights):
    with pytest.raises(CannotLoad, match="no memory"):
        read(context, weights.tokens("tea rain lease kiln bread " * 600))


def test_a_file_that_is_no_adapter_is_refused_and_does_not_crash(context, tmp_path):
    path = tmp_path / "adapter.gguf"
    path.write_bytes(b"GGUF" + bytes(64))

    for wrong in (path, tmp_path / "missing.gguf", embedded()):
        with pytest.raises(CannotLoad, match="adapter"):
            context.use(2, {str(wrong): 1.0})


def test_a_schema_is_kept_and_costs_no_word_of_what_it_allows(engine):
    lines = list(engine.talk(asked("write", "Write JSON about a person.", 60, schema=SCHEMA)))

    assert set(json.loads(said(lines))) == {"name", "age"}


def test_under_a_schema_every_draw_is_one_that_the_grammar_allows(engine):
    """At a high temperature most draws are refused, and another is drawn."""
    for seed in range(5):
        request = asked("write", "Write JSON about a person.", 200, schema=SCHEMA)
        request["sampling"] |= {"temperature": 2.0, "seed": seed}
        text = said(list(engine.talk(request)))
        if text.rstrip().endswith("}"):
            assert set(json.loads(text)) == {"name", "age"}
        else:
            assert text.lstrip().startswith("{")


@pytest.mark.parametrize("schema", ["tea", '{"type": 5}', '{"$ref": "https://a.example/b"}'])
def test_what_is_no_schema_is_refused(engine, schema):
    with pytest.raises(ValueError, match="schema"):
        list(engine.talk(asked("write", "Tea?", schema=schema)))


def test_a_text_ends_after_its_tokens_and_its_seconds(engine):
    lines = list(engine.talk(asked("write", "Count to a hundred.", 7)))
    assert lines[-1]["written"] <= 7

    request = asked("write", "Write a long story.", 400)
    request["sampling"]["seconds"] = 1e-9
    assert list(engine.talk(request))[-1]["written"] == 1


def test_labels_are_scored_as_they_would_be_written(engine):
    request = asked("score", "Say tea.") | {"labels": ["tea", "Tea and rain", "xqzzy"]}
    first, second, third = list(engine.talk(request))[-1]["scores"]

    assert third < min(first, second) < 0
    assert list(engine.talk(request))[-1]["scores"] == pytest.approx(
        [first, second, third], abs=0.02
    )


def test_the_label_that_the_model_would_say_is_the_likeliest(engine):
    reply = said(list(engine.talk(asked("write", "What colour is the sky? One word.", 3))))
    labels = [reply, "Xylophone", "Seventeen"]
    scores = list(engine.talk(asked("score", "What colour is the sky? One word.", labels=labels)))

    assert np.argmax(scores[-1]["scores"]) == 0


def test_surprise_is_that_of_reading_token_by_token(engine, weights):
    text = "The capital of France is Paris, which lies on the river Seine. " * 2
    told = list(engine.talk(asked("surprise") | {"text": text}))[-1]["nats"]
    context = Context(weights, 512, Brake())
    context.use(2, {})
    tokens = weights.opening() + weights.tokens(text)
    total = 0.0
    for n, token in enumerate(tokens[1:], 1):
        logits = read(context, tokens[:n]).astype(float)
        total -= logits[token] - logits.max() - math.log(np.exp(logits - logits.max()).sum())
    context.close()

    assert told == pytest.approx(total / (len(tokens) - 1), abs=0.03)


def test_what_a_block_makes_of_a_text_is_what_it_makes_of_its_last_token(engine):
    request = asked("hidden") | {"room": 512, "texts": ["a cat", "a dog", "a cat"], "layer": 15}
    lines = list(engine.talk(request))
    vectors = [line["vector"] for line in lines[:-1]]

    assert lines[-1]["width"] == 576
    assert vectors[0] == vectors[2] != vectors[1]
    with pytest.raises(CannotLoad, match="layer"):
        list(engine.talk(request | {"layer": 99}))


def test_there_is_at_least_the_processor():
    assert any(device.kind == "processor" for device in devices())


def test_a_card_takes_the_blocks_that_fit():
    block = 100 << 20

    assert that_fit(0, 10 * block, 10, 0) == 0
    assert that_fit(SPARE + 4 * block, 10 * block, 10, 0) == 4
    assert that_fit(SPARE + 4 * block, 10 * block, 10, 10 * block) == 2
    assert that_fit(SPARE + 50 * block, 10 * block, 10, 0) == 11
