"""The tripwire on the network.  It cannot be taken off, so it is tried in processes of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant import egress

ROOT = Path(__file__).parents[2]
BEFORE = "import socket, threading\nfrom assistant import egress\negress.install()\n"
DATAGRAM = "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))"


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", BEFORE + code], capture_output=True, text=True, cwd=ROOT, timeout=60
    )


@pytest.mark.parametrize(
    "attempt",
    [
        DATAGRAM,
        "socket.socket().connect(('127.0.0.1', 9))",
        "socket.socket().connect_ex(('127.0.0.1', 9))",
        "socket.socket().bind(('127.0.0.1', 0))",
        "socket.socket(socket.AF_INET6).connect(('::1', 9))",
        "socket.socket(type=socket.SOCK_DGRAM).sendmsg([b'x'], [], 0, ('127.0.0.1', 9))",
        "socket.gethostbyname('localhost')",
        "socket.gethostbyaddr('127.0.0.1')",
        "socket.getnameinfo(('127.0.0.1', 80), 0)",
        "socket.getaddrinfo('localhost', 80)",
        f"thread = threading.Thread(target=lambda: {DATAGRAM})\n"
        "with egress.allowed('test'): thread.start(); thread.join()",
    ],
)  # fmt: skip
def test_the_network_is_refused(attempt):
    assert "NetworkForbidden" in python(attempt).stderr


def test_what_leads_nowhere_else_is_allowed(tmp_path):
    done = python(
        f"here = socket.socket(socket.AF_UNIX)\nhere.bind({str(tmp_path / 'bus')!r})\n"
        "here.listen()\n"
        f"there = socket.socket(socket.AF_UNIX); there.connect({str(tmp_path / 'bus')!r})\n"
        "one, other = socket.socketpair(); one.send(b'x'); other.sendmsg([b'y'])\n"
        "print(other.recv(1), one.recv(1))"
    )  # fmt: skip

    assert done.stdout == "b'x' b'y'\n", done.stderr


def test_what_is_allowed_is_counted_and_open_only_inside():
    done = python(
        "print(egress.sent())\n"
        f"with egress.allowed('a'): {DATAGRAM}\n"
        f"with egress.allowed('b'):\n  with egress.allowed('c'): pass\n  {DATAGRAM}\n"
        "print(egress.sent(), flush=True)\n"
        f"try:\n  {DATAGRAM}\n"
        "except Exception as err: print(type(err).__name__)\n"
        "print(egress.sent())"
    )

    assert done.stdout.split() == ["0", "3", "NetworkForbidden", "3"], done.stderr


LISTENS = "with egress.listening():\n  "


def test_to_listen_on_this_computer_is_not_to_send():
    done = python(
        LISTENS + "here, there = socket.socket(), socket.socket(socket.AF_INET6)\n"
        "  here.bind(('127.0.0.1', 0)); there.bind(('::1', 0)); here.listen(); there.listen()\n"
        "print(here.getsockname()[0], there.getsockname()[0], egress.sent())"
    )

    assert done.stdout.split() == ["127.0.0.1", "::1", "0"], done.stderr


@pytest.mark.parametrize(
    "attempt",
    [
        DATAGRAM,
        "socket.socket().bind(('0.0.0.0', 0))",
        "socket.socket().bind(('', 0))",
        "socket.socket().bind(('127.0.0.2', 0))",
        "socket.socket().bind(('localhost', 0))",
        "socket.socket(socket.AF_INET6).bind(('::', 0))",
        "socket.socket().connect(('127.0.0.1', 9))",
        "socket.socket(type=socket.SOCK_DGRAM).sendmsg([b'x'], [], 0, ('127.0.0.1', 9))",
        "socket.getaddrinfo('localhost', 80)",
    ],
)  # fmt: skip
def test_to_listen_is_to_do_no_more_than_that(attempt):
    assert "NetworkForbidden" in python(LISTENS + attempt).stderr


def test_after_listening_nobody_listens_any_more():
    done = python(f"{LISTENS}pass\nsocket.socket().bind(('127.0.0.1', 0))")

    assert "NetworkForbidden" in done.stderr


def test_what_came_in_is_answered():
    done = python(
        LISTENS + "here = socket.socket(); here.bind(('127.0.0.1', 0)); here.listen()\n"
        "with egress.allowed('test'): there = socket.create_connection(here.getsockname())\n"
        "came, _ = here.accept()\n"
        + LISTENS + "came.send(b'x'); came.sendmsg([b'y'])\n"
        "print(there.recv(1), there.recv(1))"
    )  # fmt: skip

    assert done.stdout == "b'x' b'y'\n", done.stderr


def test_a_failure_inside_closes_it_again():
    done = python(
        "try:\n  with egress.allowed('a'): 1 / 0\nexcept ZeroDivisionError: pass\n" + DATAGRAM
    )

    assert "NetworkForbidden" in done.stderr


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://api.example.org/v1", ("https", "api.example.org", 443)),
        ("http://[::1]:8080", ("http", "::1", 8080)),
        ("http://example.org:port", ("", "", 0)),
    ],
)
def test_where_an_address_leads(address, found):
    assert egress.origin(address) == found
