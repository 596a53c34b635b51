"""How a claim and a change are painted as cards, and the five-step bar of how sure it is."""

from __future__ import annotations

from functools import cache
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from memory.types import Change, Claim, Status
from ui.card_list import as_high, width_in
from ui.claim_words import (
    STEPS,
    quotes,
    scope,
    sensitive,
    sentence,
    span,
    standing,
    steps,
    sureness,
)
from ui.icons import pixmap
from ui.itemmodels.changes import ChangesModel
from ui.itemmodels.grouped import ROW
from ui.theme import CORNER, SECONDARY, TEXT, XS, Colours, M, S, colours

Index = QModelIndex | QPersistentModelIndex
LINES = 2  # of a sentence; the rest is read beside
STEP, GAP, HIGH = 10, 2, 6  # the bar
MARK = 14  # the icons of what is locked or pinned
BAR = STEPS * STEP + (STEPS - 1) * GAP
FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def paint_steps(painter: QPainter, x: int, y: int, claim: Claim, theme: Colours) -> None:
    """Paint the bar with its left upper corner there; empty steps are outlined."""
    filled = steps(claim)
    colour = QColor(theme.doubtful if claim.status is Status.DISPUTED else theme.accent)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for n in range(STEPS):
        place = QRectF(x + n * (STEP + GAP) + 0.5, y + 0.5, STEP - 1, HIGH - 1)
        painter.setPen(QPen(colour if n < filled else QColor(theme.quiet), 1))
        painter.setBrush(colour if n < filled else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place, 1.5, 1.5)
    painter.restore()


class Steps(QWidget):
    """The bar by itself, beside the word that says the same."""

    def __init__(self, claim: Claim) -> None:
        super().__init__()
        self._claim = claim
        self.setFixedSize(BAR, HIGH + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's
        paint_steps(QPainter(self), 0, 1, self._claim, colours(self.palette()))


class Measure:
    """How high things are in one font: asked for every card, so reckoned once."""

    def __init__(self, font: QFont) -> None:
        self._plain = QFontMetrics(_face(font, TEXT))
        self._widest = self._plain.horizontalAdvance("W")
        self._line = self._plain.lineSpacing()
        self._quiet = QFontMetrics(_face(font, SECONDARY)).height()
        self.heading = self._plain.height()

    def is_long(self, text: str, room: int) -> bool:
        if len(text) * self._widest <= room:
            return False
        return self._plain.horizontalAdvance(text) > room

    def card(self, lines: int) -> int:
        return lines * self._line + self._quiet + XS + 2 * (S + 2) + XS


@cache
def _measure(font: str) -> Measure:
    face = QFont()
    face.fromString(font)
    return Measure(face)


class CardDelegate(QStyledItemDelegate):
    """A card of a sentence and one quiet line; a heading where a group begins."""

    def sentence(self, one: Any) -> str:
        raise NotImplementedError

    def paint_line(self, painter: QPainter, room: QRect, one: Any, theme: Colours) -> None:
        """Paint the quiet line."""
        raise NotImplementedError

    def is_over(self, _one: Any) -> bool:
        """Whether it does not count any more."""
        return False

    # PySide's stubs do not know the members of a style option.

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's
        place: Any = option
        measure = _measure(place.font.toString())
        one = index.data(ROW)
        if one is None:
            return as_high((S if index.row() == 0 else M + XS) + measure.heading + XS)
        room = width_in(place.widget) - 2 * M - 2
        return as_high(measure.card(LINES if measure.is_long(self.sentence(one), room) else 1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place: Any = option
        theme = colours(QGuiApplication.palette())  # a view’s own was altered by its style
        one = index.data(ROW)
        painter.save()
        if one is None:
            self._heading(painter, place, str(index.data()), theme)
        else:
            self._card(painter, place, theme)
            self._words(painter, place, one, theme)
        painter.restore()

    def _heading(self, painter: QPainter, place: Any, words: str, theme: Colours) -> None:
        face = _face(place.font, SECONDARY)
        face.setWeight(QFont.Weight.DemiBold)
        painter.setFont(face)
        painter.setPen(QColor(theme.quiet))
        room = place.rect.adjusted(2, 0, -2, -XS)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, words)

    def _card(self, painter: QPainter, place: Any, theme: Colours) -> None:
        chosen = bool(place.state & QStyle.StateFlag.State_Selected)
        focused = chosen and place.widget is not None and place.widget.hasFocus()
        under = bool(place.state & QStyle.StateFlag.State_MouseOver)
        edge = theme.accent if chosen else theme.quiet if under else theme.hairline
        wide = 2 if focused else 1
        inset = wide / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(edge), wide))
        painter.setBrush(QColor(theme.selection if chosen else theme.base))
        room = QRectF(place.rect).adjusted(inset, inset, -inset, -inset - XS)
        painter.drawRoundedRect(room, CORNER, CORNER)

    def _words(self, painter: QPainter, place: Any, one: Any, theme: Colours) -> None:
        inner = place.rect.adjusted(M, S + 2, -M, -(S + 2) - XS)
        face = _face(place.font, TEXT)
        over = self.is_over(one)
        face.setStrikeOut(over)
        painter.setFont(face)
        metrics = QFontMetrics(face)
        text = _in_two(self.sentence(one), metrics, inner.width())
        painter.setPen(QColor(theme.quiet if over else theme.text))
        painter.drawText(inner, int(FLAGS), text)
        painter.setFont(_face(place.font, SECONDARY))
        painter.setPen(QColor(theme.quiet))
        high = QFontMetrics(painter.font()).height()
        line = QRect(inner.left(), inner.bottom() - high + 1, inner.width(), high)
        self.paint_line(painter, line, one, theme)


