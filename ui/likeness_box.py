"""A text to try: does it sound like the user?  It is kept nowhere."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout

from memory.errors import Problem
from ui.likeness_plot import LikenessPlot
from ui.parts import Words
from ui.theme import M, S
from ui.voice_room import Heard, VoiceRoom

PAUSE = 400  # milliseconds after the last key
LINES = 3
SURE, LIKELY = 0.8, 0.5


class LikenessBox(QFrame):
    """A field; below it a number, a word and a plot."""

    failed = Signal(object)  # the Problem

    def __init__(self, room: VoiceRoom) -> None:
        super().__init__()
        self._room = room
        self.setProperty("place", "calm")
        self.field = QPlainTextEdit()
        self.field.setProperty("place", "sheet")
        self.field.setTabChangesFocus(True)
        self.field.setPlaceholderText(self.tr("Paste a text: does it sound like you?"))
        self.field.setAccessibleName(self.tr("A text to try"))
        self.field.setAccessibleDescription(
            self.tr("It is held against your texts and those of others, and kept nowhere.")
        )
        self.field.setFixedHeight(LINES * self.field.fontMetrics().lineSpacing() + 2 * S)
        self.result = Words(role="strong", wrap=True)
        self.plot = LikenessPlot()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(PAUSE)
        self._rest.timeout.connect(self._ask)
        self.field.textChanged.connect(self._rest.start)
        box = QVBoxLayout(self)
        box.setContentsMargins(M, M, M, M)
        box.setSpacing(S)
        for part in (self.field, self.result, self.plot):
            box.addWidget(part)
        self.plot.hide()

    def begin(self) -> None:
        """Show where the texts lie that are known."""
        self._ask()

    def clear(self) -> None:
        """Hold nothing of what was typed or shown."""
        self._rest.stop()
        blocked = self.field.blockSignals(True)
        self.field.setPlainText("")
        self.field.blockSignals(blocked)
        self.result.setText("")
        self.plot.hide()

    def _ask(self) -> None:
        text = self.field.toPlainText()
        if self._room.is_open:
            self._room.hear(self, text, lambda heard: self._show(text, heard), self._fail)

    def _show(self, text: str, heard: Heard) -> None:
        if text != self.field.toPlainText():
            return  # the user has typed on
        self.plot.setVisible(bool(heard.own))
        if heard.own:
            self.plot.show_spread(heard.own, heard.others, heard.chance)
        self.result.setText(self._said(text, heard))

    def _said(self, text: str, heard: Heard) -> str:
        if not heard.own:
            return self.tr(
                "Too little of what you and others wrote was read to tell you from them."
            )
        if heard.chance is None:
            return self.tr("The text is too short to tell.") if text.strip() else ""
        words = self.tr("hardly sounds like you")
        if heard.chance >= LIKELY:
            words = self.tr("sounds somewhat like you")
        if heard.chance >= SURE:
            words = self.tr("sounds like you")
        return self.tr("{n} %: {words}").format(n=round(100 * heard.chance), words=words)

    def _fail(self, problem: Problem) -> None:
        self.failed.emit(problem)
