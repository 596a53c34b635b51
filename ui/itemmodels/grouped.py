"""Rows under headings: a heading is shown, but can be neither chosen nor walked to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole  # the claim or change itself; None for a heading


class GroupedModel(QAbstractListModel):
    """Holds what was read as (heading, rows); never asks the store."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Any] = []  # a str is a heading

    def show_groups(self, groups: Iterable[tuple[str, Sequence[Any]]]) -> None:
        """Show these; a group of nothing has no heading."""
        self.beginResetModel()
        self._rows = []
        for heading, rows in groups:
            if rows:
                self._rows += [heading, *rows] if heading else rows
        self.endResetModel()

    @property
    def count(self) -> int:
        """How many rows there are without the headings."""
        return sum(not isinstance(row, str) for row in self._rows)

    def at(self, row: int) -> Any:
        """Return what stands there; None for a heading and outside."""
        one = self._rows[row] if 0 <= row < len(self._rows) else None
        return None if isinstance(one, str) else one

    def row_of(self, id: object) -> int:
        """Return the row of what has this id, or -1."""
        return next(
            (n for n, one in enumerate(self._rows) if not isinstance(one, str) and one.id == id), -1
        )

    def near(self, row: int) -> int:
        """Return the first row from here on that can be chosen, else the last before it, or -1."""
        after = range(max(row, 0), len(self._rows))
        before = range(min(row, len(self._rows)) - 1, -1, -1)
        return next((n for n in (*after, *before) if self.at(n) is not None), -1)

    def words(self, one: Any) -> str:
        """What a row says, for a screen reader and for copying."""
        raise NotImplementedError

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.at(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one = self._rows[index.row()]
        if role == ROW:
            return None if isinstance(one, str) else one
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return one if isinstance(one, str) else self.words(one)
        return None
