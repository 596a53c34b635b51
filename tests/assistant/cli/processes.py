"""The command line in a process of its own, with the encoder of the tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]

START = """
import signal, sys
from assistant import app, cli, egress
# Where the tests themselves run in the background, interrupts are ignored, and by children too.
signal.signal(signal.SIGINT, signal.default_int_handler)
from tests.fakes import WordEmbedder
app.Encoder = WordEmbedder
sys.exit(cli.main(sys.argv[1:]))
"""


def start(*words: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", START, *map(str, words)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
        start_new_session=True,
    )  # fmt: skip
