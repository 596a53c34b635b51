"""The lines of a reply: each to be kept, changed, moved and dropped, all by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from assistant.replying.outline import Line, own_line
from ui.composer import Field
from ui.parts import Button, Check, IconButton, Words, restyle, row
from ui.render import one_line, shown
from ui.theme import XS, S


class LineField(Field):
    """The words of one line.  Enter begins the next, Alt and an arrow move it."""

    moved = Signal(int)
    dropped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if alt and step:
            self.moved.emit(step)
        elif event.key() == Qt.Key.Key_Backspace and not self.toPlainText():
            self.dropped.emit()
        else:
            super().keyPressEvent(event)


class OutlineRow(QFrame):
    """One line.  What is not kept stays to be seen, and is not in the draft."""

    changed = Signal()
    moved = Signal(int)  # by so many places
    dropped = Signal()
    next_wanted = Signal()

    def __init__(self, line: Line, number: int) -> None:
        super().__init__()
        self._line = line
        self.setProperty("place", "composer")
        self.kept = Check("")
        self.kept.setChecked(line.kept)
        self.kept.setAccessibleName(self.tr("In the draft"))
        self.kept.setToolTip(self.tr("In the draft"))
        self.field = LineField()
        self.field.setPlainText(shown(line.text))
        self.field.setAccessibleName(self.tr("Line of the reply"))
        self.field.setAccessibleDescription(
            self.tr("Enter begins another line, Alt and an arrow moves this one")
        )
        self.number = Words(str(number) if number else "", role="mark")
        self.up = IconButton("up", self.tr("Move up"), key="Alt+↑")
        self.down = IconButton("down", self.tr("Move down"), key="Alt+↓")
        self.drop = IconButton("close", self.tr("Drop this line"))
        box = QHBoxLayout(self)
        box.setContentsMargins(S, XS, XS, XS)
        box.setSpacing(XS)
        top = Qt.AlignmentFlag.AlignTop
        box.addWidget(self.kept, 0, top)
        box.addWidget(self.field, 1)
        for part in (self.number, self.up, self.down, self.drop):
            box.addWidget(part, 0, top)
        self.number.setVisible(bool(number))  # no sooner: without a place it would be a window
        self._connect()

    def _connect(self) -> None:
        self.kept.toggled.connect(self.changed)
        self.field.textChanged.connect(self.changed)
        self.field.lit.connect(lambda on: restyle(self, "lit", "true" if on else "false"))
        self.field.entered.connect(self.next_wanted)
        self.field.moved.connect(self.moved)
        self.field.dropped.connect(self.dropped)
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.drop.clicked.connect(self.dropped)

    def line(self) -> Line:
        """Return the line as it stands now."""
        words = one_line(self.field.toPlainText())
        same = words == one_line(self._line.text)
        now = self._line if same else self._line.changed(words)
        return replace(now, kept=self.kept.isChecked())


class OutlineEditor(QWidget):
    """All lines in their order."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[OutlineRow] = []
        self._box = QVBoxLayout()
        self._box.setSpacing(XS)
        self.add = Button(self.tr("Add a line"), deed="quiet", picture="add")
        self.add.clicked.connect(lambda: self._insert(len(self.rows)))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(XS)
        box.addLayout(self._box)
        box.addLayout(row(self.add, None))

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; each fact bears the number that it has among what was found."""
        for old in self.rows:
            old.deleteLater()
            old.hide()
        self.rows = []
        for line in lines:
            self._put(len(self.rows), line)
        self._enable()

    def lines(self) -> tuple[Line, ...]:
        return tuple(line for each in self.rows if (line := each.line()).text)

    def _put(self, at: int, line: Line) -> OutlineRow:
        number = line.facts[0] + 1 if line.facts else 0
        new = OutlineRow(line, number)
        new.changed.connect(self.changed)
        new.moved.connect(lambda by: self._move(new, by))
        new.dropped.connect(lambda: self._drop(new))
        new.next_wanted.connect(lambda: self._insert(self.rows.index(new) + 1))
        self.rows.insert(at, new)
        self._box.insertWidget(at, new)
        return new

    def _insert(self, at: int) -> None:
        self._put(at, own_line("")).field.setFocus()
        self._enable()

    def _move(self, one: OutlineRow, by: int) -> None:
        at = self.rows.index(one) + by
        if not 0 <= at < len(self.rows):
            return
        self.rows.remove(one)
        self.rows.insert(at, one)
        self._box.removeWidget(one)
        self._box.insertWidget(at, one)
        one.field.setFocus()
        self._enable()
        self.changed.emit()

    def _drop(self, one: OutlineRow) -> None:
        at = self.rows.index(one)
        self.rows.remove(one)
        self._box.removeWidget(one)
        one.hide()
        one.deleteLater()
        if self.rows:
            field = self.rows[max(0, at - 1)].field
            field.setFocus()
            field.moveCursor(QTextCursor.MoveOperation.End)
        else:
            self.add.setFocus()
        self._enable()
        self.changed.emit()

    def _enable(self) -> None:
        for at, each in enumerate(self.rows):
            each.up.setEnabled(at > 0)
            each.down.setEnabled(at < len(self.rows) - 1)
