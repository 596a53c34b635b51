"""From a key in any window to the popup, and from the popup back to the text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QCursor

from memory.errors import Problem
from ui.desktop import said
from ui.desktop.selection import Desktop, Front, Taken, plain
from ui.handed import Handed
from ui.writing_popup import WritingPopup


class Anywhere(QObject):
    """One text at a time: that of the window in front when the key was pressed, and back to it.

    Of the desktops the first that knows the window in front is asked.
    """

    ended = Signal(object)  # a text was put back, or the Problem why it was not

    def __init__(
        self, desktops: Sequence[Desktop], popup: WritingPopup, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desktops, self._popup = tuple(desktops), popup
        self._desktop: Desktop | None = None  # of the window in front
        self._taken: Taken | None = None
        self.handed: Handed | None = None
        popup.accepted.connect(self._accepted)

    def begin(self, command: str = "") -> None:
        """Open the popup on what is selected in front; at once, before the text is there."""
        popup = self._popup
        if popup.isVisible():
            self._give_keys()
            return
        self._taken = None
        self._desktop, front = self._front()
        place = QCursor.pos()
        if self._desktop is None or front is None:
            popup.open("", place=place, command=command)
            return
        editable = not front.is_terminal
        popup.open(None, place=place, application=front.title, editable=editable, command=command)
        self._desktop.take(front, self._came)

    def _front(self) -> tuple[Desktop | None, Front | None]:
        for desktop in self._desktops:
            front = desktop.front()
            if front is not None:
                return desktop, front
        return None, None

    def _give_keys(self) -> None:
        if self._desktop is not None:
            self._desktop.give_keys(self._popup)

    def _came(self, taken: Taken) -> None:
        if self._popup.isVisible():  # else it was closed meanwhile
            self._taken = taken
            self._give_keys()
            self._popup.fill(taken.text, taken.problem, taken.before)

    def _accepted(self, text: str) -> None:
        taken, self._taken = self._taken, None
        put = partial(self._put, plain(text))
        if self._desktop is None or taken is None:
            put(said.nowhere())
        else:
            self._desktop.put(text, taken, put)

    def _put(self, text: str, problem: Problem | None) -> None:
        if problem is not None:
            self.handed = Handed(text, problem)
            self.handed.show()
        self.ended.emit(problem)
