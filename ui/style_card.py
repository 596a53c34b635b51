"""How a line of the card of one's style is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter

from ui.claim_card import MARK, CardDelegate
from ui.icons import pixmap
from ui.itemmodels.style_lines import STRUCK, WAITING, StyleLinesModel
from ui.render import one_line
from ui.theme import XS, Colours

if TYPE_CHECKING:
    from assistant.voice.card import Line

MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class StyleDelegate(CardDelegate):
    """The sentence; below it of how many mails it is true, and whether it is locked."""

    def __init__(self, model: StyleLinesModel) -> None:
        super().__init__()
        self._model = model

    def sentence(self, one: Line) -> str:
        return one_line(one.text)

    def is_over(self, one: Line) -> bool:
        return one.state == STRUCK

    def paint_line(self, painter: QPainter, room: QRect, one: Line, theme: Colours) -> None:
        right = room.right()
        if one.locked:
            scale = max(painter.device().devicePixelRatioF(), 1.0)
            right -= MARK
            at = room.center().y() - MARK // 2 + 1
            painter.drawPixmap(right, at, pixmap("lock", theme.quiet, scale, MARK))
            right -= XS
        painter.setPen(QColor(theme.doubtful if one.state == WAITING else theme.quiet))
        wide = right - room.left()
        said = self._model.about(one)
        told = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(QRect(room.left(), room.top(), wide, room.height()), MIDDLE, told)
