"""The verbs of the writing assistant: its commands, one text at a time, the user's own commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from assistant.jobs import Lane, ignore
from memory.errors import Problem
from memory.progress import TextDelta
from memory.types import Changes
from ui.itemmodels.jobs import Run
from ui.operations import Operations

if TYPE_CHECKING:
    from assistant.writing.commands import Command
    from assistant.writing.writing import Writing, Written

Told = Callable[[Problem], object]
News = Callable[[Any], object]

REPLY = "reply"
ANSWERS = frozenset({"summarise", "explain", REPLY})  # what comes stands beside the text
INSTRUCT = "instruct"  # does what is said and nothing else
NEW = "write"  # writes what the text asks for
GOES_BY = frozenset({"continue", "expand", NEW})  # commands to which it matters what stands before


@dataclass(frozen=True, slots=True)
class OwnCommand:
    """A command of the user's own; without an id it is new."""

    title: str = field(default="", repr=False)
    ask: str = field(default="", repr=False)
    shortcut: str = ""
    id: str = ""


def own_of(command: Command | None) -> OwnCommand | None:
    """Return the command as the user may change it, None if it is none of theirs."""
    if command is None or not command.own:
        return None
    return OwnCommand(command.title, command.ask, command.shortcut, command.id)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done with a text; ``words`` are what the user said beside it."""

    command: Command
    text: str = field(default="", repr=False)
    words: str = field(default="", repr=False)
    to: str = field(default="", repr=False)
    sure: bool = False  # the user said who it is to; else it is guessed
    before: str | None = field(default=None, repr=False)  # the text; None where it is not known

    @property
    def replies(self) -> bool:
        """Whether it is a letter that is answered, from what the memory holds."""
        return self.command.id == REPLY and not self.is_new

    @property
    def answers(self) -> bool:
        """Whether the result stands beside the text rather than in its place."""
        return self.command.id in ANSWERS or self.is_new

    @property
    def is_new(self) -> bool:
        """Whether there was no text, and it is the words that say what to write."""
        return not self.text

    @property
    def lacks_before(self) -> bool:
        """Whether it is done without what stands before, and would go by it."""
        return self.command.id in GOES_BY and self.before is None

    @property
    def instruction(self) -> str:
        """What the user said, where that alone says what is to be done."""
        return self.words if self.command.id in {INSTRUCT, NEW} else ""

    @property
    def title(self) -> str:
        return self.instruction or ": ".join(filter(None, (self.command.title, self.words)))

    def whole(self, made: str) -> str:
        """Return the text that stands in the place of the old one, once this was made of it."""
        if not self.command.goes_on or not made:
            return made
        gap = "" if self.text[-1:].isspace() or made[:1].isspace() else " "
        return f"{self.text}{gap}{made}"

    def given(self) -> dict[str, str]:
        """Return what is given to the command by name."""
        given = {"to": self.to}
        if self.words and not self.is_new:
            name = self.command.needs if self.command.needs in {"language", "to"} else "instruction"
            given[name] = self.words
        if self.before and self.command.id in GOES_BY:
            given["before"] = self.before
        return given


class WritingRoom(QObject):
    """Starts them as jobs; of the writing that is under way it hears, of a stopped one no more."""

    def __init__(self, operations: Operations) -> None:
        super().__init__(operations)
        self._operations = operations
        self._turn: object = None  # the writing that is under way
        self._run: Run | None = None
        self._on_problem: Told | None = None
        operations.runs.moved.connect(self._look)

    @property
    def is_open(self) -> bool:
        """Whether there is a memory to write from."""
        return self._operations.open is not None

    @property
    def _writing(self) -> Writing:
        return self._operations.assistant.writing

    # -- asking ------------------------------------------------------------

    def commands(
        self, parent: QWidget, on_done: Callable[[Sequence[Command]], object], on_problem: Told
    ) -> None:
        assistant = self._operations.assistant
        known = lambda: assistant.writing.commands()  # noqa: E731, PLW0108 - loaded in the job
        self._operations.put(parent, known, None, on_done, on_problem)

    def people(self, parent: QWidget, on_done: Callable[[list[str]], object]) -> None:
        """Find the names of the people known, those that are written to most first."""
        people = self._operations.assistant.people

        def names() -> list[str]:
            return [one.person.name for one in people.everybody() if not one.is_user]

        self._operations.fetch(parent, names, on_done)

    def write(
        self,
        parent: QWidget,
        wanted: Wanted,
        *,
        on_step: News,
        on_done: News,
        on_problem: Told,
    ) -> None:
        """Write; what was under way is stopped.  Steps are Progress and the pieces of the text."""
        self.stop()
        self._turn = turn = object()

        def while_wanted(told: News) -> News:
            return lambda news: told(news) if self._turn is turn else None

        def step(news: Any) -> None:
            on_step(news.text if isinstance(news, TextDelta) else news)

        def failed(problem: Problem) -> None:
            self._turn = None  # before it is told: who hears of it may try again
            on_problem(problem)

        def done(written: Written) -> None:
            self._turn = None
            on_done(written)

        self._on_problem = failed
        self._run = Run(self.tr("Write"), quiet=True)
        self._operations.run(
            parent,
            self._run,
            self._writing.writing(wanted.text or wanted.words, wanted.command.id, **wanted.given()),
            Lane.ENGINE,
            on_step=while_wanted(step),
            on_done=while_wanted(done),
            on_problem=while_wanted(failed),
        )

    def read_ahead(self, parent: QWidget, text: str) -> None:
        """Let the model read the text while it is chosen what to do with it."""
        self.stop()
        self._run = Run(self.tr("Read ahead"), quiet=True)
        work = self._writing.prefetching(text)
        self._operations.run(parent, self._run, work, Lane.ENGINE, on_problem=ignore)

    @property
    def is_busy(self) -> bool:
        return self._turn is not None

    def stop(self) -> None:
        """Stop what is being written; nobody hears of it again."""
        self._turn = None
        if self._run is not None:
            self._operations.stop_run(self._run)
            self._run = None

    def _look(self) -> None:
        """Tell who waits when the work ended without a word: stopped from elsewhere, or a bug."""
        if self.is_busy and self._run is not None and not self._run.under_way:
            assert self._on_problem is not None
            self._on_problem(
                Problem(
                    self.tr("The writing did not come to its end."), remedy=self.tr("Try it again.")
                )
            )

    def accepted(self, parent: QWidget, wanted: Wanted, draft: str, text: str) -> None:
        """Let it be learned how the user writes, from what they changed in a draft."""
        voice = self._operations.assistant.voice
        if draft != text:
            self._operations.edit(parent, lambda: voice.heard(draft, text, to=wanted.to))

    # -- the user's own commands -------------------------------------------

    def keep(
        self, parent: QWidget, own: OwnCommand, before: OwnCommand | None, on_problem: Told
    ) -> None:
        """Keep a command of the user's, in place of the one it was ``before``."""
        writing = self._writing

        def deed() -> Changes:
            if before is not None:
                writing.remove(before.id)
            try:
                return writing.add(own.title, own.ask, own.shortcut)
            except Problem:
                if before is not None:
                    writing.restore()
                raise

        self._operations.edit(parent, deed, on_problem=on_problem)

    def remove(self, parent: QWidget, own: OwnCommand, on_problem: Told) -> None:
        writing = self._writing
        self._operations.edit(parent, lambda: writing.remove(own.id), on_problem=on_problem)
