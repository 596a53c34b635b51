"""A table of the program: sortable, copied as text, told to find by typing."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QSortFilterProxyModel, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.theme import HIT

ROW = HIT + 6


class Table(QTableView):
    """Whole rows, no grid, long words elided in the middle of a path."""

    def __init__(self, name: str, elide: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(elide)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)  # Tab leaves the table, arrows walk in it
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(ROW)
        rows.setMinimumSectionSize(ROW)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802 - Qt's
        super().setModel(model)
        if model is not None:
            for news in (model.modelReset, model.rowsInserted, model.rowsRemoved):
                news.connect(self._fit)
            self._fit()

    def _fit(self) -> None:
        """Be no higher than the rows: an empty box under them says nothing."""
        rows = max(self.model().rowCount(), 1)
        self.setMaximumHeight(self.horizontalHeader().sizeHint().height() + rows * ROW + 4)

    def share(self) -> None:
        """Give every column the same room."""
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def stretch(self, column: int, widths: dict[int, int]) -> None:
        """Give one column the room that the others leave."""
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        for at, width in widths.items():
            self.setColumnWidth(at, width)
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.as_text())
            return
        super().keyPressEvent(event)

    def as_text(self) -> str:
        """Return the selected rows as lines, their cells set apart by tabs."""
        model = self.model()
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return "\n".join(
            "\t".join(str(model.index(row, column).data()) for column in range(model.columnCount()))
            for row in rows
        )


def sorted_by(model: QSortFilterProxyModel, role: int, column: int) -> None:
    """Sort by what a column means rather than by how it is written."""
    model.setSortRole(role)
    model.setDynamicSortFilter(True)
    model.sort(column)
