"""The settings, drawn from their declarations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import Field
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from assistant.settings import Settings, declared
from memory.errors import Problem
from memory.types import Changes, Topic
from ui.beside import Sheet
from ui.files import choose_files
from ui.operations import Operations
from ui.pages.safekeeping import SafekeepingPart
from ui.parts import Button, Check, Notice, Words, line, row
from ui.phrases import here
from ui.theme import HIT, XL, XS, L, M, S

LARGEST = 9999
FILES = {"model"}  # settings that name a file
GENERAL, SAFEKEEPING = range(2)
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


class SettingsPage(QFrame):
    """Every declared setting, one below the other."""

    name = "settings"

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self.setProperty("place", "page")
        self.operations = operations
        self.settings: dict[str, Setting] = {}
        self.saved = Words(role="quiet")
        self.keeping = SafekeepingPart(operations)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("Which settings"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for name in (self.tr("General"), self.tr("Safekeeping")):
            self.tabs.addTab(name)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._sheet(self.tr("General"), self._general()))
        self.pages.addWidget(self._sheet(self.tr("Safekeeping"), self.keeping))
        self.tabs.currentChanged.connect(self.pages.setCurrentIndex)
        head = row(Words(self.tr("Settings"), role="title"), self.tabs, self.saved, None, gap=L)
        head.setContentsMargins(XL, M, XL, S)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self.pages)
        operations.changed.connect(self._heard)

    def _sheet(self, name: str, content: QWidget) -> Sheet:
        sheet = Sheet(name)
        content.setProperty("place", "column")
        content.setMaximumWidth(620 - 2 * XL)
        sheet.box.setContentsMargins(XL, 0, XL, L)
        held = row(
            content, None
        )  # or its height would be reckoned as if it were as wide as the page
        held.setStretch(0, 100)
        sheet.box.addLayout(held)
        sheet.box.addStretch(1)
        return sheet

    def _general(self) -> QWidget:
        column = QWidget()
        inner = QVBoxLayout(column)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        for field in declared():
            setting = Setting(field)
            setting.changed.connect(self._change)
            self.settings[field.name] = setting
            inner.addWidget(setting)
            inner.addWidget(line())
        inner.addSpacing(M)
        self.place = Words(role="quiet", wrap=True)
        inner.addWidget(self.place)
        return column

    def begin(self) -> None:
        """Show the settings of the memory that was opened."""
        assistant = self.operations.assistant
        self._show(assistant.settings)
        self.keeping.begin()
        where = self.tr("Your memory lies in {path}, encrypted.").format(path=assistant.home)
        self.place.setText(" ".join([where, *map(here, assistant.warnings)]))

    def focus(self) -> None:
        if self.tabs.currentIndex() == SAFEKEEPING:
            self.keeping.backup_button.setFocus()
        else:
            next(iter(self.settings.values())).editor.setFocus()

    def show_safekeeping(self) -> None:
        self.tabs.setCurrentIndex(SAFEKEEPING)

    def _show(self, settings: Settings) -> None:
        for name, setting in self.settings.items():
            setting.set_value(getattr(settings, name))

    def _change(self, name: str, value: object) -> None:
        if self.operations.open is None:
            return
        self.saved.setText("")
        self.settings[name].notice.hide()
        self.operations.change_setting(self, name, value, partial(self._refused, name))

    def _refused(self, name: str, problem: Problem) -> None:
        self.settings[name].notice.tell(problem)

    def _heard(self, changes: Changes) -> None:
        if Topic.SETTINGS in changes.topics and self.operations.open is not None:
            self._show(self.operations.assistant.settings)
            self.saved.setText(self.tr("Saved"))


def _quietly(spin: QSpinBox, value: int) -> None:
    blocked = spin.blockSignals(True)
    spin.setValue(value)
    spin.blockSignals(blocked)
