"""The small widgets that every page is made of."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from memory.errors import Problem
from ui.icons import icon, pixmap
from ui.phrases import here
from ui.render import one_line, shown, tooltip
from ui.theme import HIT, ICON, M, S, colours

BOX = 18  # the square of a choice
LEAST = 24  # pixels of a label whose words may be cut

Box = TypeVar("Box", bound=QBoxLayout)


class Words(QLabel):
    """A label that shows characters, whoever wrote them: never rich text."""

    def __init__(self, text: str = "", *, role: str = "", wrap: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if role:
            self.setProperty("words", role)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's
        super().setText(shown(text))


class Elided(Words):
    """One line that ends in "…" where there is no room, and tells the rest when pointed at."""

    def __init__(
        self,
        text: str = "",
        *,
        role: str = "",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        self._mode = mode
        super().__init__(text, role=role)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(24)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's
        super().setText(one_line(text))
        self.setAccessibleName(self.text())
        self._tell()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's
        return QSize(24, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's
        super().resizeEvent(event)
        self._tell()

    def _tell(self) -> None:
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= self.width()
        self.setToolTip("" if fits else tooltip(self.text()))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = self.fontMetrics().elidedText(self.text(), self._mode, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | self.alignment(), text)


class Picture(QLabel):
    """An icon beside a word that says the same: nothing for a screen reader to say twice."""

    def __init__(self, name: str, *, size: int = ICON) -> None:
        super().__init__()
        self._name, self._size = name, size
        self.setFixedSize(size, size)
        self._tint()

    def show_icon(self, name: str) -> None:
        self._name = name
        self._tint()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        colour = self.palette().color(QPalette.ColorRole.PlaceholderText).name()
        self.setPixmap(pixmap(self._name, colour, max(self.devicePixelRatioF(), 1.0), self._size))


class IconButton(QToolButton):
    """A button that is an icon, tinted by the palette, with its name said and shown."""

    def __init__(self, name: str, says: str, *, key: str = "") -> None:
        super().__init__()
        self._name = name
        self.setIconSize(QSize(ICON, ICON))
        self.setMinimumSize(HIT, HIT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.say(says, key)
        self._tint()

    def say(self, says: str, key: str = "") -> None:
        self.setAccessibleName(says)
        self.setToolTip(tooltip(f"{says} ({key})" if key else says))

    def show_icon(self, name: str) -> None:
        self._name = name
        self._tint()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        self.setIcon(icon(self._name, self.palette()))


class Button(QPushButton):
    """A button with a word: ``primary`` for the one deed of a page, ``quiet`` beside text."""

    def __init__(self, text: str, *, deed: str = "", picture: str = "") -> None:
        super().__init__()
        self._name = picture
        self.setProperty("deed", deed)
        self.setMinimumHeight(HIT)
        self.setAutoDefault(False)
        self.say(text)
        self._tint()

    def say(self, text: str) -> None:
        words = one_line(text).replace("&", "&&")  # Qt would underline what follows it
        self.setText(f" {words}" if self._name else words)  # away from the icon
        self.setAccessibleName(one_line(text))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        if self._name:
            self.setIcon(icon(self._name, self.palette()))
            self.setIconSize(QSize(ICON - 2, ICON - 2))


class Check(QCheckBox):
    """A choice, as high as a finger wants it."""

    def __init__(self, text: str) -> None:
        super().__init__(one_line(text).replace("&", "&&"))
        self.setMinimumHeight(HIT)
        self.setAccessibleName(one_line(text))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's
        words = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        return QSize(BOX + S + words.width() + S, max(words.height(), HIT))

    def hitButton(self, at: QPoint) -> bool:  # noqa: N802 - Qt's
        return self.rect().contains(at)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's
        """Paint the box ourselves: the style's can hardly be seen on a dark ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = colours(self.palette())
        box = QRectF(1.5, (self.height() - BOX) / 2 + 0.5, BOX - 1, BOX - 1)
        edge = theme.accent if self.isChecked() or self.hasFocus() else theme.quiet
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(theme.accent if self.isChecked() else theme.base))
        painter.drawRoundedRect(box, 4, 4)
        if self.isChecked():
            scale = max(self.devicePixelRatioF(), 1.0)
            tick = pixmap("check", theme.on_accent, scale, BOX - 2)
            painter.drawPixmap(box.topLeft() + QPointF(0.5, 0.5), tick)
        painter.setPen(QColor(theme.text if self.isEnabled() else theme.quiet))
        words = self.rect().adjusted(BOX + S + 2, 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextHideMnemonic
        painter.drawText(words, flags, self.text())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.accent), 1))
            end = words.left() + self.fontMetrics().horizontalAdvance(self.text())
            painter.drawLine(words.left(), words.bottom() - 3, end, words.bottom() - 3)


