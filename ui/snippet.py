"""Three lines of a passage, with the words that were asked for in bold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import (
    QFont,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.render import one_line
from ui.theme import LINE_HEIGHT

LINES = 3
LEAD = 60  # characters kept before the first word that was asked for
ENOUGH = 900  # characters: more than three lines ever hold


def around(text: str, words: Sequence[str]) -> str:
    """Return the text from a little before the first of the words, on one line."""
    text = one_line(text)
    match = _pattern(words).search(text) if words else None
    if match is None or match.start() <= LEAD * 2:
        return text[:ENOUGH]
    start = text.rfind(". ", 0, match.start())
    if start < match.start() - 2 * LEAD:
        start = text.rfind(" ", 0, match.start() - LEAD)
    return "… " + text[start + 1 :].lstrip()[:ENOUGH]


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\w*", re.IGNORECASE)


class Snippet(QWidget):
    """Paints up to three lines itself: no rich text, and an ellipsis where it stops."""

    def __init__(self, text: str, words: Sequence[str]) -> None:
        super().__init__()
        self._text = around(text, words)
        self._words = list(words)
        self.setAccessibleName(self._text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self._line() * LINES)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's
        return QSize(240, self._line() * LINES)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's
        super().resizeEvent(event)
        self.setFixedHeight(self._line() * self._lines_at(self.width()))

    def _lines_at(self, width: int) -> int:
        layout = self._layout(self._text)
        layout.beginLayout()
        count = 0
        while count < LINES and (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            count += 1
        layout.endLayout()
        return max(count, 1)

    def _line(self) -> int:
        return round(self.fontMetrics().height() * LINE_HEIGHT / 1.17)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        layout = self._layout(self._text)
        layout.beginLayout()
        for number in range(LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(self.width())
            line.setPosition(QPointF(0, number * self._line()))
            if number == LINES - 1 and line.textStart() + line.textLength() < len(self._text):
                layout.endLayout()
                self._paint_cut(painter, layout, line.textStart())
                return
        layout.endLayout()
        layout.draw(painter, QPointF(0, 0))

    def _paint_cut(self, painter: QPainter, layout: QTextLayout, start: int) -> None:
        """Paint the lines before the last, and of the last what leaves room for "…"."""
        for number in range(LINES - 1):
            layout.lineAt(number).draw(painter, QPointF(0, 0))
        rest = self._layout(self._text[start:])
        rest.beginLayout()
        line = rest.createLine()
        room = self.fontMetrics().horizontalAdvance("…")
        line.setLineWidth(self.width() - room)
        rest.endLayout()
        top = (LINES - 1) * self._line()
        line.draw(painter, QPointF(0, top))
        painter.setFont(self.font())
        painter.drawText(QPointF(line.naturalTextWidth(), top + line.ascent()), "…")

    def _layout(self, text: str) -> QTextLayout:
        layout = QTextLayout(text, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(list(_bold(text, self._words)))
        return layout


def _bold(text: str, words: Sequence[str]) -> list[QTextLayout.FormatRange]:
    ranges = []
    for match in _pattern(words).finditer(text) if words else ():
        place = QTextLayout.FormatRange()
        # Qt counts in UTF-16: a character outside the basic plane is two of them.
        place.start = units(text[: match.start()])
        place.length = units(match.group())
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.DemiBold)
        place.format = bold
        ranges.append(place)
    return ranges


def units(text: str) -> int:
    """The length of the text as Qt counts it, in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
