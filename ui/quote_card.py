"""One quote on which a claim stands: where it is from, its words; a click opens it there."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from memory.types import Evidence, Kind
from ui.claim_words import speaks
from ui.icons import OF_KIND
from ui.parts import Elided, Picture, Words, row
from ui.phrases import when
from ui.render import one_line
from ui.theme import XS, M, S

LONGEST = 280  # characters of a quote; the rest is read in its document


@dataclass(frozen=True, slots=True)
class Origin:
    """The document that a quote is out of."""

    title: str = field(repr=False)
    kind: Kind


class QuoteCard(QPushButton):
    """A card is one button: Tab reaches it, Enter opens the document at the quote."""

    def __init__(self, evidence: Evidence, origin: Origin | None) -> None:
        super().__init__()
        self.evidence = evidence
        self.setProperty("deed", "card")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        title = one_line(origin.title) if origin and origin.title else one_line(evidence.path.name)
        title = title or self.tr("Without a title")
        quote = one_line(evidence.quote)
        said = quote if len(quote) <= LONGEST else quote[:LONGEST].rsplit(" ", 1)[0] + " …"
        about = f"{when(evidence.at)} · {speaks(evidence)}"
        self.setAccessibleName(f"{title}, {about}")
        self.setAccessibleDescription(said)
        words = Words(f"“{said}”", role="quote", wrap=True)
        against = evidence.stance == "contradicts"
        box = QVBoxLayout(self)
        box.setContentsMargins(M, S + 2, M, S + 2)
        box.setSpacing(XS + 2)
        picture = Picture(OF_KIND[origin.kind] if origin else "document")
        box.addLayout(row(picture, Elided(title, role="strong"), gap=S))
        box.addWidget(words)
        box.addWidget(Elided(about, role="doubtful" if against else "quiet"))
        for part in self.findChildren(QWidget):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            if isinstance(part, QLabel):
                part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout else 0

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's: a button does not ask its layout
        return QSize(320, self.heightForWidth(320))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's
        return QSize(120, 0)
