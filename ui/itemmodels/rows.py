"""A table of things already read, a row each; what is in its columns its makers say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.render import tooltip

Index = QModelIndex | QPersistentModelIndex
SORT = Qt.ItemDataRole.UserRole
T = TypeVar("T")


class RowsModel(QAbstractTableModel, Generic[T]):
    """Holds rows; never asks the store."""

    numbers: frozenset[int] = frozenset()  # columns that are set to the right

    def __init__(self, headers: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headers = headers
        self._rows: list[T] = []

    def words(self, one: T, column: int) -> str:
        raise NotImplementedError

    def sorts_by(self, one: T, column: int) -> Any:
        """Return what a row is sorted by in a column; else by its words."""
        return self.words(one, column).casefold()

    def picture(self, _one: T, _column: int) -> Any:
        return None

    def show_rows(self, rows: Sequence[T]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def add_rows(self, rows: Sequence[T]) -> None:
        if rows:
            last = len(self._rows)
            self.beginInsertRows(QModelIndex(), last, last + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    @property
    def rows(self) -> Sequence[T]:
        return self._rows

    def at(self, row: int) -> T:
        return self._rows[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's
        return 0 if parent.isValid() else len(self._headers)

    def headerData(  # noqa: N802 - Qt's
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        return self._aligned(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one, column = self._rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.words(one, column)
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(self.words(one, column))
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._aligned(column)
            case Qt.ItemDataRole.DecorationRole:
                return self.picture(one, column)
        return self.sorts_by(one, column) if role == SORT else None

    def _aligned(self, column: int) -> int:
        right = column in self.numbers
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)
