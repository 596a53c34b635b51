"""The palette: every verb, page, source and conversation by name, filtered as one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.icons import icon
from ui.overlay import Overlay
from ui.parts import Words
from ui.render import one_line
from ui.theme import HIT, ICON, M, S

Index = QModelIndex | QPersistentModelIndex
KEY = Qt.ItemDataRole.UserRole
PICTURE = Qt.ItemDataRole.UserRole + 1
SHOWN = 9  # rows before it scrolls


@dataclass(frozen=True)
class Verb:
    """Something that can be done or gone to, by name."""

    name: str = field(repr=False)
    deed: Callable[[], object] = field(repr=False)
    key: str = ""
    picture: str = "resume"


def matching(verbs: Sequence[Verb], typed: str) -> list[Verb]:
    """Return the verbs that have every typed word, those that begin with them first."""
    words = typed.casefold().split()
    found = [verb for verb in verbs if all(word in verb.name.casefold() for word in words)]
    return sorted(found, key=lambda v: not v.name.casefold().startswith(typed.casefold().strip()))


class VerbsModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.verbs: Sequence[Verb] = ()

    def show_verbs(self, verbs: Sequence[Verb]) -> None:
        self.beginResetModel()
        self.verbs = verbs
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's
        return 0 if parent.isValid() else len(self.verbs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        verb = self.verbs[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return one_line(verb.name)
        return {KEY: verb.key, PICTURE: verb.picture}.get(role)


class VerbDelegate(QStyledItemDelegate):
    """A row: icon if it has one, name, and at the right the key that does the same."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's
        return QSize(super().sizeHint(option, _index).width(), HIT + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # PySide's stubs do not know the members of a style option.
        place: Any = option
        room, palette = place.rect, place.palette
        if place.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, palette.highlight())
        inner = room.adjusted(S, 0, -M, 0)
        picture = str(index.data(PICTURE))
        if picture:
            top = inner.center().y() - ICON // 2 + 1
            icon(picture, palette).paint(painter, inner.x(), top, ICON, ICON)
        key = str(index.data(KEY))
        end = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.setPen(palette.placeholderText().color())
        painter.drawText(inner, end, key)
        taken = place.fontMetrics.horizontalAdvance(key) + M
        words = inner.adjusted(ICON + M if picture else 0, 0, -taken, 0)
        painter.setPen(palette.text().color())
        name = place.fontMetrics.elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)


class Palette(Overlay):
    """Type, walk with the arrows, Enter does it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._verbs: Sequence[Verb] = ()
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Do or go to …"))
        self.field.setAccessibleName(self.tr("Do or go to"))
        self.field.textChanged.connect(self._filter)
        self.field.returnPressed.connect(self._do)
        self.field.installEventFilter(self)
        self.model = VerbsModel(self)
        self.list = QListView()
        self.list.setProperty("place", "plain")
        self.list.setAccessibleName(self.tr("What can be done"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(VerbDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrows of the field walk in it
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(lambda _index: self._do())
        self.nothing = Words(self.tr("Nothing has these words."), role="quiet")
        self.box.addWidget(self.field)
        self.box.addWidget(self.list)
        self.box.addWidget(self.nothing)

    def show_verbs(self, verbs: Sequence[Verb]) -> None:
        self._verbs = verbs
        self.field.clear()
        self._filter("")
        self.open()

    def take_focus(self) -> None:
        self.field.setFocus()

    def _filter(self, typed: str) -> None:
        self.model.show_verbs(matching(self._verbs, typed))
        self.list.setCurrentIndex(self.model.index(0))
        self.nothing.setVisible(not self.model.verbs)
        self.list.setVisible(bool(self.model.verbs))
        self.list.setFixedHeight(min(len(self.model.verbs), SHOWN) * (HIT + 4) + 2)
        if self.isVisible():
            self.place()

    def _do(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            deed = self.model.verbs[index.row()].deed
            self.shut()
            deed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.model.verbs:
                row = (self.list.currentIndex().row() + step) % len(self.model.verbs)
                self.list.setCurrentIndex(self.model.index(row))
                return True
        return super().eventFilter(watched, event)
