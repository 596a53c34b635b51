"""A text that could not be put where it belongs: why, the text itself, and a button to copy it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from memory.errors import Problem
from ui.parts import Button, Picture, Words, column, row
from ui.render import one_line
from ui.theme import XL, L, M, S

WIDTH, HEIGHT = 460, 320


class Handed(QFrame):
    """A window of its own, made for one text; shut, it forgets it."""

    def __init__(self, text: str, problem: Problem, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("Famulus")  # of the text nothing: titles are seen by others
        self.setProperty("place", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.why = Words(str(problem), role="strong", wrap=True)
        self.remedy = Words(problem.remedy, role="quiet", wrap=True)
        self.text = QPlainTextEdit(text)
        self.text.setProperty("place", "sheet")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("The text"))
        self.copied = Words(role="quiet")
        self.copy_button = Button(self.tr("Copy"), deed="primary", picture="copy")
        self.shut_button = Button(self.tr("Close"))
        self.setAccessibleName(one_line(f"{problem} {problem.remedy}"))
        self._lay_out()
        self.copy_button.clicked.connect(self.copy_text)
        self.shut_button.clicked.connect(self.close)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        self.resize(WIDTH, HEIGHT)
        self.copy_button.setFocus()

    def _lay_out(self) -> None:
        said = row(gap=M)
        said.addWidget(Picture("warning"), 0, Qt.AlignmentFlag.AlignTop)
        said.addLayout(column(self.why, self.remedy, gap=S // 2), 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(XL, L, XL, L)
        box.setSpacing(M)
        box.addLayout(said)
        box.addWidget(self.text, 1)
        box.addLayout(row(self.copied, None, self.shut_button, self.copy_button, gap=S))

    def copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copied.setText(self.tr("Copied"))
