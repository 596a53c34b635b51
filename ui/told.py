"""A sentence with a quiet line below it, as one button: a promise, a claim."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy

from ui.parts import Words, column, let_cut
from ui.render import one_line
from ui.theme import HIT, XS, M, S

LONGEST = 400  # characters; the rest is read in its document


class Told(QPushButton):
    """As many lines as it needs; Enter opens where it stands."""

    def __init__(self, text: str, about: str, *, quoted: bool = False, doubtful: bool = False):
        super().__init__()
        plain = one_line(text)
        said = plain if len(plain) <= LONGEST else plain[:LONGEST].rsplit(" ", 1)[0] + " …"
        self.setProperty("deed", "card")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(said)
        self.setAccessibleDescription(about)
        words = Words(f"“{said}”" if quoted else said, wrap=True)
        quiet = Words(about, role="doubtful" if doubtful else "quiet", wrap=True)
        box = column(words, quiet, gap=XS)
        box.setContentsMargins(M, S, M, S)
        self.setLayout(box)
        let_cut(self)
        for part in self.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's
        layout = self.layout()
        return max(layout.totalHeightForWidth(width), HIT) if layout else HIT

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's: a button does not ask its layout
        return QSize(320, self.heightForWidth(320))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's
        return QSize(120, 0)
