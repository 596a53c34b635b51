"""Where a line of the card is said otherwise: a choice, a number, a short form, own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from assistant.voice.traits import LONGEST, LONGEST_OWN, OWN, SLOTS, traits
from ui.choice import Choice
from ui.parts import Button, Words, row
from ui.render import one_line
from ui.theme import HIT, S

if TYPE_CHECKING:
    from assistant.voice.card import Line


class StyleEditor(QWidget):
    """Enter keeps it, Esc leaves it as it was."""

    saved = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice = Choice()
        self.choice.setMinimumHeight(HIT)
        self.choice.setAccessibleName(self.tr("What is to be said"))
        self.choice.view().setAccessibleName(self.tr("What is to be said"))
        self.field = QLineEdit()
        self.field.setMinimumHeight(HIT)
        self.field.setAccessibleName(self.tr("What is to be said"))
        self.field.returnPressed.connect(self._save)
        self.help = Words(role="quiet", wrap=True)
        self.keep = Button(self.tr("Save (Enter)"), deed="primary")
        self.keep.clicked.connect(self._save)
        cancel = Button(self.tr("Cancel (Esc)"))
        cancel.clicked.connect(self.left)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(S)
        for part in (self.choice, self.field, self.help):
            box.addWidget(part)
        box.addLayout(row(self.keep, cancel, None))
        self.hide()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's
        return QSize(160, super().minimumSizeHint().height())

    def open(self, line: Line) -> None:
        """Let this line be said otherwise."""
        trait = traits().get(line.trait)
        values = trait.values if trait else ()
        self.choice.clear()
        for value in values:
            self.choice.addItem(trait.sentence(value) if trait else "", value)
        self.choice.setCurrentIndex(max(self.choice.findData(line.value), 0))
        self.choice.setVisible(bool(values))
        self.field.setVisible(not values)
        own = line.trait == OWN
        self._write(one_line(line.text if own else line.value), LONGEST_OWN if own else LONGEST)
        self.help.setText(self._help(trait.kind if trait else OWN))
        self.help.setVisible(bool(self.help.text()))
        self._open()

    def begin(self) -> None:
        """Let a line be written that is new."""
        self.choice.hide()
        self._write("", LONGEST_OWN)
        self.field.show()
        self.help.setText(self._help(OWN))
        self.help.show()
        self._open()

    def _write(self, text: str, most: int) -> None:
        self.field.setMaxLength(most)
        self.field.setText(text)
        self.field.selectAll()

    def _open(self) -> None:
        self.show()
        (self.field if self.choice.isHidden() else self.choice).setFocus()

    def _help(self, kind: str) -> str:
        if kind == "form":
            words = self.tr("Letters only. {first} stands for the name; leave it empty for none.")
            return words.replace("{first}", SLOTS[0])
        if kind == "number":
            return self.tr("A number of words, or of paragraphs.")
        if kind == OWN:
            return self.tr("A sentence of how you write, in your own words.")
        return ""

    def _save(self) -> None:
        if self.choice.isHidden():
            self.saved.emit(self.field.text())
        else:
            self.saved.emit(str(self.choice.currentData()))
