"""Where a popup is set: at the pointer, and whole on the screen that the pointer is on."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication

from ui.theme import M, S

BESIDE = S  # pixels between the pointer and the popup


def screen_at(pointer: QPoint) -> QRect:
    """Return the room on the screen of the pointer, or of the main one if it is on none."""
    screen = QGuiApplication.screenAt(pointer) or QGuiApplication.primaryScreen()
    return screen.availableGeometry()


def largest(wanted: QSize, area: QRect) -> QSize:
    """Return the size, no larger than the screen has room for."""
    return wanted.boundedTo(area.size() - QSize(2 * M, 2 * M))


def placed(pointer: QPoint, size: QSize, area: QRect) -> QRect:
    """Return where a popup of this size stands whole: below the pointer, else above it."""
    left = min(pointer.x() + BESIDE, area.right() + 1 - M - size.width())
    top = pointer.y() + BESIDE
    if top + size.height() > area.bottom() + 1 - M:
        above = pointer.y() - BESIDE - size.height()
        top = above if above >= area.top() + M else area.bottom() + 1 - M - size.height()
    return QRect(QPoint(max(left, area.left() + M), max(top, area.top() + M)), size)
