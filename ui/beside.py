"""The pane beside the page: the passages of an answer, why it came out so, the document."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from assistant.jobs import ignore
from memory.types import Answer, Document, DocumentId, Passage
from ui.erasing import ask_erase_document
from ui.operations import Operations
from ui.parts import Button, IconButton, Words, empty_out, row, walk
from ui.passage_card import PassageCard, headline
from ui.phrases import number
from ui.reading_help import ReadingHelp
from ui.reading_pane import DocumentPane
from ui.render import one_line, words_of
from ui.replies import open_reply
from ui.theme import M, S
from ui.why import Why

PASSAGES, WHY, DOCUMENT = range(3)
AT_ONCE = 40  # cards set at once; a list that was counted may be long


class Sheet(QScrollArea):
    """A column that scrolls."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("place", "column")
        self.box = QVBoxLayout(inner)
        self.box.setContentsMargins(M, M, M, M)
        self.box.setSpacing(S)
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)

    def fill(self, *parts: QWidget) -> None:
        empty_out(self.box)
        for part in parts:
            self.box.addWidget(part)
        self.box.addStretch(1)
        self.verticalScrollBar().setValue(0)


class Beside(QFrame):
    """Shows what belongs to one answer at a time."""

    shut = Signal()
    wanted = Signal()  # something was put here that the user asked to see
    again = Signal(str, object)  # a question, and the steps it is to be asked without

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self.setProperty("place", "beside")
        self.setMinimumWidth(280)
        self._operations = operations
        self._asked = 0  # the newest document that was asked for: an older one comes too late
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("What is shown beside"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for name in (self.tr("Passages"), self.tr("Why"), self.tr("Document")):
            self.tabs.addTab(name)
        self.close_button = IconButton("close", self.tr("Shut this pane"), key="Esc")
        self.close_button.clicked.connect(self.shut)
        self.passages = Sheet(self.tr("Passages"))
        self.why = Sheet(self.tr("Why this answer"))
        self.document = DocumentPane()
        self.document.erase_wanted.connect(self._ask_erase)
        self.document.reply_wanted.connect(partial(open_reply, operations, self))
        self.help = ReadingHelp(operations, self.document)
        self.help.quote_wanted.connect(self.open_quote)
        self._opened: tuple[DocumentId, str] | None = None  # the document that is shown, its title
        self.pages = QStackedWidget()
        for page in (self.passages, self.why, self.document):
            self.pages.addWidget(page)
        self.tabs.currentChanged.connect(self.pages.setCurrentIndex)
        head = row(self.tabs, None, self.close_button, gap=S)
        head.setContentsMargins(M, S, S, 0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self.pages, 1)
        self.clear()

    def clear(self) -> None:
        """Show nothing, and say what will be here."""
        self._asked += 1
        self._opened = None
        self.document.clear()
        self.tabs.setCurrentIndex(PASSAGES)
        self.tabs.setTabEnabled(DOCUMENT, False)
        self.passages.fill(
            Words(self.tr("The passages of an answer are shown here."), role="quiet", wrap=True)
        )
        self.why.fill(
            Words(self.tr("How an answer was found is shown here."), role="quiet", wrap=True)
        )

    def show_answer(
        self,
        question: str,
        answer: Answer,
        tab: int = PASSAGES,
        without: Collection[str] = (),
    ) -> None:
        """Show what the answer rests on, what else came near, and how it was found."""
        words = words_of(question)
        cited = {passage.chunk for passage in answer.citations}
        near = [passage for passage in answer.considered if passage.chunk not in cited]
        parts: list[QWidget] = []
        if answer.citations:
            counted = answer.made_by == "counted"
            title = self.tr("What was counted") if counted else self.tr("Cited")
            parts.append(Words(title, role="quiet"))
            parts += self._cards(answer.citations[:AT_ONCE], words, numbered=True)
            parts += self._more(answer.citations, words)
        if near:
            title = self.tr("Also considered") if answer.citations else self.tr("Nearest passages")
            parts += [Words(title, role="quiet"), *self._cards(near, words)]
        if not parts:
            parts.append(Words(self.tr("Nothing came near this question."), role="quiet"))
        self.passages.fill(*parts)
        walk(self.passages, *(part for part in parts if isinstance(part, PassageCard)))
        why = Why(answer, without)
        why.again.connect(partial(self.again.emit, question))
        self.why.fill(why)
        walk(self.why, *why.checks.values(), why.button)
        self.tabs.setCurrentIndex(tab)
        self.wanted.emit()

    def _more(
        self, passages: Sequence[Passage], words: Sequence[str], shown: int = AT_ONCE
    ) -> list[QWidget]:
        """Offer the rest of a long list, some at a time."""
        left = len(passages) - shown
        if left <= 0:
            return []
        more = Button(self.tr("Show more ({n} left)").replace("{n}", number(left)), deed="quiet")

        def show() -> None:
            upto = shown + AT_ONCE
            at = self.passages.box.indexOf(more)
            cards = self._cards(passages[shown:upto], words, numbered=True, first=shown + 1)
            self.passages.box.takeAt(at)
            more.hide()
            more.deleteLater()
            for offset, part in enumerate([*cards, *self._more(passages, words, upto)]):
                self.passages.box.insertWidget(at + offset, part)
            cards[0].setFocus()

        more.clicked.connect(show)
        return [more]

    def _cards(
        self,
        passages: Sequence[Passage],
        words: Sequence[str],
        *,
        numbered: bool = False,
        first: int = 1,
    ) -> list[QWidget]:
        cards: list[QWidget] = []
        for at, passage in enumerate(passages, start=first):
            card = PassageCard(passage, words, at if numbered else 0)
            card.clicked.connect(lambda _on=False, p=passage: self.open_passage(p))
            cards.append(card)
        return cards

    def open_passage(self, passage: Passage) -> None:
        """Open the document at the passage."""
        place = (passage.start, passage.end)
        self._open(passage.document, place, passage.path, headline(passage))

    def open_quote(self, id: DocumentId, start: int, end: int) -> None:
        """Open a document at a place in it."""
        self._open(id, (start, end))

    def _open(
        self, id: DocumentId, place: tuple[int, int], path: Path | None = None, title: str = ""
    ) -> None:
        self._asked += 1
        asked = self._asked

        def show(document: Document) -> None:
            if asked != self._asked:
                return
            self._opened = (id, title or one_line(document.title))
            self.document.show_document(document, path, *place)
            self.tabs.setTabEnabled(DOCUMENT, True)
            self.tabs.setCurrentIndex(DOCUMENT)
            self.wanted.emit()

        self._operations.document(self, id, show)

    def _ask_erase(self) -> None:
        if self._opened is not None:
            id, title = self._opened
            ask_erase_document(self._operations, self, id, title, ignore)
