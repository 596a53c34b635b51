"""The form of OpenAI: what is said in it, and what is not followed."""

from __future__ import annotations

import json

import pytest

from assistant.cloud.provider import Form
from tests.assistant.cloud.speaking import (
    answer,
)

pytestmark = pytest.mark.enable_socket


@pytest.mark.parametrize("form", [Form.OPENAI], indirect=True)
def test_a_tool_that_the_answer_calls_is_not_called(server, provider, connect):
    call = {"index": 0, "id": "1", "type": "function",
            "function": {"name": "open", "arguments": "{}"}}  # fmt: skip
    body = {"choices": [{"index": 0, "delta": {"tool_calls": [call]}, "finish_reason": "stop"}]}

    def turn(answering):
        answering.start()
        answering.part(f"data: {json.dumps(body)}\n\n".encode())
        answering.part(b"")

    server.turns.append(turn)
    assert answer(provider, connect(provider)) == []
    assert len(server.asked) == 1


@pytest.mark.parametrize("form", [Form.OPENAI], indirect=True)
def test_the_words_are_said_in_their_order_and_nothing_besides(server, provider, connect):
    answer(provider, connect(provider))

    assert json.loads(server.asked[0].body) == {
        "model": "tiny",
        "messages": [
            {"role": "system", "content": "Answer shortly."},
            {"role": "user", "content": "When is tea?"},
        ],
        "stream": True,
        "stream_options": {"include_usage": True},
    }
