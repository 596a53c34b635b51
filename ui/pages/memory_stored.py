"""How much is stored, by month as a plot and by source, kind and person as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from memory.held import Holdings
from ui.itemmodels.held import DOCUMENTS, FIRST, LAST, NAME, Grouped, GroupsModel
from ui.itemmodels.rows import SORT
from ui.parts import Button, row
from ui.phrases import counted
from ui.plot import HIGH, KINDS, LOW, Plot
from ui.render import tooltip
from ui.tables import Table, sorted_by
from ui.theme import S

if TYPE_CHECKING:
    from assistant.profile.people import Known

SOURCES, BY_KIND, PEOPLE = range(3)


class Stored(QWidget):
    """Tells what is wanted of which group; the page does it."""

    month_wanted = Signal(str)
    undated_wanted = Signal()
    documents_wanted = Signal(object)  # a Grouped
    exposure_wanted = Signal(object)
    erase_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._groups: list[list[Grouped]] = [[], [], []]
        self.plot = Plot()
        self.plot.chosen.connect(self.month_wanted)
        self.undated = Button(self.tr("Without a date"), deed="quiet")
        self.undated.clicked.connect(self.undated_wanted)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("Counted by"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for name in (self.tr("By source"), self.tr("By kind"), self.tr("By person")):
            self.tabs.addTab(name)
        self.model = GroupsModel(self)
        self.sorted = QSortFilterProxyModel(self)
        self.sorted.setSourceModel(self.model)
        sorted_by(self.sorted, SORT, DOCUMENTS)
        self.table = self._table()
        self.documents = Button(self.tr("Show documents"), picture="document")
        self.exposure = Button(self.tr("What it tells about me"), picture="shield")
        self.erase = Button(self.tr("Erase…"), picture="erase")
        for button, wanted in (
            (self.documents, self.documents_wanted),
            (self.exposure, self.exposure_wanted),
            (self.erase, self.erase_wanted),
        ):
            button.clicked.connect(lambda _on=False, wanted=wanted: self._want(wanted))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(S)
        box.addWidget(self.plot)
        box.addLayout(row(None, self.undated))
        box.addLayout(row(self.tabs, None))
        box.addWidget(self.table, 1)
        box.addLayout(row(self.documents, self.exposure, self.erase, None))
        box.addStretch(0)
        self.tabs.currentChanged.connect(self._turn)

    def _table(self) -> Table:
        table = Table(self.tr("What is stored"), Qt.TextElideMode.ElideRight)
        table.setModel(self.sorted)
        table.setSortingEnabled(True)
        table.horizontalHeader().setSortIndicator(DOCUMENTS, Qt.SortOrder.DescendingOrder)
        table.stretch(NAME, {DOCUMENTS: 104, FIRST: 150, LAST: 150})
        table.selectionModel().selectionChanged.connect(self._choose)
        table.activated.connect(lambda _at: self._want(self.documents_wanted))
        return table

    def show_held(self, held: Holdings, people: Sequence[Known]) -> None:
        self.plot.show_months(held.months)
        self.plot.setVisible(bool(held.months))
        undated = self.tr("1 document without a date"), self.tr("{n} documents without a date")
        self.undated.say(counted(held.undated, *undated))
        self.undated.setVisible(bool(held.undated))
        sources = [
            Grouped(one.name, one.documents, one.first, one.last, source=one.name)
            for one in held.sources
        ]
        kinds = [
            Grouped(self.plot.kind(kind), one.documents, one.first, one.last, kind=kind)
            for kind in KINDS
            if (one := held.kinds.get(kind))
        ]
        named = [
            Grouped(one.name, one.documents, one.first, one.last, person=one.id)
            for one in (known.person for known in people)
        ]
        self._groups = [sources, kinds, named]
        self._turn()

    def _turn(self) -> None:
        chosen = self.chosen()
        self.model.show_rows(self._groups[self.tabs.currentIndex()])
        at = 0
        for n in range(self.sorted.rowCount()):
            if chosen and self._at(n).name == chosen.name:
                at = n
        if self.sorted.rowCount():
            self.table.selectRow(at)
        self._choose()

    def _at(self, row: int) -> Grouped:
        return self.model.at(self.sorted.mapToSource(self.sorted.index(row, NAME)).row())

    def chosen(self) -> Grouped | None:
        rows = self.table.selectionModel().selectedRows()
        return self._at(rows[0].row()) if rows else None

    def _choose(self) -> None:
        one = self.chosen()
        for button in (self.documents, self.exposure, self.erase):
            button.setEnabled(one is not None)
        whole = one is not None and one.kind is not None
        if whole:
            self.exposure.setEnabled(False)
            self.erase.setEnabled(False)
        why = self.tr("A source, a person, a document: not all of a kind at once.") if whole else ""
        for button in (self.exposure, self.erase):
            button.setToolTip(tooltip(why))

    def _want(self, wanted: object) -> None:
        if (one := self.chosen()) is not None:
            wanted.emit(one)  # type: ignore[attr-defined]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's
        super().resizeEvent(event)
        self.plot.setFixedHeight(min(max(self.height() * 2 // 5, LOW), HIGH))

    def focus(self) -> None:
        self.table.setFocus()
