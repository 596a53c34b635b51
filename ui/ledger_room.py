"""The verbs of the ledger: look, find, check the chain, export, count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from assistant.jobs import Lane
from memory.errors import Problem
from ui.itemmodels.disclosures import Disclosure
from ui.itemmodels.jobs import Run
from ui.operations import Operations

if TYPE_CHECKING:
    from assistant.privacy.leaving import Left
    from memory.chain import Broken

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
    def _ledger(self) -> Left:
        return self._operations.assistant.leaving

    def find(
        self,
        parent: QWidget,
        matching: str,
        on_done: Callable[[Sequence[Disclosure]], object],
        on_problem: Told,
    ) -> None:
        """Look for what left and holds all of these words, the newest first."""
        self._turn = turn = object()
        ledger = self._ledger

        def told(found: Sequence[Disclosure]) -> None:
            if self._turn is turn:
                on_done(found)

        self._operations.put(parent, lambda: ledger.all(matching), None, told, on_problem)

    def check(
        self, parent: QWidget, on_done: Callable[[Broken | None], object], on_problem: Told
    ) -> None:
        ledger = self._ledger
        self._operations.put(parent, ledger.check, None, on_done, on_problem)

    def export(
        self, parent: QWidget, path: Path, on_done: Callable[[int], object], on_problem: Told
    ) -> None:
        """Write every row into a file; what is told is how many there were."""
        self._operations.run(
            parent,
            Run(self.tr("Export the ledger")),
            self._ledger.exporting(path),
            Lane.EDIT,
            on_done=on_done,
            on_problem=on_problem,
        )

    def count(self, parent: QWidget, on_done: Callable[[Sum], object], on_problem: Told) -> None:
        ledger = self._ledger
        self._operations.put(parent, lambda: Sum(*ledger.counted()), None, on_done, on_problem)
