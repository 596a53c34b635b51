"""A page of several parts, a tab for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ui.parts import Words, row
from ui.theme import XL, L, M


class Section(Protocol):
    """One part of the page, a widget of its own."""

    title: str

    def begin(self) -> None:
        """Show what the memory holds that was opened."""

    def leave_memory(self) -> None:
        """Show nothing of a memory that is closed."""

    def focus(self) -> None: ...


class LateSection(QWidget):
    """A section that looks into the memory once it is to be seen, and not before."""

    def __init__(self) -> None:
        super().__init__()
        self._stale = True  # what is shown is not what the memory holds

    def begin(self) -> None:
        """Look at the memory that was opened, once this is to be seen."""
        self._stale = True
        if self.isVisible():
            self.load()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's
        super().showEvent(event)
        if self._stale:
            self.load()

    def load(self) -> None:
        """Look now."""
        raise NotImplementedError


class SectionedPage(QFrame):
    """The tabs beside the title; below it the part that is chosen."""

    def __init__(self, title: str, which: str, sections: Sequence[QWidget]) -> None:
        """``which`` names the tabs to who cannot see them; each widget is a Section."""
        super().__init__()
        self.setProperty("place", "page")
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(which)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.views = QStackedWidget()
        self.sections: list[Section] = []
        for widget in sections:
            section = cast("Section", widget)
            self.sections.append(section)
            self.tabs.addTab(section.title)
            self.views.addWidget(widget)
        self.tabs.currentChanged.connect(self.views.setCurrentIndex)
        head = row(Words(title, role="title"), self.tabs, None, gap=L)
        box = QVBoxLayout(self)
        box.setContentsMargins(XL, M, XL, L)
        box.setSpacing(M)
        box.addLayout(head)
        box.addWidget(self.views, 1)

    def show_section(self, section: Section) -> None:
        self.tabs.setCurrentIndex(self.sections.index(section))

    def begin(self) -> None:
        for section in self.sections:
            section.begin()

    def leave_memory(self) -> None:
        for section in self.sections:
            section.leave_memory()

    def focus(self) -> None:
        if self.sections:
            self.sections[self.views.currentIndex()].focus()
