"""One request of cleared words: what leaves, what does not, and how each failure is told.

The server is real, on loopback and over https; the clients are those of OpenAI and Anthropic.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import replace

import httpx2
import pytest

from assistant import egress
from assistant.cloud import transport
from assistant.cloud.provider import Form
from assistant.cloud.said import Usage
from memory.errors import Problem
from tests.assistant.cloud.provider_server import provider_server
from tests.assistant.cloud.speaking import (
    KEY,
    answer,
    part_of_it,
    refused,
    speak,
)

pytestmark = pytest.mark.enable_socket

# What leaves


def test_the_ledger_has_the_bytes_that_arrive(server, provider, connect, book):
    line = connect(provider)
    said = answer(provider, line)

    assert "".join(one for one in said if isinstance(one, str)) == "Tea at noon."
    assert said[-1] == Usage(12, 7)
    assert [came.body for came in server.asked] == book.bodies
    assert line.heard == b"".join(
        part for part in [events(server, provider)]
    )  # the whole answer, byte by byte


def events(server, provider):
    from tests.assistant.cloud.provider_server import anthropic_events, openai_events

    made = anthropic_events if provider.form is Form.ANTHROPIC else openai_events
    return b"".join(made(server.pieces))


def test_nothing_is_said_of_this_computer(server, provider, connect, monkeypatch):
    for name in ("HTTPS_PROXY", "ALL_PROXY", "HTTP_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"):
        monkeypatch.setenv(name, "of the environment")
    for name in ("OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_BASE_URL", "ANTHROPIC_BASE_URL"):
        monkeypatch.setenv(name, "https://example.org/elsewhere")
    answer(provider, connect(provider))

    (came,) = server.asked
    headers = {name.lower(): value for name, value in came.headers.items()}
    if provider.form is Form.ANTHROPIC:
        assert headers.pop("x-api-key") == KEY
        assert headers.pop("anthropic-version")
    else:
        assert headers.pop("authorization") == f"Bearer {KEY}"
    assert headers == {
        "host": server.url.removeprefix("https://"), "content-length": str(len(came.body)),
        "accept": "application/json", "content-type": "application/json",
        "user-agent": "Famulus", "accept-encoding": "identity", "connection": "close",
    }  # fmt: skip


def test_a_server_without_a_key_is_told_none(server, provider, connect):
    answer(provider, connect(provider, key=None))

    headers = {name.lower() for name in server.asked[0].headers}
    assert headers & {"authorization", "x-api-key"} == set()


def test_words_that_nobody_cleared_do_not_leave(server, provider, connect, book):
    for words in ({"When is tea?"}, {"Answer shortly."}, set()):
        assert "something else than what you saw" in refused(
            provider, connect(provider, words=words)
        )
    assert (server.connections, book.bodies) == (0, [])


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/v1/chat/completions?q=tea", b"{}"),
        ("POST", "/v1/files", b"{}"),
        ("GET", "/v1/chat/completions", b"{}"),
        ("POST", "/v1/chat/completions", b"not json"),
        ("POST", "/v1/chat/completions", b'{"messages": [{"secret": 1}]}'),
        ("POST", "/v1/chat/completions", b"[" * 100_000),
        ("POST", "/v2/chat/completions", b"{}"),
    ],
)
@pytest.mark.parametrize("form", [Form.OPENAI], indirect=True)
def test_a_client_that_wants_anything_else_is_refused(
    server, provider, connect, book, method, path, body
):
    with connect(provider).client() as client, pytest.raises(Problem, match="something else"):
        client.request(method, server.url + path, content=body)
    assert (server.connections, book.bodies) == (0, [])


@pytest.mark.parametrize("form", [Form.OPENAI], indirect=True)
def test_a_client_that_goes_elsewhere_or_asks_twice_is_refused(server, provider, connect, book):
    line, place = connect(provider), f"{provider.address}/chat/completions"
    with line.client() as client:
        with pytest.raises(Problem, match="something else"):
            client.post("https://example.org/v1/chat/completions", json={})
        assert client.post(place, json={}).status_code == 200
        with pytest.raises(Problem, match="something else"):
            client.post(place, json={})
    assert len(server.asked) == len(book.bodies) == 1


def test_before_the_ledger_has_it_nothing_is_sent(server, provider, connect, book):
    book.full = True

    assert refused(provider, connect(provider)) == "The disk is full."
    assert server.connections == 0


def test_the_network_was_opened_for_it_once(provider, connect):
    before = egress.sent()
    answer(provider, connect(provider))

    assert egress.sent() == before + 1


def test_no_log_has_the_words_or_the_key(server, provider, connect, caplog, monkeypatch):
    monkeypatch.setenv("OPENAI_LOG", "debug")
    monkeypatch.setenv("ANTHROPIC_LOG", "debug")
    with caplog.at_level(logging.DEBUG):
        answer(provider, connect(provider))
        server.turns.append(lambda answering: answering.refuse(500))
        refused(provider, connect(provider))

    assert not any(word in caplog.text for word in ("tea", "Tea", KEY, server.url))


# Whom it goes to


def test_a_certificate_that_nobody_vouches_for_is_not_accepted(server, provider, connect, book):
    stranger = replace(provider, certificate="")

    assert "could not prove" in refused(stranger, connect(stranger))
    assert server.asked == []


def test_what_is_no_certificate_is_said(provider, connect):
    with pytest.raises(Problem, match="certificate of test is none"):
        connect(replace(provider, certificate="-----BEGIN tea"))


@pytest.mark.parametrize("form", [Form.OPENAI], indirect=True)
def test_without_https_it_goes_to_a_near_server_of_ones_own_only(provider, connect, monkeypatch):
    with provider_server() as plain:
        mine = replace(provider, address=f"{plain.url}/v1", mine=True, certificate="")
        answer(mine, connect(mine))
        assert len(plain.asked) == 1

        # A name that leads outside of the user's own network.
        monkeypatch.setattr(transport, "is_near", lambda _host: False)
        named = replace(mine, address=f"http://localhost:{plain.server_port}/v1")
        assert "own network" in refused(named, connect(named))
        assert len(plain.asked) == 1


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(server, provider, connect, status):
    with provider_server() as other:
        server.turns.append(
            lambda answering: answering.refuse(status, Location=f"{other.url}{answering.path}")
        )
        assert "another address" in refused(provider, connect(provider))
        assert other.connections == 0


# What goes wrong


def test_a_connection_that_breaks_is_told(server, provider, connect):
    server.turns.append(part_of_it)
    line = connect(provider)

    assert "broke off" in refused(provider, line)
    assert line.heard
    assert line.left


def test_an_answer_that_ends_before_its_end_is_told(server, provider, connect):
    server.turns.append(lambda answering: part_of_it(answering, lambda it: it.part(b"")))

    assert "before its end" in refused(provider, connect(provider))


def test_nobody_there_is_told_and_that_nothing_left(server, provider, connect):
    with provider_server() as gone:
        pass
    away = replace(provider, address=f"https://127.0.0.1:{gone.server_port}")
    line = connect(away)

    assert "Nothing left this computer" in refused(away, line)
    assert not line.left


def test_a_server_that_falls_silent_is_given_up(server, provider, connect, monkeypatch):
    monkeypatch.setattr(transport, "SILENCE", 0.2)
    server.turns.append(lambda answering: answering.server.over.wait(5))
    line = connect(provider)

    assert "in time" in refused(provider, line)
    assert line.left


def test_an_answer_that_drips_for_ever_is_given_up(server, provider, connect, monkeypatch):
    monkeypatch.setattr(transport, "LONGEST", 0.5)

    def drip(answering):
        answering.start()
        while not answering.server.over.wait(0.05):
            answering.part(b": still thinking\n\n")

    server.turns.append(drip)
    assert "in time" in refused(provider, connect(provider))


def test_an_answer_without_end_is_not_read_to_its_end(server, provider, connect, monkeypatch):
    monkeypatch.setattr(transport, "LARGEST", 1000)

    def pour(answering):
        answering.start()
        while not answering.server.over.wait(0.001):
            answering.part(b": on and on\n\n" * 10)

    server.turns.append(pour)
    assert "form" in refused(provider, connect(provider))


def test_a_packed_answer_is_not_unpacked(server, provider, connect):
    server.turns.append(lambda answering: answering.start(**{"Content-Encoding": "gzip"}))

    assert "form" in refused(provider, connect(provider))


def test_who_stops_listening_closes_the_connection(server, provider, connect):
    gone = threading.Event()

    def turn(answering):
        answering.start()
        whole = answering.events(answering.server.pieces)
        answering.part(whole[:-100])
        try:
            while not answering.server.over.wait(0.01):
                answering.part(b": more\n\n")
        except OSError:
            gone.set()

    server.turns.append(turn)
    speaking = speak(provider, connect(provider))
    next(speaking)
    speaking.close()

    assert gone.wait(5)


def test_what_the_transport_may_not_be_used_for(provider, connect):
    assert KEY not in repr(connect(provider))
    assert isinstance(connect(provider), httpx2.BaseTransport)
