"""The verbs of the writing assistant: its commands, one text at a time, the user's own commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from assistant.agent.answer import TextDelta
from assistant.jobs import Lane
from memory.errors import Problem
from memory.types import Changes
from ui.itemmodels.jobs import Run
from ui.operations import Operations

Told = Callable[[Problem], object]
News = Callable[[Any], object]

ANSWERS = frozenset({"summarise", "explain", "reply"})  # what comes stands beside the text
FREE = "free"  # the command that is an instruction and nothing else


class Command(Protocol):
    """Something that can be done with a text."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def shortcut(self) -> str: ...
    @property
    def own(self) -> bool: ...
    @property
    def needs(self) -> str: ...


class Written(Protocol):
    """What was made of a text, and how."""

    @property
    def text(self) -> str: ...
    @property
    def made_by(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def doubts(self) -> Sequence[object]: ...
    @property
    def notes(self) -> Sequence[str]: ...
    @property
    def likeness(self) -> float | None: ...


@dataclass(frozen=True, slots=True)
class OwnCommand:
    """A command of the user's own; without an id it is new."""

    title: str = field(repr=False)
    instruction: str = field(repr=False)
    shortcut: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done with a text, and for whom."""

    text: str = field(repr=False)
    command: str
    title: str = field(default="", repr=False)  # what the command is called
    instruction: str = field(default="", repr=False)
    to: str = field(default="", repr=False)

    @property
    def answers(self) -> bool:
        """Whether the result stands beside the text rather than in its place."""
        return self.command in ANSWERS or not self.text

    def of(self, text: str) -> Wanted:
        """Return the same with another text."""
        return replace(self, text=text)


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
    def _writing(self) -> Any:
        return cast("Any", self._operations.assistant).writing

    # -- asking ------------------------------------------------------------

    def commands(
        self, parent: QWidget, on_done: Callable[[Sequence[Command]], object], on_problem: Told
    ) -> None:
        writing = self._writing
        self._operations.put(parent, writing.commands, None, on_done, on_problem)

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

        def done(written: Any) -> None:
            self._turn = None
            on_done(written)

        self._on_problem = failed
        self._run = Run(self.tr("Write"), quiet=True)
        self._operations.run(
            parent,
            self._run,
            self._writing.writing(
                wanted.text, wanted.command, instruction=wanted.instruction, to=wanted.to
            ),
            Lane.ENGINE,
            on_step=while_wanted(step),
            on_done=while_wanted(done),
            on_problem=while_wanted(failed),
        )

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

    # -- the user's own commands -------------------------------------------

    def keep(
        self,
        parent: QWidget,
        own: OwnCommand,
        on_done: Callable[[Changes], object],
        on_problem: Told,
    ) -> None:
        """Keep a command of the user's; one that has no id yet is new."""
        writing = self._writing
        self._operations.put(
            parent,
            lambda: writing.keep(own.title, own.instruction, own.shortcut, id=own.id),
            None,
            on_done,
            on_problem,
        )

    def remove(
        self, parent: QWidget, id: str, on_done: Callable[[Changes], object], on_problem: Told
    ) -> None:
        writing = self._writing
        self._operations.put(parent, lambda: writing.remove(id), None, on_done, on_problem)
