"""A writing assistant made up in memory; it writes what it was told to, word by word."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.agent.answer import TextDelta
from memory.errors import Problem
from memory.progress import Progress, Work
from memory.types import Changes, Topic


@dataclass(frozen=True)
class FakeCommand:
    id: str
    title: str
    shortcut: str = ""
    own: bool = False
    needs: str = ""
    instruction: str = ""


@dataclass(frozen=True)
class FakeWritten:
    text: str = field(repr=False)
    made_by: str = "Qwen3-4B"
    why: str = ""
    tier: int = 2
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    likeness: float | None = 0.82


COMMANDS = (
    FakeCommand("rewrite", "Rewrite"),
    FakeCommand("shorten", "Shorten"),
    FakeCommand("lengthen", "Lengthen"),
    FakeCommand("correct", "Correct"),
    FakeCommand("translate", "Translate", needs="language"),
    FakeCommand("tone", "Change the tone", needs="tone"),
    FakeCommand("own-voice", "As I would write it"),
    FakeCommand("summarise", "Summarise"),
    FakeCommand("explain", "Explain"),
    FakeCommand("reply", "Reply"),
    FakeCommand("expand", "Expand from notes"),
    FakeCommand("continue", "Continue"),
)
BEFORE = (
    "We was there on monday and seen the big house. It were nice, and costs 420 pounds a month."
)
AFTER = "We were there on Monday and saw the big house. It was nice, and costs 420 pounds a month."


@dataclass
class FakeWriting:
    """Writes ``next_text``; ``holds`` lets it wait after so many words until it is stopped."""

    the_commands: list[FakeCommand] = field(default_factory=lambda: list(COMMANDS))
    next_text: str = AFTER
    result: FakeWritten = field(default_factory=lambda: FakeWritten(""))
    problem: Problem | None = None
    bug: Exception | None = None
    pace: float = 0.0
    holds: int | None = None
    asked: list[tuple[str, str, str, str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    stopped: int = 0

    def commands(self) -> tuple[FakeCommand, ...]:
        return tuple(self.the_commands)

    def writing(
        self,
        text: str,
        command: str,
        *,
        instruction: str = "",
        to: str = "",
        language: str = "",
        before: str = "",
    ) -> Work[Progress | TextDelta, FakeWritten]:
        self.asked.append((text, command, instruction, to))
        try:
            yield Progress(0, note="Qwen3-4B reads 20 words")
            self._fail()
            for count, piece in enumerate(re.findall(r"\S+\s*|\s+", self.next_text)):
                while count == self.holds:
                    yield Progress(0)
                    time.sleep(0.01)
                self.said.append(piece)
                yield TextDelta(piece)
                time.sleep(self.pace)
        except GeneratorExit:
            self.stopped += 1
            raise
        return replace(self.result, text=self.next_text)

    def keep(self, title: str, instruction: str, shortcut: str = "", *, id: str = "") -> Changes:
        self._fail()
        made = FakeCommand(id or f"own{len(self.the_commands)}", title, shortcut, own=True)
        made = replace(made, instruction=instruction)
        self._forget(made.id)
        self.the_commands.append(made)
        return Changes(f"Keep “{title}”", frozenset({Topic.SETTINGS}))

    def remove(self, id: str) -> Changes:
        self._fail()
        self._forget(id)
        return Changes("Remove", frozenset({Topic.SETTINGS}))

    def _forget(self, id: str) -> None:
        self.the_commands = [one for one in self.the_commands if one.id != id]

    def _fail(self) -> None:
        problem, self.problem = self.problem or self.bug, None
        if problem is not None:
            raise problem


def doubtful(*doubts: str, notes: Sequence[str] = ()) -> FakeWritten:
    return FakeWritten("", doubts=doubts, notes=tuple(notes))
