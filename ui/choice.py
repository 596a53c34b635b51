"""A list that folds out, with an arrow that is seen in both themes."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QComboBox

from ui.icons import pixmap
from ui.theme import ICON, XS


class Choice(QComboBox):
    """A list that folds out, with an arrow of the one family of icons."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's
        super().paintEvent(event)
        # Of the roles only this is the theme's own here: the style gives a list its own ground.
        quiet = self.palette().color(QPalette.ColorRole.PlaceholderText).name()
        arrow = pixmap("down", quiet, max(self.devicePixelRatioF(), 1.0))
        QPainter(self).drawPixmap(self.width() - ICON - XS, (self.height() - ICON) // 2, arrow)
