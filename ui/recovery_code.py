"""A new recovery code, shown this once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.parts import Button, Check, Words, column, row
from ui.theme import L


class RecoveryCode(QWidget):
    """The code, a way to copy it, and the word that it was written down."""

    written = Signal(bool)

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__()
        self.code = Words(role="code")
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.code.setWordWrap(True)
        self.code.setAccessibleName(self.tr("Recovery code"))
        self.copy = Button(self.tr("Copy"), picture="copy")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.code.text()))
        self.check = Check(self.tr("I have written it down"))
        self.check.toggled.connect(self.written)
        self.warning = Words(role="doubtful", wrap=True)
        self.setLayout(
            column(
                Words(title, role="strong"),
                Words(sentence, wrap=True),
                self.code,
                row(self.copy, self.check, None, gap=L),
                self.warning,
            )
        )

    def show_code(self, code: str, warnings: tuple[str, ...] = ()) -> None:
        """Show the code; "" forgets the one before."""
        self.code.setText(code)
        self.check.setChecked(False)
        self.warning.setText(" ".join(warnings))
        self.warning.setVisible(bool(warnings))
