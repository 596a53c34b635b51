"""How much a reader of what leaves could still guess: a bar for each, and in words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.flow import Flow
from ui.parts import Button, Words, column, row
from ui.render import one_line
from ui.theme import S, colours

STEPS = 5
STEP = QSize(8, 10)


class Steps(QWidget):
    """Five steps, some of them filled."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.filled = min(max(round(share * STEPS), 1 if share > 0 else 0), STEPS)
        self.setFixedSize((STEP.width() + 2) * STEPS, STEP.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        theme = colours(self.palette())
        for n in range(STEPS):
            painter.setBrush(QColor(theme.leaves if n < self.filled else theme.hairline))
            at = n * (STEP.width() + 2)
            painter.drawRoundedRect(QRectF(at, 0, STEP.width(), STEP.height()), 2, 2)


class Guess(Protocol):
    """What a reader could still guess, how surely from 0 to 1, and by which words that leave."""

    @property
    def what(self) -> str: ...
    @property
    def certainty(self) -> float: ...
    @property
    def part(self) -> int: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class GuessMeter(QWidget):
    """What was found out by guessing, or that nobody guessed; a click shows the words."""

    looked = Signal(object)  # a Guess

    def __init__(self) -> None:
        super().__init__()
        self.said = Words(role="quiet", wrap=True)
        self.guesses = QWidget()
        self._flow = Flow(gap=S)
        self.guesses.setLayout(self._flow)
        self.buttons: list[Button] = []
        self.setLayout(column(self.said, self.guesses, gap=0))
        self.tell("")

    def tell(self, said: str, guessed: Sequence[Guess] = ()) -> None:
        """Say it: a sentence, and what could be guessed, the surest first."""
        while (taken := self._flow.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = []
        for guess in sorted(guessed, key=lambda one: -one.certainty):
            self._flow.addWidget(self._told(guess))
        self.said.setText(said)
        self.guesses.setVisible(bool(guessed))
        self.setVisible(bool(said or guessed))

    def _told(self, guess: Guess) -> QWidget:
        button = Button(f"{one_line(guess.what)}: {self._word(guess.certainty)}", deed="quiet")
        button.setToolTip(self.tr("Show the words by which it could be guessed"))
        button.clicked.connect(partial(self.looked.emit, guess))
        self.buttons.append(button)
        one = QWidget()
        one.setLayout(row(Steps(guess.certainty), button, gap=0))
        return one

    def _word(self, share: float) -> str:
        if share >= 0.75:
            return self.tr("easily guessed")
        if share >= 0.4:
            return self.tr("might be guessed")
        return self.tr("hardly guessed")
