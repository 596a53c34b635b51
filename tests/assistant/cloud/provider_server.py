"""A provider on loopback, over https with a certificate of its own, that can be made to fail.

It speaks the forms of OpenAI and of Anthropic.  ``server.asked`` is what came, byte by byte;
each of ``server.turns`` answers one request in its place, in order.
"""

from __future__ import annotations

import json
import random
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HERE = "127.0.0.1"
ENDED = "stop"


@dataclass(frozen=True)
class Came:
    """A request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes


class Answering(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    server: ProviderServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.server.asked.append(Came(self.path, dict(self.headers), body))
        with suppress(OSError):  # the other side has gone
            if self.server.turns:
                self.server.turns.pop(0)(self)
            else:
                self.stream(self.server.pieces)

    def do_GET(self) -> None:
        self.server.asked.append(Came(self.path, dict(self.headers), b""))
        self.refuse(404)

    def events(self, pieces: list[str]) -> bytes:
        """Return the whole stream in the form that was asked for."""
        if self.path.endswith("/v1/messages"):
            return b"".join(anthropic_events(pieces))
        return b"".join(openai_events(pieces))

    def stream(self, pieces: list[str], cut: Callable[[bytes], list[bytes]] | None = None) -> None:
        """Answer in pieces; the bytes are cut as they please."""
        self.start()
        for part in (cut or self.server.cut)(self.events(pieces)):
            self.part(part)
        self.part(b"")

    def start(self, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        if status == 200:
            headers = {
                "Content-Type": "text/event-stream",
                "Transfer-Encoding": "chunked",
            } | headers
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def part(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def refuse(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.start(status, **{"Content-Length": str(len(body))}, **headers)
        self.wfile.write(body)

    def break_off(self) -> None:
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True

    def log_message(self, *_args: Any) -> None:
        pass


def event(said: dict[str, Any], name: str = "") -> bytes:
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(said, ensure_ascii=False)}\n\n".encode()


def openai_events(pieces: list[str]) -> Iterator[bytes]:
    def chunk(delta: dict[str, Any], ended: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": ended}
        return event(
            {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "tiny",
             "choices": [choice]}
        )  # fmt: skip

    yield chunk({"role": "assistant", "content": ""})
    for piece in pieces:
        yield chunk({"content": piece})
    yield chunk({}, ENDED)
    yield event(
        {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "tiny",
         "choices": [],
         "usage": {"prompt_tokens": 12, "completion_tokens": 7, "total_tokens": 19}}
    )  # fmt: skip
    yield b"data: [DONE]\n\n"


def anthropic_events(pieces: list[str]) -> Iterator[bytes]:
    message: dict[str, Any] = {
        "id": "m1", "type": "message", "role": "assistant", "model": "tiny", "content": [],
        "stop_reason": None, "stop_sequence": None,
        "usage": {"input_tokens": 12, "output_tokens": 1},
    }  # fmt: skip
    yield event({"type": "message_start", "message": message}, "message_start")
    block = {"type": "text", "text": ""}
    yield event(
        {"type": "content_block_start", "index": 0, "content_block": block}, "content_block_start"
    )
    yield event({"type": "ping"}, "ping")
    for piece in pieces:
        delta = {"type": "text_delta", "text": piece}
        yield event(
            {"type": "content_block_delta", "index": 0, "delta": delta}, "content_block_delta"
        )
    yield event({"type": "content_block_stop", "index": 0}, "content_block_stop")
    ended = {"stop_reason": "end_turn", "stop_sequence": None}
    yield event(
        {"type": "message_delta", "delta": ended, "usage": {"output_tokens": 7}}, "message_delta"
    )
    yield event({"type": "message_stop"}, "message_stop")


def split(data: bytes, chance: random.Random, most: int = 12) -> list[bytes]:
    """Cut bytes anywhere, also inside a letter."""
    cuts = sorted(chance.sample(range(1, len(data)), min(most, len(data) - 1)))
    return [data[a:b] for a, b in zip([0, *cuts], [*cuts, len(data)], strict=True)]


class ProviderServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, secured: ssl.SSLContext | None = None) -> None:
        super().__init__((HERE, 0), Answering)
        self.asked: list[Came] = []
        self.turns: list[Callable[[Answering], None]] = []
        self.pieces = ["Tea at ", "noon."]
        chance = random.Random(11)
        self.cut = lambda data: split(data, chance)
        self.over = threading.Event()
        self.connections = 0
        self.gave_up = False  # nobody cut an answer that was to be cut
        self._secured = secured
        self.url = f"{'https' if secured else 'http'}://{HERE}:{self.server_port}"

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Secure the connection on its own thread."""
        self.connections += 1
        if self._secured is None:
            super().finish_request(request, client_address)
            return
        with suppress(OSError), self._secured.wrap_socket(request, server_side=True) as secured:
            Answering(secured, client_address, self)

    def handle_error(self, *_args: Any) -> None:
        pass


@contextmanager
def provider_server(secured: ssl.SSLContext | None = None) -> Iterator[ProviderServer]:
    server = ProviderServer(secured)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
