"""What of a text was changed, to be read and taken: all, one by one, or edited by hand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from assistant.writing.diff import Piece, arriving, pieces, taken
from ui.marked import Marked, visible
from ui.parts import Button, Words, row
from ui.render import one_line
from ui.theme import S

LONGEST = 120  # characters of a change that are read out


class DiffView(QWidget):
    """The changes, below them where one is, and a box for who would rather write it."""

    accepted = Signal()
    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._before = ""
        self._edited_from: str | None = None
        self._is_plain = False
        self.marked = Marked()
        self.box = QPlainTextEdit()
        self.box.setProperty("place", "sheet")
        self.box.setAccessibleName(self.tr("Text"))
        self.box.setTabChangesFocus(True)
        self.views = QStackedWidget()
        self.views.addWidget(self.marked)
        self.views.addWidget(self.box)
        self.status = Words(role="quiet", wrap=True)
        self.all = Button("", deed="quiet")
        self.all.clicked.connect(lambda: self.marked.turn_all(take=bool(self.marked.left)))
        self.marked.accepted.connect(self.accepted)
        self.marked.moved.connect(self._moved)
        line = row(self.status, self.all, gap=S)
        line.setStretch(0, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(S)
        whole.addWidget(self.views, 1)
        whole.addLayout(line)
        self.setFocusProxy(self.marked)
        self._moved()

    # -- what is shown -----------------------------------------------------

    def show_coming(self, before: str, so_far: str) -> None:
        """Show what has come of the new text; nothing can be taken of it yet."""
        self._turn_to(self.marked)
        self._is_plain = False
        self.marked.show_pieces(arriving(before, so_far), coming=True)

    def show_diff(self, before: str, after: str) -> None:
        self._turn_to(self.marked)
        self._before, self._edited_from, self._is_plain = before, None, False
        self.marked.show_pieces(pieces(before, after))

    def show_text(self, text: str, *, coming: bool = False) -> None:
        """Show a text that is none of changes."""
        self._turn_to(self.marked)
        self._edited_from, self._is_plain = None, True
        self.marked.show_pieces([Piece(text, text)] if text else [], coming=coming)

    def height_wanted(self) -> int:
        """How high the text is, in pixels."""
        return int(self.marked.document().size().height()) + S

    def edit(self) -> None:
        """Turn into a text box with the text as it is taken so far."""
        if self.is_editing:
            return
        self._edited_from = self.text
        self.box.setPlainText(self._edited_from)
        self.box.document().setModified(False)
        self._turn_to(self.box)
        self.box.moveCursor(QTextCursor.MoveOperation.End)
        self.box.setFocus()
        self._moved()

    def end_edit(self) -> None:
        """Show as changes again what was edited."""
        edited = self.text
        if self._is_plain:
            self.show_text(edited)
        else:
            self.show_diff(self._before, edited)
        self.marked.setFocus()

    def clear(self) -> None:
        """Hold nothing of the text."""
        self._before, self._edited_from = "", None
        self.marked.clear()
        self.box.clear()
        self._turn_to(self.marked)
        self._moved()

    @property
    def is_editing(self) -> bool:
        return self.views.currentWidget() is self.box

    @property
    def text(self) -> str:
        """The text as it stands: with what was taken, or as it was edited."""
        if not self.is_editing:
            found = self.marked.pieces
            return taken(found, set(range(len(found))) - self.marked.left)
        if self._edited_from is not None and not self.box.document().isModified():
            return self._edited_from
        # Not toPlainText, which makes plain spaces of those that do not break.
        written = self.box.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")
        return written.replace("\n", _line_end(self._edited_from or ""))

    @property
    def count(self) -> int:
        return len(self.marked.places)

    @property
    def count_taken(self) -> int:
        return self.count - len(self.marked.left)

    # -- where one is ------------------------------------------------------

    def _turn_to(self, view: QWidget) -> None:
        self.views.setCurrentWidget(view)
        self.setFocusProxy(view)

    def _moved(self) -> None:
        marked = self.marked
        said = "" if marked.coming or self.is_editing else self._said()
        self.status.setText(said)
        self.status.setVisible(bool(said))
        choice = self.count > 1 and not marked.coming and not self.is_editing
        self.all.setVisible(choice)
        self.all.say(self.tr("Take all") if marked.left else self.tr("Leave all"))
        marked.setAccessibleDescription(said)
        if said and marked.hasFocus() and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(marked, self.described()))
        self.moved.emit()

    def _said(self) -> str:
        if self._is_plain or not self.marked.pieces:
            return ""
        if not self.count:
            return self.tr("Nothing was changed.")
        is_left = self.marked.places[self.marked.at].piece in self.marked.left
        words = self.tr("left; Space takes it") if is_left else self.tr("taken; Space leaves it")
        if self.count == 1:
            return self.tr("One change, {state}").format(state=words)
        return self.tr("Change {n} of {all}: {state}, arrows walk").format(
            n=self.marked.at + 1, all=self.count, state=words
        )

    def described(self) -> str:
        """What a screen reader says of the change that is looked at."""
        if not self.count:
            return self._said()
        piece = self.marked.pieces[self.marked.places[self.marked.at].piece]
        before, after = (_brief(side) for side in (piece.before, piece.after))
        if not piece.before:
            what = self.tr("new: {after}").format(after=after)
        elif not piece.after:
            what = self.tr("removed: {before}").format(before=before)
        else:
            what = self.tr("{before} becomes {after}").format(before=before, after=after)
        return f"{self._said()}. {what}"


def _brief(side: str) -> str:
    words = one_line(visible(side))
    return words if len(words) <= LONGEST else f"{words[:LONGEST]} …"


def _line_end(text: str) -> str:
    """How the text ends its lines."""
    return "\r\n" if "\r\n" in text else "\n"
