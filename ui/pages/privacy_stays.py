"""Stays here: labels on sources, people and conversations, which all that is made of them bears."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QVBoxLayout, QWidget

from memory.errors import Problem
from memory.types import Changes, Topic
from ui.chip import ChoiceChip
from ui.itemmodels.labels import (
    LABEL,
    LEAVES,
    NAME,
    REWRITE,
    STAYS,
    WHAT,
    Labelled,
    LabelsModel,
    said,
    what_it_is,
)
from ui.itemmodels.rows import SORT, Index
from ui.labels_room import LabelsRoom
from ui.operations import Operations
from ui.parts import Button, Notice, Words, row
from ui.render import one_line
from ui.tables import Table, sorted_by
from ui.theme import HIT, M, S

KEYS = {"S": STAYS, "R": REWRITE, "M": LEAVES}
WHATS = ("source", "person", "conversation")
TOPICS = {Topic.SETTINGS, Topic.SOURCES, Topic.PEOPLE, Topic.CONVERSATIONS, Topic.CLAIMS}
CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class Bearers(Table):
    """The table; a letter puts a label on."""

    pressed = Signal(object)  # a label, None for none

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's
        letter = event.text().upper()
        if not event.modifiers() and letter in KEYS:
            self.pressed.emit(KEYS[letter])
        elif event.key() == Qt.Key.Key_Delete:
            self.pressed.emit(None)
        else:
            super().keyPressEvent(event)


class Found(QSortFilterProxyModel):
    """What is named so, and is of this sort."""

    words = ""
    what: str | None = None

    def look_for(self, words: str, what: str | None) -> None:
        self.words, self.what = words.casefold(), what
        self.invalidate()

    def filterAcceptsRow(self, at: int, _parent: Index) -> bool:  # noqa: N802 - Qt's
        model = self.sourceModel()
        assert isinstance(model, LabelsModel)
        one = model.at(at)
        if self.what == "labelled" and one.label is None:
            return False
        if self.what in WHATS and one.what != self.what:
            return False
        return self.words in one_line(one.name).casefold()


class StaysHere(QWidget):
    """A table of what can bear a label, found by name."""

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self.title = self.tr("Stays here")
        self._room = LabelsRoom(operations)
        self._make_parts()
        self._lay_out()
        self._connect()
        operations.changed.connect(self._heard)
        self._show([])

    def _make_parts(self) -> None:
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Type to find a source, a person, a conversation"))
        self.field.setAccessibleName(self.tr("Find what is to bear a label"))
        self.field.setClearButtonEnabled(True)
        self.what = ChoiceChip(self.tr("What is listed"), self.tr("Everything"))
        self.what.offer(
            [
                (self.tr("Labelled"), "labelled"),
                (self.tr("Sources"), "source"),
                (self.tr("People"), "person"),
                (self.tr("Conversations"), "conversation"),
            ]
        )
        self.notice = Notice()
        self.told_words = Words(wrap=True)
        self.undo_button = Button(self.tr("Undo (Ctrl+Z)"), deed="quiet")
        self.told = QWidget()
        self.told.setMinimumHeight(HIT)
        self.told.hide()
        self.model = LabelsModel(self)
        self.found = Found(self)
        self.found.setSourceModel(self.model)
        sorted_by(self.found, SORT, -1)
        self.table = Bearers(self.tr("What can bear a label"), Qt.TextElideMode.ElideRight)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setModel(self.found)
        self.table.setSortingEnabled(True)
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.stretch(NAME, {WHAT: 140, LABEL: 120})
        self.nothing = Words(wrap=True)
        self.buttons: dict[str | None, Button] = {
            STAYS: Button(self.tr("Stays here (S)")),
            REWRITE: Button(self.tr("Rewrite first (R)")),
            LEAVES: Button(self.tr("May leave (M)")),
            None: Button(self.tr("No label (Del)"), deed="quiet"),
        }

    def _lay_out(self) -> None:
        hint = Words(
            self.tr(
                "What stays here is given to no model elsewhere, whoever asks, and neither is "
                "anything made of it. What bears no label is rewritten first. Of several labels "
                "the strictest counts."
            ),
            role="quiet",
            wrap=True,
        )
        head = row(self.field, self.what, gap=S)
        head.setStretch(0, 1)
        told = row(self.told_words, self.undo_button)
        told.setStretch(0, 1)
        self.told.setLayout(told)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(M)
        box.addWidget(hint)
        box.addLayout(head)
        box.addWidget(self.notice)
        box.addWidget(self.told)
        box.addWidget(self.nothing)
        box.addWidget(self.table, 30)
        box.addLayout(row(*self.buttons.values(), None, gap=S))
        box.addStretch(1)

    def _connect(self) -> None:
        self.field.textChanged.connect(lambda _text: self._look_for())
        self.what.picked.connect(lambda _what: self._look_for())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self.table.pressed.connect(self.put)
        for label, button in self.buttons.items():
            button.clicked.connect(partial(self.put, label))
        self.undo_button.clicked.connect(self.undo)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.undo)

    # -- what is shown -----------------------------------------------------

    def begin(self) -> None:
        """Show what the memory holds that was opened."""
        if self._room.is_open:
            self._room.look(self, self._show, self._fail)

    def leave_memory(self) -> None:
        """Hold nothing of a memory that is closed."""
        self.field.clear()
        self.told.hide()
        self.notice.hide()
        self._show([])

    def focus(self) -> None:
        self.field.setFocus()

    def _show(self, found: Sequence[Labelled]) -> None:
        before = self.selected()
        self.model.show_rows(found)
        self._choose(before)
        self._tell()

    def _choose(self, wanted: Labelled | None) -> None:
        if wanted is None:
            return
        for shown in range(self.found.rowCount()):
            one = self._at(shown)
            if (one.what, one.key) == (wanted.what, wanted.key):
                index = self.found.index(shown, NAME)
                self.table.selectionModel().setCurrentIndex(index, CHOOSE)
                return

    def _look_for(self) -> None:
        self.found.look_for(self.field.text().strip(), self.what.value)
        self._tell()

    def _tell(self) -> None:
        some = self.found.rowCount() > 0
        self.table.setVisible(some)
        self.nothing.setVisible(not some)
        self.nothing.setText(
            self.tr("Nothing is called so.")
            if self.model.rows
            else self.tr("Once something was read, sources and people are listed here.")
        )
        self._enable()

    def _at(self, shown: int) -> Labelled:
        return self.model.at(self.found.mapToSource(self.found.index(shown, NAME)).row())

    def selected(self) -> Labelled | None:
        rows = self.table.selectionModel().selectedRows()
        return self._at(rows[0].row()) if rows else None

    def _enable(self) -> None:
        one = self.selected()
        for label, button in self.buttons.items():
            button.setVisible(not self.table.isHidden())
            button.setEnabled(one is not None and one.label != label)

    def _heard(self, changes: Changes) -> None:
        if TOPICS & set(changes.topics):
            self.begin()

    # -- deeds -------------------------------------------------------------

    def put(self, label: str | None) -> None:
        """Let what is chosen bear this label, or none."""
        one = self.selected()
        if one is None or one.label == label:
            return
        self.notice.hide()
        what = f"{what_it_is(one.what)} “{one_line(one.name)}”"
        words = (
            self.tr("No label of its own: {what}")
            if label is None
            else self.tr("“{label}”: {what}").replace("{label}", said(label))
        )
        told = words.replace("{what}", what)
        self._room.put(self, one, label, lambda _changes: self._say(told, undo=True), self._fail)

    def undo(self) -> None:
        if not self.told.isHidden() and not self.undo_button.isHidden():
            self._room.undo(self, lambda _changes: self._say(self.tr("Undone."), undo=False),
                            self._fail)  # fmt: skip

    def _say(self, words: str, *, undo: bool) -> None:
        self.told_words.setText(words)
        self.undo_button.setVisible(undo)
        self.told.show()

    def _fail(self, problem: Problem) -> None:
        self.told.hide()
        self.notice.tell(problem)
