"""The only place that opens a connection to a cloud model: one, for one request of cleared words.

The clients of others make the request; it passes here.  What is not the words that were
cleared is refused, its headers are ours alone, and the ledger has its exact bytes before one of
them is sent.  Nothing of the environment is used, no redirect is followed, nothing is asked twice.
"""

from __future__ import annotations

import json
import logging
import socket  # noqa: TID251 - the connection to a cloud model; here it is only cut
import ssl
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import Any, Protocol

import httpx2

from assistant import egress
from assistant.cloud import failures
from assistant.cloud.provider import Form, Provider, is_near
from assistant.cloud.switch import Switch
from memory.errors import Problem

CONNECTING = 10.0  # seconds
SILENCE = 120.0  # seconds without a byte
LONGEST = 900.0  # seconds for one answer
LARGEST = 8 << 20  # bytes of one answer
AGENT = "Famulus"
KEPT = {"host", "content-length", "content-type", "accept"}  # headers of the clients'
TALKATIVE = ("openai", "anthropic", "httpx2", "httpcore2")  # they log what is sent

WAY_OUT = {
    "connection.connect_tcp.started",
    "connection.start_tls.started",
    "http11.send_request_headers.started",
    "http11.send_request_body.started",
}
PATH = {
    Form.OPENAI: "/chat/completions",
    Form.ANTHROPIC: "/v1/messages",
    Form.PLUGIN: "/chat/completions",
}

# What the form of a request says of itself; every other word has to be one that was cleared.
FORM = {
    *("model", "messages", "role", "content", "system", "user", "assistant", "type", "text"),
    *("stream", "stream_options", "include_usage", "max_tokens"),
}


class Record(Protocol):
    """The ledger's row of one request."""

    def sent(self, body: bytes) -> None:
        """Write the bytes that are about to be sent.  Raises Problem, and nothing is sent."""


