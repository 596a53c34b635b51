"""The conversations that are kept: search them, open one, delete one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout

from memory.types import Conversation, ConversationId
from ui.itemmodels.conversations import ConversationsModel
from ui.parts import IconButton, Words, row
from ui.present import confirm
from ui.render import one_line
from ui.theme import M, S


class History(QFrame):
    """A column at the left of the chat."""

    chosen = Signal(object)  # a ConversationId
    fresh = Signal()
    forgotten = Signal(object)  # a ConversationId

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("place", "history")
        self.setFixedWidth(220)
        self.model = ConversationsModel(self)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search conversations"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.model.filter)
        self.list = self._list()
        self.nothing = Words(role="quiet", wrap=True)
        self.nothing.setContentsMargins(S, S, S, S)
        self.trash = IconButton("remove", self.tr("Delete this conversation"), key="Del")
        self.trash.clicked.connect(self.ask_delete)
        new = IconButton("new", self.tr("New conversation"), key="Ctrl+N")
        new.clicked.connect(self.fresh)
        title = Words(self.tr("Conversations"), role="strong")
        box = QVBoxLayout(self)
        box.setContentsMargins(M, S, S, S)
        box.setSpacing(S)
        box.addLayout(row(title, None, self.trash, new, gap=0))
        box.addWidget(self.search)
        box.addWidget(self.nothing)
        box.addWidget(self.list, 1)
        self.model.modelReset.connect(self._count)
        self._count()

    def _list(self) -> QListView:
        view = QListView()
        view.setProperty("place", "plain")
        view.setAccessibleName(self.tr("Conversations"))
        view.setModel(self.model)
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setUniformItemSizes(True)
        view.clicked.connect(self._choose)
        view.activated.connect(self._choose)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        delete = QAction(self.tr("Delete this conversation"), view)
        delete.setShortcut(QKeySequence.StandardKey.Delete)
        delete.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        delete.triggered.connect(self.ask_delete)
        view.addAction(delete)
        return view

    def select(self, id: ConversationId | None) -> None:
        """Mark the conversation that is open."""
        at = -1 if id is None else self.model.row_of(id)
        self.list.setCurrentIndex(self.model.index(at) if at >= 0 else QModelIndex())

    def selected(self) -> Conversation | None:
        index = self.list.currentIndex()
        return self.model.at(index.row()) if index.isValid() else None

    def ask_delete(self) -> None:
        """Ask, and then have the selected conversation deleted."""
        conversation = self.selected()
        if conversation is None:
            return
        confirm(
            self,
            self.tr("Delete “{title}”?").format(title=one_line(conversation.title)[:80]),
            self.tr("Its questions and answers are erased. Your documents stay as they are."),
            self.tr("Delete"),
            lambda: self.forgotten.emit(conversation.id),
        )

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self.model.at(index.row()).id)

    def _count(self) -> None:
        self.nothing.setVisible(self.model.rowCount() == 0)
        self.nothing.setText(
            self.tr("None has these words.") if self.model.all else self.tr("No conversations yet.")
        )
