"""What stands there instead of the memory: being opened, locked, or not to be opened."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from memory.errors import Problem, WrongKey
from ui.parts import Button, Notice, Picture, Words
from ui.theme import M, S


class Unlock(QFrame):
    """Asks for the passphrase or the recovery code, and says why it does not open."""

    name = "unlock"
    given = Signal(str)  # a passphrase, or "" to try again with the keys at hand

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("place", "page")
        self._asked = False
        self.title = Words(self.tr("Opening your memory"), role="title")
        self.title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.what = Words(role="quiet", wrap=True)
        self.what.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(self.tr("Passphrase or recovery code"))
        self.field.setPlaceholderText(self.tr("Passphrase or recovery code"))
        self.field.returnPressed.connect(self._give)
        self.button = Button(self.tr("Open"), deed="primary")
        self.button.clicked.connect(self._give)
        self.notice = Notice()
        self.notice.acted.connect(lambda: self.given.emit(""))
        column = QWidget()
        column.setMaximumWidth(440)
        inner = QVBoxLayout(column)
        inner.setSpacing(M)
        inner.addWidget(Picture("lock", size=32), 0, Qt.AlignmentFlag.AlignHCenter)
        for part in (self.title, self.what, self.notice, self.field):
            inner.addWidget(part)
        inner.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addSpacing(S)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(column, 100)
        centred.addStretch(1)
        box = QVBoxLayout(self)
        box.addStretch(2)
        box.addLayout(centred)
        box.addStretch(3)
        self.wait()

    def wait(self) -> None:
        """Say that it is being opened."""
        self.title.setText(self.tr("Opening your memory"))
        self.what.setText("")
        for part in (self.what, self.notice, self.field, self.button):
            part.hide()

    def tell(self, problem: Problem) -> None:
        """Say why it does not open, and ask for a key where one would help."""
        locked = isinstance(problem, WrongKey)
        self.field.setVisible(locked)
        self.button.setVisible(locked)
        if locked and not self._asked:
            self.title.setText(self.tr("Your memory is locked"))
            self.what.setText(self.tr("Give its passphrase, or the recovery code you wrote down."))
            self.what.show()
        elif locked:
            self.title.setText(self.tr("Your memory is locked"))
            self.notice.tell(problem)
        else:
            self.title.setText(self.tr("Your memory could not be opened"))
            self.notice.tell(problem, self.tr("Try again"))
        self._asked = True
        self.focus()

    def focus(self) -> None:
        self.field.setFocus()

    def _give(self) -> None:
        if passphrase := self.field.text():
            self.field.clear()
            self.given.emit(passphrase)
