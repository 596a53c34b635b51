"""Side by side: what I wrote, what leaves, and between them what is hidden and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from ui.itemmodels.hidden import (
    KIND,
    LEAVES,
    WHY,
    WRITTEN,
    HiddenModel,
    Mark,
    Preview,
    from_unit,
    in_units,
    marks_of,
    reworded,
)
from ui.leaving_side import Side, told
from ui.parts import Button, Words, column, row
from ui.phrases import counted
from ui.render import shown
from ui.tables import Table
from ui.theme import M, S

REST = 350  # milliseconds after the last key, before it is looked what leaves
KINDS_WIDE, WORDS_WIDE = 148, 168  # pixels
CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class Deed(Enum):
    """What the user says of something hidden; the value is its key in the list."""

    ONCE = "O"  # it may leave this time
    ALWAYS = "A"  # it may leave, by a rule
    NEVER = "N"  # it never leaves, by a rule


@dataclass(frozen=True, slots=True)
class Selected:
    """Words that the user chose to be hidden."""

    kind: str
    start: int
    end: int
    why: str
    placeholder: str = ""
    said: str = field(default="", repr=False)


class Marks(Table):
    """The list of what is hidden; a letter decides."""

    pressed = Signal(object)  # a Deed

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's
        letter = event.text().upper()
        if not event.modifiers() and letter in {deed.value for deed in Deed}:
            self.pressed.emit(Deed(letter))
            return
        super().keyPressEvent(event)


class SideBySide(QWidget):
    """Both sides can be written in; whoever holds this says what comes of it."""

    rewritten = Signal(str)  # other words on the left
    worded = Signal(str)  # the user's own words for what leaves
    decided = Signal(object, object)  # a Deed, the Mark
    settled = Signal()  # what is seen is what would leave, or no longer
    seen = Signal()  # the end of what leaves was on the screen

    def __init__(self, deeds: Sequence[Deed] = tuple(Deed), *, words_own: bool = True) -> None:
        super().__init__()
        self.marks: list[Mark] = []
        self.is_settled = False  # both sides belong together
        self.is_seen = False  # to its end, as it is now
        self._blocked = False
        self._asked = ""  # which side waits to be told of: its text
        self._make_parts(deeds, words_own=words_own)
        self._lay_out()
        self._connect()
        self.clear()

    # -- how it is put together --------------------------------------------

    def _make_parts(self, deeds: Sequence[Deed], *, words_own: bool) -> None:
        self.left = Side(self.tr("What I wrote"), self.tr("What is hidden of it is marked"))
        self.right = Side(self.tr("What leaves"), self.tr("Exactly these words would be sent"))
        self.right.setReadOnly(not words_own)
        self.right.setTextInteractionFlags(
            self.right.textInteractionFlags() | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.status = Words(role="quiet", wrap=True)
        self.unseen = Words(role="doubtful", wrap=True)
        self.model = HiddenModel(self)
        self.table = Marks(self.tr("What is hidden"), Qt.TextElideMode.ElideRight)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setModel(self.model)
        self.table.stretch(WHY, {KIND: KINDS_WIDE, WRITTEN: WORDS_WIDE, LEAVES: WORDS_WIDE})
        said = {
            Deed.ONCE: self.tr("Allow once (O)"),
            Deed.ALWAYS: self.tr("Always allow (A)"),
            Deed.NEVER: self.tr("Never (N)"),
        }
        self.buttons = {deed: Button(said[deed]) for deed in deeds}
        self.wait = QTimer(self)
        self.wait.setSingleShot(True)
        self.wait.setInterval(REST)

    def _lay_out(self) -> None:
        sides = row(gap=M)
        for side in (self.left, self.right):
            sides.addLayout(
                column(Words(side.accessibleName(), role="strong"), side, gap=S // 2), 1
            )
        deeds = row(self.status, *self.buttons.values(), gap=S)
        deeds.setStretch(0, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(S)
        box.addLayout(sides, 3)
        box.addWidget(self.unseen)
        box.addLayout(deeds)
        box.addWidget(self.table, 2)

    def _connect(self) -> None:
        self.left.written.connect(partial(self._written, self.left))
        self.right.written.connect(partial(self._written, self.right))
        self.wait.timeout.connect(self._ask)
        self.left.looked.connect(self.look_at)
        self.right.looked.connect(self.look_at)
        self.left.selectionChanged.connect(self._enable)
        self.left.scrolled.connect(self.right.scroll_to)
        self.right.scrolled.connect(self.left.scroll_to)
        self.right.ended.connect(self._ended)
        self.table.selectionModel().selectionChanged.connect(self._row_chosen)
        self.table.pressed.connect(self.decide)
        for deed, button in self.buttons.items():
            button.clicked.connect(partial(self.decide, deed))

    # -- what is shown -----------------------------------------------------

    def clear(self) -> None:
        """Hold nobody's words."""
        self.left.forget()
        self.clear_result()

    def clear_result(self) -> None:
        """Hold nothing of what would leave; what was written stays."""
        self.wait.stop()
        self._asked = ""
        self.marks, self._blocked = [], False
        self.left.show_marks((), ())
        self.right.forget()
        self.model.show_rows([])
        self._settle(settled=False)
        self._tell()

    def show_text(self, text: str) -> None:
        """Show what was written, of which it is not yet known what leaves."""
        self.left.forget()
        self.left.show_words(text)
        self._unsettle()

    def show_preview(self, text: str, preview: Preview) -> None:
        """Show what leaves of the text; dropped if the left has other words by now."""
        if text != self.left.words:
            return
        self._show(preview, marks_of(text, preview), preview.outgoing)

    def show_own(self, text: str, preview: Preview) -> None:
        """Show what leaves of the user's own words for it; the left stays as it is."""
        own = text if preview.blocked else preview.outgoing  # what one wrote is not lost
        self._show(preview, reworded(self.marks, text, preview), own)

    def _show(self, preview: Preview, marks: Sequence[Mark], leaving: str) -> None:
        self.wait.stop()
        self._blocked = preview.blocked
        self.right.show_words(leaving)
        self.marks = list(marks)
        self.left.show_marks(self.marks, [mark.left for mark in self.marks])
        self.right.show_marks(self.marks, [mark.right for mark in self.marks])
        at = self._row()
        self.model.show_rows(self.marks)
        self._settle(settled=True)
        self._tell()
        self.look_at(min(at, len(self.marks) - 1))

    def _tell(self) -> None:
        """Say how much is hidden, and what of it cannot be seen."""
        self.table.setVisible(bool(self.marks))
        outgoing = self.right.words
        unseen = len(outgoing) - len(shown(outgoing))
        self.unseen.setText(
            counted(
                unseen,
                self.tr("1 character that cannot be seen would leave too."),
                self.tr("{n} characters that cannot be seen would leave too."),
            )
        )
        self.unseen.setVisible(unseen > 0)
        self._enable()

    def _status(self) -> str:
        if self.left.words.strip() and not self.is_settled:
            return self.tr("Looking what may leave …")
        at = self._row()
        if 0 <= at < len(self.marks):
            place = self.tr("{n} of {all}").format(n=at + 1, all=len(self.marks))
            return f"{place}: {told(self.marks[at])}"
        if not self.left.words.strip():
            return ""
        if not self.marks:
            return self.tr("Nothing private was found in it.")
        return counted(
            len(self.marks), self.tr("1 thing is hidden."), self.tr("{n} things are hidden.")
        )

    def select_leaving(self, start: int, end: int) -> None:
        """Select words of what leaves."""
        self.right.setFocus()
        cursor = self.right.textCursor()
        for place, mode in zip(
            in_units(self.right.words, [start, end]), QTextCursor.MoveMode, strict=True
        ):
            cursor.setPosition(place, mode)
        self.right.setTextCursor(cursor)

    # -- walking and deciding ----------------------------------------------

    def _row(self) -> int:
        rows = self.table.selectionModel().selectedRows()
        return rows[0].row() if rows else -1

    def look_at(self, at: int) -> None:
        """Let this mark stand out on both sides and in the list; -1 is none."""
        chosen = self.table.selectionModel()
        if at != self._row():
            if at < 0:
                chosen.clearSelection()
            else:
                chosen.setCurrentIndex(self.model.index(at, KIND), CHOOSE)
        self._enable()

    def _row_chosen(self) -> None:
        at = self._row()
        self.left.look_at(at)
        self.right.look_at(at)
        self._enable()

    def current(self) -> Mark | None:
        """What the next deed is about: what the user has selected, else the mark."""
        text, ends = self.left.words, self.left.chosen
        at = self._row()
        mark = self.marks[at] if 0 <= at < len(self.marks) else None
        place = mark.left if mark is not None else None
        if ends is None or (place and place[0] <= ends[0] and ends[1] <= place[1]):
            return mark
        start, end = from_unit(text, ends[0]), from_unit(text, ends[1])
        if not text[start:end].strip():
            return mark
        chosen = Selected("name", start, end, self.tr("you chose it"))
        return Mark(chosen, text[start:end], ends, None)

    def decide(self, deed: Deed) -> None:
        mark = self.current()
        if mark is not None and deed in self.buttons and self.buttons[deed].isEnabled():
            self.decided.emit(deed, mark)

    def _enable(self) -> None:
        mark = self.current()
        free = self.is_settled and mark is not None and not mark.decided
        is_own = mark is not None and isinstance(mark.hidden, Selected)
        for deed, button in self.buttons.items():
            button.setEnabled(free and (deed is Deed.NEVER or not is_own))
        self.status.setText(self._status())

    # -- what the user writes ----------------------------------------------

    def _written(self, side: Side) -> None:
        self._asked = "left" if side is self.left else "right"
        self._unsettle()
        self.wait.start()

    def _ask(self) -> None:
        side, self._asked = self._asked, ""
        if side == "right":
            self.worded.emit(self.right.words)
        elif side == "left":
            self.rewritten.emit(self.left.words)
        self._enable()

    def _unsettle(self) -> None:
        self._settle(settled=False)
        self._enable()

    def _settle(self, *, settled: bool) -> None:
        self.is_settled = settled
        self.is_seen = False
        self.settled.emit()
        self.right.viewport().update()  # it will tell whether its end is seen

    def _ended(self) -> None:
        if self.is_settled and not self.is_seen and not self._blocked:
            self.is_seen = True
            self.seen.emit()

    def focus(self) -> None:
        (self.table if self.marks else self.left).setFocus()
        if self.marks and self._row() < 0:
            self.look_at(0)
