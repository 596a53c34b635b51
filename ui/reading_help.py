"""Help with the document that is read: the terms that its reader may not know, and its thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from memory.types import Document, DocumentId, Kind
from ui.explaining_room import ExplainingRoom
from ui.operations import Operations
from ui.reading_pane import DocumentPane
from ui.terms_shown import TermCard
from ui.thread_summary import ThreadSummary

if TYPE_CHECKING:
    from assistant.explaining.terms import Explanation, Term
    from assistant.explaining.threads import Summary


class ReadingHelp(QObject):
    """Stands in a pane: underlines, explains, sums up."""

    quote_wanted = Signal(object, int, int)  # DocumentId, start, end

    def __init__(self, operations: Operations, pane: DocumentPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._room = ExplainingRoom(operations)
        self._id: DocumentId | None = None  # of the document that is shown
        self._terms: tuple[Term, ...] = ()
        self._term = ""  # that is explained, or about to be
        self.card = TermCard(pane)
        self.summary = ThreadSummary()
        pane.box.insertWidget(pane.box.indexOf(pane.view), self.summary, 1)
        pane.box.insertWidget(pane.box.indexOf(pane.view) + 1, self.card)
        pane.document_shown.connect(self._look)
        pane.cleared.connect(self._leave)
        pane.view.mark.connect(self._follow)
        self.card.known.connect(self._know)
        self.card.quote_wanted.connect(self.quote_wanted)
        self.summary.quote_wanted.connect(self.quote_wanted)
        pane.sum_up.clicked.connect(self._sum_up)

    def _leave(self) -> None:
        self._id, self._terms, self._term = None, (), ""
        self.card.leave()
        self.summary.leave()

    def _look(self, document: Document) -> None:
        self._id, self._terms, self._term = document.id, (), ""
        self.card.leave()
        self._pane.sum_up.setVisible(document.kind in {Kind.MAIL, Kind.CHAT})
        if document.id not in self.summary.documents:  # it is of another thread
            self.summary.leave()
        id = document.id
        self._room.terms(self._pane, id, lambda found: self._underline(id, found))

    def _underline(self, id: DocumentId, terms: tuple[Term, ...]) -> None:
        if id == self._id:
            self._terms = terms
            self._pane.show_terms([(term.start, term.end) for term in terms])

    def _follow(self, mark: str) -> None:
        scheme, _, number = mark.partition(":")
        if scheme == "term" and number.isdigit() and int(number) < len(self._terms):
            term = self._term = self._terms[int(number)].text
            self._room.explain(self._pane, term, lambda found: self._explain(term, found))

    def _explain(self, term: str, found: Explanation | None) -> None:
        if term == self._term:
            self.card.tell(term, found)

    def _know(self) -> None:
        """Mark the term as known: its line goes at once."""
        term, self._term = self._term, ""
        self.card.leave()
        self._room.know(self._pane, term)
        if self._id is not None:
            self._underline(self._id, tuple(one for one in self._terms if one.text != term))

    def _sum_up(self) -> None:
        if (id := self._id) is not None:
            self._room.summary(self._pane, id, lambda found: self._tell(id, found))

    def _tell(self, id: DocumentId, summary: Summary) -> None:
        if id == self._id:
            self.summary.tell(summary)
