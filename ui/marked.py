"""A text with its changes in it, each seen from both sides, to be walked, taken and left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QTextCharFormat,
    QTextCursor,
)

from assistant.writing.diff import Piece
from ui.render import ReadingView, reading_block, shown
from ui.theme import Colours, colours

STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
_BREAKS = re.compile(r"\r\n|[\r\n]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a change stands in what is shown: the old words, then the new ones."""

    piece: int
    start: int
    middle: int
    end: int


class Marked(ReadingView):
    """The text with both sides of each change in it: what is struck is not in the result.

    Both sides are always there, so that to take or leave a change moves no word.
    """

    accepted = Signal()
    moved = Signal()  # another change is looked at, or one was taken or left

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Changes"))
        self.pieces: tuple[Piece, ...] = ()
        self.places: list[Place] = []
        self.left: set[int] = set()  # the pieces whose change is not taken
        self.at = 0  # the change that is looked at
        self.coming = False
        self._starts: list[int] = []  # of each piece
        self._theme = _worn()

    # -- what is shown -----------------------------------------------------

    def show_pieces(self, found: Sequence[Piece], *, coming: bool = False) -> None:
        """Show these, written anew only from where they differ from what is shown."""
        stands = 0
        for old, new in zip(self.pieces, found, strict=False):
            if old != new:
                break
            stands += 1
        stands = max(min(stands, len(self.pieces) - 1), 0)  # the last one's looks may change
        self.coming = coming
        self.left.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()  # so that what is looked at does not jump
        self._cut(cursor, stands)
        self.pieces = tuple(found)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        for index in range(stands, len(found)):
            self._append(cursor, index)
        cursor.endEditBlock()
        self.at = min(self.at, max(len(self.places) - 1, 0)) if coming else 0
        self._dress_current()
        self.moved.emit()

    def clear(self) -> None:
        super().clear()
        self.pieces, self.places, self._starts, self.at = (), [], [], 0
        self.left.clear()

    def _cut(self, cursor: QTextCursor, stands: int) -> None:
        """Take away what is shown from this piece on."""
        cursor.setPosition(self._starts[stands] if self._starts else 0)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        if not stands:
            cursor.setBlockFormat(reading_block())
        del self._starts[stands:]
        self.places = [place for place in self.places if place.piece < stands]

    def _append(self, cursor: QTextCursor, index: int) -> None:
        piece = self.pieces[index]
        start = cursor.position()
        self._starts.append(start)
        if not piece.changed:
            not_reached = self.coming and 0 < index == len(self.pieces) - 1
            cursor.insertText(shown(piece.before), self._plain(dim=not_reached))
            return
        cursor.insertText(visible(piece.before), self._struck())
        middle = cursor.position()
        cursor.insertText(visible(piece.after, new=True), self._new())
        self.places.append(Place(index, start, middle, cursor.position()))

    # -- looks -------------------------------------------------------------

    def _plain(self, *, dim: bool = False) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setForeground(QColor(self._theme.quiet if dim else self._theme.text))
        return form

    def _struck(self) -> QTextCharFormat:
        form = self._plain(dim=True)
        form.setFontStrikeOut(True)
        return form

    def _new(self) -> QTextCharFormat:
        form = self._plain()
        form.setForeground(QColor(self._theme.accent))
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        return form

    def _dress_all(self) -> None:
        """Dress every change in one go; the text is laid out once."""
        block = QTextCursor(self.document())
        block.beginEditBlock()
        for at, place in enumerate(self.places):
            self._dress(place, current=at == self.at and not self.coming)
        block.endEditBlock()

    def _dress(self, place: Place, *, current: bool) -> None:
        left = place.piece in self.left
        sides = (self._plain(), self._struck()) if left else (self._struck(), self._new())
        ends = ((place.start, place.middle), (place.middle, place.end))
        cursor = QTextCursor(self.document())
        for form, (start, end) in zip(sides, ends, strict=True):
            if current:
                form.setBackground(QColor(self._theme.selection))
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(form)

    def _dress_current(self) -> None:
        if self.places and not self.coming:
            self._dress(self.places[self.at], current=True)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's
        super().changeEvent(event)
        if event.type() is not QEvent.Type.PaletteChange or self._theme == _worn():
            return
        self._theme = _worn()
        found, left, at = self.pieces, set(self.left), self.at
        self.clear()
        self.show_pieces(found, coming=self.coming)
        self.left, self.at = left, at
        self._dress_all()
        self.moved.emit()

    # -- walking and taking ------------------------------------------------

    def look_at(self, at: int) -> None:
        """Look at this change, and let it be seen."""
        if not self.places or self.coming:
            return
        self._dress(self.places[self.at], current=False)
        self.at = at % len(self.places)
        place = self.places[self.at]
        self._dress(place, current=True)
        cursor = self.textCursor()
        for position in (place.end, place.start):  # both, where both have room
            cursor.setPosition(position)
            self.setTextCursor(cursor)
            self.ensureCursorVisible()
        self.moved.emit()

    def turn(self) -> None:
        """Leave the change that is looked at, or take it again."""
        if self.places and not self.coming:
            self.left ^= {self.places[self.at].piece}
            self._dress(self.places[self.at], current=True)
            self.moved.emit()

    def turn_all(self, *, take: bool) -> None:
        self.left = set() if take else {place.piece for place in self.places}
        self._dress_all()
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.accepted.emit()
        elif self.coming or not self.places:
            super().keyPressEvent(event)
        elif key in STEPS:
            self.look_at(self.at + STEPS[key])
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.look_at(0 if key == Qt.Key.Key_Home else -1)
        elif key == Qt.Key.Key_Space:
            self.turn()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's
        super().mouseReleaseEvent(event)
        if not self.textCursor().hasSelection():
            self._clicked(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's
        if self._clicked(event):
            self.turn()
        else:
            super().mouseDoubleClickEvent(event)

    def _clicked(self, event: QMouseEvent) -> bool:
        position = self.cursorForPosition(event.position().toPoint()).position()
        for at, place in enumerate(self.places):
            if place.start <= position <= place.end:
                self.look_at(at)
                return True
        return False


def _worn() -> Colours:
    """The theme that the program wears; the style gives a text view a palette of its own."""
    return colours(QGuiApplication.palette())


def visible(text: str, *, new: bool = False) -> str:
    """Return a side of a change so that it can be seen, were it only a space or a break."""
    breaks = "↵\n" if new else "↵"
    if not text.strip():
        text = _BREAKS.sub(breaks, text.replace(" ", "·").replace("\t", "→"))
    return shown(text) or "·" * bool(text)
