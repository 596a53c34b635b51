"""The quiet line below an answer: what it used of what is believed, each to be taken away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from memory.types import Used
from ui.parts import Button, Words
from ui.render import one_line, tooltip
from ui.theme import HIT, XS

LONGEST = 44  # letters of a claim on the line; the whole is its tooltip
INDENT = 5  # where the words of an answer begin
PROFILE = "profile"  # the step that is left out to answer without any of it


class Flow(QLayout):
    """Sets parts side by side and goes on below where there is no room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's
        return self._placed(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's
        sizes = [item.minimumSize() for item in self._items]
        return QSize(max((s.width() for s in sizes), default=0), HIT)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's
        super().setGeometry(rect)
        self._placed(rect, move=True)

    def _placed(self, rect: QRect, *, move: bool) -> int:
        """Place the parts, or only measure; return the height that they take."""
        x, y, high = rect.x(), rect.y(), 0
        for item in self._items:
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, high = rect.x(), y + high, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + XS
            high = max(high, size.height())
        return y + high - rect.y()


class ClaimsLine(QWidget):
    """ "using: vegetarian ×, prefers short mails ×": without one of them it is asked again."""

    less = Signal(str)  # "c12", a claim; or "profile", all that is believed

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("What was used of your profile"))
        self.box = Flow(self)
        self.buttons: list[Button] = []

    def show_claims(self, claims: Sequence[Used]) -> None:
        """Show these claims; nothing where there are none."""
        self._clear()
        self.setVisible(bool(claims))
        if not claims:
            return
        using = Words(self.tr("using:"), role="quiet")
        using.setMinimumHeight(HIT)
        using.setContentsMargins(INDENT, 0, 0, 0)
        self.box.addWidget(using)
        using.show()
        for claim in claims:
            self._add(short(claim.text), f"c{claim.claim}", claim.text)
        self._add(self.tr("Answer without my profile"), PROFILE, "", picture="again")

    def _add(self, text: str, name: str, whole: str, picture: str = "close") -> None:
        button = Button(text, deed="quiet", picture=picture)
        if whole:
            without = self.tr("Answer without: {claim}").replace("{claim}", one_line(whole))
            button.setAccessibleName(without)
            button.setToolTip(tooltip(without))
        button.clicked.connect(partial(self.less.emit, name))
        self.buttons.append(button)
        self.box.addWidget(button)
        button.show()

    def _clear(self) -> None:
        self.buttons = []
        while (item := self.box.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


def short(text: str) -> str:
    """Return the sentence of a claim as it stands in a line."""
    words = one_line(text).rstrip(".")
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
