from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt

from ui.itemmodels.rows import SORT, RowsModel


class Words(RowsModel[str]):
    numbers = frozenset({1})

    def words(self, one: str, column: int) -> str:
        return one if column == 0 else str(len(one))


def test_rows_are_told_aligned_sorted_and_added(qapp):
    model = Words(["Word", "Letters"])
    model.show_rows(["b", "A"])
    model.add_rows(["cc"])
    model.add_rows([])
    at = model.index(2, 1)

    assert (model.rowCount(), model.columnCount()) == (3, 2)
    assert (at.data(), at.data(SORT), model.index(1, 0).data(SORT)) == ("2", "2", "a")
    assert at.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert at.data(Qt.ItemDataRole.DecorationRole) is None
    assert at.data(Qt.ItemDataRole.ToolTipRole) == "<qt>2</qt>"
    assert at.data(Qt.ItemDataRole.FontRole) is None
    assert model.at(0) == model.rows[0] == "b"
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Word"
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.rowCount(at) == model.columnCount(at) == 0
    assert model.data(QModelIndex()) is None
