"""Dialogs over the window: what a deed means, said before it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui.parts import Button, Check, Words, row
from ui.theme import XL, L, M, S

WIDTH = 500

Point = tuple[str, str]  # what it is about, in a word or two, and the sentences


class Dialog(QDialog):
    """A title, whatever is put into ``box``, and below it the deed beside the way out."""

    def __init__(self, parent: QWidget, title: str, verb: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Famulus")
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.box = QVBoxLayout()
        self.box.setSpacing(M)
        self.yes = Button(verb, deed="primary")
        self.no = Button(self.tr("Cancel"))
        self.no.clicked.connect(self.reject)
        self.title = Words(title, role="title", wrap=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(XL, XL, XL, L)
        whole.setSpacing(M)
        whole.addWidget(self.title)
        whole.addLayout(self.box)
        whole.addSpacing(S)
        whole.addLayout(row(None, self.no, self.yes, gap=S))
        whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)

    def show_over(self) -> None:
        """Show it as high as its words are at this width, the way out at hand."""
        self.fit()
        self.no.setFocus()
        self.open()

    def fit(self) -> None:
        layout = self.layout()
        assert layout is not None
        width = max(WIDTH, layout.minimumSize().width())
        self.setFixedWidth(width)
        self.setFixedHeight(max(layout.totalHeightForWidth(width), layout.minimumSize().height()))

    def add_points(self, points: Sequence[Point]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(M)
        grid.setColumnStretch(1, 1)
        for at, (about, sentences) in enumerate(points):
            grid.addWidget(Words(about, role="quiet"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Words(sentences, wrap=True), at, 1)
        self.box.addLayout(grid)


class Sure(Dialog):
    """Asks twice before what cannot be undone: by a tick, or by a word that has to be written."""

    def __init__(
        self,
        parent: QWidget,
        question: str,
        points: Sequence[Point],
        verb: str,
        on_yes: Callable[[], object],
        *,
        word: str = "",
    ) -> None:
        super().__init__(parent, question, verb)
        self._on_yes, self._word = on_yes, word
        self.add_points(points)
        self.field = QLineEdit()
        self.check = Check(self.tr("I know that this cannot be undone"))
        if word:
            asked = self.tr("Write “{word}” to go on:").format(word=word)
            self.field.setAccessibleName(asked)
            self.field.textChanged.connect(self._enable)
            self.field.returnPressed.connect(self._do)
            self.box.addWidget(Words(asked, wrap=True))
            self.box.addWidget(self.field)
        else:
            self.check.toggled.connect(self._enable)
            self.box.addWidget(self.check)
        self.yes.clicked.connect(self._do)
        self._enable()

    @property
    def is_sure(self) -> bool:
        if self._word:
            return self.field.text().strip().casefold() == self._word.casefold()
        return self.check.isChecked()

    def _enable(self) -> None:
        self.yes.setEnabled(self.is_sure)

    def _do(self) -> None:
        if self.is_sure:
            self.accept()
            self._on_yes()


def sure(
    parent: QWidget,
    question: str,
    points: Sequence[Point],
    verb: str,
    on_yes: Callable[[], object],
    *,
    word: str = "",
) -> Sure:
    """Ask, without stopping the window, and return the dialog."""
    dialog = Sure(parent, question, points, verb, on_yes, word=word)
    dialog.show_over()
    return dialog
