"""The pane beside the page: the passages of an answer, why it came out so, the document."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from assistant.jobs import ignore
from memory.types import Answer, Document, Passage
from ui.erasing import ask_erase_document
from ui.operations import Operations
from ui.parts import IconButton, Words, empty_out, row, walk
from ui.passage_card import PassageCard, headline
from ui.phrases import taken
from ui.reading_pane import DocumentPane
from ui.render import words_of
from ui.theme import XS, L, M, S

PASSAGES, WHY, DOCUMENT = range(3)


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
        self._opened: Passage | None = None  # whose document is shown
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

    def show_answer(self, question: str, answer: Answer, tab: int = PASSAGES) -> None:
        """Show what the answer rests on, and what else came near."""
        words = words_of(question)
        cited = {passage.chunk for passage in answer.citations}
        near = [passage for passage in answer.considered if passage.chunk not in cited]
        parts: list[QWidget] = []
        if answer.citations:
            parts.append(Words(self.tr("Cited"), role="quiet"))
            parts += self._cards(answer.citations, words, numbered=True)
        if near:
            title = self.tr("Also considered") if answer.citations else self.tr("Nearest passages")
            parts += [Words(title, role="quiet"), *self._cards(near, words)]
        if not parts:
            parts.append(Words(self.tr("Nothing came near this question."), role="quiet"))
        self.passages.fill(*parts)
        walk(self.passages, *(part for part in parts if isinstance(part, PassageCard)))
        self.why.fill(*_reasons(self, answer))
        self.tabs.setCurrentIndex(tab)
        self.wanted.emit()

    def _cards(
        self, passages: Sequence[Passage], words: Sequence[str], *, numbered: bool = False
    ) -> list[QWidget]:
        cards: list[QWidget] = []
        for number, passage in enumerate(passages, start=1):
            card = PassageCard(passage, words, number if numbered else 0)
            card.clicked.connect(lambda _on=False, p=passage: self.open_passage(p))
            cards.append(card)
        return cards

    def open_passage(self, passage: Passage) -> None:
        """Open the document at the passage."""
        self._asked += 1
        asked = self._asked

        def show(document: Document) -> None:
            if asked != self._asked:
                return
            self._opened = passage
            self.document.show_document(document, passage.path, passage.start, passage.end)
            self.tabs.setTabEnabled(DOCUMENT, True)
            self.tabs.setCurrentIndex(DOCUMENT)
            self.wanted.emit()

        self._operations.document(self, passage.document, show)

    def _ask_erase(self) -> None:
        if (passage := self._opened) is not None:
            title = headline(passage)
            ask_erase_document(self._operations, self, passage.document, title, ignore)


def _reasons(owner: QWidget, answer: Answer) -> list[QWidget]:
    """The stages with their times, and why each passage was considered."""
    parts: list[QWidget] = [Words(owner.tr("How the answer was found"), role="quiet")]
    grid = QGridLayout()
    grid.setHorizontalSpacing(L)
    grid.setVerticalSpacing(S)
    grid.setColumnStretch(1, 1)
    for at, stage in enumerate(answer.trace):
        time = Words(taken(stage.seconds), role="quiet")
        time.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(Words(stage.name), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Words(stage.note, role="quiet", wrap=True), at, 1)
        grid.addWidget(time, at, 2, Qt.AlignmentFlag.AlignTop)
    stages = QWidget()
    grid.setContentsMargins(0, 0, 0, M)
    stages.setLayout(grid)
    parts.append(stages)
    if answer.considered:
        parts.append(Words(owner.tr("What was considered, best first"), role="quiet"))
    parts.extend(map(_considered, answer.considered))
    return parts


def _considered(passage: Passage) -> QWidget:
    line = QWidget()
    box = QVBoxLayout(line)
    box.setContentsMargins(0, 0, 0, XS)
    box.setSpacing(0)
    box.addWidget(Words(headline(passage), wrap=True))
    box.addWidget(Words(passage.why, role="quiet", wrap=True))
    return line
