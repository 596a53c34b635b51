"""One phrase that was chosen: for which letters, how often, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from ui.itemmodels.phrases import times
from ui.parts import Button, Words, column, let_cut, row
from ui.phrases import when
from ui.render import one_line
from ui.theme import M, S

if TYPE_CHECKING:
    from memory.expansions import Chosen


class PhraseCard(QFrame):
    """Tells what is wanted; the page does it."""

    forgotten = Signal()
    refused = Signal()
    offered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("place", "question")
        self.text = Words(role="strong", wrap=True)
        self.about = Words(role="quiet", wrap=True)
        self.never = Button(self.tr("Never offer it"))
        self.never.clicked.connect(self.refused)
        self.offer = Button(self.tr("Offer it again"))
        self.offer.clicked.connect(self.offered)
        self.forget = Button(self.tr("Forget (Del)"), picture="remove")
        self.forget.clicked.connect(self.forgotten)
        deeds = row(self.never, self.offer, None, self.forget, gap=S)
        self.setLayout(column(self.text, self.about, deeds, gap=S, margin=M))
        let_cut(self)

    def show_phrase(self, one: Chosen) -> None:
        self.text.setText(one.text)
        said = self.tr("For “{short}” · {times} · last {when}")
        self.about.setText(
            said.replace("{times}", times(one))
            .replace("{when}", when(one.at))
            .replace("{short}", one_line(one.short))
        )
        self.never.setVisible(not one.never)
        self.offer.setVisible(one.never)

    def clear(self) -> None:
        self.text.setText("")
        self.about.setText("")
