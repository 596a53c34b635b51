"""What left: every request to the letter, found by its words, and the chain that holds them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QDate,
    QItemSelectionModel,
    QModelIndex,
    QSortFilterProxyModel,
    Qt,
    QTimer,
)
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QSplitter, QVBoxLayout, QWidget

from memory.errors import Problem
from ui.files import choose_new
from ui.itemmodels.disclosures import AT, PURPOSE, SIZE, STATE, TO, Disclosure, DisclosuresModel
from ui.itemmodels.rows import SORT
from ui.ledger_room import LedgerRoom, Sum
from ui.operations import Operations
from ui.pages.privacy_sent import Sent
from ui.parts import Button, Notice, Picture, Words, row
from ui.phrases import counted, number, size
from ui.tables import Table, sorted_by
from ui.theme import M, S

if TYPE_CHECKING:
    from memory.chain import Broken

REST = 200  # milliseconds after the last key, before it is looked for
CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class WhatLeft(QWidget):
    """A table of all requests; beside it the one that is chosen."""

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self.title = self.tr("What left")
        self._room = LedgerRoom(operations)
        self._wanted: int | None = None  # the row to be chosen when they are shown next
        self._make_parts()
        self._lay_out()
        self._connect()
        self._show([])

    def _make_parts(self) -> None:
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Type to find words that left or came back"))
        self.field.setAccessibleName(self.tr("Find in what left"))
        self.field.setClearButtonEnabled(True)
        self.check_button = Button(self.tr("Check the chain"), picture="check")
        self.export_button = Button(self.tr("Export…"))
        self.sum = Words(role="quiet", wrap=True)
        self.notice = Notice()
        self.whole = QWidget()
        self.whole_words = Words(wrap=True)
        held = row(Picture("check"), self.whole_words, gap=S)
        held.setStretch(1, 1)
        self.whole.setLayout(held)
        self.whole.hide()
        self.model = DisclosuresModel(self)
        self.sorted = QSortFilterProxyModel(self)
        self.sorted.setSourceModel(self.model)
        sorted_by(self.sorted, SORT, -1)
        self.table = Table(self.tr("What left"), Qt.TextElideMode.ElideRight)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setModel(self.sorted)
        self.table.setSortingEnabled(True)
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.stretch(TO, {AT: 112, PURPOSE: 64, SIZE: 88, STATE: 92})
        self.nothing = Words(wrap=True)
        self.one = Sent()
        self.wait = QTimer(self)
        self.wait.setSingleShot(True)
        self.wait.setInterval(REST)

    def _lay_out(self) -> None:
        head = row(self.field, self.check_button, self.export_button, gap=S)
        head.setStretch(0, 1)
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.nothing)
        box.addWidget(self.table, 30)
        box.addStretch(1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(left)
        self.split.addWidget(self.one)
        self.split.setSizes([520, 400])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(M)
        whole.addLayout(head)
        whole.addWidget(self.notice)
        whole.addWidget(self.whole)
        whole.addWidget(self.sum)
        whole.addWidget(self.split, 1)

    def _connect(self) -> None:
        self.field.textChanged.connect(lambda _text: self.wait.start())
        self.wait.timeout.connect(self.look)
        self.check_button.clicked.connect(self.check)
        self.export_button.clicked.connect(self._ask_place)
        self.table.selectionModel().selectionChanged.connect(self._chosen)

    # -- what is shown -----------------------------------------------------

    def begin(self) -> None:
        """Show the ledger of the memory that was opened."""
        self.look()

    def leave_memory(self) -> None:
        """Hold nothing of a memory that is closed."""
        self.field.clear()
        self.wait.stop()
        self.notice.hide()
        self.whole.hide()
        self._show([])

    def focus(self) -> None:
        self.look()  # what left since it was looked at last
        (self.table if self.model.rows else self.field).setFocus()

    def look(self) -> None:
        """Look for what is asked for, and count all."""
        if self._room.is_open:
            self._room.find(self, self.field.text(), self._show, self._fail)
            self._room.count(self, self._show_sum, self._fail)

    def show_row(self, id: int) -> None:
        """Choose the request of this number."""
        self._wanted = id
        self.field.clear()
        self.look()

    def _show_sum(self, sum: Sum) -> None:
        said = counted(
            sum.requests,
            self.tr("1 request since the beginning, {size} in all."),
            self.tr("{n} requests since the beginning, {size} in all."),
        )
        self.sum.setText(said.replace("{size}", size(sum.size)))
        self.sum.setVisible(sum.requests > 0)

    def _show(self, found: Sequence[Disclosure]) -> None:
        before = self.selected()
        wanted, self._wanted = self._wanted or (before.id if before else None), None
        self.model.show_rows(found)
        self.table.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self.nothing.setText(
            self.tr("Nothing that left holds these words.")
            if self.field.text().strip()
            else self.tr(
                "Nothing has ever left this memory. Each request to a model elsewhere will stand "
                "here, to the letter, before it is sent."
            )
        )
        self.export_button.setEnabled(bool(found))
        ids = [self._at(shown).id for shown in range(self.sorted.rowCount())]
        if ids:
            index = self.sorted.index(ids.index(wanted) if wanted in ids else 0, AT)
            self.table.selectionModel().setCurrentIndex(index, CHOOSE)
        self._chosen()

    def _at(self, shown: int) -> Disclosure:
        return self.model.at(self.sorted.mapToSource(self.sorted.index(shown, AT)).row())

    def selected(self) -> Disclosure | None:
        rows = self.table.selectionModel().selectedRows()
        index = self.sorted.mapToSource(rows[0]) if rows else QModelIndex()
        return self.model.at(index.row()) if index.isValid() else None

    def _chosen(self) -> None:
        one = self.selected()
        if one is None:
            self.one.show_request(None)
            return
        words, answer = (readable(body) if body else "" for body in (one.body, one.answer))
        self.one.show_request(one, words, answer)

    # -- deeds -------------------------------------------------------------

    def check(self) -> None:
        """Find out whether every row is as it was written."""
        self.notice.hide()
        self._room.check(self, self._checked, self._fail)

    def _checked(self, broken: Broken | None) -> None:
        self.whole.setVisible(broken is None)
        if broken is None:
            self.whole_words.setText(
                self.tr("The chain holds: every row is as it was written, and none is missing.")
            )
            return
        what = self.tr("The chain is broken at row {n}.").format(n=number(broken.row))
        self.notice.tell(Problem(what, remedy=broken.why))

    def _ask_place(self) -> None:
        name = f"famulus-ledger-{QDate.currentDate().toString(Qt.DateFormat.ISODate)}.jsonl"
        choose_new(self, self.tr("Export the ledger"), name, self.export)

    def export(self, path: Path) -> None:
        """Write all of it into a file."""
        self.notice.hide()
        self._room.export(self, path, self._exported, self._fail)

    def _exported(self, count: int) -> None:
        rows = counted(count, self.tr("1 row was written."), self.tr("{n} rows were written."))
        self.whole_words.setText(rows)
        self.whole.show()

    def _fail(self, problem: Problem) -> None:
        self.whole.hide()
        self.notice.tell(problem)


def readable(body: bytes) -> str:
    """Return the words of a body as a person reads them."""
    from memory.ledger import readable as words

    return words(body)
