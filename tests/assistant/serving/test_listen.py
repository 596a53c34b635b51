"""Listening: on this computer's own addresses and no other, and on no port that is taken."""

from __future__ import annotations

import errno
import select
import socket

import pytest

from assistant import egress
from assistant.serving.listen import Server, bound
from memory.errors import Problem

pytestmark = pytest.mark.usefixtures("socket_enabled")


@pytest.fixture
def close():
    opened: list[socket.socket] = []
    yield opened.extend
    for one in opened:
        one.close()


def test_it_listens_on_the_addresses_of_this_computer_alone(close):
    sockets = bound(0)
    close(sockets)

    assert [one.getsockname()[0] for one in sockets] == ["127.0.0.1", "::1"]
    assert len({one.getsockname()[1] for one in sockets}) == 1
    port = sockets[0].getsockname()[1]
    for address in ("127.0.0.1", "::1"):
        socket.create_connection((address, port), 5).close()
    others = [str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), port)]
    for address in {one for one in others if not one.startswith(("127.", "::1"))}:
        with pytest.raises(OSError):  # noqa: PT011
            socket.create_connection((address, port), 2)


@pytest.mark.parametrize(
    ("family", "address"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")]
)
def test_a_port_that_is_taken_on_either_is_a_problem(close, family, address):
    other = socket.socket(family)
    close([other])
    other.bind((address, 0))
    other.listen()
    port = other.getsockname()[1]

    with pytest.raises(Problem, match=f"port {port} already") as told:
        bound(port)
    assert "--port" in told.value.remedy
    other.close()
    close(bound(port))  # and what was opened before it was closed again


@pytest.mark.parametrize("port", [-1, 65536, 1 << 70])
def test_a_port_that_is_none_is_a_problem(port):
    with pytest.raises(Problem, match=f"cannot listen on port {port}"):
        bound(port)


def test_a_computer_without_ipv6_is_listened_on_as_it_is(close, monkeypatch):
    right = socket.socket

    def without(family, *rest):
        if family == socket.AF_INET6:
            raise OSError(errno.EAFNOSUPPORT, "no")
        return right(family, *rest)

    monkeypatch.setattr("assistant.serving.listen.socket.socket", without)
    sockets = bound(0)
    close(sockets)

    assert len(sockets) == 1


def test_to_listen_is_not_counted_as_sending(server, famulus):
    before = egress.sent()
    with socket.create_connection(("127.0.0.1", server.port), 5) as connection:
        connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 403")

    assert server.url == f"http://127.0.0.1:{server.port}/v1"
    assert egress.sent() == before


def test_a_port_that_is_taken_is_said_before_anything_begins(server, famulus):
    with pytest.raises(Problem, match="already"):
        Server(famulus, port=server.port)


def test_serving_is_work_that_is_driven_and_stopped(famulus, token):
    server = Server(famulus, port=0)
    work = server.running()
    assert next(work).note == f"Listening at {server.url}"
    with socket.create_connection(("127.0.0.1", server.port), 5) as connection:
        host, known = f"Host: localhost:{server.port}", f"Authorization: Bearer {token}"
        asked = f"GET /v1/models HTTP/1.1\r\n{host}\r\n{known}\r\n\r\n"
        connection.sendall(asked.encode())
        while not select.select([connection], [], [], 0)[0]:
            next(work)
        assert connection.recv(100).startswith(b"HTTP/1.1 200")
    work.close()
    with pytest.raises(OSError):  # noqa: PT011
        socket.create_connection(("127.0.0.1", server.port), 1)
    Server(famulus, port=server.port).close()
