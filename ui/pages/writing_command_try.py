"""A command on a text that is written here: nothing is kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from memory.errors import Problem
from memory.progress import Progress
from ui.diff_view import DiffView
from ui.parts import Button, Words, row
from ui.popup_words import choices, doubts, how
from ui.render import one_line
from ui.theme import S
from ui.writing_room import Wanted, WritingRoom

if TYPE_CHECKING:
    from assistant.writing.commands import Command
    from assistant.writing.writing import Written

BOX, RESULT = 76, 148  # pixels


class CommandTry(QWidget):
    """A box for a text, a button, and the changes."""

    failed = Signal(object)
    begun = Signal()  # below the button there will be a result

    def __init__(self, room: WritingRoom) -> None:
        super().__init__()
        self._room = room
        self._command: Command | None = None
        self._wanted: Wanted | None = None
        self._so_far = ""
        self._ready = False
        label = Words(self.tr("Try it on a text"), role="quiet")
        self.box = QPlainTextEdit()
        self.box.setProperty("place", "sheet")
        self.box.setAccessibleName(label.text())
        self.box.setPlaceholderText(self.tr("Write or paste a few sentences"))
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(BOX)
        self.words = QLineEdit()
        self.button = Button(self.tr("Try it"))
        self.button.clicked.connect(self._pressed)
        self.how = Words(role="quiet", wrap=True)
        self.diff = DiffView()
        self.diff.setFixedHeight(RESULT)
        self.doubts = Words(role="doubtful", wrap=True)
        line = row(self.button, self.words, None, gap=S)
        line.setStretch(1, 9)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(S)
        whole.addWidget(label)
        whole.addWidget(self.box)
        whole.addLayout(line)
        for part in (self.diff, self.how, self.doubts):
            whole.addWidget(part)
        self.box.textChanged.connect(self._enable)
        self._show_result(shown=False)

    def show_command(self, command: Command | None) -> None:
        if command is None or self._command is None or command.id != self._command.id:
            self._room.stop()
            self._show_result(shown=False)
        self._command = command
        ask = choices(command.needs)[0] if command else ""
        self.words.setVisible(bool(ask))
        self.words.setPlaceholderText(ask)
        self.words.setAccessibleName(ask or self.tr("Words for it"))
        self._enable()

    def set_ready(self, ready: bool) -> None:
        """Whether what is written above is what is kept."""
        self._ready = ready
        self._enable()

    def _enable(self) -> None:
        words = bool(self.box.toPlainText().strip())
        self.button.setEnabled(self._room.is_busy or (words and self._ready))
        self.button.say(self.tr("Stop") if self._room.is_busy else self.tr("Try it"))

    def _pressed(self) -> None:
        if self._room.is_busy:
            self._room.stop()
            self._show_result(shown=False)
            self._enable()
            return
        assert self._command is not None
        words = self.words.text().strip() if not self.words.isHidden() else ""
        to = words if self._command.needs == "to" else ""
        self._wanted = Wanted(self._command, self.box.toPlainText(), words, to)
        self._so_far = ""
        self._show_result(shown=True)
        self.how.setText(self.tr("Waiting for its turn …"))
        self._room.write(
            self, self._wanted, on_step=self._hear, on_done=self._done, on_problem=self._fail
        )
        self._enable()
        self.begun.emit()

    def _hear(self, news: Progress | str) -> None:
        assert self._wanted is not None
        if isinstance(news, Progress):
            self.how.setText(one_line(news.note) or self.how.text())
            return
        self._so_far += news
        self.diff.show_coming(self._wanted.text, self._wanted.whole(self._so_far))

    def _done(self, written: Written) -> None:
        assert self._wanted is not None
        if self._wanted.answers:
            self.diff.show_text(written.text)
        else:
            self.diff.show_diff(self._wanted.text, self._wanted.whole(written.text))
        self.how.setText(how(written))
        self.doubts.setText(doubts(written))
        self.doubts.setVisible(bool(self.doubts.text()))
        self._enable()

    def _fail(self, problem: Problem) -> None:
        self._show_result(shown=False)
        self._enable()
        self.failed.emit(problem)

    def _show_result(self, *, shown: bool) -> None:
        self.diff.clear()
        self.diff.setVisible(shown)
        self.how.setVisible(shown)
        self.doubts.hide()
