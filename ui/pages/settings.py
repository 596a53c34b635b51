"""The settings, drawn from their declarations."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from assistant.settings import Settings, declared
from memory.errors import Problem
from memory.types import Changes, Topic
from ui.beside import Sheet
from ui.operations import Operations
from ui.pages.encoder_setting import EncoderSetting
from ui.pages.safekeeping import SafekeepingPart
from ui.pages.setting import Setting
from ui.parts import Words, line, row
from ui.phrases import here
from ui.theme import XL, L, M, S

GENERAL, SAFEKEEPING = range(2)


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
            if field.name == "encoder":
                setting: Setting = EncoderSetting(field, self.operations)
            else:
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

    def show_setting(self, name: str) -> None:
        """Lead to one setting."""
        self.tabs.setCurrentIndex(0)
        self.settings[name].editor.setFocus()

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
