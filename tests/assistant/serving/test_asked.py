"""What is asked of a model: read as it was meant, or refused."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given as every
from hypothesis import strategies as some

from assistant.serving import asked as read
from assistant.serving.asked import ANY_OBJECT, MOST_TOKENS
from assistant.serving.given import Given
from assistant.serving.refusals import Refused
from memory.types import Message
from tests.assistant.serving.test_given import JSON

TEA = {"model": "m", "messages": [{"role": "user", "content": "Tea?"}]}


def chat(**more):
    return read.chat(Given(TEA | more))


def test_messages_are_taken_with_their_roles():
    parts = [{"type": "text", "text": "Te"}, {"type": "text", "text": "a?"}]
    asked = chat(
        messages=[
            {"role": "system", "content": "Be kind."},
            {"role": "developer", "content": "Be brief."},
            {"role": "user", "content": parts, "name": "Ada"},
            {"role": "assistant", "content": "Yes."},
            {"role": "user", "content": "Milk?"},
        ]
    )

    assert asked.messages == (
        Message("system", "Be kind."), Message("system", "Be brief."), Message("user", "Tea?"),
        Message("assistant", "Yes."), Message("user", "Milk?"),
    )  # fmt: skip
    assert (asked.question, asked.before) == ("Milk?", "Tea?")
    assert "Milk" not in repr(asked)


@pytest.mark.parametrize(
    "messages",
    [
        None, [], "Tea?", [None], ["Tea?"], [{"role": "tool", "content": "x"}],
        [{"role": "user"}], [{"role": "user", "content": 5}], [{"content": "x"}],
        [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "file:///x"}}]}],
        [{"role": "user", "content": "\ud800"}], [TEA["messages"][0]] * 501,
        [{"role": ["user"], "content": "x"}],
    ],
)  # fmt: skip
def test_what_is_no_conversation_is_refused(messages):
    with pytest.raises(Refused):
        chat(messages=messages)


def test_no_question_is_no_question():
    with pytest.raises(Refused, match="a question"):
        chat(messages=[{"role": "system", "content": "x"}]).question
    assert chat().before == ""


def test_how_it_is_to_be_written():
    usual, asked = chat(), chat(temperature=2, top_p=0, max_tokens=10**9, seed=2**40 + 5)

    assert (usual.sampling.max_tokens, usual.stops, usual.schema) == (512, (), "")
    assert (asked.sampling.temperature, asked.sampling.top_p) == (2, 0)
    assert (asked.sampling.max_tokens, asked.sampling.seed) == (MOST_TOKENS, 5)
    assert chat(max_completion_tokens=7).sampling.max_tokens == 7
    assert (chat(stop="a").stops, chat(stop=["a", "b"]).stops) == (("a",), ("a", "b"))
    assert chat(stream=True, stream_options={"include_usage": True}).with_usage


@pytest.mark.parametrize(
    "more",
    [
        {"temperature": 3}, {"temperature": "hot"}, {"temperature": float("nan")}, {"top_p": -1},
        {"max_tokens": 0}, {"max_tokens": 1.5}, {"seed": "x"}, {"stop": [""]}, {"stop": 5},
        {"stop": ["x"] * 17}, {"stop": "x" * 201}, {"stream": "yes"}, {"model": ""},
        {"model": None}, {"response_format": "json"}, {"response_format": {"type": "xml"}},
        {"response_format": {"type": "json_schema"}}, {"famulus": "x"}, {"famulus": {"memory": 1}},
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(more):
    with pytest.raises(Refused):
        chat(**more)


@pytest.mark.parametrize(
    "more",
    [
        {"n": 2}, {"tools": [{"type": "function"}]}, {"logprobs": True}, {"functions": [{}]},
        {"modalities": ["audio"]}, {"best_of": 3}, {"echo": True}, {"suffix": "x"},
        {"tool_choice": "required"}, {"tool_choice": {"type": "function"}}, {"audio": {}},
    ],
)  # fmt: skip
def test_what_famulus_does_not_do_is_refused_by_its_name(more):
    (name,) = more
    with pytest.raises(Refused, match=f"does not do “{name}”"):
        chat(**more)


def test_what_only_shades_an_answer_is_left_out_and_said_so():
    asked = chat(frequency_penalty=1, logit_bias={}, n=1, tools=[], user="me")

    assert asked.ignored == ("frequency_penalty", "logit_bias")
    assert chat(model="m:memory", temperature=1, stop="x").ignored == ("stop", "temperature")


def test_a_schema_is_passed_on_as_it_is():
    schema = {"type": "object", "properties": {"tea": {"type": "boolean"}}}
    wanted = {"type": "json_schema", "json_schema": {"name": "tea", "schema": schema}}

    assert json.loads(chat(response_format=wanted).schema) == schema
    assert chat(response_format={"type": "json_object"}).schema == ANY_OBJECT
    assert chat(response_format={"type": "text"}).schema == ""


def test_the_memory_is_asked_by_the_models_name_or_beside_it():
    named, beside = chat(model="m:memory"), chat(famulus={"memory": True})

    assert (named.model, named.memory) == ("m", True)
    assert (beside.model, beside.memory) == ("m", True)
    assert not chat().memory


def test_a_prompt_is_one_text():
    for prompt in ("Tea?", ["Tea?"]):
        asked = read.completion(Given({"model": "m", "prompt": prompt}))
        assert asked.messages == (Message("user", "Tea?"),)
    no_texts: list[object] = [None, "", [], ["a", "b"], [1, 2], [[1]], 5]
    for wrong in no_texts:
        with pytest.raises(Refused, match="prompt"):
            read.completion(Given({"model": "m", "prompt": wrong}))


def test_texts_to_encode():
    one = read.encode(Given({"model": "m", "input": "a", "encoding_format": "base64"}))
    two = read.encode(Given({"model": "m", "input": ["a", "b"], "dimensions": 384}))

    assert (one.texts, one.as_bytes, one.dimensions) == (("a",), True, 0)
    assert (two.texts, two.as_bytes, two.dimensions) == (("a", "b"), False, 384)
    no_texts: list[object] = [None, "", [], [""], [1], [[1, 2]], ["x"] * 257, {}]
    for wrong in no_texts:
        with pytest.raises(Refused, match="input"):
            read.encode(Given({"model": "m", "input": wrong}))


@every(some.dictionaries(some.sampled_from(sorted(read.UNDERSTOOD | read.REFUSED.keys())), JSON))
def test_whatever_is_asked_is_understood_or_refused(value):
    for reading in (read.chat, read.completion, read.encode):
        with suppress(Refused):
            reading(Given(value))
