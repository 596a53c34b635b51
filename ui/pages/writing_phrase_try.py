"""A field to try short forms in: what is chosen in it is not learned."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.expanding import Expanding
from ui.operations import Operations
from ui.parts import Button, Words, column, let_cut, row
from ui.shorthand_room import Asked
from ui.theme import XS, S

BOX = 56  # pixels, two lines


class PhraseTry(QWidget):
    """The field, and the key that writes out what stands before the cursor."""

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self.hint = Words(
            self.tr(
                "Write the first letter of each word, “iwbhb7” for “I will be home by 7”, or the "
                "name of a snippet, and press Ctrl+Space. In another program mark it there, and "
                "choose “Write it out” in the popup."
            ),
            role="quiet",
            wrap=True,
        )
        self.field = QPlainTextEdit()
        self.field.setProperty("place", "sheet")
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(BOX)
        self.field.setPlaceholderText(self.tr("Try it here: iwbhb7"))
        self.field.setAccessibleName(self.tr("Try it here"))
        self.field.setAccessibleDescription(
            self.tr("Ctrl+Space writes out what stands before the cursor; nothing is learned")
        )
        self.expanding = Expanding(self.field, operations, learns=lambda: False)
        self.button = Button(self.tr("Write it out (Ctrl+Space)"))
        self.button.clicked.connect(self.expanding.ask)
        self.field.textChanged.connect(self._enable)
        line = row(self.field, self.button, gap=S)
        line.setStretch(0, 1)
        line.setAlignment(self.button, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(self.hint, line, gap=XS))
        let_cut(self)
        self._enable()

    def clear(self) -> None:
        self.expanding.candidates.hide()
        self.field.clear()

    def _enable(self) -> None:
        words = bool(self.field.toPlainText().strip())
        if words and not self.button.isEnabled():  # somebody begins to type
            self.expanding.candidates.warm(Asked(""))
        self.button.setEnabled(words)
