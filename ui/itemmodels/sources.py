"""The sources as a table: what was read of each, and what it is doing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from memory.types import Changes, Source, Topic
from ui.phrases import number, when
from ui.render import one_line, tooltip

Index = QModelIndex | QPersistentModelIndex
SORT = Qt.ItemDataRole.UserRole
NAME, PLACE, DOCUMENTS, UNREAD, READ, STATE = range(6)
_NUMBERS = {DOCUMENTS, UNREAD}


class SourcesModel(QAbstractTableModel):
    """Holds sources already read; never asks the store."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sources: Sequence[Source] = ()
        self._reading = False
        self._headers = [
            self.tr("Name"),
            self.tr("Where it lies"),
            self.tr("Documents"),
            self.tr("Not read"),
            self.tr("Last read"),
            self.tr("State"),
        ]

    def show_sources(self, sources: Sequence[Source]) -> None:
        """Show these; where only numbers moved, the selection stays."""
        if [s.name for s in sources] == [s.name for s in self._sources]:
            self._sources = sources
            if sources:
                self.dataChanged.emit(self.index(0, 0), self.index(len(sources) - 1, STATE))
            return
        self.beginResetModel()
        self._sources = sources
        self.endResetModel()

    def set_reading(self, reading: bool) -> None:
        """Whether something is being read now: what is not yet whole is then under way."""
        if reading != self._reading:
            self._reading = reading
            if self._sources:
                end = self.index(len(self._sources) - 1, STATE)
                self.dataChanged.emit(self.index(0, READ), end)

    def wants(self, changes: Changes) -> bool:
        return bool(changes.topics & {Topic.SOURCES, Topic.DOCUMENTS})

    @property
    def sources(self) -> Sequence[Source]:
        return self._sources

    def at(self, row: int) -> Source:
        return self._sources[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's
        return 0 if parent.isValid() else len(self._sources)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's
        return 0 if parent.isValid() else len(self._headers)

    def headerData(  # noqa: N802 - Qt's
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        source, column = self._sources[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(source, column)
        if role == SORT:
            return self._sorts_by(source, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(column)
        if role == Qt.ItemDataRole.ToolTipRole and column in {NAME, PLACE}:
            return tooltip(one_line(source.name if column == NAME else str(source.path)))
        return None

    def _words(self, source: Source, column: int) -> str:
        return {
            NAME: one_line(source.name),
            PLACE: one_line(str(source.path)),
            DOCUMENTS: number(source.documents),
            UNREAD: number(source.unreadable) if source.unreadable else "–",
            READ: when(source.read_at) if source.read_at else "–",
            STATE: self.state(source),
        }[column]

    def state(self, source: Source) -> str:
        """Return what the source is doing, in a word or two."""
        if source.paused:
            return self.tr("paused")
        if source.read_at:
            return self.tr("up to date")
        return self.tr("being read") if self._reading else self.tr("read in part")

    def _sorts_by(self, source: Source, column: int) -> Any:
        return {
            DOCUMENTS: source.documents,
            UNREAD: source.unreadable,
            READ: source.read_at.timestamp() if source.read_at else 0.0,
        }.get(column, self._words(source, column).casefold())


def _aligned(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
