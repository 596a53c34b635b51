"""The sources as a table: what was read of each, and what it is doing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from memory.types import Changes, Source, Topic
from ui.itemmodels.rows import Index, RowsModel
from ui.phrases import number, when
from ui.render import one_line

NAME, PLACE, DOCUMENTS, UNREAD, READ, STATE = range(6)


class SourcesModel(RowsModel[Source]):
    """Holds sources already read; never asks the store."""

    numbers = frozenset({DOCUMENTS, UNREAD})

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__([], parent)
        self._reading = False
        self._headers = [
            self.tr("Name"),
            self.tr("Where it lies"),
            self.tr("Documents"),
            self.tr("Not read"),
            self.tr("Last read"),
            self.tr("State"),
        ]

    def show_rows(self, rows: Sequence[Source]) -> None:
        """Show these; where only numbers moved, the selection stays."""
        if [one.name for one in rows] != [one.name for one in self._rows]:
            super().show_rows(rows)
        elif rows:
            self._rows = list(rows)
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, STATE))

    def set_reading(self, reading: bool) -> None:
        """Whether something is being read now: what is not yet whole is then under way."""
        if reading != self._reading:
            self._reading = reading
            if self._rows:
                end = self.index(len(self._rows) - 1, STATE)
                self.dataChanged.emit(self.index(0, READ), end)

    def wants(self, changes: Changes) -> bool:
        return bool(changes.topics & {Topic.SOURCES, Topic.DOCUMENTS})

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole and index.column() not in {NAME, PLACE}:
            return None
        return super().data(index, role)

    def words(self, one: Source, column: int) -> str:
        return {
            NAME: one_line(one.name),
            PLACE: one_line(str(one.path)),
            DOCUMENTS: number(one.documents),
            UNREAD: number(one.unreadable) if one.unreadable else "–",
            READ: when(one.read_at) if one.read_at else "–",
            STATE: self.state(one),
        }[column]

    def state(self, source: Source) -> str:
        """Return what the source is doing, in a word or two."""
        if source.paused:
            return self.tr("paused")
        if source.read_at:
            return self.tr("up to date")
        return self.tr("being read") if self._reading else self.tr("read in part")

    def sorts_by(self, one: Source, column: int) -> Any:
        return {
            DOCUMENTS: one.documents,
            UNREAD: one.unreadable,
            READ: one.read_at.timestamp() if one.read_at else 0.0,
        }.get(column, self.words(one, column).casefold())
