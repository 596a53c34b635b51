"""The selected text of our own window: as an input method sees it, without the clipboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from memory.errors import Problem
from ui.desktop import said
from ui.desktop.selection import Front, How, Taken, plain


class OwnWindow:
    """What is written in Famulus itself."""

    def front(self) -> Front | None:
        """Return what has the keyboard, where one can write; None if that is not ours."""
        field = QApplication.focusWidget()
        if field is None or not field.isVisible():  # Qt hears a little later that it was hidden
            return None
        if not field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
            return None
        return Front(field, "Famulus")

    def give_keys(self, window: QWidget) -> None:
        window.activateWindow()

    def take(self, front: Front, on_done: Callable[[Taken], object]) -> None:
        text = str(front.window.inputMethodQuery(Qt.InputMethodQuery.ImCurrentSelection) or "")
        text = text.replace("\u2029", "\n")  # Qt's end of a paragraph
        on_done(Taken(front, text, How.SELECTION if text else How.NOTHING))

    def put(self, text: str, taken: Taken, on_done: Callable[[Problem | None], object]) -> None:
        field = taken.front.window
        if not isValid(field):
            on_done(said.gone())
            return
        field.window().activateWindow()
        field.setFocus()
        event = QInputMethodEvent()
        event.setCommitString(plain(text))
        QApplication.sendEvent(field, event)
        on_done(None if event.isAccepted() else said.refused())

    def close(self) -> None:
        """There is nothing to close."""
