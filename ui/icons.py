"""The one family of outline icons, tinted by the palette."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from memory.types import Kind
from resources import text
from ui.theme import ICON

SCALES = (1.0, 1.25, 1.5, 2.0, 3.0)  # device pixels for one of ours; Qt takes the nearest

OF_KIND = {
    Kind.MAIL: "mail",
    Kind.CHAT: "chat",
    Kind.DOCUMENT: "document",
    Kind.EVENT: "event",
}


@cache
def _drawing(name: str) -> str:
    return text(f"icons/{name}.svg")


@cache
def pixmap(name: str, colour: str, scale: float, size: int = ICON) -> QPixmap:
    """Draw the icon in one colour, for a screen of that scale."""
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))
    picture = QPixmap(round(size * scale), round(size * scale))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, picture.width(), picture.height()))
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture


@cache
def _icon(name: str, colour: str, chosen: str) -> QIcon:
    icon = QIcon()
    for scale in SCALES:
        icon.addPixmap(pixmap(name, colour, scale))
        icon.addPixmap(pixmap(name, chosen, scale), QIcon.Mode.Normal, QIcon.State.On)
    return icon


def icon(
    name: str, palette: QPalette, role: QPalette.ColorRole = QPalette.ColorRole.PlaceholderText
) -> QIcon:
    """Return the icon in a colour of the palette, and in the accent where it is chosen."""
    accent = palette.color(QPalette.ColorRole.Accent)
    return _icon(name, QColor(palette.color(role)).name(), accent.name())
