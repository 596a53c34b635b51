"""Commands: what can be done with a text, and what the user wants to have done with one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSortFilterProxyModel, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QScrollArea, QVBoxLayout, QWidget

from memory.errors import Problem
from memory.types import Changes, Topic
from ui.itemmodels.commands import KEYS, NAME, WHOSE, CommandsModel
from ui.itemmodels.rows import SORT
from ui.operations import Operations
from ui.pages.writing_command_form import CommandForm
from ui.parts import Button, Notice, Words, row, scrolled
from ui.render import one_line
from ui.tables import Table, sorted_by
from ui.theme import HIT, M, S
from ui.writing_room import OwnCommand, WritingRoom, own_of

if TYPE_CHECKING:
    from assistant.writing.commands import Command

CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class WritingCommands(QWidget):
    """A table of all of them; beside it what the chosen one does, an own one to be changed."""

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self.title = self.tr("Commands")
        self.operations = operations
        self.room = WritingRoom(operations)
        self._kept: str | None = None  # the title of the one that was kept last
        self._undo: tuple[OwnCommand | None, OwnCommand | None] | None = None  # from, to
        self._make_parts()
        self._lay_out()
        self._connect()
        self._choose()

    # -- how it is put together --------------------------------------------

    def _make_parts(self) -> None:
        self.model = CommandsModel(self)
        self.sorted = QSortFilterProxyModel(self)
        self.sorted.setSourceModel(self.model)
        sorted_by(self.sorted, SORT, -1)
        self.table = Table(self.tr("Commands"), Qt.TextElideMode.ElideRight)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setModel(self.sorted)
        self.table.setSortingEnabled(True)
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.stretch(NAME, {KEYS: 96, WHOSE: 88})
        self.add_button = Button(self.tr("New command"), picture="add")
        self.notice = Notice()
        self.said = Words(wrap=True)
        self.undo_button = Button(self.tr("Undo (Ctrl+Z)"), deed="quiet")
        self.told = QWidget()
        self.told.setMinimumHeight(HIT)
        self.told.hide()
        self.form = CommandForm(self.room)
        self.shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        self.shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        hint = Words(
            self.tr(
                "They wait in the popup. One of your own says in your words what is to be done."
            ),
            role="quiet",
            wrap=True,
        )
        head = row(hint, self.add_button, gap=M)
        head.setStretch(0, 1)
        told = row(self.said, self.undo_button)
        told.setStretch(0, 1)
        self.told.setLayout(told)
        left = QVBoxLayout()
        left.addWidget(self.table, 30)
        left.addStretch(1)
        both = row(gap=M)
        both.addLayout(left, 5)
        both.addWidget(self._side(), 6)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(S)
        box.addLayout(head)
        box.addWidget(self.notice)
        box.addWidget(self.told)
        box.addLayout(both, 1)

    def _side(self) -> QScrollArea:
        """The form, as long as it is."""
        side = scrolled(self.tr("The chosen command"), self.form)
        trial = self.form.trial
        show = partial(side.ensureWidgetVisible, trial.how)
        trial.begun.connect(lambda: QTimer.singleShot(0, side, show))  # once it has its place
        return side

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.add)
        self.undo_button.clicked.connect(self.undo)
        self.shortcut.activated.connect(self.undo)
        self.table.selectionModel().selectionChanged.connect(self._choose)
        self.form.kept.connect(self._keep)
        self.form.removed.connect(self._remove)
        self.form.copied.connect(self.add)
        self.form.left.connect(self._choose)
        self.form.failed.connect(self._fail)
        self.operations.changed.connect(self._heard)

    # -- what is shown -----------------------------------------------------

    def begin(self) -> None:
        """Show the commands of the memory that was opened."""
        if self.room.is_open:
            self.room.commands(self, self._show, self._fail)

    def leave_memory(self) -> None:
        """Hold nothing of a memory that is closed."""
        self.room.stop()
        self._undo = self._kept = None
        self.told.hide()
        self.notice.hide()
        self.model.show_rows([])
        self._choose()

    def focus(self) -> None:
        self.table.setFocus()

    def selected(self) -> Command | None:
        rows = self.table.selectionModel().selectedRows()
        index = self.sorted.mapToSource(rows[0]) if rows else QModelIndex()
        return self.model.at(index.row()) if index.isValid() else None

    def select(self, title: str) -> None:
        """Choose the command of this name, else the first."""
        titles = [self._title(n) for n in range(self.sorted.rowCount())]
        if titles:
            at = self.sorted.index(titles.index(title) if title in titles else 0, NAME)
            # Not selectRow: with Ctrl still held, as after Ctrl+Enter, it would add to the choice.
            self.table.selectionModel().setCurrentIndex(at, CHOOSE)

    def _title(self, shown: int) -> str:
        return self.model.at(self.sorted.mapToSource(self.sorted.index(shown, NAME)).row()).title

    def _show(self, commands: Sequence[Command]) -> None:
        before = self.selected()
        kept, self._kept = self._kept, None
        writes = self.form.is_changed and kept is None
        self.table.selectionModel().blockSignals(writes)
        self.model.show_rows(list(commands))
        self.select(kept or (before.title if before else ""))
        self.table.selectionModel().blockSignals(False)
        if not writes:
            self._choose()
        if kept and self._undo is not None:  # only now it has an id
            self._undo = (own_of(self.selected()), self._undo[1])

    def _choose(self) -> None:
        command = self.selected()
        self.form.setVisible(command is not None)
        if command is not None:
            self.form.show_command(command)

    def _heard(self, changes: Changes) -> None:
        if Topic.SETTINGS in changes.topics:
            self.begin()

    # -- deeds -------------------------------------------------------------

    def add(self, like: OwnCommand | None = None) -> None:
        """Write a new one, from scratch or like another."""
        self.form.show()
        self.form.begin_new(like or OwnCommand())

    def undo(self) -> None:
        """Put back what was changed last."""
        if self._undo is None:
            return
        (now, before), self._undo = self._undo, None
        if before is not None:
            self._kept = before.title
            self.room.keep(self, before, now, self._fail)
        elif now is not None:
            self.room.remove(self, now, self._fail)
        self._say(self.tr("Undone."), undo=False)

    def _keep(self, own: OwnCommand, before: OwnCommand | None) -> None:
        self._kept = own.title
        self._undo = (own, before)
        self.notice.hide()
        self.room.keep(self, own, before, self._refused)
        self._say(self.tr("Kept: “{name}”").format(name=one_line(own.title)))

    def _remove(self, own: OwnCommand) -> None:
        self._undo = (None, own)
        self.notice.hide()
        self.room.remove(self, own, self._refused)
        self._say(self.tr("Removed: “{name}”").format(name=one_line(own.title)))

    def _say(self, words: str, *, undo: bool = True) -> None:
        self.said.setText(words)
        self.undo_button.setVisible(undo)
        self.told.show()

    def _refused(self, problem: Problem) -> None:
        self._undo = self._kept = None
        self.told.hide()
        self._fail(problem)

    def _fail(self, problem: Problem) -> None:
        self.notice.tell(problem)