class Sentence(QPushButton):
    """A button that is a sentence, as many lines as it needs."""

    def __init__(self, text: str, *, picture: str = "") -> None:
        super().__init__()
        self.text_shown = one_line(text)
        self.setProperty("deed", "card")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.text_shown)
        words = Words(self.text_shown, wrap=True)
        parts = (Picture(picture), words) if picture else (words,)
        box = row(*parts, gap=S)
        box.setStretch(len(parts) - 1, 1)
        box.setContentsMargins(M, S, M, S)
        self.setLayout(box)
        for part in self.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's
        layout = self.layout()
        return max(layout.totalHeightForWidth(width), HIT) if layout else HIT

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's: a button does not ask its layout
        return QSize(360, self.heightForWidth(360))


class Notice(QFrame):
    """What went wrong, why, what to do, and one button."""

    acted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("place", "notice")
        self._what = Words(role="strong", wrap=True)
        self._remedy = Words(wrap=True)
        self.button = Button(self.tr("Try again"))
        self.button.clicked.connect(self.acted)
        texts = column(self._what, self._remedy, gap=S // 2)
        row = QHBoxLayout(self)
        row.setContentsMargins(M, M, M, M)
        row.setSpacing(M)
        row.addWidget(Picture("warning"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def tell(self, problem: Problem, button: str = "") -> None:
        remedy = here(problem.remedy)
        self._what.setText(str(problem))
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self.button.say(button)
        self.button.setVisible(bool(button))
        self.setAccessibleName(f"{one_line(str(problem))} {one_line(remedy)}".strip())
        self.show()


class Empty(QWidget):
    """What a page will show once there is something: a sentence and a button."""

    acted = Signal()

    def __init__(self, picture: str, title: str, sentence: str, button: str) -> None:
        super().__init__()
        self.title = Words(title, role="title", wrap=True)
        self.sentence = Words(sentence, wrap=True)
        self.button = Button(button, deed="primary")
        self.button.clicked.connect(self.acted)
        for words in (self.title, self.sentence):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.sentence.setMaximumWidth(460)
        centred = row(None, self.sentence, None)
        centred.setStretch(1, 100)
        middle = Qt.AlignmentFlag.AlignHCenter
        self.box = QVBoxLayout(self)
        self.box.setSpacing(M)
        self.box.addStretch(1)
        self.box.addWidget(Picture(picture, size=32), 0, middle)
        self.box.addWidget(self.title)
        self.box.addLayout(centred)
        self.box.addSpacing(S // 2)
        self.box.addWidget(self.button, 0, middle)
        self.box.addStretch(2)


def line() -> QFrame:
    """The one hairline."""
    rule = QFrame()
    rule.setProperty("place", "line")
    return rule


def column(*parts: QWidget | QLayout, gap: int = S, margin: int = 0) -> QVBoxLayout:
    """Set the parts one below the other."""
    return _set(QVBoxLayout(), parts, gap, margin)


def row(*parts: QWidget | QLayout | None, gap: int = S, margin: int = 0) -> QHBoxLayout:
    """Set the parts side by side; None takes the room that is left."""
    return _set(QHBoxLayout(), parts, gap, margin)


def _set(box: Box, parts: tuple[QWidget | QLayout | None, ...], gap: int, margin: int) -> Box:
    box.setSpacing(gap)
    box.setContentsMargins(margin, margin, margin, margin)
    for part in parts:
        if part is None:
            box.addStretch(1)
        elif isinstance(part, QLayout):
            box.addLayout(part)
        else:
            box.addWidget(part)
    return box


def scrolled(name: str, *parts: QWidget) -> QScrollArea:
    """Put widgets below each other, as long as they are.  What is in it can be walked to itself."""
    inner = QWidget()
    inner.setProperty("place", "column")
    box = column(*parts, gap=0)
    box.addStretch(1)
    inner.setLayout(box)
    area = QScrollArea()
    area.setAccessibleName(name)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    return area


def let_cut(widget: QWidget) -> None:
    """Let no word be so long that what holds these labels has to be as wide."""
    for label in widget.findChildren(QLabel):
        if label.wordWrap():
            label.setMinimumWidth(LEAST)


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the stylesheet looks at, and let it look again."""
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def walk(*stops: QWidget) -> None:
    """Let Tab stop at these in this order, after the first."""
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def empty_out(layout: QLayout, keep: Callable[[QWidget], bool] = lambda _w: False) -> None:
    """Take every widget out of the layout and let it go."""
    for index in reversed(range(layout.count())):
        item = layout.itemAt(index)
        widget = item.widget() if item else None
        if widget is None:
            layout.takeAt(index)
        elif not keep(widget):
            layout.takeAt(index)
            widget.hide()
            widget.deleteLater()
