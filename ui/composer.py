"""Where a question is written: it grows with its lines, Enter sends it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPlainTextEdit

from ui.parts import IconButton, restyle
from ui.render import one_line
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
    elsewhere = Signal(str, str)  # the question, and the name of the model elsewhere

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("place", "composer")
        self.field = Field()
        self.field.setPlaceholderText(self.tr("Ask about your mail, documents and chats"))
        self.field.setAccessibleName(self.tr("Question"))
        self.field.setAccessibleDescription(self.tr("Enter sends, Shift and Enter make a new line"))
        self.button = IconButton("send", self.tr("Ask"), key="Enter")
        self.button.clicked.connect(self._pressed)
        self.out_button = IconButton("cloud", self.tr("Ask a model elsewhere…"))
        self.out_button.clicked.connect(self._ask_whom)
        self._out_menu = QMenu(self)
        self.offer_elsewhere([])
        self.field.entered.connect(self._send)
        self.field.textChanged.connect(self._enable)
        self.field.lit.connect(lambda on: restyle(self, "lit", "true" if on else "false"))
        box = QHBoxLayout(self)
        box.setContentsMargins(S, XS, XS + 1, XS)
        box.setSpacing(S)
        box.addWidget(self.field, 1)
        box.addWidget(self.out_button, 0, Qt.AlignmentFlag.AlignBottom)
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

    def offer_elsewhere(self, names: Sequence[str]) -> None:
        """Offer these models elsewhere; without one there is no button for it."""
        self._names = list(names)
        self._out_menu.clear()
        for name in names:
            action = self._out_menu.addAction(one_line(name).replace("&", "&&"))
            action.triggered.connect(partial(self._ask_elsewhere, name))
        self.out_button.setVisible(bool(names))

    def _ask_whom(self) -> None:
        """Ask which of them, if there are several; nothing is sent by that."""
        if len(self._names) == 1:
            self._ask_elsewhere(self._names[0])
        else:
            corner = self.out_button.rect().topLeft()
            menu = self._out_menu
            menu.popup(self.out_button.mapToGlobal(corner) - QPoint(0, menu.sizeHint().height()))

    def _ask_elsewhere(self, name: str, _checked: bool = False) -> None:
        question = self.field.toPlainText().strip()
        if question and self._ready and not self._busy:
            self.field.clear()
            self.elsewhere.emit(question, name)

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
        self.out_button.setEnabled(words and self._ready and not self._busy)

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
