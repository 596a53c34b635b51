"""The form of Anthropic: what is said in it, and what is not followed."""

from __future__ import annotations

import json

import pytest

from assistant.cloud.provider import Form
from tests.assistant.cloud.provider_server import event
from tests.assistant.cloud.speaking import (
    SAID,
    answer,
)

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def form():
    return Form.ANTHROPIC


def test_the_words_are_said_in_their_order_and_nothing_besides(server, provider, connect):
    answer(provider, connect(provider))

    assert json.loads(server.asked[0].body) == {
        "model": "tiny",
        "system": "Answer shortly.",
        "messages": [{"role": "user", "content": "When is tea?"}],
        "max_tokens": 4096,
        "stream": True,
    }


def test_without_instructions_none_are_said(server, provider, connect):
    answer(provider, connect(provider), SAID[1:])

    assert "system" not in json.loads(server.asked[0].body)


def test_a_tool_that_the_answer_calls_is_not_called(server, provider, connect):
    block = {"type": "tool_use", "id": "1", "name": "open", "input": {}}
    delta = {"type": "input_json_delta", "partial_json": "{}"}

    def turn(answering):
        answering.start()
        answering.part(
            event({"type": "content_block_start", "index": 0, "content_block": block},
                  "content_block_start")
            + event({"type": "content_block_delta", "index": 0, "delta": delta},
                    "content_block_delta")
            + event({"type": "message_stop"}, "message_stop")
        )  # fmt: skip
        answering.part(b"")

    server.turns.append(turn)
    assert answer(provider, connect(provider)) == []
    assert len(server.asked) == 1
