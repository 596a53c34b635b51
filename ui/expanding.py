"""Ctrl+Space writes the word before the cursor out: a snippet by its name, or a few initials."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QListView, QPlainTextEdit, QWidget

from memory.errors import Problem
from ui.itemmodels.phrases import Candidate, whence
from ui.operations import Operations
from ui.palette import Verb, VerbDelegate, VerbsModel
from ui.parts import Words, column, let_cut
from ui.popup_place import largest, screen_at
from ui.render import one_line
from ui.shorthand_room import Asked, ShorthandRoom
from ui.theme import HIT, XS, M

if TYPE_CHECKING:
    from assistant.shorthand.shorthand import Expanded

WIDTH = 460
ROW = HIT + 4
LAST = re.compile(r"\S+$")
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
WALK = {Qt.Key.Key_Up, Qt.Key.Key_Down}
QUERY = Qt.InputMethodQuery

Field = QLineEdit | QPlainTextEdit


class Candidates(QFrame):
    """A list at a place of the screen: a number or Enter takes, Del refuses, Esc leaves.

    ``taken`` carries the text of a snippet or what was chosen, which is learned;
    ``typed`` the key that belongs to the field again.
    """

    taken = Signal(str)
    typed = Signal(object)

    def __init__(self, room: ShorthandRoom, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("place", "popup")
        self.setAccessibleName(self.tr("What may be meant"))
        self._room = room
        self._asked = Asked("")
        self._place, self._learns = QRect(), True
        self._found: list[Candidate] = []
        self.model = VerbsModel(self)
        self.list = QListView()
        self.list.setProperty("place", "bare")
        self.list.setAccessibleName(self.accessibleName())
        self.list.setModel(self.model)
        self.list.setItemDelegate(VerbDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(lambda index: self._take(index.row()))
        self.list.installEventFilter(self)
        self.list.selectionModel().currentChanged.connect(self._tell)
        self.said = Words(wrap=True)
        self.hint = Words(role="quiet", wrap=True)
        self.setLayout(column(self.said, self.list, self.hint, gap=XS, margin=M))
        let_cut(self)

    def ask(self, asked: Asked, place: QRect, *, learns: bool = True) -> None:
        """Write it out, with the list below this place, and no narrower.

        What is chosen is learned if it ``learns``.
        """
        self._asked, self._place, self._learns = asked, place, learns
        if not self._room.is_open:
            self._fail(Problem(self.tr("The memory is locked.")))
            return
        self._room.write_out(
            self,
            asked,
            on_text=self.taken.emit,
            on_begin=self._wait,
            on_done=self._show,
            on_problem=self._fail,
        )

    def warm(self, asked: Asked) -> None:
        """Have the answer ready sooner, where it is likely that something will be asked."""
        if self._room.is_open:
            self._room.warm(self, asked)

    # -- what is shown -----------------------------------------------------

    def _wait(self) -> None:
        self._open(self.tr("Looking for what you mean …"), ())

    def _show(self, expanded: Expanded) -> None:
        nothing = self.tr("Nothing you wrote and no usual words begin with these letters.")
        self._open(expanded.note or ("" if expanded.candidates else nothing), expanded.candidates)

    def _fail(self, problem: Problem) -> None:
        self._open(f"{problem} {problem.remedy}".strip(), ())

    def _open(self, said: str, found: Sequence[Candidate]) -> None:
        self._found = list(found)
        self.said.setText(said)
        self.said.setVisible(bool(said))
        verbs = [
            Verb(one.text, lambda: None, str(number), picture="")
            for number, one in enumerate(found, 1)
        ]
        self.model.show_verbs(verbs)
        self.list.setVisible(bool(found) or not said)
        self.list.setFixedHeight(len(found) * ROW + 2)
        self.list.setCurrentIndex(self.model.index(0))
        self._tell()
        self._fit()
        self.show()
        (self.list if found else self).setFocus()

    def _tell(self) -> None:
        """Say where the line is from, and what the keys do with it."""
        at = self.list.currentIndex().row()
        if 0 <= at < len(self._found):
            keys = self.tr("Enter or its number takes it, Esc leaves")
            never = self.tr("Del: never this") if self._learns else ""
            self.hint.setText(" · ".join(filter(None, (whence(self._found[at]), keys, never))))
        else:
            self.hint.setText(self.tr("Esc leaves"))

    def _fit(self) -> None:
        """Stand whole on the screen, below the place, else above it."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        area = screen_at(self._place.center())
        width = largest(QSize(max(WIDTH, self._place.width()), 1), area).width()
        height = layout.totalHeightForWidth(width)
        top = self._place.bottom() + XS
        if top + height > area.bottom():
            top = max(area.top(), self._place.top() - XS - height)
        left = max(area.left(), min(self._place.left(), area.right() + 1 - width))
        self.setGeometry(left, top, width, height)

    # -- deeds -------------------------------------------------------------

    def _take(self, at: int) -> None:
        if not 0 <= at < len(self._found):
            return
        texts = [one.text for one in self._found]
        if self._learns:
            self._room.choose(self, self._asked.short, texts[at], texts[:at])
        self.hide()
        self.taken.emit(texts[at])

    def _refuse(self, at: int) -> None:
        if not 0 <= at < len(self._found) or not self._learns:
            return
        one = self._found[at]
        self._room.never(self, self._asked.short, one.text, self._fail)
        said = self.tr("“{phrase}” is not offered for this again.")
        rest = [other for other in self._found if other is not one]
        self._open(said.format(phrase=one_line(one.text)), rest)

    def leave(self) -> None:
        """Offer nothing, and hear no more of what is looked for."""
        self._room.stop()
        self._asked = Asked("")
        self.hide()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's
        super().hideEvent(event)
        self._room.stop()
        self._found = []
        self.model.show_verbs([])

    # -- keys --------------------------------------------------------------

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if Qt.Key(event.key()) in WALK and self.isVisible():
                return False
            self.keyPressEvent(event)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's
        key, at = Qt.Key(event.key()), self.list.currentIndex().row()
        if self.isHidden():
            self.typed.emit(event)  # it was pressed before the screen had taken the list away
        elif key == Qt.Key.Key_Escape:
            self.hide()
        elif key in ENTER:
            self._take(at)
        elif key == Qt.Key.Key_Delete:
            self._refuse(at)
        elif event.text().isdigit() and 0 < int(event.text()) <= len(self._found):
            self._take(int(event.text()) - 1)
        elif event.text():
            self.hide()
            self.typed.emit(event)


