"""A document as it was read: its people and date, what is folded, the passage lit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from memory.types import Document, Kind, Part
from ui.flow import Flow
from ui.icons import OF_KIND
from ui.parts import Button, Elided, Picture, Words, column, line, row
from ui.phrases import clock, counted, when
from ui.render import ReadingView, one_line, reading_block, shown
from ui.theme import L, M, S, colours

SLICE = 12_000  # characters set in one go: a long document must not hold up the window


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the text in the order it is shown; ``fold`` numbers what may be folded."""

    start: int
    end: int
    fold: int | None = None
    open: bool = True
    part: Part | None = None  # what begins here


def stretches(document: Document, opened: frozenset[int]) -> list[Stretch]:
    """Cut the text at its folds and parts."""
    folds = sorted(
        (f for f in document.folds if 0 <= f.start < f.end <= len(document.text)),
        key=lambda f: f.start,
    )
    pieces, position = [], 0
    for number, fold in enumerate(folds):
        if fold.start < position:
            continue  # inside the one before
        pieces += _cut(document, position, fold.start)
        pieces.append(Stretch(fold.start, fold.end, number, number in opened))
        position = fold.end
    return [*pieces, *_cut(document, position, len(document.text))]


def _cut(document: Document, start: int, end: int) -> list[Stretch]:
    begins = {p.start: p for p in document.parts if start <= p.start < end}
    places = sorted({start, *begins})
    ends = [*places[1:], end]
    return [
        Stretch(at, until, part=begins.get(at))
        for at, until in zip(places, ends, strict=True)
        if at < until
    ]


