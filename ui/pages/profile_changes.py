"""What changed, when, by whom and why; each can be undone, and done again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from memory.types import Change
from ui.believing import TOLD_OF, Believed
from ui.card_list import CardList
from ui.claim_card import ChangeDelegate
from ui.claim_words import sentence
from ui.itemmodels.changes import ChangesModel
from ui.parts import Button, Words, column, row
from ui.phrases import number
from ui.theme import M, S


class ProfileChanges(QWidget):
    """The changes under their days."""

    chosen = Signal(object)  # the Change
    step_wanted = Signal(object)  # the Change to be undone, or done again

    def __init__(self) -> None:
        super().__init__()
        self.model = ChangesModel(self)
        self.list = CardList(self.tr("What changed"), self.model, ChangeDelegate(self.model))
        self.list.setAccessibleDescription(self.tr("Enter undoes a change, or does it again"))
        self.list.chosen.connect(self._choose)
        self.list.entered.connect(self._step)
        self.button = Button(self.tr("Undo (Enter)"))
        self.button.clicked.connect(self._step)
        self.older = Words(role="quiet")
        nothing = QWidget()
        words = Words(self.tr("Nothing has changed yet."), role="quiet")
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        lines = column(words, gap=M)
        lines.insertStretch(0, 1)
        lines.addStretch(2)
        nothing.setLayout(lines)
        filled = QWidget()
        box = QVBoxLayout(filled)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(S)
        box.addWidget(self.list, 1)
        box.addLayout(row(self.button, None, self.older))
        self.pages = QStackedWidget()
        self.pages.addWidget(filled)
        self.pages.addWidget(nothing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)

    def show_believed(self, believed: Believed) -> None:
        said = {claim.id: sentence(claim) for claim in believed.claims}
        self.model.show_changes(believed.changes, said)
        self.pages.setCurrentIndex(0 if believed.changes else 1)
        newest = self.tr("The newest {n} changes").replace("{n}", number(TOLD_OF))
        self.older.setText(newest if len(believed.changes) == TOLD_OF else "")

    def show_newest(self) -> None:
        if (row := self.model.near(0)) >= 0:
            self.list.want(self.model.at(row).id)

    def focus(self) -> None:
        self.list.setFocus()

    def _choose(self, change: Change | None) -> None:
        undone = change is not None and change.undone
        self.button.say(self.tr("Redo (Enter)") if undone else self.tr("Undo (Enter)"))
        self.button.setEnabled(change is not None)
        self.chosen.emit(change)

    def _step(self) -> None:
        if (change := self.list.selected()) is not None:
            self.step_wanted.emit(change)
