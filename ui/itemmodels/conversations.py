"""The conversations that are kept, newest first, as a list that filters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from memory.types import Changes, Conversation, ConversationId, Topic
from ui.phrases import when
from ui.render import one_line, tooltip

Index = QModelIndex | QPersistentModelIndex


class ConversationsModel(QAbstractListModel):
    """Holds conversations already read; never asks the store."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[Conversation] = ()
        self._shown: list[Conversation] = []
        self._wanted = ""

    def show_conversations(self, conversations: Sequence[Conversation]) -> None:
        self._all = conversations
        self._choose()

    def filter(self, words: str) -> None:
        """Keep the conversations whose titles hold these words."""
        self._wanted = words.casefold().strip()
        self._choose()

    def _choose(self) -> None:
        self.beginResetModel()
        self._shown = [c for c in self._all if self._wanted in c.title.casefold()]
        self.endResetModel()

    def wants(self, changes: Changes) -> bool:
        return Topic.CONVERSATIONS in changes.topics

    @property
    def all(self) -> Sequence[Conversation]:
        return self._all

    def at(self, row: int) -> Conversation:
        return self._shown[row]

    def row_of(self, id: ConversationId) -> int:
        """Return the row of the conversation, or -1."""
        return next((row for row, c in enumerate(self._shown) if c.id == id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        conversation = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(conversation.title) or self.tr("New conversation")
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(f"{one_line(conversation.title)}\n{when(conversation.at)}")
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return when(conversation.at)
        return None
