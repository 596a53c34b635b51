"""A sheet over the window: it takes the focus, and goes when the focus goes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from ui.theme import XL, XXL, M, S

WIDTH = 560


class Overlay(QFrame):
    """Made once, shown and hidden; whoever shows it is told when it is gone."""

    gone = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("place", "over")
        self.setAutoFillBackground(True)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(M, M, M, M)
        self.box.setSpacing(S)
        self._window = window
        self._before: QWidget | None = None
        self.hide()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def open(self) -> None:
        """Show it over the middle of the window."""
        self._before = QApplication.focusWidget()
        self.place()
        self.show()
        self.raise_()
        self.take_focus()

    def take_focus(self) -> None:
        self.setFocus()

    def place(self) -> None:
        window = self._window
        width = min(WIDTH, window.width() - 2 * XL)
        height = min(self.sizeHint().height(), window.height() - 2 * XXL - XXL)
        self.setGeometry((window.width() - width) // 2, 2 * XXL, width, height)

    def shut(self) -> None:
        """Hide it, and give the focus back to where it was."""
        if self.isHidden():
            return
        before, self._before = self._before, None
        inside = self.isAncestorOf(QApplication.focusWidget() or self)
        self.hide()
        if before is not None and inside:
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.gone.emit()

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isVisible() and new is not self and not self.isAncestorOf(new):
            self.shut()
