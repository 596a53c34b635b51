"""The draft: text to be changed, each sentence tinted by what it stands on, and that in words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from assistant.replying.draft import BY_RULES, Draft
from assistant.replying.marks import Mark, Standing
from memory.types import Passage
from ui.parts import Sentence, Words, empty_out
from ui.passage_card import headline
from ui.phrases import counted, when
from ui.render import one_line
from ui.theme import SECONDARY, XS, Colours, S, colours

PAUSE = 600  # milliseconds after the last letter until the marks are made anew
LEAST = 170  # pixels of height
LONGEST = 90  # characters of a sentence that is told again


class DraftText(QPlainTextEdit):
    """The words.  Supported sentences bear their numbers, unsupported ones a question mark."""

    edited = Signal()  # by the user, who has paused

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("place", "sheet")
        self.setAccessibleName(self.tr("Draft"))
        self.setTabChangesFocus(True)
        self.setMinimumHeight(LEAST)
        self.document().setDocumentMargin(S)
        font = self.font()
        font.setWordSpacing(1.5)  # room for the numbers
        self.setFont(font)
        self._marks: tuple[Mark, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.edited)
        self._setting = False
        self.textChanged.connect(self._changed)

    def show_text(self, text: str) -> None:
        """Show words that are not marked yet."""
        self._setting = True
        self._marks = ()
        self.setExtraSelections([])
        self.setPlainText(text)
        self._setting = False

    def show_marks(self, marks: tuple[Mark, ...]) -> None:
        self._marks = marks
        self._tint()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._tint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        font = self.font()
        font.setPixelSize(SECONDARY - 3)
        font.setBold(True)
        painter.setFont(font)
        theme = _theme()
        for mark in self._marks:
            doubtful = mark.standing is Standing.UNSUPPORTED
            sign = "?" if doubtful else ",".join(map(str, mark.cites))
            if sign:
                painter.setPen(QColor(theme.doubtful if doubtful else theme.supported))
                end = self.cursorRect(self._cursor(mark.end, mark.end))
                painter.drawText(end.left() + 1, end.top() + SECONDARY - 3, sign)

    def _changed(self) -> None:
        if not self._setting:
            self._marks = ()
            self.setExtraSelections([])
            self._timer.start()

    def _tint(self) -> None:
        theme = _theme()
        tints = {
            Standing.SUPPORTED: theme.supported_tint,
            Standing.UNSUPPORTED: theme.doubtful_tint,
        }
        selections = []
        for mark in self._marks:
            if tint := tints.get(mark.standing):
                selection = QTextEdit.ExtraSelection()
                form = QTextCharFormat()
                form.setBackground(QColor(tint))
                selection.format = form
                selection.cursor = self._cursor(mark.start, mark.end)
                selections.append(selection)
        self.setExtraSelections(selections)

    def _cursor(self, start: int, end: int) -> QTextCursor:
        """Return the stretch as Qt counts, which counts some characters twice."""
        text = self.toPlainText()
        cursor = QTextCursor(self.document())
        cursor.setPosition(_as_qt(text, start))
        cursor.setPosition(_as_qt(text, end), QTextCursor.MoveMode.KeepAnchor)
        return cursor


def _theme() -> Colours:
    """Return the theme; a field that is styled has a ground of its own in its palette."""
    return colours(QApplication.palette())


def _as_qt(text: str, at: int) -> int:
    return len(text[:at].encode("utf-16-le", "surrogatepass")) // 2


class Standings(QWidget):
    """What the sentences stand on, one line for each that states something."""

    opened = Signal(object)  # the Passage that is to be shown

    def __init__(self) -> None:
        super().__init__()
        self.how = Words(role="quiet", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(XS)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(XS)
        box.addWidget(self.how)
        box.addLayout(self._lines)

    def show_draft(self, draft: Draft) -> None:
        self.how.setText(" · ".join(filter(None, (made(draft), alike(draft)))))
        empty_out(self._lines)
        for line in self._told(draft):
            self._lines.addWidget(line)

    def clear(self) -> None:
        self.how.setText("")
        empty_out(self._lines)

    def _told(self, draft: Draft) -> Iterator[QWidget]:
        for number, passage in draft.citations.items():
            where = " · ".join((headline(passage), when(passage.date)))
            said = self.tr("{n}  stands in “{where}”").format(n=number, where=where)
            one = Sentence(said, picture="passages")
            one.clicked.connect(partial(self._open, passage))
            yield one
        for mark in draft.marks:
            if mark.standing is Standing.UNSUPPORTED:
                yield Words(self._unsupported(draft, mark), role="doubtful", wrap=True)

    def _open(self, passage: Passage) -> None:
        self.opened.emit(passage)

    def _unsupported(self, draft: Draft, mark: Mark) -> str:
        words = one_line(draft.text[mark.start : mark.end])
        told = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
        if not mark.missing:
            return self.tr("?  Not supported: “{words}”").format(words=told)
        missing = ", ".join(map(one_line, mark.missing))
        return self.tr("?  Not supported: “{words}” – nothing here holds {missing}").format(
            words=told, missing=missing
        )


def made(draft: Draft) -> str:
    """Say how the draft was made, and how much of it stands on nothing."""
    by = _tr("Put together by rules") if draft.made_by == BY_RULES else _tr("Written by {model}")
    said = by.replace("{model}", one_line(draft.made_by))
    if not draft.unsupported:
        return said
    doubts = counted(
        draft.unsupported, _tr("1 sentence not supported"), _tr("{n} sentences not supported")
    )
    return f"{said} · {doubts}"


def alike(draft: Draft) -> str:
    """Say how much it sounds like the user, where that is known."""
    if draft.likeness is None:
        return ""
    return _tr("sounds like you: {n} %").format(n=round(100 * draft.likeness))


def _tr(text: str) -> str:
    return QCoreApplication.translate("reply", text)
