"""Where it may go: the one switch, and the providers that the user set up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from memory.errors import Problem
from memory.types import Changes, Topic
from ui.cloud_room import CloudRoom, Standing
from ui.itemmodels.providers import MODEL, NAME, WHERE, WHOSE, Provider, ProvidersModel, Wanted
from ui.operations import Operations
from ui.pages.privacy_provider import ProviderForm
from ui.parts import Button, Check, Notice, Words, column, line, row, scrolled
from ui.render import one_line
from ui.tables import Table
from ui.theme import XS, M, S

if TYPE_CHECKING:
    from assistant.cloud.said import Reply

CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class WhereItMayGo(QWidget):
    """A switch above, a table of providers, and the chosen one beside it."""

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self.title = self.tr("Where it may go")
        self._room = CloudRoom(operations)
        self._wanted = ""  # the provider to be chosen when they are shown next
        self._make_parts()
        self._lay_out()
        self._connect()
        operations.changed.connect(self._heard)
        self._show(Standing(on=False, providers=()))

    def _make_parts(self) -> None:
        self.switch = Check(self.tr("Models elsewhere may be asked"))
        self.means = Words(role="quiet", wrap=True)
        self.notice = Notice()
        self.model = ProvidersModel(self)
        self.table = Table(self.tr("Providers"), Qt.TextElideMode.ElideRight)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setModel(self.model)
        self.table.stretch(MODEL, {NAME: 80, WHERE: 136, WHOSE: 136})
        self.nobody = Words(
            self.tr(
                "No model elsewhere is set up, and none is needed. One is asked only by your act, "
                "with exactly the words that you saw."
            ),
            wrap=True,
        )
        self.add_button = Button(self.tr("New provider"), picture="add")
        self.form = ProviderForm()

    def _lay_out(self) -> None:
        head = row(self.switch, None, self.add_button, gap=M)
        left = QVBoxLayout()
        left.setSpacing(S)
        left.addWidget(self.nobody)
        left.addWidget(self.table, 30)
        left.addStretch(1)
        both = row(gap=M)
        both.addLayout(left, 6)
        both.addWidget(scrolled(self.tr("The chosen provider"), self.form), 6)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(M)
        box.addLayout(column(head, self.means, gap=XS))
        box.addWidget(line())
        box.addWidget(self.notice)
        box.addLayout(both, 1)

    def _connect(self) -> None:
        self.switch.clicked.connect(self._turn)
        self.add_button.clicked.connect(self.add)
        self.table.selectionModel().selectionChanged.connect(self._chosen)
        self.form.kept.connect(self._keep)
        self.form.removed.connect(self._remove)
        self.form.tried.connect(self._try)
        self.form.key_dropped.connect(self._drop_key)

    # -- what is shown -----------------------------------------------------

    def begin(self) -> None:
        """Show where words may go from the memory that was opened."""
        if self._room.is_open:
            self._room.look(self, self._show, self._fail)

    def leave_memory(self) -> None:
        """Hold nothing of a memory that is closed."""
        self.notice.hide()
        self.form.show_provider(None)
        self._show(Standing(on=False, providers=()))

    def focus(self) -> None:
        self.switch.setFocus()

    def _show(self, standing: Standing) -> None:
        writes = self.form.is_written and not self._wanted
        before = self.selected()
        name, self._wanted = self._wanted or (before.name if before else ""), ""
        chosen = self.table.selectionModel()
        chosen.blockSignals(writes)
        self.model.show_rows(standing.providers)
        self._choose(name, begin=not writes)
        chosen.blockSignals(False)
        some = bool(standing.providers)
        self.table.setVisible(some)
        self.nobody.setVisible(not some)
        self.switch.setChecked(standing.on)
        self.switch.setEnabled(some or standing.on)
        self.means.setText(
            self.tr("On: what you have seen may be sent, by your act each time.")
            if standing.on
            else self.tr("Off: nothing is sent to any model elsewhere, whoever asks for it.")
        )
        self.form.show_switch(on=standing.on)

    def _choose(self, name: str, *, begin: bool) -> None:
        """Choose the provider of this name, else the first; there may be none."""
        names = [one.name for one in self.model.rows]
        if begin and not names:
            self._chosen()
        if name in names or (begin and names):
            at = names.index(name) if name in names else 0
            index = self.model.index(at, NAME)
            self.table.selectionModel().setCurrentIndex(index, CHOOSE)

    def selected(self) -> Provider | None:
        rows = self.table.selectionModel().selectedRows()
        return self.model.at(rows[0].row()) if rows else None

    def _chosen(self) -> None:
        provider = self.selected()
        self.form.show_provider(provider)
        self.add_button.setEnabled(provider is not None)
        if provider is not None:
            name = provider.name
            self._room.has_key(self, name, lambda has: self._has_key(name, has))

    def _has_key(self, name: str, has: bool) -> None:
        chosen = self.selected()
        if chosen is not None and chosen.name == name:
            self.form.show_key(has=has)

    def _heard(self, changes: Changes) -> None:
        if Topic.SETTINGS in changes.topics:
            self.begin()

    # -- deeds -------------------------------------------------------------

    def add(self) -> None:
        """Write down a new one."""
        self.table.clearSelection()
        self.form.name.setFocus()

    def _turn(self, on: bool) -> None:
        self.notice.hide()
        self._room.turn(self, self._not_turned, on=on)

    def _keep(self, wanted: Wanted, key: str) -> None:
        self.notice.hide()
        self._wanted = wanted.name
        self._room.set_up(self, wanted, key, lambda _changes: None, self._fail)

    def _remove(self, name: str) -> None:
        self.notice.hide()
        self._room.remove(self, name, self._fail)

    def _drop_key(self, name: str) -> None:
        self.notice.hide()
        self._room.drop_key(self, name, lambda _none: self._has_key(name, has=False), self._fail)

    def _try(self, name: str) -> None:
        self.notice.hide()
        self.form.say(self.tr("Asking for one word …"))
        self._room.try_it(self, name, self._tried, self._fail)

    def _tried(self, reply: Reply) -> None:
        said = one_line(reply.text)[:60]
        self.form.say(self.tr("It answered “{said}”.").replace("{said}", said))

    def _fail(self, problem: Problem) -> None:
        self._wanted = ""
        self.form.say("")
        self.notice.tell(problem)

    def _not_turned(self, problem: Problem) -> None:
        self._fail(problem)
        self.begin()  # the switch stands as it was
