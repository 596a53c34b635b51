"""How much a reader of what leaves could still guess: a bar for each, and in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.flow import Flow
from ui.parts import Words, column, row
from ui.render import one_line
from ui.theme import L, S, colours

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


class GuessMeter(QWidget):
    """What was found out by guessing, or that nobody guessed."""

    def __init__(self) -> None:
        super().__init__()
        self.said = Words(role="quiet", wrap=True)
        self.guesses = QWidget()
        self._flow = Flow(gap=L)
        self.guesses.setLayout(self._flow)
        self.setLayout(column(self.said, self.guesses, gap=S // 2))
        self.tell("")

    def tell(self, said: str, guessed: Sequence[tuple[str, float]] = ()) -> None:
        """Say it: a sentence, and how surely (0 to 1) each thing could be guessed."""
        while (taken := self._flow.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for name, share in guessed:
            one = QWidget()
            words = Words(f"{one_line(name)}: {self._word(share)}", role="quiet")
            one.setLayout(row(Steps(share), words, gap=S))
            self._flow.addWidget(one)
        self.said.setText(said)
        self.guesses.setVisible(bool(guessed))
        self.setVisible(bool(said or guessed))

    def _word(self, share: float) -> str:
        if share >= 0.75:
            return self.tr("easily guessed")
        if share >= 0.4:
            return self.tr("might be guessed")
        return self.tr("hardly guessed")
