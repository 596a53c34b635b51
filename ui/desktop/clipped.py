"""The text of a desktop that keeps its programs apart: what it lets the window in front see.

There nothing is pasted for the user, and no other window is known.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QWidget

from memory.errors import Problem
from ui.desktop import said
from ui.desktop.deeds import Deed, Driver, TooLate, Until
from ui.desktop.selection import Front, How, Taken

PATIENCE = 1.0  # seconds in which our window comes to the front, and may look


class Clipped:
    """Takes what is selected, where the desktop tells it, else what was copied."""

    def __init__(self, parent: QObject | None = None) -> None:
        self._driver = Driver(parent)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._driver.hear)

    def front(self) -> Front | None:
        return Front(None)

    def give_keys(self, window: QWidget) -> None:
        window.activateWindow()

    def take(self, front: Front, on_done: Callable[[Taken], object]) -> None:
        self._driver.start(self._taking(front), on_done)

    def _taking(self, front: Front) -> Deed[Taken]:
        """A clipboard can be read only by who has the keyboard."""
        for window in QGuiApplication.topLevelWindows():
            if window.isVisible():
                window.requestActivate()
        try:
            if QGuiApplication.focusWindow() is None:
                yield Until(lambda window: window is not None, PATIENCE)
        except TooLate:
            return Taken(front, "", How.NOTHING, said.not_kept())
        clipboard = QGuiApplication.clipboard()
        text = ""
        if clipboard.supportsSelection():
            text = clipboard.text(QClipboard.Mode.Selection)
        text = text or clipboard.text()
        return Taken(front, text, How.SELECTION if text else How.NOTHING)

    def put(self, text: str, taken: Taken, on_done: Callable[[Problem | None], object]) -> None:
        del text, taken
        on_done(said.cannot_paste())

    def close(self) -> None:
        self._driver.end()