class DocumentPane(QWidget):
    """Shows one document, opened at a passage."""

    erase_wanted = Signal()
    reply_wanted = Signal(object)  # the DocumentId of what is to be answered
    document_shown = Signal(object)  # the Document
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = Words(role="title", wrap=True)
        self.kind = Picture("document")
        self.people = Words(role="quiet", wrap=True)
        self.place = Elided(role="quiet", mode=Qt.TextElideMode.ElideMiddle)
        self.view = ReadingView()
        self.view.setAccessibleName(self.tr("Document"))
        self.view.mark.connect(self._toggle)
        self.go = Button(self.tr("Go to the passage"), deed="quiet")
        self.go.clicked.connect(self.show_passage)
        head = QFrame()
        foot = row(self.place, self.go, gap=S)
        head.setLayout(column(row(self.kind, self.title), self.people, foot, gap=S // 2))
        self.box = box = QVBoxLayout(self)
        box.setContentsMargins(L, M, M, M)
        box.setSpacing(S)
        box.addWidget(head)
        box.addWidget(line())
        box.addWidget(self.view, 1)
        box.addLayout(self._make_deeds())
        self.can_reply = True
        self._document: Document | None = None
        self._passage = (0, 0)
        self._opened: frozenset[int] = frozenset()
        self._terms: tuple[tuple[int, int], ...] = ()
        self._lit: tuple[int, int] | None = None  # where the passage stands, as Qt counts
        self._then = 0  # where to scroll once all is set; -1: to the passage
        self._left: Iterator[Stretch] = iter(())
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._set_more)

    def _make_deeds(self) -> Flow:
        self.erase = Button(self.tr("Erase this document…"), deed="quiet", picture="erase")
        self.erase.clicked.connect(self.erase_wanted)
        self.reply = Button(self.tr("Reply…"), deed="quiet", picture="reply")
        self.reply.clicked.connect(self._want_reply)
        self.reply.setVisible(False)
        self.sum_up = Button(self.tr("Summary of the thread"), deed="quiet")
        self.sum_up.setVisible(False)  # who has a summary shows it
        return Flow(self.reply, self.sum_up, self.erase)

    def show_document(self, document: Document, path: Path | None, start: int, end: int) -> None:
        """Show the document, lit from start to end of its text."""
        self._document, self._passage, self._terms = document, (start, end), ()
        self.title.setText(one_line(document.title) or self.tr("Without a title"))
        self.kind.show_icon(OF_KIND[document.kind])
        roles = {
            "from": self.tr("from"),
            "to": self.tr("to"),
            "cc": self.tr("copy to"),
            "author": self.tr("by"),
            "speaker": self.tr("with"),
        }
        people = [f"{roles[p.role]} {one_line(p.name or p.address)}" for p in document.people]
        shown_people = people[:6] + ([f"+{len(people) - 6}"] if len(people) > 6 else [])
        self.people.setText(" · ".join([when(document.date), *shown_people]))
        self.place.setText(self._where(path, document.locator))
        self._opened = frozenset(
            number
            for number, fold in enumerate(sorted(document.folds, key=lambda f: f.start))
            if fold.start < end and start < fold.end
        )
        self.go.setVisible(end > start)
        self.reply.setVisible(self.can_reply and document.kind in {Kind.MAIL, Kind.CHAT})
        self._set(then=-1)
        self.document_shown.emit(document)

    def show_terms(self, terms: Sequence[tuple[int, int]]) -> None:
        """Underline these stretches of the text; the view's mark "term:n" tells which is wanted."""
        if self._document is not None and tuple(terms) != self._terms:
            self._terms = tuple(terms)
            setting = self._timer.isActive()
            self._set(then=self._then if setting else self.view.verticalScrollBar().value())

    def _want_reply(self) -> None:
        if self._document is not None:
            self.reply_wanted.emit(self._document.id)

    def clear(self) -> None:
        """Show nothing, and hold nothing of what was shown."""
        self._timer.stop()
        self._document, self._lit, self._left, self._terms = None, None, iter(()), ()
        self.view.clear()
        for words in (self.title, self.people, self.place):
            words.setText("")
        self.cleared.emit()

    def _where(self, path: Path | None, locator: str) -> str:
        """Say the place as a person would look for it; a Message-ID helps nobody."""
        place = str(path) if path else ""
        if locator.startswith("page="):
            page = self.tr("page {n}").format(n=locator.removeprefix("page="))
            return f"{place} · {page}"
        return f"{place} {locator}" if locator.startswith("#") else place

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._document is not None:
            self._set(then=self.view.verticalScrollBar().value())

    def show_passage(self) -> None:
        """Scroll to the passage, a little below the top."""
        if self._lit is None:
            return
        cursor = QTextCursor(self.view.document())
        cursor.setPosition(self._lit[0])
        bar = self.view.verticalScrollBar()
        bar.setValue(bar.value() + self.view.cursorRect(cursor).top() - 3 * L)

    def set_all(self) -> None:
        """Finish at once what is otherwise set slice by slice."""
        while self._timer.isActive():
            self._set_more()

    def _set(self, then: int) -> None:
        assert self._document is not None
        self.view.clear()
        cursor = QTextCursor(self.view.document())
        cursor.setBlockFormat(reading_block())
        self._lit, self._then = None, then
        self._left = iter(_slices(stretches(self._document, self._opened)))
        self._timer.start()
        self._set_more()

    def _set_more(self) -> None:
        done = 0
        for stretch in self._left:
            done += self._add(stretch)
            if done >= SLICE:
                return
        self._timer.stop()
        if self._then < 0:
            self.show_passage()
        else:
            self.view.verticalScrollBar().setValue(self._then)

    def _add(self, stretch: Stretch) -> int:
        """Set one stretch and return how much work that was."""
        assert self._document is not None
        cursor = QTextCursor(self.view.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        text = self._document.text
        if stretch.part is not None:
            self._add_heading(cursor, stretch.part)
        if stretch.fold is not None:
            self._add_fold(cursor, stretch)
            if not stretch.open:
                return 1
        self._add_text(cursor, text, stretch)
        return stretch.end - stretch.start

    def _add_text(self, cursor: QTextCursor, text: str, stretch: Stretch) -> None:
        places = {stretch.start, stretch.end, *self._passage}
        places.update(place for term in self._terms for place in term)
        inside = sorted(place for place in places if stretch.start <= place <= stretch.end)
        first, last = self._passage
        for start, end in pairwise(inside):
            began = cursor.position()
            cursor.insertText(shown(text[start:end]), self._format(start, stretch))
            if first <= start < last:
                self._lit = (self._lit[0] if self._lit else began, cursor.position())

    def _format(self, place: int, stretch: Stretch) -> QTextCharFormat:
        """Return how the characters from a place on look."""
        theme, made = colours(self.palette()), QTextCharFormat()
        if stretch.fold is not None:
            made.setForeground(QColor(theme.quiet))
        if self._passage[0] <= place < self._passage[1]:
            made.setBackground(QColor(theme.quote_tint))
            made.setForeground(QColor(theme.text))
        for number, (start, end) in enumerate(self._terms):
            if start <= place < end:
                made.setAnchor(True)
                made.setAnchorHref(f"term:{number}")
                made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
                made.setUnderlineColor(QColor(theme.accent))
        return made

    def _add_heading(self, cursor: QTextCursor, part: Part) -> None:
        said = " · ".join(
            filter(None, [one_line(part.title), clock(part.date) if part.date else ""])
        )
        if not said:
            return
        heading = QTextCharFormat()
        heading.setForeground(QColor(colours(self.palette()).accent))
        heading.setFontWeight(600)
        lead = "" if cursor.atBlockStart() else "\n"
        cursor.insertText(f"{lead}{said}\n", heading)

    def _add_fold(self, cursor: QTextCursor, stretch: Stretch) -> None:
        assert self._document is not None
        lines = self._document.text[stretch.start : stretch.end].strip().count("\n") + 1
        folds = sorted(self._document.folds, key=lambda f: f.start)
        if folds[stretch.fold or 0].why == "signature":
            says = counted(lines, self.tr("1 line of signature"), self.tr("{n} lines of signature"))
        else:
            says = counted(lines, self.tr("1 quoted line"), self.tr("{n} quoted lines"))
        link = QTextCharFormat()
        link.setAnchor(True)
        link.setAnchorHref(f"fold:{stretch.fold}")
        link.setForeground(QColor(colours(self.palette()).accent))
        lead = "" if cursor.atBlockStart() else "\n"
        cursor.insertText(lead, QTextCharFormat())
        cursor.insertText(f"⌄ {says}" if stretch.open else f"⋯ {says}", link)
        cursor.insertText("\n", QTextCharFormat())

    def _toggle(self, mark: str) -> None:
        scheme, _, number = mark.partition(":")
        if scheme == "fold" and number.isdigit():
            self._opened ^= {int(number)}
            self._set(then=self.view.verticalScrollBar().value())


def _slices(pieces: list[Stretch]) -> Iterator[Stretch]:
    """Cut long stretches, so that each is set in one go."""
    for piece in pieces:
        if not piece.open:
            yield piece
            continue
        for at in range(piece.start, piece.end, SLICE):
            first = at == piece.start
            yield Stretch(
                at,
                min(at + SLICE, piece.end),
                piece.fold if first else None,
                part=piece.part if first else None,
            )
