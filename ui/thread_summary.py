"""What a thread comes to: its lines under their headings, each a click from its place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from memory.types import DocumentId
from ui.parts import IconButton, Sentence, Words, empty_out, let_cut, row
from ui.phrases import counted, day, when
from ui.render import one_line
from ui.theme import M, S

if TYPE_CHECKING:
    from assistant.explaining.threads import Line, Summary

NAMED = 4  # people in the title
LEAST = 120  # pixels of a line: longer ones wrap


class ThreadSummary(QFrame):
    """Every line is quoted; it is shut by its cross."""

    quote_wanted = Signal(object, int, int)  # DocumentId, start, end

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("place", "calm")
        self.documents: frozenset[DocumentId] = frozenset()  # that its lines lead to
        self.title = Words(role="strong", wrap=True)
        self.shut = IconButton("close", self.tr("Shut the summary"))
        self.shut.clicked.connect(self.leave)
        inner = QWidget()
        inner.setProperty("place", "column")
        self.box = QVBoxLayout(inner)
        self.box.setContentsMargins(0, 0, S, 0)
        self.box.setSpacing(S)
        scroll = QScrollArea()
        scroll.setAccessibleName(self.tr("Summary of the thread"))
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(M, S, S, S)
        whole.setSpacing(S)
        whole.addLayout(row(self.title, self.shut))
        whole.addWidget(scroll, 1)
        self.hide()

    def tell(self, summary: Summary) -> None:
        """Show the lines of a summary."""
        people = [one_line(who) for who in summary.people if who]
        more = [f"+{len(people) - NAMED}"] if len(people) > NAMED else []
        letters = counted(summary.letters, self.tr("1 letter"), self.tr("{n} letters"))
        self.title.setText(" · ".join([letters, *people[:NAMED], *more]))
        self.documents = frozenset(line.document for line in summary.lines)
        empty_out(self.box)
        headings = {
            "promise": self.tr("Promised, and nothing says it was done"),
            "question": self.tr("Asked, and nobody else has written since"),
            "date": self.tr("Days that are named"),
            "last": self.tr("The last word"),
        }
        for sort, heading in headings.items():
            lines = [line for line in summary.lines if line.sort.value == sort]
            if lines:
                self.box.addWidget(Words(heading, role="quiet", wrap=True))
            for line in lines:
                self.box.addWidget(self._sentence(line))
        if not summary.lines:
            self.box.addWidget(Words(self.tr("There is nothing to read here."), role="quiet"))
        self.box.addStretch(1)
        let_cut(self)
        self.show()

    def _sentence(self, line: Line) -> Sentence:
        said = [self.tr("You") if line.mine else line.who or self.tr("Somebody"), when(line.at)]
        due = day(line.due.replace(tzinfo=None)) if line.due else ""
        lead = f"{due}: " if line.sort.value == "date" else ""
        if due and line.sort.value == "promise":
            said.append(self.tr("by {day}").format(day=due))
        if line.agreed:
            said.append(self.tr("agreed: “{yes}”").replace("{yes}", line.agreed))
        button = Sentence(f"{lead}“{line.quote}” {' · '.join(said)}")
        button.setMinimumWidth(LEAST)
        policy = button.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)  # in a narrow pane it is higher
        button.setSizePolicy(policy)
        button.clicked.connect(partial(self.quote_wanted.emit, line.document, line.start, line.end))
        return button

    def leave(self) -> None:
        """Show nothing, and hold nothing of what was shown."""
        self.documents = frozenset()
        empty_out(self.box)
        self.title.setText("")
        self.hide()
