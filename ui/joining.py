"""Saying who is one person: whom to join, and which addresses are somebody else's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from memory.held import NAME as BARE
from memory.held import PersonId
from ui.itemmodels.held import CONTACT, PERSON, RELATION, TIMES, PeopleModel
from ui.parts import Check, Words, column
from ui.render import one_line
from ui.sure import Dialog
from ui.tables import Table

if TYPE_CHECKING:
    from assistant.profile.people import Card, Known

HIGH = 260
WIDE = 560


def _tr(text: str) -> str:
    return QCoreApplication.translate("people", text)


class Join(Dialog):
    """Asks who is the same person, by typing and choosing."""

    def __init__(
        self,
        parent: QWidget,
        one: Known,
        others: Sequence[Known],
        on_join: Callable[[PersonId], object],
    ) -> None:
        name = one_line(one.person.name)
        title = _tr("Who is the same person as {name}?").replace("{name}", name)
        super().__init__(parent, title, _tr("Join"))
        self._on_join = on_join
        self.box.addWidget(
            Words(
                _tr("Their mails, names and addresses are taken together. “Undo” takes it back."),
                wrap=True,
            )
        )
        self.field = QLineEdit()
        self.field.setAccessibleName(_tr("Find a person"))
        self.field.setPlaceholderText(_tr("Find a person"))
        self.field.setClearButtonEnabled(True)
        self.model = PeopleModel(self)
        self.model.show_rows([each for each in others if each.person.id != one.person.id])
        self.found = Found(self.model)
        self.table = Table(_tr("People"), Qt.TextElideMode.ElideRight)
        self.table.setModel(self.found)
        self.table.stretch(PERSON, {RELATION: 90, CONTACT: 150, TIMES: 84})
        holder = QWidget()
        holder.setFixedSize(WIDE, HIGH)
        holder.setLayout(column(self.table))
        holder.layout().addStretch(0)  # type: ignore[union-attr]
        self.field.textChanged.connect(self._find)
        self.table.selectionModel().selectionChanged.connect(self._enable)
        self.yes.clicked.connect(self._do)
        self.box.addWidget(self.field)
        self.box.addWidget(holder)
        self._enable()

    def show_over(self) -> None:
        super().show_over()
        self.field.setFocus()

    def _find(self, text: str) -> None:
        self.found.setFilterFixedString(text)
        self._enable()

    def chosen(self) -> Known | None:
        rows = self.table.selectionModel().selectedRows()
        return self.model.at(self.found.mapToSource(rows[0]).row()) if rows else None

    def _enable(self) -> None:
        self.yes.setEnabled(self.chosen() is not None)

    def _do(self) -> None:
        if (other := self.chosen()) is not None:
            self.accept()
            self._on_join(other.person.id)


class Split(Dialog):
    """Asks which of the addresses and names are somebody else's."""

    def __init__(
        self, parent: QWidget, card: Card, on_split: Callable[[list[str]], object]
    ) -> None:
        name = one_line(card.person.name)
        title = _tr("Which of these is not {name}?").replace("{name}", name)
        super().__init__(parent, title, _tr("Split"))
        self._on_split = on_split
        self.box.addWidget(
            Words(
                _tr(
                    "What you tick becomes another person, with the mails that name it. "
                    "“Undo” takes it back."
                ),
                wrap=True,
            )
        )
        self.checks: list[tuple[Check, Sequence[str]]] = []
        for group in card.groups:
            check = Check(", ".join(map(known_by, group)))
            check.toggled.connect(self._enable)
            self.checks.append((check, group))
            self.box.addWidget(check)
        self.yes.clicked.connect(self._do)
        self._enable()

    def chosen(self) -> list[str]:
        return [one for check, group in self.checks if check.isChecked() for one in group]

    def _enable(self) -> None:
        ticked = sum(check.isChecked() for check, _ in self.checks)
        self.yes.setEnabled(0 < ticked < len(self.checks))

    def _do(self) -> None:
        self.accept()
        self._on_split(self.chosen())


class Found(QSortFilterProxyModel):
    """The people whose name or address holds what was typed."""

    def __init__(self, model: PeopleModel) -> None:
        super().__init__(model)
        self._typed: list[str] = []
        self._people = model
        self.setSourceModel(model)

    def setFilterFixedString(self, text: str) -> None:  # noqa: N802 - Qt's
        self.beginFilterChange()
        self._typed = text.casefold().split()
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, _parent: object) -> bool:  # noqa: N802 - Qt's
        one = self._people.at(row)
        held = " ".join([*one.person.names, *one.person.addresses, one.relation]).casefold()
        return all(word in held for word in self._typed)


def known_by(handle: str) -> str:
    """Say an address, or a name that stands without one."""
    if handle.startswith(BARE):
        return _tr("“{name}” without an address").replace(
            "{name}", one_line(handle.removeprefix(BARE)).title()
        )
    return one_line(handle)
