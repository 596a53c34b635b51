"""Whatever a provider answers that is no answer is told in a sentence."""

from __future__ import annotations

import pytest

from memory.errors import Problem
from tests.assistant.cloud.speaking import (
    answer,
    refused,
)

pytestmark = pytest.mark.enable_socket


@pytest.mark.parametrize(
    ("status", "headers", "says"),
    [
        (400, {}, "did not take"),
        (401, {}, "does not accept this key"),
        (402, {}, "paid first"),
        (403, {}, "does not accept this key"),
        (404, {}, "no such model"),
        (408, {}, "did not take"),
        (429, {"Retry-After": "7"}, "too often"),
        (500, {}, "cannot answer just now (status 500)"),
        (529, {}, "cannot answer just now (status 529)"),
        (204, {}, "did not take"),
    ],
)
def test_a_refusal_is_told_and_not_tried_again(server, provider, connect, status, headers, says):
    server.turns.append(lambda answering: answering.refuse(status, b'{"error": "no"}', **headers))
    line = connect(provider)

    assert says in refused(provider, line)
    assert len(server.asked) == 1
    assert line.heard == (b'{"error": "no"}' if status != 204 else b"")


def test_how_long_to_wait_is_told(server, provider, connect):
    server.turns.append(lambda answering: answering.refuse(429, **{"Retry-After": "7"}))
    with pytest.raises(Problem) as caught:
        answer(provider, connect(provider))

    assert "in 7 seconds" in caught.value.remedy


@pytest.mark.parametrize(
    "body",
    [
        b"<html>Sign in</html>",
        b"data: {}\n\n",
        b"data: [[[\n\n",
        b'data: {"choices": "many"}\n\n',
        b'data: {"choices": [1]}\n\n',
        b'data: {"choices": [{"delta": "x"}]}\n\n',
        b'data: {"type": "message_start", "message": 3}\n\n',
        b'event: content_block_delta\ndata: {"type": "content_block_delta", "delta": []}\n\n',
        b"data: \xff\xfe\n\n",
        b'data: {"error": {"message": "no"}}\n\n',
        b'event: error\ndata: {"type": "error", "error": {"type": "overloaded_error"}}\n\n',
        b"data: " + b"[" * 100_000 + b"\n\n",
        b"",
    ],
)
def test_what_is_no_answer_is_told(server, provider, connect, body):
    def turn(answering):
        answering.start()
        answering.part(body)
        answering.part(b"")

    server.turns.append(turn)
    assert refused(provider, connect(provider))
