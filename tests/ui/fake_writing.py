"""A writing assistant made up in memory; it writes what it was told to, word by word."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field, replace

from assistant.writing.commands import Command
from assistant.writing.facts import Kind
from assistant.writing.kept import Doubt
from assistant.writing.writing import Written
from memory.errors import Problem
from memory.progress import Progress, TextDelta, Work
from memory.types import Changes, Topic


def a_doubt(sentence: str) -> Doubt:
    return Doubt(Kind.NUMBER, "", sentence)


def a_written(
    text: str,
    made_by: str = "Qwen3-4B",
    why: str = "",
    *,
    doubts: tuple[Doubt, ...] = (),
    notes: tuple[str, ...] = (),
    likeness: float | None = 0.82,
) -> Written:
    return Written(text, made_by, why, 2, doubts, notes, likeness)


COMMANDS = (
    Command("rewrite", "Rewrite", "R", ask="Rewrite the text so that it reads well."),
    Command("shorten", "Shorten", "S"),
    Command("lengthen", "Lengthen", "L"),
    Command("correct", "Correct", "C"),
    Command("translate", "Translate", "T", needs="language"),
    Command("friendlier", "Friendlier", "F"),
    Command("formal", "More formal", "M"),
    Command("firmer", "Firmer", "I"),
    Command("plainer", "Plainer", "P"),
    Command("summarise", "Summarise", "U"),
    Command("explain", "Explain", "X"),
    Command("reply", "Reply", "Y"),
    Command("expand", "Expand", "E"),
    Command("continue", "Continue", "O", goes_on=True),
    Command("as-i-would", "As I would write it", "A"),
    Command("write", "Write what it asks for", "W"),
    Command("instruct", "Do as I say", needs="instruction"),
)
BEFORE = (
    "We was there on monday and seen the big house. It were nice, and costs 420 pounds a month."
)
AFTER = "We were there on Monday and saw the big house. It was nice, and costs 420 pounds a month."


@dataclass
class FakeWriting:
    """Writes ``next_text``; ``holds`` lets it wait after so many words until it is stopped."""

    the_commands: list[Command] = field(default_factory=lambda: list(COMMANDS))
    next_text: str = AFTER
    result: Written = field(default_factory=lambda: a_written(""))
    problem: Problem | None = None
    bug: Exception | None = None
    pace: float = 0.0
    holds: int | None = None
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    ahead: list[str] = field(default_factory=list)  # texts read ahead
    said: list[str] = field(default_factory=list)
    stopped: int = 0
    gone: Command | None = None

    def commands(self) -> tuple[Command, ...]:
        return tuple(self.the_commands)

    def prefetching(self, text: str) -> Work[Progress, None]:
        self.ahead.append(text)
        yield Progress(0, note="Qwen3-4B reads the text")

    def writing(self, text: str, command: str, **given: str) -> Work[Progress | TextDelta, Written]:
        self.asked.append((text, command, given))
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

    def add(self, title: str, ask: str, shortcut: str = "") -> Changes:
        self._fail()
        if any(one.title == title for one in self.the_commands):
            raise Problem("There is a command of that name already.")
        made = Command(title.lower(), title, shortcut, own=True, ask=ask)
        self.the_commands.append(made)
        return Changes("Add command", frozenset({Topic.SETTINGS}))

    def remove(self, id: str) -> Changes:
        self._fail()
        self.gone = next(one for one in self.the_commands if one.id == id)
        self.the_commands.remove(self.gone)
        return Changes("Remove command", frozenset({Topic.SETTINGS}))

    def restore(self) -> Changes:
        assert self.gone is not None
        self.the_commands.append(self.gone)
        return Changes("Restore command", frozenset({Topic.SETTINGS}))

    def _fail(self) -> None:
        problem, self.problem = self.problem or self.bug, None
        if problem is not None:
            raise problem


def command(id: str) -> Command:
    return next(one for one in COMMANDS if one.id == id)
