"""Nothing of the whole trip opens a connection: the system's own calls are counted."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.engine import local

STRACE = shutil.which("strace")
needs_strace = pytest.mark.skipif(STRACE is None, reason="strace is not installed (Linux only)")
OUTWARD = re.compile(r"socket\((AF_INET6?|AF_PACKET|AF_NETLINK)")


def traced(log: Path) -> tuple[str, ...]:
    assert STRACE is not None
    return (STRACE, "-f", "-qq", "-e", "trace=socket,socketpair", "-o", str(log))


@needs_strace
def test_reading_finding_and_answering_open_no_socket(famulus, tmp_path):
    home, log = tmp_path / "home", tmp_path / "calls"
    letters = tmp_path / "note.md"
    letters.write_text("# Lease\n\nThe lease of the flat in Elm Street ends on 3 May 2027.\n")
    for words in (
        ("read", letters),
        ("search", "lease"),
        ("ask", "When does the lease end?"),
        ("ask", "When does the lease end?", "--model", local.embedded()),
    ):
        done = famulus(*words, "--home", home, before=traced(log))
        calls = log.read_text()

        assert done.returncode == 0, done.stderr
        assert not OUTWARD.search(calls), OUTWARD.findall(calls)
        assert words[0] == "read" or "3 May 2027" in done.stdout


@needs_strace
def test_the_window_opens_no_socket(famulus, sample_home, tmp_path):
    log = tmp_path / "calls"
    done = famulus(
        "--home", sample_home, before=(*traced(log), "timeout", "8"), QT_QPA_PLATFORM="offscreen"
    )

    assert done.returncode == 124, "it should have run until it was ended"
    assert not OUTWARD.search(log.read_text())


@needs_strace
def test_a_socket_would_be_seen(famulus, tmp_path):
    log = tmp_path / "calls"
    code = "import socket; socket.socket()"
    subprocess.run([*traced(log), sys.executable, "-c", code], check=True)

    assert OUTWARD.search(log.read_text())
