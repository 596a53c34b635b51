"""Three drafts, one after another: what the user says of them is how they write."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from assistant.profile.comments import Sample
from ui.parts import Words, column
from ui.sure import Dialog
from ui.theme import L, M

WIDE = 480  # pixels of a draft
WRAPPED = re.compile(r"(?<!\n)\n(?![\n-])")  # a line that ends in the middle of a paragraph


def _tr(text: str) -> str:
    return QCoreApplication.translate("commenting", text)


class Commenting(Dialog):
    """Asks what the user would write otherwise, and hands over all comments at the end."""

    def __init__(
        self, parent: QWidget, samples: Sequence[Sample], on_done: Callable[[list[str]], object]
    ) -> None:
        super().__init__(parent, _tr("How do you write?"), _tr("Next"))
        self._on_done = on_done
        self.step = Words(role="quiet")
        self.drafts = QStackedWidget()
        self.fields: list[QLineEdit] = []
        asked = _tr("What would you write otherwise? Leave it empty if nothing.")
        for sample in samples:
            field = QLineEdit()
            field.setAccessibleName(asked)
            field.setPlaceholderText(_tr("“Too long”, “I never write ‘Best regards’” …"))
            field.returnPressed.connect(self._go_on)
            self.fields.append(field)
            page = QWidget()
            page.setLayout(column(_sheet(sample), Words(asked, wrap=True), field, gap=M))
            self.drafts.addWidget(page)
        self.box.addWidget(self.step)
        self.box.addWidget(self.drafts)
        self.yes.clicked.connect(self._go_on)
        self._turn_to(0)

    def show_over(self) -> None:
        super().show_over()
        self.fields[0].setFocus()

    def _turn_to(self, at: int) -> None:
        count = len(self.fields)
        place = _tr("Draft {n} of {all}").replace("{n}", str(at + 1))
        self.drafts.setCurrentIndex(at)
        self.step.setText(place.replace("{all}", str(count)))
        self.yes.say(_tr("Done") if at == count - 1 else _tr("Next"))
        self.fields[at].setFocus()

    def _go_on(self) -> None:
        at = self.drafts.currentIndex() + 1
        if at < len(self.fields):
            self._turn_to(at)
            return
        self.accept()
        self._on_done([field.text() for field in self.fields])


def _sheet(sample: Sample) -> QWidget:
    """Return a draft as a sheet of paper, with what it is above it."""
    sheet = QFrame()
    sheet.setProperty("place", "calm")
    box = QVBoxLayout(sheet)
    box.setContentsMargins(L, M, L, M)
    box.setSpacing(M)
    text = Words(WRAPPED.sub(" ", sample.text), wrap=True)
    text.setMinimumWidth(WIDE)
    box.addWidget(Words(sample.about[:1].upper() + sample.about[1:], role="strong", wrap=True))
    box.addWidget(text)
    box.addStretch(1)
    return sheet
