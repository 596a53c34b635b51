"""The verbs of reading help: which terms, what one is, that it is known, what the thread says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from memory.types import DocumentId
from ui.operations import Operations

if TYPE_CHECKING:
    from assistant.explaining.explaining import Explaining
    from assistant.explaining.terms import Explanation, Term
    from assistant.explaining.threads import Summary


class ExplainingRoom(QObject):
    """Asks them of the memory, off this thread."""

    def __init__(self, operations: Operations) -> None:
        super().__init__(operations)
        self._operations = operations

    @property
    def _explaining(self) -> Explaining:
        return self._operations.assistant.explaining

    def terms(
        self, parent: QWidget, id: DocumentId, on_done: Callable[[tuple[Term, ...]], object]
    ) -> None:
        explaining = self._explaining
        self._operations.fetch(parent, lambda: explaining.terms(id), on_done)

    def explain(
        self, parent: QWidget, term: str, on_done: Callable[[Explanation | None], object]
    ) -> None:
        explaining = self._explaining
        self._operations.fetch(parent, lambda: explaining.explain(term), on_done)

    def know(self, parent: QWidget, term: str) -> None:
        explaining = self._explaining
        self._operations.edit(parent, lambda: explaining.know(term))

    def summary(
        self, parent: QWidget, id: DocumentId, on_done: Callable[[Summary], object]
    ) -> None:
        explaining = self._explaining
        self._operations.fetch(parent, lambda: explaining.summary(id), on_done)