class Line(httpx2.BaseTransport):
    """A connection to a provider that carries one request and its answer.

    ``words`` are all that may be said on it.  ``heard`` is the answer, byte by byte, as far
    as it came.  Any thread may cut it.
    """

    def __init__(
        self, provider: Provider, key: str | None, words: Collection[str], record: Record,
        switch: Switch,
    ) -> None:  # fmt: skip
        self.heard = bytearray()
        self.left = False  # whether anything of the request may have left
        self._provider, self._key, self._record = provider, key, record
        self._words = {*words, provider.model, *FORM}
        self._switch = switch
        self._used = False
        self._cut: Problem | None = None
        self._sockets: list[socket.socket] = []
        self._until = time.monotonic() + LONGEST
        self._inner = httpx2.HTTPTransport(verify=trusted(provider), trust_env=False)
        for name in TALKATIVE:
            logging.getLogger(name).setLevel(logging.CRITICAL)

    def client(self) -> httpx2.Client:
        """Return what the clients of others speak through."""
        return httpx2.Client(transport=self, trust_env=False, follow_redirects=False)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send the request and return its answer, whose body is still to come.

        Raises Problem for whatever is not the one request that was cleared.
        """
        name = self._provider.name
        body = request.read()
        if self._used or not self._is_asked(request) or not _says_only(body, self._words):
            raise _strange(name)
        self._used = True
        self.check()
        self._record.sent(body)
        try:
            with egress.allowed(f"cloud {name}"):
                reply = self._inner.handle_request(self._ours(request))
        except httpx2.TransportError as err:
            raise self.broke(err) from err
        if reply.status_code != 200:
            self._keep_refusal(reply)
            raise failures.refused(name, reply.status_code, reply.headers)
        if reply.headers.get("content-encoding", "identity") != "identity":
            raise failures.not_understood(name)
        headers = {"content-type": reply.headers.get("content-type", "")}
        return httpx2.Response(200, headers=headers, stream=_Heard(self, reply), request=request)

    def check(self) -> None:
        """Raise Problem where the answer is not to go on: cut, switched off, or too long."""
        if self._cut is None:
            self._switch.check()
        if self._cut is not None:
            raise self._cut
        if time.monotonic() > self._until:
            raise failures.slow(self._provider.name, left=self.left)
        if len(self.heard) > LARGEST:
            raise failures.not_understood(self._provider.name)

    def cut(self, why: Problem) -> None:
        """Close the connection; who waits for it is told why at once."""
        self._cut = self._cut or why
        for one in self._sockets:
            with suppress(OSError):  # Not that of ssl, which another thread reads.
                socket.socket.shutdown(one, socket.SHUT_RDWR)

    def broke(self, error: httpx2.TransportError) -> Problem:
        """Return what a failure of the connection means."""
        if self._cut is not None:
            return self._cut
        if isinstance(error, httpx2.TimeoutException):
            return failures.slow(self._provider.name, left=self.left)
        return failures.unreached(self._provider.name, error, left=self.left)

    def close(self) -> None:
        self._inner.close()
        self._sockets.clear()

    def _is_asked(self, request: httpx2.Request) -> bool:
        """Whether it goes to the one place of the provider where questions go."""
        place = self._provider.address.rstrip("/") + PATH[self._provider.form]
        return request.method == "POST" and request.url == httpx2.URL(place)

    def _ours(self, request: httpx2.Request) -> httpx2.Request:
        """Return the request with our own headers: the clients' tell of this computer."""
        headers = [(k, v) for k, v in request.headers.items() if k in KEPT]
        headers += [("user-agent", AGENT), ("accept-encoding", "identity"), ("connection", "close")]
        if self._provider.form is Form.ANTHROPIC:
            headers.append(("anthropic-version", request.headers.get("anthropic-version", "")))
        if self._key and self._provider.form is Form.ANTHROPIC:
            headers.append(("x-api-key", self._key))
        elif self._key:
            headers.append(("authorization", f"Bearer {self._key}"))
        timeout = httpx2.Timeout(SILENCE, connect=CONNECTING).as_dict()
        extensions = {"trace": self._look, "timeout": timeout}
        return httpx2.Request(
            request.method, request.url, headers=headers, stream=request.stream,
            extensions=extensions,
        )  # fmt: skip

    def _look(self, event: str, info: dict[str, Any]) -> None:
        """Follow the connection: where it leads, whether it is still wanted, whether words left."""
        if event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            stream = info["return_value"]
            self._sockets.append(stream.get_extra_info("socket"))
            plain = self._provider.origin[0] == "http"
            if plain and not is_near(stream.get_extra_info("server_addr")[0]):
                stream.close()
                raise Problem(
                    "Without https a server can only lie in your own network.",
                    remedy=f"Set {self._provider.name} up with an address that begins with https.",
                )
        if event in WAY_OUT:
            self.check()
        if event == "http11.send_request_headers.started":
            self.left = True

    def _keep_refusal(self, reply: httpx2.Response) -> None:
        """Hear what a provider says when it refuses, for the ledger alone."""
        with suppress(httpx2.TransportError):
            for piece in reply.iter_raw():
                self.heard += piece
                if len(self.heard) > LARGEST:
                    break
        reply.close()


class _Heard(httpx2.SyncByteStream):
    """The body of an answer, noted as it comes."""

    def __init__(self, line: Line, reply: httpx2.Response) -> None:
        self._line, self._reply = line, reply

    def __iter__(self) -> Iterator[bytes]:
        try:
            for piece in self._reply.iter_raw():
                self._line.heard += piece
                self._line.check()
                yield piece
        except httpx2.TransportError as err:
            raise self._line.broke(err) from err
        self._line.check()

    def close(self) -> None:
        self._reply.close()


def trusted(provider: Provider) -> ssl.SSLContext:
    """Return how the provider's certificate is checked.

    Raises Problem where the one that it was set up with is none.
    """
    if not provider.certificate:
        return ssl.create_default_context()
    try:
        return ssl.create_default_context(cadata=provider.certificate)
    except (ssl.SSLError, ValueError) as err:
        raise Problem(
            f"What is given as the certificate of {provider.name} is none.",
            remedy="It is a file that begins with -----BEGIN CERTIFICATE-----.",
        ) from err


def _says_only(body: bytes, words: Collection[str]) -> bool:
    """Whether every word of a request is one of these."""
    try:
        return all(one in words for one in _words(json.loads(body)))
    except (ValueError, RecursionError):
        return False


def _words(said: Any) -> Iterator[str]:
    """Yield every string in a request, names included."""
    if isinstance(said, str):
        yield said
    elif isinstance(said, dict):
        yield from said
        for value in said.values():
            yield from _words(value)
    elif isinstance(said, list):
        for value in said:
            yield from _words(value)


def _strange(name: str) -> Problem:
    return Problem(
        f"The client for {name} wanted to send something else than what you saw. "
        f"{failures.NOTHING_LEFT}",
        remedy="Ask the model on this computer.",
    )
