"""What stands for something that is only known later: a button that puts it in, and its meaning."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.parts import Button, Words, column, row


class Blanks(QWidget):
    """A button for each; pressed, it stands in the box where the cursor is."""

    def __init__(self, box: QPlainTextEdit, meanings: Mapping[str, str]) -> None:
        super().__init__()
        self._box = box
        self.buttons = []
        for blank, meaning in meanings.items():
            button = Button(blank, deed="quiet")
            button.setAccessibleDescription(meaning)
            button.clicked.connect(partial(self._put, blank))
            self.buttons.append(button)
        said = " · ".join(f"{blank} {meaning}" for blank, meaning in meanings.items())
        self.setLayout(
            column(row(*self.buttons, None, gap=0), Words(said, role="quiet", wrap=True), gap=0)
        )

    def _put(self, blank: str) -> None:
        self._box.insertPlainText(blank)
        self._box.setFocus()
