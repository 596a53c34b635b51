from __future__ import annotations

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.ui.itemmodels.test_sources import MAIL, NOTES
from ui.itemmodels.rows import SORT
from ui.itemmodels.sources import DOCUMENTS, SourcesModel
from ui.tables import Table, sorted_by


def test_rows_are_copied_as_text(qtbot):
    table = Table("Sources")
    qtbot.addWidget(table)
    model = SourcesModel()
    model.show_rows([MAIL, NOTES])
    table.setModel(model)
    table.selectRow(1)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text().startswith("Notes\t/home/ada/notes\t9\t–")


def test_numbers_sort_by_what_they_mean(qtbot):
    model, proxy = SourcesModel(), QSortFilterProxyModel()
    model.show_rows([MAIL, NOTES])
    proxy.setSourceModel(model)
    sorted_by(proxy, SORT, DOCUMENTS)

    assert [proxy.index(n, 0).data() for n in (0, 1)] == ["Notes", "Mail"]
