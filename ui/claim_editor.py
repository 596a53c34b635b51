"""Where a sentence is put otherwise: Enter keeps it, Esc leaves it as it was."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.composer import Field
from ui.parts import Button, Words, restyle, row
from ui.render import one_line
from ui.theme import XS, S


class ClaimEditor(QWidget):
    """A field as high as its words, with what Enter and Esc do written below it."""

    saved = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.field = Field()
        self.field.setAccessibleName(self.tr("What is true"))
        self.field.setAccessibleDescription(self.tr("Enter keeps it, Esc leaves it as it was"))
        self.field.entered.connect(self._save)
        frame = QFrame()
        frame.setProperty("place", "composer")
        frame.setLayout(row(self.field, margin=XS))
        self.field.lit.connect(lambda on: restyle(frame, "lit", "true" if on else "false"))
        self.field.textChanged.connect(self._enable)
        self.keep = Button(self.tr("Save (Enter)"), deed="primary")
        self.keep.clicked.connect(self._save)
        cancel = Button(self.tr("Cancel (Esc)"))
        cancel.clicked.connect(self.left)
        help = Words(
            self.tr("Write what is true. It is then locked: nothing that is learned changes it."),
            role="quiet",
            wrap=True,
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(S)
        box.addWidget(frame)
        box.addWidget(help)
        box.addLayout(row(self.keep, cancel, None))
        self.hide()

    def open(self, text: str) -> None:
        self.field.setPlainText(text)
        self.field.selectAll()
        self.show()
        self.field.setFocus()

    def _enable(self) -> None:
        self.keep.setEnabled(bool(self.field.toPlainText().strip()))

    def _save(self) -> None:
        if text := one_line(self.field.toPlainText()):
            self.saved.emit(text)
