"""The terminal of a command: progress, answers as they come, and nothing that commands it."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime
from typing import Any, TypeVar

from assistant.app import Assistant
from ingest.clean import visible
from memory.errors import Problem, whereabouts
from memory.progress import Progress, TextDelta, Work
from memory.sizes import sized
from memory.types import Passage

T = TypeVar("T")
Steps = Work[Progress | TextDelta, T] | Work[Progress, T]

NAMES = "`famulus sources` shows their names."


def opened(arguments: argparse.Namespace) -> Assistant:
    """Open the memory, and say once what its owner has to know."""
    famulus = Assistant.open(arguments.home)
    if famulus.recovery_code:
        print(
            line(f"A new memory was made in {famulus.home}."),
            f"Its recovery code, shown only now: {famulus.recovery_code}",
            "Write it down: it opens the memory when all else is lost.",
            sep="\n",
            file=sys.stderr,
        )
    for warning in famulus.warnings:
        print(warning, file=sys.stderr)
    return famulus


class Screen:
    """The terminal of a command: how far its work is, and an answer as it comes."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.heard = ""  # of the answer; nothing where it is printed at the end
        self._streams = sys.stdout.isatty() and not arguments.json
        self._moves = sys.stderr.isatty() and not arguments.json
        self._at_progress = False  # what stands on the last line

    def show(self, step: Progress | TextDelta) -> None:
        if isinstance(step, Progress):
            self._show_progress(step)
        elif self._streams:
            self.clear()
            self.heard += step.text
            print(visible(step.text), end="", flush=True)

    def clear(self) -> None:
        """Take the progress off the terminal."""
        if self._at_progress:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
        self._at_progress = False

    def end_line(self) -> None:
        if self.heard and not self.heard.endswith("\n"):
            self.heard += "\n"
            print(flush=True)

    def _show_progress(self, step: Progress) -> None:
        self.end_line()
        if self._moves:
            said = sized if step.in_bytes else str
            total = f" of {said(step.total)}" if step.total else ""
            words = line(f"{step.note} {said(step.done)}{total}")
            print(f"\r\033[K{words}", end="", file=sys.stderr, flush=True)
            self._at_progress = True


def shown(work: Steps[T], arguments: argparse.Namespace, screen: Screen | None = None) -> T:
    """Run the work to its end, its steps on the terminal if there is one."""
    screen = screen or Screen(arguments)
    try:
        while True:
            screen.show(next(work))
    except StopIteration as stop:
        result: T = stop.value
        return result
    finally:
        work.close()
        screen.clear()
        screen.end_line()


def headed(passage: Passage) -> str:
    """Return what a passage is, in one line."""
    date = f"{passage.date.day} {passage.date:%B %Y}" if passage.date else ""
    parts = (passage.title, date, ", ".join(passage.people[:2]))
    return line(" — ".join(filter(None, parts)))


def line(words: str) -> str:
    """Return others' words as one line in which nothing commands the terminal."""
    return " ".join(visible(words).split())


def say_problem(problem: Problem) -> None:
    print(line(f"{problem} {problem.remedy}"), file=sys.stderr)


def say_bug(_kind: type[BaseException], error: BaseException, _trace: object) -> None:
    """Say where a mistake of ours came up, and none of the words it came up on."""
    print("Something went wrong inside the program.", file=sys.stderr)
    print(whereabouts(error), file=sys.stderr)


def say_json(value: Any) -> None:
    # In ASCII: names of files hold what no encoding can say, and what commands a terminal.
    print(json.dumps(value, default=_plain), flush=True)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
