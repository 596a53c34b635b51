"""Writing: how the user writes, what is done with a text, and what works in other programs."""

from __future__ import annotations

from typing import Protocol, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ui.operations import Operations
from ui.pages.writing_commands import WritingCommands
from ui.pages.writing_desktop import InOtherPrograms
from ui.pages.writing_phrases import SnippetsAndPhrases
from ui.pages.writing_style import HowYouWrite
from ui.parts import Words, row
from ui.replies import close_replies
from ui.theme import XL, L, M


class Section(Protocol):
    """One part of the page, a widget of its own."""

    title: str

    def begin(self) -> None:
        """Show what the memory holds that was opened."""

    def leave_memory(self) -> None:
        """Show nothing of a memory that is closed."""

    def focus(self) -> None: ...


def sections(operations: Operations) -> list[QWidget]:
    """Return the parts of the page in the order of their tabs; each is a Section."""
    return [
        HowYouWrite(operations),
        WritingCommands(operations),
        SnippetsAndPhrases(operations),
        InOtherPrograms(operations),
    ]


class WritingPage(QFrame):
    """A tab for each section."""

    name = "writing"
    add_source = Signal()

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self.setProperty("place", "page")
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("Which part of writing"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.views = QStackedWidget()
        self.sections: list[Section] = []
        for widget in sections(operations):
            section = cast("Section", widget)
            self.sections.append(section)
            self.tabs.addTab(section.title)
            self.views.addWidget(widget)
            if isinstance(widget, HowYouWrite):
                widget.add_source.connect(self.add_source)
        self.tabs.currentChanged.connect(self.views.setCurrentIndex)
        head = row(Words(self.tr("Writing"), role="title"), self.tabs, None, gap=L)
        box = QVBoxLayout(self)
        box.setContentsMargins(XL, M, XL, L)
        box.setSpacing(M)
        box.addLayout(head)
        box.addWidget(self.views, 1)

    def begin(self) -> None:
        for section in self.sections:
            section.begin()

    def leave_memory(self) -> None:
        close_replies(self.window())
        for section in self.sections:
            section.leave_memory()

    def focus(self) -> None:
        if self.sections:
            self.sections[self.views.currentIndex()].focus()
