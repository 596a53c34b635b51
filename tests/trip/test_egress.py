"""A day of use in a network of its own: with the cloud off no packet, with it on the ledger's."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.trip.conftest import ROOT

UNSHARE, STRACE = shutil.which("unshare"), shutil.which("strace")
ALONE = 'ip link set lo up && exec "$@"'
BESIDE = """
ip link set lo up || exit 1
"$1" -m tests.trip.provider_child "$2" &
while [ ! -e "$2/url" ]; do sleep 0.1; done
shift 2
"$@"; code=$?
touch "$PROVIDER/over"; wait
exit $code
"""
DAY = ("-m", "tests.trip.day_child")
CONNECTED = re.compile(r"connect\(\d+, \{sa_family=(AF_INET6?), sin_port=htons\((\d+)\)")
SENT = re.compile(r"(?:sendto|sendmsg)\([^\n]*AF_INET")  # a datagram, such as to a name server
OUTWARD = re.compile(r"socket\((AF_INET6?|AF_PACKET)")

pytestmark = pytest.mark.skipif(
    not (UNSHARE and STRACE and shutil.which("ip")),
    reason="unshare, strace and ip are needed to count what leaves",
)


def traced(log: Path) -> tuple[object, ...]:
    calls = "trace=socket,connect,sendto,sendmsg,bind"
    return (STRACE, "-f", "--seccomp-bpf", "-qq", "-e", calls, "-o", log)


def run(script: str, *words: object, **more: object) -> subprocess.CompletedProcess[str]:
    """Run a script in a network in which there is nothing but the loopback."""
    done = subprocess.run(
        [str(word) for word in (UNSHARE, "-rn", "sh", "-c", script, "sh", *words)],
        cwd=ROOT,
        env=os.environ | {"FAMULUS_PASSPHRASE": "a day"} | {k: str(v) for k, v in more.items()},
        capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    if "unshare failed" in done.stderr or "Operation not permitted" in done.stderr:
        pytest.skip("this computer does not let a test have a network of its own")
    assert done.returncode == 0, done.stderr
    return done


def test_a_day_with_the_cloud_off_sends_no_packet_at_all(tmp_path):
    log = tmp_path / "calls"
    done = run(ALONE, *traced(log), sys.executable, *DAY, tmp_path / "home")

    told = json.loads(done.stdout.splitlines()[-1])
    assert told == {"packets": {"lo": 0}, "opened": 0, "bodies": []}
    assert OUTWARD.findall(log.read_text()) == []


def test_with_the_cloud_on_the_ledgers_bytes_arrive_and_nothing_else(tmp_path):
    log, provider = tmp_path / "calls", tmp_path / "provider"
    provider.mkdir()
    done = run(
        BESIDE, sys.executable, provider, *traced(log), sys.executable, *DAY, tmp_path / "home",
        provider, PROVIDER=provider,
    )  # fmt: skip

    told = json.loads(done.stdout.splitlines()[-1])
    came = json.loads((provider / "came").read_text())
    assert len(told["bodies"]) == 4
    assert told["bodies"] == came["bodies"]
    assert told["opened"] == came["connections"] == 4
    assert [*told["packets"]] == ["lo"]
    port = (provider / "url").read_text().rpartition(":")[2]
    assert CONNECTED.findall(log.read_text()) == [("AF_INET", port)] * 4
    assert SENT.findall(log.read_text()) == []
