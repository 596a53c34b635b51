"""What a term is, in a sentence of the user's own documents, and "I know this"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from ui.parts import Button, IconButton, Words, column, restyle, row
from ui.render import one_line
from ui.theme import M, S

if TYPE_CHECKING:
    from assistant.explaining.terms import Explanation


class TermCard(QFrame):
    """Shows one term at a time; K says that it is known."""

    known = Signal()
    quote_wanted = Signal(object, int, int)  # DocumentId, start, end

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane)
        self.setProperty("place", "calm")
        self._found: Explanation | None = None
        self.term = Words(role="strong", wrap=True)
        self.said = Words(role="quote", wrap=True)
        self.know = Button(self.tr("I know this (K)"))
        self.know.clicked.connect(self.known)
        self.open = Button(self.tr("Show where it stands"), deed="quiet")
        self.open.clicked.connect(self._want_quote)
        self.shut = IconButton("close", self.tr("Shut the explanation"))
        self.shut.clicked.connect(self.leave)
        self.key = QShortcut(QKeySequence(Qt.Key.Key_K), pane)
        self.key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.key.activated.connect(self.known)
        head = row(self.term, self.shut)
        foot = row(self.know, self.open, None)
        self.setLayout(column(head, self.said, foot, gap=S, margin=M))
        self.leave()

    def tell(self, term: str, found: Explanation | None) -> None:
        """Show the sentence that says what the term is, or that none was found."""
        self._found = found
        long = one_line(found.stands_for) if found else ""
        self.term.setText(f"{one_line(term)}: {long}" if long else one_line(term))
        none = self.tr("No sentence in your documents says what this is.")
        self.said.setText(f"“{one_line(found.quote)}”" if found else none)
        restyle(self.said, "words", "quote" if found else "quiet")
        self.setAccessibleName(f"{self.term.text()}. {self.said.text()}")
        self.open.setVisible(found is not None)
        self.key.setEnabled(True)
        self.show()

    def leave(self) -> None:
        """Show nothing, and hold nothing of what was shown."""
        self._found = None
        self.key.setEnabled(False)
        for words in (self.term, self.said):
            words.setText("")
        self.setAccessibleName("")
        self.hide()

    def _want_quote(self) -> None:
        if self._found is not None:
            self.quote_wanted.emit(self._found.document, self._found.start, self._found.end)
