"""Where a question is written: it grows with its lines, Enter sends it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit

from ui.parts import IconButton, restyle
from ui.theme import XS, S

LINES = 6  # then it scrolls


class Field(QPlainTextEdit):
    """A field of some lines that tells when Enter was meant."""

    entered = Signal()
    lit = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)  # a file that is dropped is to be read, not named
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(XS)
        self.textChanged.connect(self.grow)
        self.grow()

    def grow(self) -> None:
        """Be as high as the lines, up to some."""
        lines = min(max(int(self.document().size().height()), 1), LINES)
        always = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(always if lines == LINES else never)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 3 * XS)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's
        super().focusInEvent(event)
        self.lit.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's
        super().focusOutEvent(event)
        self.lit.emit(False)


class Composer(QFrame):
    """The field with its one button: send, or stop while an answer comes."""

    asked = Signal(str)
    begun = Signal()  # the first letter of a question
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("place", "composer")
        self.field = Field()
        self.field.setPlaceholderText(self.tr("Ask about your mail, documents and chats"))
        self.field.setAccessibleName(self.tr("Question"))
        self.field.setAccessibleDescription(self.tr("Enter sends, Shift and Enter make a new line"))
        self.button = IconButton("send", self.tr("Ask"), key="Enter")
        self.button.clicked.connect(self._pressed)
        self.field.entered.connect(self._send)
        self.field.textChanged.connect(self._enable)
        self.field.lit.connect(lambda on: restyle(self, "lit", "true" if on else "false"))
        box = QHBoxLayout(self)
        box.setContentsMargins(S, XS, XS + 1, XS)
        box.setSpacing(S)
        box.addWidget(self.field, 1)
        box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        self._busy = self._begun = False
        self._ready = True
        self._enable()

    def set_busy(self, busy: bool) -> None:
        """Offer to stop while an answer comes; the next question can be written meanwhile."""
        self._busy = busy
        self.button.show_icon("stop" if busy else "send")
        self.button.say(*((self.tr("Stop"), "Esc") if busy else (self.tr("Ask"), "Enter")))
        self._enable()

    def set_ready(self, ready: bool) -> None:
        """Whether there is a memory to ask; one can write before."""
        self._ready = ready
        self._enable()

    def _enable(self) -> None:
        words = bool(self.field.toPlainText().strip())
        if words and not self._begun:
            self.begun.emit()
        self._begun = words
        self.button.setEnabled(self._busy or (words and self._ready))

    def _pressed(self) -> None:
        if self._busy:
            self.stopped.emit()
        else:
            self._send()

    def _send(self) -> None:
        question = self.field.toPlainText().strip()
        if question and self._ready and not self._busy:
            self.field.clear()
            self.asked.emit(question)
