"""The tripwire on the network.  It cannot be taken off, so it is tried in processes of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

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


def test_a_failure_inside_closes_it_again():
    done = python(
        "try:\n  with egress.allowed('a'): 1 / 0\nexcept ZeroDivisionError: pass\n" + DATAGRAM
    )

    assert "NetworkForbidden" in done.stderr
