"""A list of cards: painted, not built, so that two thousand cost no more than ten."""

from __future__ import annotations

import sys

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QWidget

from ui.itemmodels.grouped import GroupedModel

ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
# A Mac has no other key for it; elsewhere who presses Backspace means a letter.
GONE = {Qt.Key.Key_Delete, *([Qt.Key.Key_Backspace] if sys.platform == "darwin" else [])}


class CardList(QListView):
    """Keeps the same card chosen while the rows under it change, or takes the next."""

    chosen = Signal(object)  # what the card shows; None where there is none
    entered = Signal()
    deleted = Signal()
    typed = Signal(str)

    def __init__(self, name: str, model: GroupedModel, delegate: QStyledItemDelegate) -> None:
        super().__init__()
        self.cards = model
        self._kept: tuple[object, int] = (None, -1)  # the id that was chosen, and its row
        self._wanted: object = None  # the id that is to be chosen when it comes
        self._scrolled: int | None = None  # where to, while the chosen card is out of sight
        self.setProperty("place", "cards")
        self.setAccessibleName(name)
        self.setModel(model)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.verticalScrollBar().setSingleStep(24)
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        self.selectionModel().currentChanged.connect(self._tell)
        self.clicked.connect(self._tell)

    def selected(self) -> object:
        """Return what the chosen card shows, or None."""
        return self.cards.at(self.currentIndex().row())

    def want(self, id: object) -> None:
        """Choose this one, now or when it comes."""
        row = self.cards.row_of(id)
        self._wanted = id if row < 0 else None
        if row >= 0:
            self._go(row)
            self._show(row)

    def go_on(self) -> None:
        """Choose the next, or the one before where there is none."""
        row = self.currentIndex().row()
        after = self.cards.near(row + 1)
        at = after if after != row else self.cards.near(row - 1)
        if self.cards.at(at) is not None:
            self._go(at)

    def _keep(self) -> None:
        at = self.currentIndex()
        seen = self.viewport().rect().intersects(self.visualRect(at))
        self._scrolled = None if seen or not at.isValid() else self.verticalScrollBar().value()
        self._kept = (getattr(self.selected(), "id", None), at.row())

    def _restore(self) -> None:
        """Choose what was chosen; who has scrolled away from it stays there."""
        id, row = self._kept
        wanted = self.cards.row_of(self._wanted) if self._wanted is not None else -1
        if wanted >= 0:
            self._wanted, self._scrolled = None, None
        same = self.cards.row_of(id) if id is not None else -1
        at = next((n for n in (wanted, same) if n >= 0), self.cards.near(row))
        if at < 0:
            self.chosen.emit(None)
            return
        self.setAutoScroll(self._scrolled is None)
        self._go(at)
        self.setAutoScroll(True)
        QTimer.singleShot(0, self, self._look)  # once the cards are laid out

    def _look(self) -> None:
        if self._scrolled is not None:
            self.verticalScrollBar().setValue(self._scrolled)
        elif (row := self.currentIndex().row()) >= 0:
            self._show(row)

    def _go(self, row: int) -> None:
        before = self.currentIndex().row()
        self.setCurrentIndex(self.cards.index(row))
        if before == row:
            self._tell()

    def _show(self, row: int) -> None:
        """Scroll to the card; the heading above the first of a group is to be seen with it."""
        if row and self.cards.at(row - 1) is None:
            self.scrollTo(self.cards.index(row - 1))
        self.scrollTo(self.cards.index(row))

    def _tell(self, _new: QModelIndex | None = None, _old: QModelIndex | None = None) -> None:
        if (one := self.selected()) is not None:
            self.chosen.emit(one)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's
        key = Qt.Key(event.key())
        meant = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = meant in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}
        if key in ENTER:
            self.entered.emit()
        elif key in GONE:
            self.deleted.emit()
        elif plain and event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()  # a card is as high as its words are at this width
            self._scrolled = None
            QTimer.singleShot(0, self, self._look)


def width_in(view: QWidget | None) -> int:
    """Return how wide a card may be in its view."""
    return view.viewport().width() if isinstance(view, QListView) else 400


def as_high(height: int) -> QSize:
    return QSize(10, height)  # the view gives every card its whole width
