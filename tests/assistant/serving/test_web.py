"""What is served, asked by the clients that people use."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import time
from contextlib import suppress

import numpy as np
import openai
import pytest

from assistant.engine.local import embedded
from assistant.serving.desk import IN_LINE
from memory.clients import Client, May
from memory.errors import Problem
from tests.assistant.serving.conftest import RENT, SECRET, wait_until

HELLO = [{"role": "user", "content": "Say hello."}]
STEM = embedded().stem


def asked(client, **more):
    return client.chat.completions.create(**({"model": "famulus", "messages": HELLO} | more))


def test_the_models_are_those_that_a_client_may_ask(server, famulus, client):
    assert [one.id for one in client.models.list()] == [STEM, f"{STEM}:memory", "words"]
    assert client.models.retrieve(f"{STEM}:memory").owned_by == "famulus"
    with pytest.raises(openai.NotFoundError):
        client.models.retrieve("gpt-9")
    few = famulus.clients.add(Client("few", frozenset({May.EMBEDDINGS})))
    with openai.OpenAI(base_url=server.url, api_key=few) as other:
        assert [one.id for one in other.models.list()] == ["words"]
        with pytest.raises(openai.NotFoundError):
            other.models.retrieve(STEM)


def test_a_chat_is_written_by_the_model(client, writes):
    model = writes("Hel", "lo", "", "!")
    reply = asked(
        client,
        messages=[{"role": "developer", "content": "Be kind."}, *HELLO],
        temperature=0.7, top_p=0.5, seed=-1, max_tokens=40, user="me",
    )  # fmt: skip

    (choice,) = reply.choices
    assert (choice.message.content, choice.message.role) == ("Hello!", "assistant")
    assert choice.finish_reason == "stop"
    assert (reply.object, reply.model, reply.usage.completion_tokens) == (
        "chat.completion",
        STEM,
        3,
    )
    assert [(one.role, one.text) for one in model.asked[0]] == [
        ("system", "Be kind."), ("user", "Say hello."),
    ]  # fmt: skip
    sampling = model.sampled[0]
    assert (sampling.temperature, sampling.top_p) == (0.7, 0.5)
    assert (sampling.max_tokens, sampling.seed) == (40, 0xFFFFFFFF)
    assert reply.model_extra == {}


def test_the_embedded_model_writes(client):
    reply = asked(client, max_tokens=8, temperature=0)

    assert reply.choices[0].message.content.strip()
    assert reply.choices[0].finish_reason in ("stop", "length")
    assert asked(client, max_tokens=8, temperature=0).choices == reply.choices


@pytest.mark.parametrize("kind", ["json_object", "json_schema"])
def test_the_embedded_model_keeps_to_a_schema(client, kind):
    tea = {"type": "object", "properties": {"tea": {"type": "boolean"}}, "required": ["tea"]}
    wanted = {"type": kind} | {"json_schema": {"name": "t", "schema": tea}}
    reply = asked(client, response_format=wanted, max_tokens=200, temperature=0)

    told = json.loads(reply.choices[0].message.content)
    assert isinstance(told, dict)
    assert kind == "json_object" or isinstance(told["tea"], bool)


def test_a_schema_that_is_none_is_told_in_words(client):
    wanted = {"type": "json_schema", "json_schema": {"name": "t", "schema": {"type": "song"}}}
    with pytest.raises(openai.APIStatusError) as told:
        asked(client, response_format=wanted)

    assert told.value.status_code in (400, 503)
    assert asked(client, max_tokens=2).choices


def test_a_stream_comes_in_pieces(client, writes):
    writes("Hel", "", "lo")
    pieces = list(asked(client, stream=True, stream_options={"include_usage": True}))

    texts = [one.choices[0].delta.content for one in pieces if one.choices]
    assert texts == ["Hel", "lo", None]
    assert pieces[0].choices[0].delta.role == "assistant"
    assert [one.choices[0].finish_reason for one in pieces[:-1]] == [None, None, "stop"]
    assert pieces[-1].usage.completion_tokens == 2
    assert len({one.id for one in pieces}) == 1


def test_a_stream_of_nothing_is_a_stream(client, writes):
    writes("", "")

    assert [one.choices[0].finish_reason for one in asked(client, stream=True)][-1] == "stop"


@pytest.mark.parametrize("stream", [False, True])
def test_nothing_of_a_stop_is_told_and_the_model_ends(client, writes, stream):
    model = writes("one, tw", "o, thr", "ee, four")
    told = asked(client, stop=["three", "nine"], stream=stream)
    if stream:
        told = "".join(one.choices[0].delta.content or "" for one in told)
    else:
        told = told.choices[0].message.content

    assert told == "one, two, "
    wait_until(lambda: model.closed)


def test_as_many_tokens_as_were_asked_for_is_said_to_be_the_reason(client, writes):
    writes(*"abcd")

    assert asked(client, max_tokens=4).choices[0].finish_reason == "length"


def test_completions_are_written(client, writes):
    model = writes("Par", "is")
    reply = client.completions.create(model=STEM, prompt="The capital of France is", max_tokens=9)
    pieces = client.completions.create(model=STEM, prompt=["The capital"], stream=True)

    assert (reply.object, reply.choices[0].text) == ("text_completion", "Paris")
    assert [one.choices[0].text for one in pieces] == ["Par", "is", ""]
    assert [one.text for one in model.asked[0]] == ["The capital of France is"]


def test_embeddings_are_those_of_the_memory(client, famulus):
    texts = ["the rent", "a marzipan"]
    own = famulus.meaning.encoder.encode(texts)
    as_bytes = client.embeddings.create(model="words", input=texts, encoding_format="base64")
    usual = client.embeddings.create(model="famulus", input=texts)
    one = client.embeddings.create(model="famulus", input="the rent", encoding_format="float")

    assert [row.index for row in usual.data] == [0, 1]
    assert np.allclose([row.embedding for row in usual.data], own)
    assert np.allclose(np.frombuffer(base64.b64decode(as_bytes.data[1].embedding), "<f4"), own[1])
    assert np.allclose(one.data[0].embedding, own[0])
    with pytest.raises(openai.BadRequestError, match="64 dimensions"):
        client.embeddings.create(model="famulus", input=texts, dimensions=12)


# From the memory

QUESTION = [{"role": "user", "content": "How much is the rent of the flat in Leith a month?"}]


@pytest.mark.parametrize(
    "how", [{"model": "famulus:memory"}, {"extra_body": {"famulus": {"memory": True}}}]
)
def test_the_memory_answers_with_citations(client, famulus, how):
    reply = asked(client, messages=QUESTION, temperature=1, **how)

    assert "850 pounds" in reply.choices[0].message.content
    ours = reply.model_extra["famulus"]
    assert (ours["found"], ours["made_by"], ours["ignored"]) == (True, "quoted", ["temperature"])
    (cited,) = ours["citations"]
    assert (cited["number"], cited["title"], cited["kind"]) == (1, "Rent", "mail")
    assert cited["text"] == RENT
    assert famulus.opened(cited["document"]).text == RENT
    assert "archive.mbox" not in reply.to_json()
    (call,) = famulus.clients.calls()
    assert (call.client, call.deed, call.passages) == ("everything", "ask", 1)
    assert call.program.startswith("OpenAI/Python")


def test_the_memory_answers_in_a_stream(client):
    *pieces, last = asked(client, messages=QUESTION, model=f"{STEM}:memory", stream=True)

    assert "850 pounds" in "".join(one.choices[0].delta.content for one in pieces)
    assert last.model_extra["famulus"]["citations"][0]["title"] == "Rent"


def test_what_the_memory_does_not_hold_it_says_so(client):
    zebra = [{"role": "user", "content": "Who tamed the zebra?"}]
    whole = asked(client, messages=zebra, model="famulus:memory")
    pieces = asked(client, messages=zebra, model="famulus:memory", stream=True)

    assert whole.model_extra["famulus"]["found"] is False
    text = "".join(one.choices[0].delta.content or "" for one in pieces)
    assert text == whole.choices[0].message.content != ""


def test_without_the_scope_nothing_of_the_memory_is_told(server, famulus, writes):
    model = writes("Marzipan?")
    few = famulus.clients.add(Client("few", frozenset({May.MODELS})))
    with openai.OpenAI(base_url=server.url, api_key=few, max_retries=0) as client:
        for how in ({"model": "famulus:memory"}, {"extra_body": {"famulus": {"memory": True}}}):
            with pytest.raises(openai.PermissionDeniedError, match="lacks the scope memory"):
                asked(client, messages=QUESTION, **how)
        with pytest.raises(openai.PermissionDeniedError, match="embeddings"):
            client.embeddings.create(model="words", input="x")
        assert asked(client, messages=QUESTION).choices[0].message.content == "Marzipan?"
    assert all(SECRET not in one.text for messages in model.asked for one in messages)
    assert famulus.clients.calls() == []


# Who stays away, who goes away


def test_a_client_that_goes_away_stops_the_model(client, writes):
    model = writes(*["word "] * 10_000, pause=0.01)
    stream = asked(client, stream=True)
    next(iter(stream))
    stream.close()

    wait_until(lambda: model.closed)
    assert len(model.said) < 1000


@pytest.mark.parametrize("stream", [False, True])
def test_a_client_that_does_not_wait_for_the_first_word_stops_the_model(client, writes, stream):
    model = writes(*[""] * 10_000, pause=0.01)
    with pytest.raises(openai.APITimeoutError):
        asked(client.with_options(timeout=0.3), stream=stream)

    wait_until(lambda: model.closed)
    assert len(model.said) < 1000


def test_the_embedded_model_is_stopped_too_and_goes_on_with_the_next(client, famulus):
    stream = asked(client, stream=True, max_tokens=2000, seed=1, temperature=1)
    next(iter(stream))
    began = time.monotonic()
    stream.close()
    reply = asked(client, max_tokens=1)

    assert reply.choices[0].finish_reason in ("stop", "length")
    assert time.monotonic() - began < 10


def test_too_many_who_wait_are_told_so(client, writes):
    model = writes(*["word "] * 10_000, pause=0.01)
    stream = asked(client, stream=True)
    next(iter(stream))
    impatient = client.with_options(timeout=0.1)
    with pytest.raises(openai.RateLimitError, match="Ask again in a moment"):
        for _ in range(IN_LINE):  # who went away keeps a place until its turn
            with suppress(openai.APITimeoutError):
                asked(impatient)
    stream.close()

    wait_until(lambda: model.closed)
    assert len(model.asked) == 1


def test_a_failure_is_told_as_one(client, writes):
    writes(Problem("The model ended unexpectedly.", remedy="Ask again."))
    for stream in (False, True):
        with pytest.raises(openai.InternalServerError, match=r"unexpectedly\. Ask again\.") as told:
            asked(client, stream=stream)
        assert told.value.status_code == 503


def test_a_failure_on_the_way_ends_the_stream(client, writes):
    writes("Dear", Problem("The model ended unexpectedly."))
    stream = iter(asked(client, stream=True))

    assert next(stream).choices[0].delta.content == "Dear"
    with pytest.raises(openai.APIError, match="ended unexpectedly"):
        list(stream)


def test_a_mistake_of_ours_tells_nobodys_words(client, writes, monkeypatch, caplog, capfd):
    writes(KeyError("dear Ada"))
    with caplog.at_level("DEBUG"), pytest.raises(openai.InternalServerError) as told:
        asked(client)

    assert told.value.status_code == 500
    said = str(told.value) + caplog.text + "".join(capfd.readouterr())
    assert "Something went wrong inside the program." in said
    assert "dear Ada" not in said


def test_another_model_is_not_put_in_the_place_of_the_one_asked_for(client, writes):
    writes("Hello")
    with pytest.raises(openai.NotFoundError, match="no model “gpt-9”"):
        asked(client, model="gpt-9")


def test_an_address_that_is_none_is_told_in_words(client):
    with pytest.raises(openai.NotFoundError, match="nothing at this address"):
        client.get("/engines", cast_to=object)
    with pytest.raises(openai.APIStatusError, match="nothing at this address") as told:
        client.get("/embeddings", cast_to=object)
    assert told.value.status_code == 405


# The llm package, as somebody sets it up


def test_llm_asks_it(server, token, tmp_path, writes):
    writes("Good ", "day.")
    folder = tmp_path / "llm"
    folder.mkdir()
    (folder / "keys.json").write_text(json.dumps({"famulus": token}))
    (folder / "extra-openai-models.yaml").write_text(
        f"- model_id: mine\n  model_name: famulus\n  api_base: {server.url}\n"
        "  api_key_name: famulus\n"
    )
    known = {"LLM_USER_PATH": str(folder), "LLM_LOAD_PLUGINS": "", "HOME": str(tmp_path)}
    for more in ([], ["--no-stream"]):
        done = subprocess.run(
            [sys.executable, "-m", "llm", "-m", "mine", "--no-log", *more, "Say hello."],
            capture_output=True, text=True, timeout=120, env=os.environ | known,
        )  # fmt: skip
        assert (done.stdout, done.returncode) == ("Good day.\n", 0), done.stderr


def test_the_model_of_the_settings_is_the_one_that_is_listed(client, famulus, tmp_path):
    (tmp_path / "Mine.gguf").symlink_to(embedded())
    famulus.change_settings(model=str(tmp_path / "Mine.gguf"))

    assert "Mine" in [one.id for one in client.models.list()]
    assert asked(client, model="Mine", max_tokens=2).model == "Mine"
