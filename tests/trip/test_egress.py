"""A day of use in a network of its own: with the cloud off no packet, with it on the ledger's."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.trip.conftest import ROOT

UNSHARE, STRACE = shutil.which("unshare"), shutil.which("strace")
ALONE = 'ip link set lo up && exec "$@"'
OUTWARD = re.compile(r"socket\((AF_INET6?|AF_PACKET)")

pytestmark = pytest.mark.skipif(
    not (UNSHARE and STRACE and shutil.which("ip")),
    reason="unshare, strace and ip are needed to count what leaves",
)


def alone(*words: object, log: object) -> subprocess.CompletedProcess[str]:
    """Run a day in a network in which there is nothing but the loopback, and note its calls."""
    traced = (
        STRACE,
        "-f",
        "--seccomp-bpf",
        "-qq",
        "-e",
        "trace=socket,connect,sendto,sendmsg,bind",
        "-o",
        log,
    )
    inside = ("sh", "-c", ALONE, "sh", *traced, sys.executable, "-m", "tests.trip.day_child")
    done = subprocess.run(
        [str(word) for word in (UNSHARE, "-rn", *inside, *words)],
        cwd=ROOT, env=os.environ | {"FAMULUS_PASSPHRASE": "a day"},
        capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    if "unshare failed" in done.stderr or "Operation not permitted" in done.stderr:
        pytest.skip("this computer does not let a test have a network of its own")
    return done


def test_a_day_with_the_cloud_off_sends_no_packet_at_all(tmp_path):
    done = alone(tmp_path / "home", log=tmp_path / "calls")

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told == {"packets": {"lo": 0}, "opened": 0}
    assert OUTWARD.findall((tmp_path / "calls").read_text()) == []
