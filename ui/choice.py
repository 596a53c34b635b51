"""A list that folds out, with an arrow that is seen in both themes."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from ui.icons import pixmap
from ui.theme import ICON, XS, colours


class Choice(QComboBox):
    """A list that folds out, with an arrow of the one family of icons."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's
        super().paintEvent(event)
        arrow = pixmap("down", colours(self.palette()).quiet, max(self.devicePixelRatioF(), 1.0))
        QPainter(self).drawPixmap(self.width() - ICON - XS, (self.height() - ICON) // 2, arrow)
