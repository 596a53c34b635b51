"""The verbs of the memory as a whole that it can stay open for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from assistant.jobs import Lane
from memory.errors import Problem
from memory.progress import Progress, Work
from memory.types import Changes, Topic
from ui.itemmodels.jobs import Run
from ui.operations import Operations
from ui.phrases import counted, here

if TYPE_CHECKING:
    from memory.safekeeping.archive import Exported
    from memory.safekeeping.archive_reader import Imported
    from memory.safekeeping.backup import Backup
    from memory.safekeeping.verify import Finding, Health

T = TypeVar("T")
ALL = frozenset(Topic)


class Safekeeping(QObject):
    """Starts them as jobs, each told of to the widget that asked."""

    def __init__(self, operations: Operations) -> None:
        super().__init__(operations)
        self._operations = operations

    def last_backup(self, parent: QWidget, on_done: Callable[[Backup | None], object]) -> None:
        self._operations.fetch(parent, self._keeping.last_backup, on_done)

    def back_up(
        self, parent: QWidget, path: Path, on_done: Callable[[Backup], object], told: Told
    ) -> None:
        title = self.tr("Back up to {name}").format(name=path.name)
        self._start(parent, title, self._keeping.backing_up(path), on_done, told)

    def check(self, parent: QWidget, on_done: Callable[[Health], object], told: Told) -> None:
        self._start(parent, self.tr("Check the memory"), self._keeping.checking(), on_done, told)

    def export(
        self, parent: QWidget, path: Path, on_done: Callable[[Exported], object], told: Told
    ) -> None:
        title = self.tr("Export to {name}").format(name=path.name)
        self._start(parent, title, self._keeping.exporting(path), on_done, told)

    def take_in(
        self, parent: QWidget, path: Path, on_done: Callable[[Imported], object], told: Told
    ) -> None:
        def done(imported: Imported) -> None:
            self._operations.changed.emit(Changes(self.tr("Import"), ALL))
            on_done(imported)

        title = self.tr("Import {name}").format(name=path.name)
        self._start(parent, title, self._keeping.importing(path), done, told)

    def renew(self, parent: QWidget) -> None:
        """Learn again what a repair or an older backup has left to be learned."""
        run = Run(self.tr("Learn what the texts mean"))
        self._operations.run(parent, run, self._keeping.renewing(), Lane.INGEST)

    @property
    def _keeping(self) -> Any:
        return self._operations.assistant.keeping

    def _start(
        self,
        parent: QWidget,
        title: str,
        work: Work[Progress, T],
        on_done: Callable[[T], object],
        told: Told,
    ) -> None:
        self._operations.run(
            parent, Run(title), work, Lane.INGEST, on_done=on_done, on_problem=told
        )


Told = Callable[[Problem], object]


def in_words(tr: Callable[[str], str], finding: Finding) -> tuple[str, str]:
    """Return what was found and what helps, as the window speaks of it."""
    what = {
        "words": tr("The search by words does not fit the texts any more."),
        "vectors": tr("Something of what the texts mean was learned wrongly."),
        "index": tr("The search by meaning cannot read what it had prepared."),
    }
    return what.get(finding.part, finding.what), here(finding.remedy)


def looked_at(tr: Callable[[str], str], health: Health) -> str:
    """Return how much was looked at, in words."""
    names = {
        "documents": (tr("1 document"), tr("{n} documents")),
        "passages": (tr("1 passage"), tr("{n} passages")),
        "pages": (tr("1 page of the file"), tr("{n} pages of the file")),
    }
    return ", ".join(
        counted(health.checked[what], *said)
        for what, said in names.items()
        if what in health.checked
    )
