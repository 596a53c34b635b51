"""A short question before the answer: its choices as buttons, and "just answer"."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.flow import Flow
from ui.parts import Button, Words, empty_out, walk
from ui.theme import XS, S

if TYPE_CHECKING:
    from assistant.profile.asking import Question


class AskedBack(QWidget):
    """Shows one question at a time; ``answered`` carries the choice, "" for "just answer"."""

    answered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.words = Words(wrap=True, role="strong")
        self.choices = QWidget()
        self.flow = Flow(gap=XS)
        self.choices.setLayout(self.flow)
        self.buttons: list[Button] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, XS, 0, S)
        box.setSpacing(XS)
        box.addWidget(self.words)
        box.addWidget(self.choices)
        self.hide()

    def show_question(self, question: Question) -> None:
        """Show a question; "just answer" has the focus, so that Enter goes on."""
        empty_out(self.flow)
        self.words.setText(question.text)
        self.setAccessibleName(question.text)
        just = (self.tr("Just answer"), "")
        self.buttons = [self._add(*one) for one in [*((c, c) for c in question.choices), just]]
        self.show()
        walk(*self.buttons)
        self.buttons[-1].setFocus()

    def _add(self, text: str, value: str) -> Button:
        button = Button(text, picture="" if value else "again")
        button.clicked.connect(partial(self.answered.emit, value))
        self.flow.addWidget(button)
        button.show()
        return button
