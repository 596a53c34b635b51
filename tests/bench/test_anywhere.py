"""Fifty texts in a row in three programs of others, how soon the popup comes, what idling costs.

The programs are a plain editor, a text area in a browser, and a word processor.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.trip.foreign import RETURN, Room, need, room, until

RUNS = 50
SHOWN = 0.150  # seconds from the key to the popup, at the 95th of a hundred
IDLE = 20.0  # seconds looked at
AT_MOST = 0.01  # of a core
OLD = "the naïve old text"
NEW = "THE NAÏVE OLD TEXT!\nand a line more"


@pytest.fixture
def here(qapp, tmp_path: Path) -> Iterator[Room]:
    with room(tmp_path, ["dbus-run-session"]) as made:
        yield made


@pytest.mark.parametrize(
    ("open_it", "program"),
    [("mousepad", "mousepad"), ("browser", "chromium"), ("writer", "soffice")],
)
def test_fifty_in_a_row(here: Room, open_it: str, program: str):
    need(program)
    window = getattr(here, open_it)(OLD)
    here.owner(256)
    before = here.clipboard()
    famulus = here.famulus()
    shown, taken, put, failed = [], [], [], []
    for run in range(RUNS):
        here.select_all(OLD)
        famulus.forget()
        pressed = here.shortcut()
        text = famulus.next("taken")
        shown.append(famulus.next("shown")["at"] - pressed)
        taken.append(text["at"] - pressed)
        here.until_ours(famulus)
        here.press(RETURN)
        famulus.next("done")
        accepted = time.monotonic()
        here.press(RETURN)
        told = famulus.next("put")
        put.append(told["at"] - accepted)
        after = here.clipboard()
        if text["text"] != OLD or told["problem"] or after != before:
            failed.append((run, text["text"], told["problem"], after == before))
        here.select_all(NEW)
        here.control("z")
        until(lambda: here.screen.is_inside(here.screen.focus, window))
    here.select_all(OLD)
    print(
        f"\n{program}: {RUNS} runs, {len(failed)} failed; popup after {ms(shown)}, "
        f"text after {ms(taken)}, put back with the clipboard restored after {ms(put)}"
    )

    assert failed == []
    assert at_95(shown) <= SHOWN


def test_idle_in_the_background_costs_next_to_nothing(here: Room):
    famulus = here.famulus()
    process = psutil.Process(famulus.process.pid)
    time.sleep(2)
    before, began = sum(process.cpu_times()[:2]), time.monotonic()
    time.sleep(IDLE)
    share = (sum(process.cpu_times()[:2]) - before) / (time.monotonic() - began)
    print(f"\nidle: {100 * share:.2f} % of a core in {IDLE:.0f} s")

    assert share <= AT_MOST


def at_95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def ms(times: list[float]) -> str:
    return f"{1000 * statistics.median(times):.0f} ms (95 %: {1000 * at_95(times):.0f} ms)"
