"""Everybody who is known, to be found by name, with the one that is chosen beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from memory.held import PersonId
from ui.itemmodels.held import CONTACT, PERSON, RELATION, TIMES, PeopleModel
from ui.itemmodels.rows import SORT
from ui.joining import Found
from ui.parts import Button, Elided, Words, row
from ui.phrases import counted
from ui.tables import Table, sorted_by
from ui.theme import HIT, S

if TYPE_CHECKING:
    from assistant.profile.people import Known

PAUSE = 120  # milliseconds on a person before the card is read: who walks by is not


class PeopleList(QWidget):
    """Tells whose card is wanted."""

    chosen = Signal(object)  # a PersonId, or None where nobody is found
    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find a person"))
        self.field.setAccessibleName(self.tr("Find a person"))
        self.field.setClearButtonEnabled(True)
        self.model = PeopleModel(self)
        self.found = Found(self.model)
        self.table = self._table()
        self.counts = Words(role="quiet")
        self.told = self._line()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(S)
        box.addWidget(self.field)
        box.addWidget(self.counts)
        box.addWidget(self.table, 1)
        box.addWidget(self.told)
        box.addStretch(0)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._tell)
        self.field.textChanged.connect(self._find)
        self.field.returnPressed.connect(self.table.setFocus)
        self.table.selectionModel().selectionChanged.connect(self._wait)

    def _table(self) -> Table:
        sorted_by(self.found, SORT, CONTACT)
        table = Table(self.tr("People"), Qt.TextElideMode.ElideRight)
        table.setModel(self.found)
        table.setSortingEnabled(True)
        table.horizontalHeader().setSortIndicator(CONTACT, Qt.SortOrder.DescendingOrder)
        table.stretch(PERSON, {RELATION: 84, CONTACT: 148, TIMES: 84})
        return table

    def _line(self) -> QWidget:
        """What was done, and a button that takes it back."""
        self.said = Elided(role="quiet")
        self.undo_button = Button(self.tr("Undo"), deed="quiet")
        self.undo_button.clicked.connect(self.undo_wanted)
        told = QWidget()
        box = row(self.said, self.undo_button)
        box.setStretch(0, 1)
        told.setLayout(box)
        told.setMinimumHeight(HIT)
        told.hide()
        return told

    def show_people(self, people: Sequence[Known]) -> None:
        """Show these; who was chosen stays chosen."""
        before = self.current()
        with QSignalBlocker(self.table.selectionModel()):
            self.model.show_rows(people)
        self._count()
        self.select(before.person.id if before else None)

    def select(self, id: PersonId | None) -> None:
        """Choose a person, or the first."""
        ids = [self._at(n).person.id for n in range(self.found.rowCount())]
        if ids:
            self.table.selectRow(ids.index(id) if id in ids else 0)
        self._wait()

    def current(self) -> Known | None:
        rows = self.table.selectionModel().selectedRows()
        return self._at(rows[0].row()) if rows else None

    def say(self, words: str, *, undo: bool = False) -> None:
        self.said.setText(words)
        self.undo_button.setVisible(undo)
        self.told.show()

    def focus(self) -> None:
        (self.table if self.found.rowCount() else self.field).setFocus()

    def _at(self, row: int) -> Known:
        return self.model.at(self.found.mapToSource(self.found.index(row, PERSON)).row())

    def _find(self, text: str) -> None:
        self.found.setFilterFixedString(text)
        self._count()
        self.select(None if (one := self.current()) is None else one.person.id)

    def _count(self) -> None:
        shown = self.found.rowCount()
        said = counted(shown, self.tr("1 person"), self.tr("{n} people"))
        self.counts.setText(said if shown else self.tr("Nobody of that name."))
        self.table.setVisible(bool(shown))

    def _wait(self) -> None:
        self._timer.start()

    def _tell(self) -> None:
        one = self.current()
        self.chosen.emit(one.person.id if one else None)
