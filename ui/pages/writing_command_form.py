"""One command: what a model is asked, and whether it can be changed; below it a try."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from memory.errors import Problem
from ui.blanks import Blanks
from ui.pages.writing_command_try import CommandTry
from ui.parts import Button, Words, column, let_cut, row
from ui.render import one_line
from ui.theme import XS, M, S
from ui.writing_room import OwnCommand, WritingRoom, own_of

if TYPE_CHECKING:
    from assistant.writing.commands import Command

ASK = 92  # pixels of the box for what is asked
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


def _tr(text: str) -> str:
    return QCoreApplication.translate("commands", text)


def variables() -> dict[str, str]:
    """Return what stands for something that is only known later, and for what."""
    return {
        "{to}": _tr("whom it is to"),
        "{language}": _tr("a language that is asked for"),
        "{instruction}": _tr("words that are asked for"),
        "{today}": _tr("the date"),
    }


class CommandForm(QFrame):
    """Tells what is wanted; the page does it, but for the try, which changes nothing."""

    kept = Signal(object, object)  # the command, and what it was before or None
    removed = Signal(object)
    copied = Signal(object)
    left = Signal()
    failed = Signal(object)

    def __init__(self, room: WritingRoom) -> None:
        super().__init__()
        self.setProperty("place", "question")
        self._own = OwnCommand()  # as it was kept last
        self._command: Command | None = None
        self.trial = CommandTry(room)
        self.trial.failed.connect(self.failed)
        self.fields = self._fields()
        self.fixed = self._fixed()
        box = QVBoxLayout(self)
        box.setContentsMargins(M, M, M, M)
        box.setSpacing(M)
        for part in (self.fixed, self.fields, self.trial):
            box.addWidget(part)
        let_cut(self)

    # -- how it is put together --------------------------------------------

    def _fixed(self) -> QWidget:
        """What is said of a command that comes with the program."""
        self.name = Words(role="strong", wrap=True)
        self.asked = Words(wrap=True)
        self.copy_button = Button(self.tr("Make one like it"), picture="copy")
        self.copy_button.clicked.connect(self._copy)
        whole = QWidget()
        whole.setLayout(column(self.name, self.asked, row(self.copy_button, None), gap=S))
        return whole

    def _fields(self) -> QWidget:
        self.title = QLineEdit()
        self.title.setPlaceholderText(self.tr("For the council"))
        self.ask = QPlainTextEdit()
        self.ask.setProperty("place", "sheet")
        self.ask.setTabChangesFocus(True)
        self.ask.setFixedHeight(ASK)
        self.ask.setPlaceholderText(self.tr("Write this as a letter to a public office."))
        self.blanks = Blanks(self.ask, variables())
        self.keys = QLineEdit()
        self.keys.setPlaceholderText(self.tr("none"))
        self.keys.setMaximumWidth(180)
        self.save = Button(self.tr("Save (Ctrl+Enter)"), deed="primary")
        self.save.clicked.connect(self._save)
        self.cancel = Button(self.tr("Cancel (Esc)"))
        self.cancel.clicked.connect(self.left)
        self.remove = Button(self.tr("Remove"), picture="remove")
        self.remove.clicked.connect(lambda: self.removed.emit(self._own))
        whole = QWidget()
        box = column(gap=XS)
        whole.setLayout(box)
        keys = self.tr("A letter that goes with Alt in the popup, or keys such as Ctrl+Alt+G")
        for words, field in (
            (self.tr("Name"), self.title),
            (self.tr("What is to be done with the text"), self.ask),
            (keys, self.keys),
        ):
            field.setAccessibleName(words)
            field.installEventFilter(self)
            field.textChanged.connect(self._enable)
            box.addWidget(Words(words, role="quiet", wrap=True))
            box.addWidget(field)
            if field is self.ask:
                box.addWidget(self.blanks)
            box.addSpacing(S)
        box.addLayout(row(self.save, self.cancel, None, self.remove, gap=S))
        return whole

    # -- what is shown -----------------------------------------------------

    def show_command(self, command: Command) -> None:
        self._command = command
        self.fixed.setVisible(not command.own)
        self.fields.setVisible(command.own)
        self.name.setText(command.title)
        self.asked.setText(command.ask)
        self._fill(own_of(command) or OwnCommand())
        self.trial.show_command(command)

    def begin_new(self, like: OwnCommand) -> None:
        """Show the fields for one that is not there yet."""
        self._command = None
        self.fixed.hide()
        self.fields.show()
        self._fill(OwnCommand())
        self.title.setText(like.title)
        self.ask.setPlainText(like.ask)
        self.trial.show_command(None)
        self.title.setFocus()

    @property
    def is_changed(self) -> bool:
        """Whether something was written that is not kept."""
        return not self.fields.isHidden() and self._written() != self._own

    def _fill(self, own: OwnCommand) -> None:
        self._own = own
        self.title.setText(own.title)
        self.ask.setPlainText(own.ask)
        self.keys.setText(own.shortcut)
        self._enable()

    def _written(self) -> OwnCommand:
        own = self._own
        return OwnCommand(
            one_line(self.title.text()), self.ask.toPlainText(), self.keys.text().strip(), own.id
        )

    def _enable(self) -> None:
        new = not self._own.id
        whole = bool(self.title.text().strip() and self.ask.toPlainText().strip())
        self.save.setEnabled(whole and self.is_changed)
        self.cancel.setVisible(new or self.is_changed)
        self.remove.setVisible(not new)
        self.trial.set_ready(not self.is_changed and self._command is not None)

    # -- deeds -------------------------------------------------------------

    def _save(self) -> None:
        if not self.save.isEnabled():
            return
        written = self._written()
        shortcut = sequence(written.shortcut)
        if shortcut is None:
            self.failed.emit(
                Problem(
                    self.tr("These are no keys: “{keys}”.").format(keys=written.shortcut),
                    remedy=self.tr("Write one letter, or keys such as Ctrl+Alt+G."),
                )
            )
            return
        own = OwnCommand(written.title, written.ask, shortcut, written.id)
        before = self._own if self._own.id else None
        self.kept.emit(own, before)

    def _copy(self) -> None:
        if self._command is not None:
            title = self.tr("{name}, my way").format(name=self._command.title)
            self.copied.emit(OwnCommand(title, self._command.ask))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key == Qt.Key.Key_Escape and not self.cancel.isHidden():
                self.left.emit()
                return True
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if key in ENTER and (held or watched is not self.ask):
                self._save()
                return True
        return super().eventFilter(watched, event)


def sequence(written: str) -> str | None:
    """Return the keys as they are kept: a letter, or with what is held; None if they are none."""
    if len(written) <= 1:
        return written.upper() if written.isalpha() or not written else None
    keys = QKeySequence.fromString(written)
    if keys.count() != 1:
        return None
    first = cast("Any", keys)[0]  # the stubs know no index
    known = first.keyboardModifiers() and first.key() != Qt.Key.Key_unknown
    return keys.toString() if known else None
