"""The kinds of private things: how each is called, and by what colour and line it is known.

Four families, each with a tint and a line of its own, so that nobody has to tell colours apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPalette, QPixmap, QTextCharFormat

from ui.theme import ICON, XS, Colours, colours

Line = QTextCharFormat.UnderlineStyle


class Family(Enum):
    """What the kinds of it have in common; the value names its colour in the theme."""

    WHO = "accent"  # names, of whatever
    REACH = "quote"  # where somebody is reached or found
    SECRET = "leaves"  # noqa: S105 - numbers and keys
    ABOUT = "doubtful"  # what is told of somebody


LINES = {
    Family.WHO: Line.SingleUnderline,
    Family.REACH: Line.DashUnderline,
    Family.SECRET: Line.WaveUnderline,
    Family.ABOUT: Line.DotLine,
}
PENS = {
    Line.SingleUnderline: Qt.PenStyle.SolidLine,
    Line.DashUnderline: Qt.PenStyle.DashLine,
    Line.DotLine: Qt.PenStyle.DotLine,
}
TINTS = {Family.WHO: "selection"}  # else the tint of the colour


@dataclass(frozen=True, slots=True)
class Called:
    """A kind: its name, and to which family it belongs."""

    name: str
    family: Family


def _tr(text: str) -> str:
    return QCoreApplication.translate("kinds", text)


def called(kind: str) -> Called:
    """Return how a kind is called; one that is not known tells something of somebody."""
    known = {
        "person": (_tr("person"), Family.WHO),
        "organisation": (_tr("organisation"), Family.WHO),
        "place": (_tr("place"), Family.WHO),
        "project": (_tr("project"), Family.WHO),
        "pet": (_tr("pet"), Family.WHO),
        "name": (_tr("name"), Family.WHO),
        "email": (_tr("e-mail address"), Family.REACH),
        "url": (_tr("link"), Family.REACH),
        "ip": (_tr("network address"), Family.REACH),
        "coordinates": (_tr("coordinates"), Family.REACH),
        "phone": (_tr("phone number"), Family.REACH),
        "address": (_tr("address"), Family.REACH),
        "secret": (_tr("password or key"), Family.SECRET),
        "card": (_tr("card number"), Family.SECRET),
        "iban": (_tr("bank account"), Family.SECRET),
        "wallet": (_tr("wallet address"), Family.SECRET),
        "id": (_tr("number of yours"), Family.SECRET),
        "plate": (_tr("number plate"), Family.SECRET),
        "date": (_tr("date"), Family.ABOUT),
        "detail": (_tr("private detail"), Family.ABOUT),
        "nationality": (_tr("nationality"), Family.ABOUT),
        "age": (_tr("age"), Family.ABOUT),
        "job": (_tr("occupation"), Family.ABOUT),
        "sex": (_tr("sex"), Family.ABOUT),
        "relationship": (_tr("relationship"), Family.ABOUT),
        "education": (_tr("education"), Family.ABOUT),
        "income": (_tr("income"), Family.ABOUT),
    }
    return Called(*known.get(kind, (kind, Family.ABOUT)))


def tint(theme: Colours, family: Family) -> tuple[QColor, QColor]:
    """Return the ground of a family, and the colour of its line."""
    ground = TINTS.get(family, f"{family.value}_tint")
    return QColor(getattr(theme, ground)), QColor(getattr(theme, family.value))


def dressed(theme: Colours, kind: str, *, current: bool = False) -> QTextCharFormat:
    """Return how words of this kind look in a text; the one that is looked at is turned round."""
    family = called(kind).family
    ground, line = tint(theme, family)
    form = QTextCharFormat()
    form.setBackground(line if current else ground)
    form.setForeground(QColor(theme.base if current else theme.text))
    form.setUnderlineStyle(LINES[family])
    form.setUnderlineColor(QColor(theme.base) if current else line)
    return form


def sample(palette: QPalette, kind: str, scale: float = 2.0) -> QIcon:
    """Return a piece of how the kind is marked, to stand beside its name."""
    theme, family = colours(palette), called(kind).family
    ground, line = tint(theme, family)
    picture = QPixmap(round(ICON * scale), round(ICON * scale))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(theme.hairline))
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(0.5, 2.5, ICON - 1, ICON - XS - 1), 3, 3)
    _underline(painter, LINES[family], line)
    painter.end()
    return QIcon(picture)


def _underline(painter: QPainter, style: Line, colour: QColor) -> None:
    pen = painter.pen()
    pen.setStyle(PENS.get(style, Qt.PenStyle.SolidLine))
    pen.setColor(colour)
    pen.setWidthF(1.6)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    low, start, end = ICON - 5.0, 2.0, ICON - 2.0
    path = QPainterPath(QPointF(start, low))
    if style is Line.WaveUnderline:
        for at in range(int(start), int(end) - 2, 4):
            path.quadTo(at + 1, low - 3, at + 2, low)
            path.quadTo(at + 3, low + 3, at + 4, low)
    else:
        path.lineTo(end, low)
    painter.drawPath(path)
