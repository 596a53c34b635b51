"""The selected text of our own window: put back as an input method would, without a clipboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from memory.errors import Problem
from ui.desktop import said
from ui.desktop.selection import Front, How, Taken, plain

BEFORE = 2000  # characters before what is selected that are told


class OwnWindow:
    """What is written in Famulus itself."""

    def front(self) -> Front | None:
        """Return what has the keyboard, where one can write; None if that is not ours."""
        field = QApplication.focusWidget()
        if not isinstance(field, QLineEdit | QTextEdit | QPlainTextEdit) or field.isReadOnly():
            return None
        if isinstance(field, QLineEdit) and field.echoMode() is not QLineEdit.EchoMode.Normal:
            return None  # a password is nobody's text
        if not field.isVisible():  # Qt hears a little later that its window was hidden
            return None
        return Front(field, "Famulus")

    def give_keys(self, window: QWidget) -> None:
        window.activateWindow()

    def take(self, front: Front, on_done: Callable[[Taken], object]) -> None:
        field = front.window
        text, before = _of_line(field) if isinstance(field, QLineEdit) else _of_page(field)
        how = How.SELECTION if text else How.NOTHING
        on_done(Taken(front, text, how, before=before[-BEFORE:]))

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


def _of_line(field: QLineEdit) -> tuple[str, str]:
    """Return what is selected, and what stands before it or before the cursor."""
    start = field.selectionStart() if field.hasSelectedText() else field.cursorPosition()
    return field.selectedText(), field.text()[:start]


def _of_page(field: QTextEdit | QPlainTextEdit) -> tuple[str, str]:
    cursor = field.textCursor()
    before = QTextCursor(cursor)
    before.setPosition(max(0, cursor.selectionStart() - BEFORE))
    before.setPosition(cursor.selectionStart(), QTextCursor.MoveMode.KeepAnchor)
    return _lines(cursor.selectedText()), _lines(before.selectedText())


def _lines(text: str) -> str:
    return text.replace("\u2029", "\n")  # Qt's end of a paragraph
