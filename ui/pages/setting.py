"""One setting: its name, its value, the sentence that explains it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import Field
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from ui.files import choose_files
from ui.parts import Button, Check, Notice, Words, row
from ui.theme import HIT, XS, M

LARGEST = 9999
FILES = {"model"}  # settings that name a file
PAUSE = 700  # milliseconds after the last step of a number


class Setting(QWidget):
    """One setting: its name, its value, the sentence that explains it."""

    changed = Signal(str, object)

    def __init__(self, field: Field[Any]) -> None:
        super().__init__()
        self.field = field
        self.notice = Notice()
        self.set_value: Callable[[Any], object]
        box = QVBoxLayout(self)
        box.setContentsMargins(0, M, 0, M)
        box.setSpacing(XS)
        box.addWidget(Words(self.tr(field.metadata["title"]), role="strong"))
        box.addWidget(Words(self.tr(field.metadata["help"]), role="quiet", wrap=True))
        box.addSpacing(XS)
        box.addLayout(self._editor(field))
        box.addWidget(self.notice)

    def _editor(self, field: Field[Any]) -> QHBoxLayout:
        if isinstance(field.default, bool):
            return self._switch(field)
        if isinstance(field.default, int):
            return self._number(field)
        return self._words(field)

    def _named(self, editor: QWidget) -> None:
        self.editor = editor
        editor.setAccessibleName(self.tr(self.field.metadata["title"]))
        editor.setAccessibleDescription(self.tr(self.field.metadata["help"]))

    def _switch(self, field: Field[Any]) -> QHBoxLayout:
        box = Check(self.tr("On"))
        box.clicked.connect(lambda on: self.changed.emit(field.name, on))
        self.set_value = box.setChecked
        self._named(box)
        return row(box, None)

    def _number(self, field: Field[Any]) -> QHBoxLayout:
        spin = QSpinBox()
        spin.setRange(0, LARGEST)
        spin.setFixedSize(96, HIT)
        # Steps come fast: the setting is changed once they have come to rest.
        rest = QTimer(self)
        rest.setSingleShot(True)
        rest.setInterval(PAUSE)
        rest.timeout.connect(lambda: self.changed.emit(field.name, spin.value()))
        spin.valueChanged.connect(lambda _value: rest.start())
        self.set_value = partial(_quietly, spin)
        self._named(spin)
        return row(spin, None)

    def _words(self, field: Field[Any]) -> QHBoxLayout:
        edit = QLineEdit()
        edit.editingFinished.connect(lambda: self._edited(edit))
        self.set_value = edit.setText
        self._named(edit)
        if field.name not in FILES:
            return row(edit)
        choose = Button(self.tr("Choose…"))
        choose.setAccessibleName(self.tr("Choose a file for this"))
        choose.clicked.connect(
            lambda: choose_files(self, lambda paths: self._chosen(edit, str(paths[0])))
        )
        return row(edit, choose)

    def _edited(self, edit: QLineEdit) -> None:
        if edit.isModified():
            edit.setModified(False)
            self.changed.emit(self.field.name, edit.text().strip())

    def _chosen(self, edit: QLineEdit, path: str) -> None:
        edit.setText(path)
        self.changed.emit(self.field.name, path)


def _quietly(spin: QSpinBox, value: int) -> None:
    blocked = spin.blockSignals(True)
    spin.setValue(value)
    spin.blockSignals(blocked)
