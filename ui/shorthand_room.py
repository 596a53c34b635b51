"""The verbs of shorthand: write a short form out, learn what was chosen, keep snippets."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from assistant.jobs import Lane, ignore
from memory.errors import Problem
from memory.progress import Progress, Work
from memory.types import Changes, Topic
from ui.itemmodels.jobs import Run
from ui.itemmodels.phrases import Snippet
from ui.operations import Operations

if TYPE_CHECKING:
    from assistant.shorthand.shorthand import Expanded, Shorthand
    from memory.expansions import Chosen

Told = Callable[[Problem], object]
News = Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be written out, what stands before it, and who will read it."""

    short: str = field(repr=False)
    before: str = field(default="", repr=False)
    to: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Kept:
    """What the memory holds of shorthand."""

    snippets: Sequence[Snippet] = field(default=(), repr=False)
    learned: Sequence[Chosen] = field(default=(), repr=False)


class ShorthandRoom(QObject):
    """Starts them as jobs; of what was stopped nobody hears again."""

    def __init__(self, operations: Operations) -> None:
        super().__init__(operations)
        self._operations = operations
        self._run: Run | None = None
        self._turn: object = None  # what is being written out now

    @property
    def is_open(self) -> bool:
        """Whether there is a memory to take words from."""
        return self._operations.open is not None

    @property
    def _shorthand(self) -> Shorthand:
        return self._operations.assistant.shorthand

    # -- writing out -------------------------------------------------------

    def write_out(
        self,
        parent: QWidget,
        asked: Asked,
        *,
        on_text: Callable[[str], object],
        on_begin: Callable[[], object],
        on_done: Callable[[Expanded], object],
        on_problem: Told,
    ) -> None:
        """Tell the text of a snippet, else begin to look what the letters may stand for.

        A snippet does not wait for a model that is at work.
        """
        self.stop()
        self._turn = turn = object()

        def while_wanted(told: News) -> News:
            return lambda news: told(news) if self._turn is turn else None

        def looked(text: str | None) -> None:
            if text is not None:
                self._turn = None
                label = self.tr("Use a snippet")
                self._operations.changed.emit(Changes(label, frozenset({Topic.SETTINGS})))
                on_text(text)
                return
            on_begin()
            self._expand(parent, asked, while_wanted(on_done), while_wanted(on_problem))

        assistant = self._operations.assistant
        values = {"name": asked.to} if asked.to else {}
        self._operations.put(
            parent,
            lambda: assistant.shorthand.snippets.filled(asked.short, values),  # loaded in the job
            None,
            while_wanted(looked),
            while_wanted(on_problem),
        )

    def _expand(self, parent: QWidget, asked: Asked, on_done: News, on_problem: News) -> None:
        self._run = Run(self.tr("Write out an abbreviation"), quiet=True)
        work = self._shorthand.expanding(asked.short, before=asked.before, to=asked.to)
        self._operations.run(
            parent, self._run, work, Lane.ENGINE, on_done=on_done, on_problem=on_problem
        )

    def warm(self, parent: QWidget, asked: Asked) -> None:
        """Have all ready before it is asked for; who asks meanwhile waits for no more than that."""
        assistant = self._operations.assistant

        def work() -> Work[Progress, None]:
            shorthand = assistant.shorthand  # loaded in the job
            yield from shorthand.warming(before=asked.before, to=asked.to)

        ready = Run(self.tr("Get ready to write out"), quiet=True)
        self._operations.run(parent, ready, work(), Lane.ENGINE, on_problem=ignore)

    def stop(self) -> None:
        self._turn = None
        if self._run is not None:
            self._operations.stop_run(self._run)
            self._run = None

    # -- what was chosen ---------------------------------------------------

    def choose(self, parent: QWidget, short: str, text: str, passed: Collection[str]) -> None:
        """Learn that a phrase was meant, and that those before it were not."""
        shorthand = self._shorthand
        self._operations.edit(parent, lambda: shorthand.choose(short, text, passed))

    def never(
        self, parent: QWidget, short: str, text: str, on_problem: Told, *, never: bool = True
    ) -> None:
        shorthand = self._shorthand
        self._operations.edit(
            parent, lambda: shorthand.never(short, text, never=never), on_problem=on_problem
        )

    def forget(self, parent: QWidget, one: Chosen, on_problem: Told) -> None:
        shorthand = self._shorthand
        self._operations.edit(
            parent, lambda: shorthand.forget(one.short, one.text), on_problem=on_problem
        )

    def put_back(self, parent: QWidget, one: Chosen, on_problem: Told) -> None:
        """Take back that a phrase was forgotten."""
        shorthand = self._shorthand
        self._operations.edit(parent, lambda: shorthand.put_back(one), on_problem=on_problem)

    # -- what is kept ------------------------------------------------------

    def look(self, parent: QWidget, on_done: Callable[[Kept], object], on_problem: Told) -> None:
        assistant = self._operations.assistant

        def kept() -> Kept:
            shorthand = assistant.shorthand  # loaded in the job
            return Kept(shorthand.snippets.all(), shorthand.learned())

        self._operations.put(parent, kept, None, on_done, on_problem)

    def keep(
        self,
        parent: QWidget,
        name: str,
        text: str,
        before: str,
        on_done: Callable[[int], object],
        on_problem: Told,
    ) -> None:
        """Keep a snippet that was called so ``before``, "" if it is new.

        What is told is how many steps take it back.  A problem: the name is another's.
        """
        snippets = self._shorthand.snippets
        taken = Problem(
            self.tr("There is a snippet of that name already."),
            remedy=self.tr("Give this one another name, or change the one that has it."),
        )

        def deed() -> int:
            if name != before and any(one.name == name for one in snippets.all()):
                raise taken
            snippets.put(name, text)
            if before in {"", name}:
                return 1
            snippets.remove(before)
            return 2

        self._put(parent, self.tr("Keep a snippet"), deed, on_done, on_problem)

    def remove(
        self, parent: QWidget, name: str, on_done: Callable[[int], object], on_problem: Told
    ) -> None:
        """Remove a snippet; what is told is how many steps take it back."""
        snippets = self._shorthand.snippets

        def deed() -> int:
            snippets.remove(name)
            return 1

        self._put(parent, self.tr("Remove a snippet"), deed, on_done, on_problem)

    def undo(self, parent: QWidget, steps: int, on_problem: Told) -> None:
        """Take back the last deeds on snippets."""
        snippets = self._shorthand.snippets

        def deed() -> int:
            return sum(snippets.undo() is not None for _ in range(steps))

        self._put(parent, self.tr("Undo"), deed, lambda _done: None, on_problem)

    def _put(
        self,
        parent: QWidget,
        label: str,
        deed: Callable[[], int],
        on_done: Callable[[int], object],
        on_problem: Told,
    ) -> None:
        changes = Changes(label, frozenset({Topic.SETTINGS}))
        self._operations.put(parent, deed, changes, on_done, on_problem)
