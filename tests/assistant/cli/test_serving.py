"""The command that serves: who is let in, what is said, and a real process that is asked."""

from __future__ import annotations

import json
import select
import signal
import socket
from typing import Any

import openai
import pytest

from assistant.app import Assistant
from tests.assistant.cli.processes import start

pytestmark = pytest.mark.usefixtures("quick")


def test_a_client_is_let_in_and_its_token_shown_once(filled):
    code, out, err = filled("serve", "--client", "editor", "--scope", "models", "--scope", "memory")

    assert (code, err) == (0, "")
    assert out.startswith("editor may: models, memory\nIts token, shown only now: famulus-")
    token = out.split()[-1]
    listed = filled("serve", "--list")[1]
    assert listed == "editor: models, memory\n"
    assert token not in listed + filled("serve", "--list", "--json")[1]
    with Assistant.open() as opened:
        holder = opened.clients.holder(token)
    assert holder is not None
    assert holder.name == "editor"


def test_what_a_client_may_see_is_narrowed(filled):
    told = filled(
        "serve", "--client", "notes", "--scope", "search", "--source", "archive",
        "--kind", "mail", "--sensitive", "--json",
    )[1]  # fmt: skip

    assert set(json.loads(told)) == {"client", "token", "scopes"}
    assert filled("serve", "--list")[1] == (
        "notes: search; of the sources archive; of the kinds mail; with what is sensitive\n"
    )
    (listed,) = [json.loads(line) for line in filled("serve", "--list", "--json")[1].splitlines()]
    assert (listed["sources"], listed["kinds"], listed["may"]) == (
        ["archive"],
        ["mail"],
        ["search"],
    )


def test_without_a_scope_nothing_of_the_memory_is_given(filled):
    assert "may: models, embeddings\n" in filled("serve", "--client", "editor")[1]


def test_what_cannot_be_is_a_problem(filled):
    assert filled("serve", "--list")[1] == "No program is let in yet.\n"
    assert filled("serve", "--client", "x", "--source", "nosuch")[0] == 1
    assert filled("serve", "--client", "x", "--scope", "everything")[0] == 2
    assert filled("serve", "--revoke", "nobody")[0] == 1
    filled("serve", "--client", "x")
    code, _, err = filled("serve", "--client", "x")
    assert code == 1
    assert "Revoke it first" in err


def test_who_is_revoked_is_listed_no_more(filled):
    filled("serve", "--client", "x")

    assert filled("serve", "--revoke", "x")[1] == "It is let in no more.\n"
    assert filled("serve", "--list", "--json")[1] == ""


def test_what_was_done_is_listed(filled):
    with Assistant.open() as opened:
        opened.clients.note("editor", "search", 3, "program\x1b/1")

    assert filled("serve", "--log")[1].endswith(" editor (program/1): search, 3\n")
    assert json.loads(filled("serve", "--log", "--json")[1])["passages"] == 3


def test_a_port_that_is_taken_is_a_problem(filled, socket_enabled):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        code, out, err = filled("serve", "--port", other.getsockname()[1], "--json")

    assert code == 1
    assert "already. Choose another with `famulus serve --port`." in err
    assert set(json.loads(out)) == {"client", "token", "scopes"}  # the first of all


def said(process):
    ready, _, _ = select.select([process.stdout], [], [], 60)
    assert ready
    return json.loads(process.stdout.readline())


def test_a_process_serves_until_it_is_interrupted_and_opens_no_connection(filled, socket_enabled):
    process = start("serve", "--port", 0, "--json")  # its tripwire is armed
    try:
        token, url = said(process)["token"], said(process)["url"]
        with openai.OpenAI(base_url=url, api_key=token, max_retries=0) as client:
            hello: Any = [{"role": "user", "content": "Say hello."}]
            pieces: Any = client.chat.completions.create(
                model="famulus", messages=hello, max_tokens=5, stream=True
            )
            assert list(pieces)[-1].choices[0].finish_reason in ("stop", "length")
            assert len(client.embeddings.create(model="words", input="rent").data) == 1
            with pytest.raises(openai.PermissionDeniedError):
                client.chat.completions.create(model="famulus:memory", messages=hello)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    finally:
        process.kill()
        process.communicate()

    assert process.returncode == 130
    assert (out, err) == ("", "Stopped. What was done so far is kept.\n")
