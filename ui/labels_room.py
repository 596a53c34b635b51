"""The verbs of labels: look, put one on, take it off, undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from memory.errors import Problem
from memory.types import Changes, Label
from ui.itemmodels.labels import Labelled
from ui.operations import Operations

if TYPE_CHECKING:
    from assistant.app import Assistant
    from memory.labels import What

Told = Callable[[Problem], object]


class LabelsRoom(QObject):
    """Starts them as jobs."""

    def __init__(self, operations: Operations) -> None:
        super().__init__(operations)
        self._operations = operations

    @property
    def is_open(self) -> bool:
        return self._operations.open is not None

    @property
    def _famulus(self) -> Assistant:
        return self._operations.assistant

    def look(
        self, parent: QWidget, on_done: Callable[[Sequence[Labelled]], object], on_problem: Told
    ) -> None:
        """Look for all that can bear a label, and which it bears itself."""
        famulus = self._famulus
        self._operations.put(parent, lambda: _all(famulus), None, on_done, on_problem)

    def put(
        self,
        parent: QWidget,
        one: Labelled,
        label: str | None,
        on_done: Callable[[Changes], object],
        on_problem: Told,
    ) -> None:
        """Let something bear this label, or none of its own."""
        labels = self._famulus.labels

        def deed() -> Changes:
            from memory.labels import Origin

            origin = Origin(cast("What", one.what), one.key)
            return labels.set(origin, Label(label) if label else None)

        self._change(parent, deed, on_done, on_problem)

    def undo(self, parent: QWidget, on_done: Callable[[Changes], object], on_problem: Told) -> None:
        """Take back what was done last."""
        self._change(parent, self._famulus.labels.undo, on_done, on_problem)

    def _change(
        self,
        parent: QWidget,
        deed: Callable[[], Changes],
        on_done: Callable[[Changes], object],
        on_problem: Told,
    ) -> None:
        def done(changes: Changes) -> None:
            on_done(changes)
            self._operations.changed.emit(changes)

        self._operations.put(parent, deed, None, done, on_problem)


def _all(famulus: Assistant) -> list[Labelled]:
    """Return sources, people and conversations, and whatever else bears a label already."""
    borne = {(one.origin.what, one.origin.key): one for one in famulus.labels.all()}
    named: list[tuple[str, str | int, str]] = [
        *(("source", one.name, one.name) for one in famulus.sources()),
        *(("person", one.person.id, one.person.name) for one in famulus.people.everybody()),
        *(("conversation", one.id, one.title) for one in famulus.conversations()),
    ]
    found = []
    for what, key, name in named:
        own = borne.pop((cast("What", what), key), None)
        found.append(Labelled(what, key, name, own.label if own else None))
    rest = (Labelled(o.origin.what, o.origin.key, o.name, o.label) for o in borne.values())
    return [*found, *rest]
