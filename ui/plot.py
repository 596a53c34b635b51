"""How many documents there are of each month, as bars of their kinds; a click leads to the list.

Painted by hand: it needs no other library, speaks to the keyboard, and wears the theme.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from memory.types import Kind
from ui.phrases import counted, month, number
from ui.render import tooltip
from ui.theme import XS, Colours, L, M, S, colours

LOW, HIGH = 170, 340
LEAST = 5  # pixels of a bar; where there is no room for it, years are shown for months
WIDEST = 36
GRID = 4  # lines over the ground at most
PALE = 0.8  # of the colour that words have
KINDS = (Kind.MAIL, Kind.CHAT, Kind.DOCUMENT, Kind.EVENT)

Bars = dict[str, dict[Kind, int]]


def filled(months: Mapping[str, Mapping[Kind, int]]) -> Bars:
    """Return every month from the first to the last, also those of which there is nothing."""
    days = sorted(months)
    if not days:
        return {}
    year, at = map(int, days[0].split("-"))
    found: Bars = {}
    while (key := f"{year:04}-{at:02}") <= days[-1]:
        found[key] = dict(months.get(key, {}))
        year, at = (year + 1, 1) if at == 12 else (year, at + 1)
    return found


def by_year(months: Mapping[str, Mapping[Kind, int]]) -> Bars:
    found: Bars = {}
    for key, kinds in months.items():
        year = found.setdefault(key[:4], {})
        for kind, count in kinds.items():
            year[kind] = year.get(kind, 0) + count
    return found


def ground(most: int) -> int:
    """Return the distance of the lines over the ground: 1, 2 or 5 and noughts."""
    step = 1
    while ceil(most / step) > GRID:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


class Plot(QWidget):
    """Left and right walk the bars, Enter opens the list of one."""

    chosen = Signal(str)  # "2024-03", or "2024" where years are shown

    def __init__(self) -> None:
        super().__init__()
        self._months: Bars = {}
        self._bars: Bars = {}
        self._at = -1  # which bar the keyboard is on
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Documents by month and kind"))
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(LOW)

    def show_months(self, months: Mapping[str, Mapping[Kind, int]]) -> None:
        """Show these; a month that is no month, of a broken mail, is left out."""
        good = {key: value for key, value in months.items() if re.fullmatch(r"\d{4}-\d\d", key)}
        self._months = filled(good)
        self._fit()

    @property
    def bars(self) -> Bars:
        return self._bars

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's
        return QSize(560, LOW)

    def _fit(self) -> None:
        room = max(self.width() - 80, 1)
        crowded = len(self._months) * LEAST > room
        self._bars = by_year(self._months) if crowded else self._months
        self._choose(len(self._bars) - 1 if self._at < 0 else self._at)

    def resizeEvent(self, _event: QResizeEvent) -> None:  # noqa: N802 - Qt's
        self._fit()

    # -- where things are --------------------------------------------------

    def _room(self) -> QRectF:
        """Where the bars stand."""
        line = self.fontMetrics().height()
        left = self.fontMetrics().horizontalAdvance(number(self._top())) + M
        return QRectF(left, line + L, self.width() - left - S, self.height() - 2 * line - L - M)

    def _top(self) -> int:
        most = max((sum(kinds.values()) for kinds in self._bars.values()), default=0)
        step = ground(max(most, 1))
        return max(ceil(most / step), 1) * step

    def _place(self, n: int) -> QRectF:
        """The column of a bar, from the ground to the top."""
        room = self._room()
        wide = room.width() / max(len(self._bars), 1)
        bar = min(wide - (2 if wide > LEAST + 2 else 1), WIDEST)
        middle = room.left() + (n + 0.5) * wide
        return QRectF(middle - bar / 2, room.top(), bar, room.height())

    def _under(self, at: QPointF) -> int:
        room = self._room()
        if not self._bars or not room.left() <= at.x() <= room.right():
            return -1
        return min(
            int((at.x() - room.left()) / room.width() * len(self._bars)), len(self._bars) - 1
        )

    # -- what is said ------------------------------------------------------

    def words(self, n: int) -> str:
        """Say what a bar stands for."""
        key, kinds = list(self._bars.items())[n]
        total = counted(sum(kinds.values()), self.tr("1 document"), self.tr("{n} documents"))
        parts = [f"{self.kind(kind)} {number(kinds[kind])}" for kind in KINDS if kinds.get(kind)]
        return f"{month(key)}: {total}" + (f" ({', '.join(parts)})" if len(parts) > 1 else "")

    def kind(self, kind: Kind) -> str:
        return {
            Kind.MAIL: self.tr("Mails"),
            Kind.CHAT: self.tr("Chats"),
            Kind.DOCUMENT: self.tr("Documents"),
            Kind.EVENT: self.tr("Events"),
        }[kind]

    def _choose(self, n: int) -> None:
        self._at = max(min(n, len(self._bars) - 1), -1)
        self.setAccessibleDescription(self.words(self._at) if self._at >= 0 else "")
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            n = self._under(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tooltip(self.words(n)) if n >= 0 else "", self)
            return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's
        if (n := self._under(event.position())) >= 0:
            self._choose(n)
            self.chosen.emit(list(self._bars)[n])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's
        over = self._under(event.position()) >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's
        last = len(self._bars) - 1
        goes = {
            Qt.Key.Key_Left: max(self._at - 1, 0),
            Qt.Key.Key_Right: self._at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if event.key() in goes and self._bars:
            self._choose(goes[Qt.Key(event.key())])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._at >= 0:
            self.chosen.emit(list(self._bars)[self._at])
        else:
            super().keyPressEvent(event)

    # -- how it is painted -------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = colours(QGuiApplication.palette())
        self._paint_legend(painter, theme)
        self._paint_ground(painter, theme)
        self._paint_months(painter, theme)
        for n, kinds in enumerate(self._bars.values()):
            self._paint_bar(painter, n, kinds, theme)

    def _paint_legend(self, painter: QPainter, theme: Colours) -> None:
        line = self.fontMetrics().height()
        painter.setPen(QColor(theme.quiet))
        per = self.tr("Documents per year") if self._by_year() else self.tr("Documents per month")
        painter.drawText(QPointF(0, self.fontMetrics().ascent()), per)
        right = float(self.width() - S)
        for kind in reversed([kind for kind in KINDS if self._holds(kind)]):
            words = self.kind(kind)
            right -= self.fontMetrics().horizontalAdvance(words)
            painter.setPen(QColor(theme.text))
            painter.drawText(QPointF(right, self.fontMetrics().ascent()), words)
            right -= S + 10
            painter.fillRect(QRectF(right, (line - 10) / 2, 10, 10), colour(kind, theme))
            right -= L

    def _by_year(self) -> bool:
        return any(len(key) == 4 for key in self._bars)

    def _holds(self, kind: Kind) -> bool:
        return any(kinds.get(kind) for kinds in self._bars.values())

    def _paint_ground(self, painter: QPainter, theme: Colours) -> None:
        room, top = self._room(), self._top()
        step = ground(top)
        for value in range(0, top + 1, step):
            y = room.bottom() - room.height() * value / top
            painter.setPen(QPen(QColor(theme.hairline), 1))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            painter.setPen(QColor(theme.quiet))
            place = QRectF(0, y - 10, room.left() - S, 20)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, flags, number(value))

    def _paint_months(self, painter: QPainter, theme: Colours) -> None:
        """Write below the bars as many of their names as there is room for."""
        painter.setPen(QColor(theme.quiet))
        end = 0.0
        many = len(self._bars) > 18
        for n, key in enumerate(self._bars):
            if many and len(key) > 4 and not key.endswith("-01") and n:
                continue
            words = key[:4] if many and (key.endswith("-01") or len(key) == 4) else month(key)
            wide = self.fontMetrics().horizontalAdvance(words)
            middle = self._place(n).center().x()
            left = min(max(middle - wide / 2, 0.0), self.width() - wide - 1.0)
            if left > end:
                painter.drawText(QPointF(left, self.height() - XS), words)
                end = left + wide + M

    def _paint_bar(
        self, painter: QPainter, n: int, kinds: Mapping[Kind, int], theme: Colours
    ) -> None:
        place, top = self._place(n), self._top()
        y = place.bottom()
        for kind in KINDS:
            high = place.height() * kinds.get(kind, 0) / top
            if high:
                part = QRectF(place.left(), y - high, place.width(), high)
                painter.fillRect(part, colour(kind, theme))
                y -= high
        if n == self._at and self.hasFocus():
            painter.setPen(QPen(QColor(theme.text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(-2, -2, 2, 2), 3, 3)


def colour(kind: Kind, theme: Colours) -> QColor:
    """Return the colour of a kind, a little paler than words have it; its word stands beside."""
    full = {
        Kind.MAIL: theme.accent,
        Kind.CHAT: theme.supported,
        Kind.DOCUMENT: theme.doubtful,
        Kind.EVENT: theme.leaves,
    }[kind]
    strong, ground = QColor(full), QColor(theme.base)
    mixed = (
        round(PALE * one + (1 - PALE) * other)
        for one, other in zip(strong.getRgb()[:3], ground.getRgb()[:3], strict=True)  # type: ignore[index]
    )
    return QColor(*mixed)
