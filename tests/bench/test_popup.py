"""How soon the popup is there, and how soon its first words are, beside bare llama.cpp."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

from assistant.app import Assistant
from tests.ui.walks import screen

ROOT = Path(__file__).parents[2]
TIMES = 60
PROMISED = 0.150  # seconds


def test_the_popup_is_visible_at_once(tmp_path):
    home = tmp_path / "memory"
    Assistant.open(home).close()
    with screen() as display:
        told = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.popup_window", str(home), str(TIMES)],
            env=os.environ | told,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=180,
        )
    assert done.returncode == 0, done.stderr[-2000:]
    took = json.loads(done.stdout)
    first, rest = took[0], sorted(took)
    slow = rest[round(0.95 * len(rest)) - 1]
    print(
        f"\nvisible after {statistics.median(took) * 1000:.0f} ms in the middle, "
        f"{slow * 1000:.0f} ms at p95, {first * 1000:.0f} ms the first time"
    )

    assert slow <= PROMISED
