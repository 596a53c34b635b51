"""The verbs of the models page: look, get, add, use, try, remove."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from assistant.jobs import Lane
from memory.errors import Problem
from memory.progress import once
from memory.types import Changes, Topic
from ui.itemmodels.jobs import Run
from ui.operations import Operations
from ui.render import one_line

if TYPE_CHECKING:
    from assistant.engine.download import RemoteFile
    from assistant.models.installed import Installed
    from assistant.models.room import ModelRoom, Offered, Room

Told = Callable[[Problem], object]


class ModelsRoom(QObject):
    """Starts them as jobs; of each model that is being got it knows the run."""

    def __init__(self, operations: Operations) -> None:
        super().__init__(operations)
        self._operations = operations
        self.runs: dict[str, Run] = {}  # by the name of the offer, the newest

    @property
    def _room(self) -> ModelRoom:
        return self._operations.assistant.models

    def look(self, parent: QWidget, on_done: Callable[[Room], object], on_problem: Told) -> None:
        self._operations.put(parent, self._room.look, None, on_done, on_problem)

    def size(
        self,
        parent: QWidget,
        one: Offered,
        on_done: Callable[[RemoteFile], object],
        on_problem: Told,
    ) -> None:
        """Ask the source how large it is."""
        room, name = self._room, one.offer.name
        run = Run(self.tr("Ask how large {name} is").format(name=one.offer.title), quiet=True)
        work = once(lambda: room.wanted(name))
        self._operations.run(parent, run, work, Lane.NET, on_done=on_done, on_problem=on_problem)

    def get(self, parent: QWidget, one: Offered, on_problem: Told) -> None:
        """Get it, or go on with it; paused it goes on from there."""
        name, window = one.offer.name, parent.window()
        before = self.runs.get(name)
        if before is not None:
            self._operations.runs.forget_pause(before)
        run = Run(self.tr("Get {name}").format(name=one.offer.title))
        run.again = lambda: self.get(parent, one, on_problem)
        self.runs[name] = run
        self._operations.run(
            window,
            run,
            self._room.getting(name),
            Lane.NET,
            on_done=lambda _model: self._changed(self.tr("Get a model")),
            on_problem=on_problem,
        )

    def stop(self, one: Offered) -> None:
        """Stop getting it; what is there stays."""
        if run := self.runs.get(one.offer.name):
            self._operations.stop_run(run)

    def drop(self, parent: QWidget, one: Offered, on_problem: Told) -> None:
        """Throw away what was got of it."""
        room, name = self._room, one.offer.name
        self._operations.edit(parent, lambda: room.remove(name), on_problem=on_problem)

    def add(
        self,
        parent: QWidget,
        path: Path,
        on_done: Callable[[Installed], object],
        on_problem: Told,
    ) -> None:
        room = self._room
        changes = Changes(self.tr("Add a model"), frozenset({Topic.MODELS}))
        self._operations.put(parent, lambda: room.add(path), changes, on_done, on_problem)

    def use(self, parent: QWidget, one: Installed, trust: str, on_problem: Told) -> None:
        room = self._room
        self._operations.edit(parent, lambda: room.use(str(one.path), trust), on_problem=on_problem)

    def remove(self, parent: QWidget, one: Installed, on_problem: Told) -> None:
        room = self._room
        self._operations.edit(parent, lambda: room.remove(str(one.path)), on_problem=on_problem)

    def choose_tier(
        self, parent: QWidget, one: Installed, tier: int | None, on_problem: Told
    ) -> None:
        room = self._room
        self._operations.edit(
            parent, lambda: room.choose_tier(str(one.path), tier), on_problem=on_problem
        )

    def test(self, parent: QWidget, one: Installed, on_problem: Told) -> None:
        """Try it on the built-in tasks."""
        run = Run(self.tr("Test {name}").format(name=one_line(one.name)))
        self._operations.run(
            parent.window(),
            run,
            self._room.testing(str(one.path)),
            Lane.ENGINE,
            on_done=lambda _model: self._changed(self.tr("Test a model")),
            on_problem=on_problem,
        )

    def _changed(self, label: str) -> None:
        self._operations.changed.emit(Changes(label, frozenset({Topic.MODELS})))
