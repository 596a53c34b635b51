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
    weighed = Signal(bool)  # whether it is never wanted

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("place", "question")
        self.text = Words(role="strong", wrap=True)
        self.about = Words(role="quiet", wrap=True)
        self._never = False
        self.never = Button(self.tr("Never offer it"))
        self.never.clicked.connect(lambda: self.weighed.emit(not self._never))
        self.forget = Button(self.tr("Forget (Del)"), picture="remove")
        self.forget.clicked.connect(self.forgotten)
        deeds = row(self.never, None, self.forget, gap=S)
        self.setLayout(column(self.text, self.about, deeds, gap=S, margin=M))
        let_cut(self)

    def show_phrase(self, one: Chosen) -> None:
        self.text.setText(one.text)
        chosen = self.tr("For “{short}” · chosen {times} · last {when}")
        said = self.tr("For “{short}” · never offered") if one.never else chosen
        self.about.setText(
            said.replace("{times}", times(one))
            .replace("{when}", when(one.at))
            .replace("{short}", one_line(one.short))
        )
        self._never = one.never
        self.never.say(self.tr("Offer it again") if one.never else self.tr("Never offer it"))

    def clear(self) -> None:
        self.text.setText("")
        self.about.setText("")
