"""The verbs of the ledger: look, find, check the chain, export, count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from memory.errors import Problem
from ui.itemmodels.disclosures import Disclosure
from ui.operations import Operations

if TYPE_CHECKING:
    from assistant.privacy.privacy import Privacy
    from memory.ledger import Broken

Told = Callable[[Problem], object]


@dataclass(frozen=True, slots=True)
class Sum:
    """What left since the beginning."""

    requests: int
    size: int  # bytes


class LedgerRoom(QObject):
    """Starts them as jobs; of several searches only the last is told."""

    def __init__(self, operations: Operations) -> None:
        super().__init__(operations)
        self._operations = operations
        self._turn: object = None  # the search that is waited for

    @property
    def is_open(self) -> bool:
        return self._operations.open is not None

    @property
    def _privacy(self) -> Privacy:
        return self._operations.assistant.privacy

    def find(
        self,
        parent: QWidget,
        matching: str,
        on_done: Callable[[Sequence[Disclosure]], object],
        on_problem: Told,
    ) -> None:
        """Look for what left and holds all of these words, the newest first."""
        self._turn = turn = object()
        privacy = self._privacy

        def told(found: Sequence[Disclosure]) -> None:
            if self._turn is turn:
                on_done(found)

        self._operations.put(parent, lambda: privacy.disclosures(matching), None, told, on_problem)

    def check(
        self, parent: QWidget, on_done: Callable[[Broken | None], object], on_problem: Told
    ) -> None:
        self._operations.put(parent, self._privacy.check_ledger, None, on_done, on_problem)

    def export(
        self, parent: QWidget, path: Path, on_done: Callable[[int], object], on_problem: Told
    ) -> None:
        """Write every row into a file; what is told is how many there were."""
        privacy = self._privacy
        self._operations.put(parent, lambda: privacy.export_ledger(path), None, on_done, on_problem)

    def count(self, parent: QWidget, on_done: Callable[[Sum], object], on_problem: Told) -> None:
        privacy = self._privacy
        self._operations.put(parent, lambda: Sum(*privacy.counted()), None, on_done, on_problem)
