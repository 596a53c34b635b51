"""Who asks nothing is not waited for, and holds up nobody."""

from __future__ import annotations

import socket
import time

import pytest

from assistant.serving import patience


def head(server, token) -> bytes:
    lines = ["GET /v1/models HTTP/1.1", f"Host: localhost:{server.port}"]
    return "\r\n".join([*lines, f"Authorization: Bearer {token}", "", ""]).encode()


def heard(connection: socket.socket, end: bytes) -> bytes:
    data = b""
    while not data.endswith(end):
        data += connection.recv(4096) or end
    return data


@pytest.fixture
def connect(server):
    opened: list[socket.socket] = []

    def one() -> socket.socket:
        opened.append(socket.create_connection(("127.0.0.1", server.port), 20))
        return opened[-1]

    yield one
    for connection in opened:
        connection.close()


@pytest.fixture
def hurried(monkeypatch):
    monkeypatch.setattr(patience, "ASKING", 0.3)


@pytest.mark.parametrize("begun", [b"", b"G", b"GET /v1/models HTTP/1.1\r\nHost: local"])
def test_a_request_that_does_not_come_is_not_waited_for(hurried, connect, begun):
    connection = connect()
    connection.sendall(begun)

    assert connection.recv(100) == b""


def test_a_request_that_comes_letter_by_letter_is_not_waited_for(hurried, connect, server, token):
    connection = connect()
    with pytest.raises((BrokenPipeError, ConnectionResetError)):
        for letter in head(server, token):
            connection.sendall(bytes([letter]))
            time.sleep(0.05)


def test_nor_is_a_second_request_on_a_connection(hurried, connect, server, token):
    connection = connect()
    connection.sendall(head(server, token))
    assert b'"object":"list"' in heard(connection, b"}]}")
    connection.sendall(b"GET /v1/mod")

    assert connection.recv(100) == b""


def test_who_waits_for_an_answer_is_waited_for(hurried, connect, server, token, writes):
    writes(*[""] * 100, "done", pause=0.01)
    body = b'{"model": "famulus", "messages": [{"role": "user", "content": "Tea?"}]}'
    post = head(server, token).replace(b"GET /v1/models", b"POST /v1/chat/completions")
    length = f"Content-Length: {len(body)}\r\n\r\n".encode()
    connection = connect()
    connection.sendall(post[:-2] + length + body)

    assert b"done" in heard(connection, b"}}")


def test_many_who_ask_nothing_hold_up_nobody(connect, server, token):
    for _ in range(20):
        connect().sendall(b"GET ")
    connection = connect()
    connection.sendall(head(server, token))

    assert connection.recv(4096).startswith(b"HTTP/1.1 200")
