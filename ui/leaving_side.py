"""One side of what leaves: a text that can be written in, with marks on what is hidden."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QHelpEvent,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip

from ui.itemmodels.hidden import Mark
from ui.kinds import called, dressed
from ui.render import one_line, tooltip
from ui.theme import S, colours

Places = Sequence[tuple[int, int] | None]


class Side(QPlainTextEdit):
    """Marks lie over the text and are no part of it; each tells why when pointed at."""

    looked = Signal(int)  # the cursor, or a click, is at this mark; -1 is none
    written = Signal()  # by the user
    ended = Signal()  # its last line was on the screen
    scrolled = Signal(int)  # this block is the first that is seen

    def __init__(self, name: str, says: str) -> None:
        super().__init__()
        self.setProperty("place", "sheet")
        self.setAccessibleName(name)
        self.setAccessibleDescription(says)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(S)
        self._marks: Sequence[Mark] = ()
        self._stands: list[QTextCursor | None] = []  # where each is: they go along with the text
        self._at = -1
        self._quiet = False  # what is written now is ours
        self.textChanged.connect(self._changed)
        self.cursorPositionChanged.connect(self._cursor_moved)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    # -- what is shown -----------------------------------------------------

    def show_words(self, text: str) -> None:
        """Show a text; what the user wrote before comes back by Ctrl+Z."""
        if text == self.words:
            return
        self._quiet = True
        before = self.textCursor().position()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.endEditBlock()
        cursor.setPosition(min(before, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self._quiet = False

    def forget(self) -> None:
        """Hold nothing of the text, nor of what stood here before."""
        self._quiet = True
        self.show_marks((), ())
        self.clear()  # with what could be undone
        self._quiet = False

    @property
    def words(self) -> str:
        return written_in(self.document())

    def show_marks(self, marks: Sequence[Mark], places: Places) -> None:
        """Mark what stands at these places; None is a mark that is not on this side."""
        self._marks, self._at = marks, -1
        self._stands = [None if place is None else self._between(*place) for place in places]
        self._dress()

    def look_at(self, at: int) -> None:
        """Let this mark stand out, and be seen; where one writes, the cursor stays."""
        self._at = at
        self._dress()
        if self.hasFocus():
            return
        stands = self._stands[at] if 0 <= at < len(self._stands) else None
        if stands is None:
            return
        cursor = self.textCursor()
        self._quiet = True
        for position in (stands.selectionEnd(), stands.selectionStart()):  # both, if there is room
            cursor.setPosition(position)
            self.setTextCursor(cursor)
            self.ensureCursorVisible()
        self._quiet = False

    @property
    def chosen(self) -> tuple[int, int] | None:
        """What the user has selected, in Qt's units."""
        cursor = self.textCursor()
        ends = cursor.selectionStart(), cursor.selectionEnd()
        return ends if cursor.hasSelection() else None

    def _dress(self) -> None:
        theme = colours(QGuiApplication.palette())
        dresses = []
        for at, (mark, stands) in enumerate(zip(self._marks, self._stands, strict=True)):
            if stands is None:
                continue
            dress = QTextEdit.ExtraSelection()
            dress.format = dressed(theme, mark.kind, current=at == self._at)
            dress.cursor = stands
            dresses.append(dress)
        self.setExtraSelections(dresses)

    def _between(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        last = self.document().characterCount() - 1
        cursor.setPosition(min(start, last))
        cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._dress()

    # -- where one is ------------------------------------------------------

    def mark_at(self, position: int) -> int:
        """Return which mark stands at a position; -1 is none."""
        for at, stands in enumerate(self._stands):
            if stands and stands.selectionStart() <= position <= stands.selectionEnd():
                return at
        return -1

    def _cursor_moved(self) -> None:
        if not self._quiet:
            self.looked.emit(self.mark_at(self.textCursor().position()))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            cursor = self.cursorForPosition(self.viewport().mapFrom(self, event.pos()))
            at = self.mark_at(cursor.position())
            QToolTip.showText(event.globalPos(), tooltip(told(self._marks[at])) if at >= 0 else "")
            return True
        return super().event(event)

    # -- what the user does ------------------------------------------------

    def _changed(self) -> None:
        if not self._quiet:
            self.written.emit()

    def scroll_to(self, block: int) -> None:
        """Let this block be the first that is seen, where there is as much."""
        found = self.document().findBlockByNumber(block)
        if found.isValid():
            self._quiet = True
            self.verticalScrollBar().setValue(found.firstLineNumber())
            self._quiet = False

    def _scrolled(self) -> None:
        if not self._quiet:
            self.scrolled.emit(self.firstVisibleBlock().blockNumber())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's
        super().resizeEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's
        super().paintEvent(event)
        last = self.blockBoundingGeometry(self.document().lastBlock())
        end = last.translated(self.contentOffset()).bottom() - self.document().documentMargin()
        if end <= self.viewport().height():
            self.ended.emit()


def written_in(document: QTextDocument) -> str:
    """Return what was written, to the letter.

    Not toPlainText, which makes plain spaces of those that do not break.
    """
    return document.toRawText().replace("\u2029", "\n").replace("\u2028", "\n")


def told(mark: Mark) -> str:
    """Say what is hidden there, and why."""
    return f"{called(mark.kind).name} – {one_line(mark.hidden.why)}"