class Expanding(QObject):
    """Hangs on a field of ours; what is put in is one step of its undo."""

    def __init__(
        self,
        field: Field,
        operations: Operations,
        *,
        to: Callable[[], str] = str,
        learns: Callable[[], bool] = lambda: True,
    ) -> None:
        """``to`` says who will read the text, ``learns`` whether a choice may be kept."""
        super().__init__(field)
        self._field, self._to, self._learns = field, to, learns
        self._short = ""
        self.candidates = Candidates(ShorthandRoom(operations), field)
        self.candidates.taken.connect(self._put)
        self.candidates.typed.connect(lambda event: QApplication.sendEvent(field, event))
        field.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        held = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() != Qt.Key.Key_Space or not held or self._is_closed:
            return False
        self.ask()
        return True

    def ask(self) -> None:
        """Write out the word before the cursor."""
        self._field.setFocus()
        self._short, before = _last_word(self._field)
        asked = Asked(self._short, before, self._to())
        self.candidates.ask(asked, _cursor(self._field), learns=self._learns())

    @property
    def _is_closed(self) -> bool:
        """Whether nothing is to be written there, or nobody is to see it."""
        field = self._field
        hidden = isinstance(field, QLineEdit) and field.echoMode() != QLineEdit.EchoMode.Normal
        return hidden or field.isReadOnly()

    def _put(self, text: str) -> None:
        """Put the text in the place of the short form, if that still stands there."""
        field, short = self._field, self._short
        field.setFocus()
        if _last_word(field)[0] != short:
            return
        length = len(short.encode("utf-16-le", "surrogatepass")) // 2  # as Qt counts
        if isinstance(field, QLineEdit):
            field.setSelection(field.cursorPosition() - length, length)
            field.insert(" ".join(text.split()))
            return
        cursor = field.textCursor()
        end = cursor.position()
        cursor.setPosition(end - length)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)


def _last_word(field: Field) -> tuple[str, str]:
    """Return the word that ends at the cursor, and what stands before it."""
    text = cast("str", field.inputMethodQuery(QUERY.ImTextBeforeCursor) or "")
    found = LAST.search(text)
    return (found[0], text[: found.start()]) if found else ("", text)


def _cursor(field: Field) -> QRect:
    """Return where the cursor stands on the screen."""
    rect = QRectF(cast("QRect", field.inputMethodQuery(QUERY.ImCursorRectangle))).toRect()
    return QRect(field.mapToGlobal(rect.topLeft()), rect.size())
