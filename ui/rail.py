"""The pages of the window by icon and word."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout

from ui.icons import icon
from ui.phrases import number
from ui.render import tooltip
from ui.theme import ICON, XS, S, colours

WIDTH, HEIGHT = 68, 50
MOST = 100  # from here on a count has no room
PAGES = ("chat", "profile", "memory", "sources", "writing", "models", "privacy", "settings")


def named_pages() -> list[tuple[str, str, str]]:
    """Return every page: its name (and its icon's), its word, its key."""
    words = {
        "chat": _tr("Chat"), "profile": _tr("Profile"), "memory": _tr("Memory"),
        "sources": _tr("Sources"), "writing": _tr("Writing"), "models": _tr("Models"),
        "privacy": _tr("Privacy"), "settings": _tr("Settings"),
    }  # fmt: skip
    return [(name, words[name], f"Ctrl+{n}") for n, name in enumerate(PAGES, 1)]


def _tr(text: str) -> str:
    return QCoreApplication.translate("rail", text)


class RailButton(QToolButton):
    """One page: its icon above its word."""

    def __init__(self, name: str, word: str, key: str) -> None:
        super().__init__()
        self._name = name
        self.setProperty("place", "rail")
        self.setText(word)
        self._word, self._count = word, 0
        self.setAccessibleName(word)
        self.setToolTip(tooltip(f"{word} ({key})"))
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setIconSize(QSize(ICON, ICON))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(WIDTH, HEIGHT)
        self.setIcon(icon(name, self.palette()))

    def count(self, waiting: int) -> None:
        """Say how many things wait on this page; 0 says nothing."""
        self._count = waiting
        says = self.tr("{word}, {n} to review").format(word=self._word, n=number(waiting))
        self.setAccessibleName(says if waiting else self._word)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's
        super().paintEvent(event)
        if not self._count:
            return
        words = number(self._count) if self._count < MOST else f"{number(MOST - 1)}+"
        theme = colours(QGuiApplication.palette())  # its own was altered by its style
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = painter.fontMetrics()
        wide = max(metrics.horizontalAdvance(words) + S, metrics.height())
        left = min(self.width() / 2 + S, self.width() - wide - 2)
        place = QRectF(left, 2.5, wide, metrics.height())
        painter.setPen(QPen(QColor(theme.window), 1.5))
        painter.setBrush(QColor(theme.accent))
        painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
        painter.setPen(QColor(theme.on_accent))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.setIcon(icon(self._name, self.palette()))


class Rail(QFrame):
    """Tells which page is wanted; the window decides."""

    wanted = Signal(str)

    def __init__(self, pages: Sequence[tuple[str, str, str]]) -> None:
        """Each page is its name (and its icon's), its word, its key."""
        super().__init__()
        self.setProperty("place", "rail")
        self.setAccessibleName(self.tr("Pages"))
        self._buttons: dict[str, RailButton] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(S, S, S, S)
        box.setSpacing(XS)
        for name, word, key in pages:
            button = RailButton(name, word, key)
            button.clicked.connect(lambda _on=False, wanted=name: self.wanted.emit(wanted))
            box.addWidget(button)
            self._buttons[name] = button
            if name == pages[-2][0]:
                box.addStretch(1)  # the settings stand at the foot

    def count(self, name: str, waiting: int) -> None:
        self._buttons[name].count(waiting)

    def show_page(self, name: str) -> None:
        # Not a group of Qt's: in one, Tab reaches only what is chosen.
        for each, button in self._buttons.items():
            button.setChecked(each == name)
