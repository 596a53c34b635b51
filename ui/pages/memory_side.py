"""What stands beside the lists of the memory: a person, a document, what a part tells."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from assistant.jobs import ignore
from memory.types import Document, DocumentId
from ui.beside import Sheet
from ui.erasing import ask_erase_document
from ui.exposed import Exposed
from ui.operations import Operations
from ui.parts import IconButton, Words, row
from ui.person_card import PersonCard
from ui.reading_help import ReadingHelp
from ui.reading_pane import DocumentPane
from ui.render import one_line
from ui.replies import open_reply
from ui.theme import M, S

LEAST = 300


class MemorySide(QFrame):
    """One thing at a time; what was opened last is left first."""

    shown = Signal()  # where nothing was

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self.setProperty("place", "beside")
        self.setMinimumWidth(LEAST)
        self._operations = operations
        self._asked = 0  # the newest thing that was asked for: an older one comes too late
        self._opened: list[QWidget] = []
        self._document: tuple[DocumentId, str] | None = None
        self.title = Words(role="quiet")
        self.close_button = IconButton("close", self.tr("Shut this pane"), key="Esc")
        self.close_button.clicked.connect(self.leave)
        self.person = Sheet(self.tr("Person"))
        self.report = Sheet(self.tr("What someone would learn"))
        self.document = DocumentPane()
        self.document.erase_wanted.connect(self._ask_erase)
        self.document.reply_wanted.connect(partial(open_reply, operations, self))
        self.help = ReadingHelp(operations, self.document)
        self.help.quote_wanted.connect(self.open_quote)
        self.pages = QStackedWidget()
        for page in (self.person, self.document, self.report):
            self.pages.addWidget(page)
        head = row(self.title, None, self.close_button, gap=S)
        head.setContentsMargins(M, S, S, 0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self.pages, 1)
        self.hide()

    @property
    def card(self) -> PersonCard | None:
        """The card that is shown or lies under what is."""
        return self.person.findChild(PersonCard) if self.person in self._opened else None

    def show_card(self, card: PersonCard) -> None:
        self._asked += 1
        card.quote_wanted.connect(self.open_quote)
        self.person.fill(card)
        self._opened = [self.person]
        self._show()

    def show_report(self, report: Exposed) -> None:
        self._asked += 1
        report.quote_wanted.connect(self.open_quote)
        self.report.fill(report)
        self._open(self.report)

    def open_quote(self, id: DocumentId, start: int, end: int) -> None:
        self.open_document(id, None, start, end)

    def open_document(
        self, id: DocumentId, path: Path | None = None, start: int = 0, end: int = 0
    ) -> None:
        """Open the document at a place in it."""
        self._asked += 1
        asked = self._asked

        def show(document: Document) -> None:
            if asked == self._asked:
                self._document = (id, one_line(document.title))
                self.document.show_document(document, path, start, end)
                self._open(self.document)

        self._operations.document(self, id, show)

    def leave(self) -> None:
        """Leave what was opened last."""
        self._asked += 1
        if self._opened:
            self._opened.pop()
        self._show()

    def clear(self) -> None:
        """Show nothing, and hold nothing of what was shown."""
        self._asked += 1
        self._opened = []
        self._document = None
        self.document.clear()
        self.person.fill()
        self.report.fill()
        self._show()

    def _open(self, page: QWidget) -> None:
        if page in self._opened:
            self._opened.remove(page)
        self._opened.append(page)
        self._show()

    def _show(self) -> None:
        held = self.isAncestorOf(self.focusWidget() or self) and self.hasFocus()
        before = not self.isHidden()
        self.setVisible(bool(self._opened))
        if not self._opened:
            return
        if not before:
            self.shown.emit()
        page = self._opened[-1]
        self.pages.setCurrentWidget(page)
        names: dict[QWidget, str] = {
            self.person: self.tr("Person"),
            self.document: self.tr("Document"),
            self.report: self.tr("Report"),
        }
        self.title.setText(names[page])
        under = len(self._opened) > 1
        self.close_button.say(self.tr("Back") if under else self.tr("Shut this pane"), key="Esc")
        if held:
            page.setFocus()

    def _ask_erase(self) -> None:
        if self._document is not None:
            id, title = self._document
            ask_erase_document(self._operations, self, id, title, ignore)
