"""The verbs of labels: look, put one on, take it off, undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from memory.errors import Problem
from memory.types import Changes
from ui.itemmodels.labels import Labelled
from ui.operations import Operations

if TYPE_CHECKING:
    from assistant.privacy.labels import Labels

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
    def _labels(self) -> Labels:
        return self._operations.assistant.labels

    def look(
        self, parent: QWidget, on_done: Callable[[Sequence[Labelled]], object], on_problem: Told
    ) -> None:
        self._operations.put(parent, self._labels.all, None, on_done, on_problem)

    def put(
        self,
        parent: QWidget,
        one: Labelled,
        label: str | None,
        on_done: Callable[[Changes], object],
        on_problem: Told,
    ) -> None:
        """Let something bear this label, or none of its own."""
        labels = self._labels
        self._change(parent, lambda: labels.put(one.what, one.key, label), on_done, on_problem)

    def undo(self, parent: QWidget, on_done: Callable[[Changes], object], on_problem: Told) -> None:
        """Take back what was done last."""
        self._change(parent, self._labels.undo, on_done, on_problem)

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
