"""What waits for a yes or no, one after the other, with one key each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.believing import Believed
from ui.card_list import CardList
from ui.claim_card import ClaimDelegate
from ui.itemmodels.claims import ReviewModel
from ui.parts import Button, Words, column, row
from ui.theme import M, S

KEYS = {"a": "accept", "e": "edit", "r": "refuse"}


class ProfileReview(QWidget):
    """The list of drafts; a decided one goes, and the next is chosen."""

    chosen = Signal(object)
    wanted = Signal(str)  # a deed with the chosen claim

    def __init__(self) -> None:
        super().__init__()
        self.model = ReviewModel(self)
        self.intro = Words(
            self.tr(
                "These were heard, but are not used: they are not sure enough, not in your own "
                "words, or sensitive. Say yes or no, one key each; it moves on by itself."
            ),
            role="quiet",
            wrap=True,
        )
        self.list = CardList(self.tr("What waits for your word"), self.model, ClaimDelegate())
        self.list.setAccessibleDescription(self.tr("A accepts, E edits, R refuses"))
        self.list.chosen.connect(self.chosen)
        self.list.typed.connect(self._typed)
        self.list.entered.connect(lambda: self.wanted.emit("edit"))
        said = [
            ("accept", self.tr("Accept (A)"), "check"),
            ("edit", self.tr("Edit (E)"), "edit"),
            ("refuse", self.tr("Refuse (R)"), "close"),
        ]
        self.buttons: list[Button] = []
        for name, words, picture in said:
            button = Button(words, picture=picture)
            button.clicked.connect(lambda _on=False, deed=name: self.wanted.emit(deed))
            self.buttons.append(button)
        self._lay_out()

    def _lay_out(self) -> None:
        nothing = QWidget()
        words = Words(self.tr("Nothing waits for your word."), role="quiet")
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        lines = column(words, gap=M)
        lines.insertStretch(0, 1)
        lines.addStretch(2)
        nothing.setLayout(lines)
        filled = QWidget()
        box = QVBoxLayout(filled)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(S)
        box.addWidget(self.intro)
        box.addWidget(self.list, 1)
        box.addLayout(row(*self.buttons, None))
        self.pages = QStackedWidget()
        self.pages.addWidget(filled)
        self.pages.addWidget(nothing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)

    def show_believed(self, believed: Believed) -> None:
        self.model.show_waiting(believed.waiting)
        self.pages.setCurrentIndex(0 if believed.waiting else 1)

    def focus(self) -> None:
        self.list.setFocus()

    def _typed(self, words: str) -> None:
        if name := KEYS.get(words.casefold()):
            self.wanted.emit(name)
