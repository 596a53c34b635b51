"""One passage as a card: where it is from, three lines of it, and a click opens it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from memory.types import Passage
from ui.icons import OF_KIND
from ui.parts import Elided, Picture, Words
from ui.phrases import when
from ui.render import one_line
from ui.snippet import Snippet
from ui.theme import XS, M, S


def origin(passage: Passage) -> str:
    """Who and when, on one line."""
    people = passage.people[:1]
    return " · ".join([*map(one_line, filter(None, people)), when(passage.date)])


def headline(passage: Passage) -> str:
    """What the passage is out of; a file's name where it has no title."""
    return one_line(passage.title) or one_line(passage.path.name)


class PassageCard(QPushButton):
    """A card is one button: Tab reaches it, Enter opens it."""

    def __init__(self, passage: Passage, words: Sequence[str], number: int = 0) -> None:
        super().__init__()
        self.passage = passage
        self.setProperty("deed", "card")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{headline(passage)}, {origin(passage)}")
        self.setAccessibleDescription(one_line(passage.reading)[:300])
        top = QHBoxLayout()
        top.setSpacing(S)
        top.addWidget(Picture(OF_KIND[passage.kind]))
        title = Elided(headline(passage), role="strong")
        top.addWidget(title, 1)
        if number:
            top.addWidget(Words(str(number), role="mark"))
        box = QVBoxLayout(self)
        box.setContentsMargins(M, S + 2, M, S + 2)
        box.setSpacing(XS)
        box.addLayout(top)
        box.addWidget(Elided(origin(passage), role="quiet"))
        box.addWidget(Snippet(passage.reading, words))
        # The parts are for the eye: pointing, and a screen reader, meet the card.
        for part in self.findChildren(QWidget):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            if isinstance(part, QLabel):
                part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's: a button does not ask its layout
        layout = self.layout()
        return layout.sizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's
        return QSize(120, self.sizeHint().height())
