"""Short forms in the popup: a marked one, or one typed where nothing is, is written out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from ui.expanding import Candidates, Expanding
from ui.operations import Operations
from ui.shorthand_room import Asked, ShorthandRoom


class ShortForms(QObject):
    """Hangs on the field of the popup.

    ``taken`` carries what is to stand in the place of the text that was written out; what
    the field alone is about, by Ctrl+Space in the middle of an instruction, it puts there.
    """

    taken = Signal(str)

    def __init__(self, field: QLineEdit, operations: Operations, to: Callable[[], str]) -> None:
        super().__init__(field)
        self._field, self._to = field, to
        self._text = ""  # the short form, and the spaces that were marked with it
        self.inside = Expanding(field, operations, to=to)
        self.candidates = Candidates(ShorthandRoom(operations), field)
        self.candidates.taken.connect(self._put)
        self.candidates.typed.connect(self._type)

    def warm(self) -> None:
        """Get ready, while the user looks at the popup."""
        self.candidates.warm(Asked("", to=self._to()))

    def write_out(self, text: str, before: str = "") -> None:
        """Offer below the field what a text of one short form may mean behind what is before."""
        self._text, field = text, self._field
        around = field.parentWidget() or field
        place = QRect(field.mapToGlobal(QPoint()), QSize(around.width(), field.height()))
        self.candidates.ask(Asked(text.strip(), before, self._to()), place)

    def hide(self) -> None:
        """Offer nothing, and hold nothing of a text."""
        self._text = ""
        for one in (self.candidates, self.inside.candidates):
            one.leave()

    def _type(self, event: QKeyEvent) -> None:
        if self._field.isVisible():
            QApplication.sendEvent(self._field, event)

    def _put(self, words: str) -> None:
        self.taken.emit(self._text.replace(self._text.strip(), words, 1))