class ClaimDelegate(CardDelegate):
    """The sentence; below it how sure, since when, where, how many quotes, locked or pinned."""

    def sentence(self, one: Claim) -> str:
        return sentence(one)

    def paint_line(self, painter: QPainter, room: QRect, one: Claim, theme: Colours) -> None:
        paint_steps(painter, room.left(), room.center().y() - HIGH // 2 + 1, one, theme)
        right = room.right()
        scale = max(painter.device().devicePixelRatioF(), 1.0)
        for name in [n for n, on in (("lock", one.locked), ("pin", one.pinned)) if on]:
            right -= MARK
            at = room.center().y() - MARK // 2 + 1
            painter.drawPixmap(right, at, pixmap(name, theme.quiet, scale, MARK))
            right -= XS
        room = QRect(
            room.left() + BAR + S, room.top(), right - room.left() - BAR - S, room.height()
        )
        state = standing(one) if one.status in {Status.DISPUTED, Status.RETRACTED} else ""
        if state:
            painter.save()
            painter.setPen(QColor(theme.doubtful))
            painter.drawText(room, MIDDLE, state)
            painter.restore()
            room.setLeft(room.left() + painter.fontMetrics().horizontalAdvance(state + "  "))
        said = [sureness(one), span(one), scope(one), quotes(one), sensitive(one)]
        _draw(painter, room, " · ".join(filter(None, said)))


class ChangeDelegate(CardDelegate):
    """What a claim says; below it when, by whom, what was done to it, and why."""

    def __init__(self, model: ChangesModel) -> None:
        super().__init__()
        self._model = model

    def sentence(self, one: Change) -> str:
        return self._model.said(one)

    def is_over(self, one: Change) -> bool:
        return one.undone

    def paint_line(self, painter: QPainter, room: QRect, one: Change, theme: Colours) -> None:
        painter.setPen(QColor(theme.quiet))
        _draw(painter, room, self._model.what(one))


def _draw(painter: QPainter, room: QRect, words: str) -> None:
    text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, MIDDLE, text)


def _face(font: QFont, pixels: int) -> QFont:
    """Return the face in this size, as much larger as the system's text is."""
    face = QFont(font)
    face.setPixelSize(max(round(pixels * font.pixelSize() / TEXT), 1))
    return face


def _in_two(text: str, metrics: QFontMetrics, width: int) -> str:
    """Cut a sentence that needs more than two lines."""
    if metrics.horizontalAdvance(text) <= width * (LINES - 0.15):
        return text
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, round(width * (LINES - 0.2)))
