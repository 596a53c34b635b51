"""How texts of the user and of others sound, as two rows of bars, and where one text is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.phrases import counted
from ui.theme import XS, M, S, colours

BARS = 20
HIGH = 40  # pixels of the tallest bar


def spread(chances: Sequence[float]) -> list[float]:
    """Return which share of them lies in each twentieth."""
    found = [0] * BARS
    for chance in chances:
        found[min(int(chance * BARS), BARS - 1)] += 1
    return [count / max(len(chances), 1) for count in found]


class LikenessPlot(QWidget):
    """The user's texts grow up from the middle line, those of others down."""

    def __init__(self) -> None:
        super().__init__()
        self._own: list[float] = []
        self._others: list[float] = []
        self._at: float | None = None
        self.setAccessibleName(self.tr("How your texts and those of others sound"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_spread(self, own: Sequence[float], others: Sequence[float], at: float | None) -> None:
        """Show where these texts lie, and one more."""
        self._own, self._others, self._at = spread(own), spread(others), at
        said = [
            counted(len(own), self.tr("1 text of yours"), self.tr("{n} texts of yours")),
            counted(len(others), self.tr("1 of others"), self.tr("{n} of others")),
        ]
        if at is not None:
            said.append(self.tr("this text at {n} %").format(n=round(100 * at)))
        self.setAccessibleDescription(", ".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's
        return QSize(320, 2 * HIGH + 2 * self.fontMetrics().height() + M)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's
        return QSize(160, self.sizeHint().height())

    def _room(self) -> QRectF:
        return QRectF(0.5, self.fontMetrics().height() + XS, self.width() - 1, 2 * HIGH)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's
        painter = QPainter(self)
        theme, room = colours(self.palette()), self._room()
        middle = room.center().y()
        wide = room.width() / BARS
        top = max([*self._own, *self._others, 0.01])
        for n in range(BARS):
            left = room.left() + n * wide
            mine, theirs = (
                HIGH * side[n] / top if side else 0.0 for side in (self._own, self._others)
            )
            painter.fillRect(QRectF(left + 1, middle - mine, wide - 2, mine), QColor(theme.accent))
            painter.fillRect(QRectF(left + 1, middle + 1, wide - 2, theirs), QColor(theme.quiet))
        painter.setPen(QPen(QColor(theme.hairline), 1))
        painter.drawLine(QPointF(room.left(), middle), QPointF(room.right(), middle))
        self._paint_words(painter)
        if self._at is not None:
            x = room.left() + self._at * room.width()
            painter.setPen(QPen(QColor(theme.text), 2))
            painter.drawLine(QPointF(x, room.top() - 2), QPointF(x, room.bottom() + 2))

    def _paint_words(self, painter: QPainter) -> None:
        """Say what goes up and down, and what left and right mean."""
        theme, metrics = colours(self.palette()), self.fontMetrics()
        up, down = self.tr("Your texts, above"), self.tr("those of others, below")
        painter.setPen(QColor(theme.accent))
        painter.drawText(QPointF(0, metrics.ascent()), up)
        painter.setPen(QColor(theme.quiet))
        painter.drawText(QPointF(metrics.horizontalAdvance(up) + S, metrics.ascent()), f"· {down}")
        foot = QRectF(0, self.height() - metrics.height(), self.width(), metrics.height())
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, self.tr("0 %: like others"))
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, self.tr("100 %: like you"))
