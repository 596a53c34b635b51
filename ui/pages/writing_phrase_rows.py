"""A table of what is kept of shorthand: one row is chosen, Enter goes into it, Del takes it out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from ui.card_list import ENTER, GONE
from ui.itemmodels.rows import SORT, RowsModel
from ui.tables import Table, sorted_by

T = TypeVar("T")
CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class Rows(Table, Generic[T]):
    """Keeps the same row chosen while the rows change, or the one that comes in its place.

    ``key`` returns what a row is told by from another; ``chosen`` carries what was
    chosen, by the user or by us.
    """

    chosen = Signal(object)
    entered = Signal()
    deleted = Signal()

    def __init__(self, name: str, model: RowsModel[T], key: Callable[[T], object]) -> None:
        super().__init__(name, Qt.TextElideMode.ElideRight)
        self._rows, self._key = model, key
        self._last: tuple[object, int] = (None, 0)  # the key that was chosen last, and its row
        self._waits = False  # for a row that was not there yet
        model.setParent(self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(model)
        sorted_by(self._sorted, SORT, -1)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setModel(self._sorted)
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.selectionModel().selectionChanged.connect(self._tell)

    def show_rows(self, rows: Sequence[T]) -> None:
        held, self._waits = self._waits or self.selected() is not None, False
        self._rows.show_rows(rows)
        if held:
            self.restore()

    def selected(self) -> T | None:
        rows = self.selectionModel().selectedRows()
        return self._at(rows[0].row()) if rows else None

    def want(self, key: object) -> None:
        """Choose this one when the rows come next."""
        self._last, self._waits = (key, self._last[1]), True

    def restore(self) -> bool:
        """Choose what was chosen last, else the row in its place; return whether there is one."""
        key, row = self._last
        count = self._sorted.rowCount()
        row = next((n for n in range(count) if self._key(self._at(n)) == key), min(row, count - 1))
        # Not selectRow: with Ctrl still held, as after Ctrl+Enter, it would add to the choice.
        self.selectionModel().setCurrentIndex(self._sorted.index(row, 0), CHOOSE)
        return row >= 0

    def _at(self, shown: int) -> T:
        return self._rows.at(self._sorted.mapToSource(self._sorted.index(shown, 0)).row())

    def _tell(self) -> None:
        one = self.selected()
        if one is not None:
            self._last = (self._key(one), self.selectionModel().selectedRows()[0].row())
            self.chosen.emit(one)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's
        key = Qt.Key(event.key())
        told = {**dict.fromkeys(GONE, self.deleted), **dict.fromkeys(ENTER, self.entered)}.get(key)
        if told is not None and self.selected() is not None:
            told.emit()
        else:
            super().keyPressEvent(event)
