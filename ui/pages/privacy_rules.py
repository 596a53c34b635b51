"""Your rules: a sentence, beside it what was understood, kept once that is confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QVBoxLayout, QWidget

from memory.errors import Problem
from memory.types import Changes, Topic
from ui.flow import Flow
from ui.itemmodels.rules import SENTENCE, Rule, RulesModel
from ui.operations import Operations
from ui.parts import Button, Notice, Words, column, row
from ui.phrases import here
from ui.privacy_room import PrivacyRoom
from ui.render import one_line
from ui.tables import Table
from ui.theme import HIT, M, S

REST = 250  # milliseconds after the last key, before it is looked what it means
SENTENCE_WIDE = 320  # pixels


class YourRules(QWidget):
    """A line to write one, and the table of all."""

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self.title = self.tr("Your rules")
        self._room = PrivacyRoom(operations)
        self._understood: Rule | None = None  # of what stands in the field
        self._undo: tuple[str, str] | None = None  # "keep" or "drop", and the sentence
        self._make_parts()
        self._lay_out()
        self._connect()
        operations.changed.connect(self._heard)
        self._enable()

    def _make_parts(self) -> None:
        self.default = Words(role="quiet", wrap=True)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Say it as you would to a person"))
        self.field.setAccessibleName(self.tr("A new rule"))
        self.keep_button = Button(self.tr("Keep it (Enter)"), deed="primary")
        self.meaning = Words(wrap=True)
        self.doubt = Words(role="doubtful", wrap=True)
        self.examples = QWidget()
        self.examples.setLayout(Flow(*self._examples()))
        self.notice = Notice()
        self.said = Words(wrap=True)
        self.undo_button = Button(self.tr("Undo (Ctrl+Z)"), deed="quiet")
        self.told = QWidget()
        self.told.setMinimumHeight(HIT)
        self.told.hide()
        self.model = RulesModel(self)
        self.table = Table(self.tr("Your rules"), Qt.TextElideMode.ElideRight)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setModel(self.model)
        self.table.stretch(SENTENCE + 1, {SENTENCE: SENTENCE_WIDE})
        self.change_button = Button(self.tr("Change (Enter)"))
        self.confirm_button = Button(self.tr("Confirm"))
        self.remove_button = Button(self.tr("Remove (Del)"))
        self.wait = QTimer(self)
        self.wait.setSingleShot(True)
        self.wait.setInterval(REST)

    def _examples(self) -> list[Button]:
        said = (
            self.tr("never my health"),
            self.tr("my employer may be named to nobody"),
            self.tr("first names are fine for translations"),
            self.tr("places only roughly until 2030-01-01"),
        )
        buttons = [Button(sentence, deed="quiet", picture="add") for sentence in said]
        for button, sentence in zip(buttons, said, strict=True):
            button.clicked.connect(partial(self._begin_with, sentence))
        return buttons

    def _lay_out(self) -> None:
        writing = row(self.field, self.keep_button, gap=S)
        writing.setStretch(0, 1)
        told = row(self.said, self.undo_button)
        told.setStretch(0, 1)
        self.told.setLayout(told)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(M)
        box.addWidget(self.default)
        box.addLayout(column(writing, self._under(), gap=S))
        box.addWidget(self.notice)
        box.addWidget(self.told)
        box.addWidget(self.table, 30)
        box.addLayout(row(self.change_button, self.confirm_button, self.remove_button, None, gap=S))
        box.addStretch(1)

    def _under(self) -> QFrame:
        """What is below the field: what was understood, else examples."""
        under = QFrame()
        under.setLayout(column(self.meaning, self.doubt, self.examples, gap=S))
        return under

    def _connect(self) -> None:
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self.keep)
        self.keep_button.clicked.connect(self.keep)
        self.wait.timeout.connect(self._understand)
        self.undo_button.clicked.connect(self.undo)
        self.change_button.clicked.connect(self.change)
        self.confirm_button.clicked.connect(self.confirm)
        self.remove_button.clicked.connect(self.remove)
        self.table.selectionModel().selectionChanged.connect(self._enable)
        self.table.activated.connect(self.change)
        for keys, deed in (
            (QKeySequence.StandardKey.Undo, self.undo),
            (QKeySequence.StandardKey.Delete, self.remove),
        ):
            owner = self if deed == self.undo else self.table
            shortcut = QShortcut(QKeySequence(keys), owner)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    # -- what is shown -----------------------------------------------------

    def begin(self) -> None:
        """Show the rules of the memory that was opened."""
        if self._room.is_open:
            self._room.rules(self, self._show, self._fail)
            self._room.defaults(self, self._show_defaults, self._fail)

    def leave_memory(self) -> None:
        """Hold nothing of a memory that is closed."""
        self._room.stop()
        self._undo = None
        self.told.hide()
        self.notice.hide()
        self.field.clear()
        self.model.show_rows([])
        self._enable()

    def focus(self) -> None:
        self.field.setFocus()

    def _show(self, rules: Sequence[Rule]) -> None:
        before = self.selected()
        self.model.show_rows(rules)
        self.table.setVisible(bool(rules))
        sentences = [rule.sentence for rule in rules]
        if before and before.sentence in sentences:
            self.table.selectRow(sentences.index(before.sentence))
        self._enable()

    def _show_defaults(self, sentences: Sequence[str]) -> None:
        said = self.tr("Without a rule: {defaults} Your sentence stays what counts.")
        self.default.setText(said.replace("{defaults}", " ".join(sentences)))

    def selected(self) -> Rule | None:
        rows = self.table.selectionModel().selectedRows()
        return self.model.at(rows[0].row()) if rows else None

    def _enable(self) -> None:
        rule = self.selected()
        chosen = rule is not None
        self.confirm_button.setVisible(any(one.draft for one in self.model.rows))
        self.confirm_button.setEnabled(rule is not None and rule.draft)
        for button in (self.change_button, self.remove_button):
            button.setVisible(bool(self.model.rows))
            button.setEnabled(chosen)
        self.keep_button.setEnabled(self._understood is not None)
        nothing = not self.field.text().strip()
        self.examples.setVisible(nothing and not self.model.rows)
        self.meaning.setVisible(bool(self.meaning.text()))
        self.doubt.setVisible(bool(self.doubt.text()))

    def _heard(self, changes: Changes) -> None:
        if Topic.SETTINGS in changes.topics:
            self.begin()

    # -- a new one ---------------------------------------------------------

    def _begin_with(self, sentence: str) -> None:
        self.field.setText(sentence)
        self.field.setFocus()

    def _typed(self) -> None:
        self._understood = None
        self.notice.hide()
        if self.field.text().strip():
            self.wait.start()
        else:
            self.wait.stop()
            self._room.stop()
            self.meaning.setText("")
            self.doubt.setText("")
        self._enable()

    def _understand(self) -> None:
        if self._room.is_open:
            self._room.understand(self, self.field.text(), self._is_understood, self._is_unclear)

    def _is_understood(self, rule: Rule) -> None:
        self._understood = rule
        self.meaning.setText(self.tr("Understood as: {rule}").format(rule=one_line(rule.said)))
        self.doubt.setText("")
        self._enable()

    def _is_unclear(self, problem: Problem) -> None:
        self.meaning.setText("")
        self.doubt.setText(f"{problem} {here(problem.remedy)}")
        self._enable()

    def keep(self) -> None:
        """Keep what stands in the field, once it was shown how it is understood."""
        if self._understood is not None:
            self._room.keep(self, self._understood.sentence, self._kept, self._fail)

    def _kept(self, rule: Rule) -> None:
        self.field.clear()
        self._undo = ("drop", rule.sentence)
        self._say(self.tr("Kept: {rule}").format(rule=one_line(rule.sentence)), undo=True)

    # -- those that are kept -----------------------------------------------

    def change(self) -> None:
        """Take the chosen one into the field; the old one stays until it is removed."""
        rule = self.selected()
        if rule is not None:
            self._begin_with(rule.sentence)

    def confirm(self) -> None:
        """Let the chosen one act as it is understood."""
        rule = self.selected()
        if rule is not None and rule.draft:
            self._room.confirm(self, rule.sentence, lambda _sentence: None, self._fail)

    def remove(self) -> None:
        rule = self.selected()
        if rule is not None:
            self._room.drop(self, rule.sentence, self._dropped, self._fail)

    def _dropped(self, sentence: str) -> None:
        self._undo = ("keep", sentence)
        self._say(self.tr("Removed: {rule}").format(rule=one_line(sentence)), undo=True)

    def undo(self) -> None:
        """Take back what was done last."""
        if self._undo is None:
            return
        (deed, sentence), self._undo = self._undo, None
        act = self._room.keep if deed == "keep" else self._room.drop
        act(self, sentence, self._undone, self._fail)

    def _undone(self, _result: object) -> None:
        self._say(self.tr("Undone."), undo=False)

    def _say(self, words: str, *, undo: bool) -> None:
        self.said.setText(words)
        self.undo_button.setVisible(undo)
        self.told.show()

    def _fail(self, problem: Problem) -> None:
        self.told.hide()
        self.notice.tell(problem)
