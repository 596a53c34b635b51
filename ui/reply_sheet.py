"""A reply in a window of its own: what is asked, what is known, the outline, the draft.

It holds the user's words only while it is open, and nothing here sends them.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from assistant.replying.replying import Prepared
from memory.errors import Problem
from memory.types import Document, DocumentId, Passage
from ui.flow import Flow
from ui.operations import Operations
from ui.parts import Button, Notice, Words, column, line, row
from ui.phrases import when
from ui.reading_pane import DocumentPane
from ui.render import one_line
from ui.reply_asked import AskedList
from ui.reply_drafting import Drafting
from ui.reply_taking import Taking
from ui.replying_room import ReplyingRoom, Taken
from ui.theme import XL, L, M, S

USUAL = (1080, 780)
LEAST = (720, 480)
DRAFT, LETTER = range(2)  # what is shown on the right


class ReplySheet(QWidget):
    """One reply to one letter."""

    def __init__(self, operations: Operations, window: QWidget, id: DocumentId) -> None:
        super().__init__(window, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Famulus")
        self.setMinimumSize(*LEAST)
        self.resize(*USUAL)
        self._operations, self._id = operations, id
        self._room = ReplyingRoom(operations)
        self._make_parts()
        self._lay_out()
        self._connect()
        self._enable()
        self._room.prepare(self, id, self._show_prepared, self.notice.tell)

    # -- how it is put together --------------------------------------------

    def _make_parts(self) -> None:
        self.title = Words(role="title", wrap=True)
        self.about = Words(self.tr("Looking what is asked"), role="quiet", wrap=True)
        self.notice = Notice()
        self.asked = AskedList()
        self.drafting = drafting = Drafting(self._room, self)
        self.intents, self.outline = drafting.intents, drafting.outline
        self.text, self.standings, self.why = drafting.text, drafting.standings, drafting.why
        self.again = Button(self.tr("Draft again"), picture="again")
        self.taking = Taking(self._room, self._taken)
        self.beside = DocumentPane()
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("Which side is shown"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for name in (self.tr("Draft"), self.tr("Letter")):
            self.tabs.addTab(name)
        self.views = QStackedWidget()
        self.beside.can_reply = False
        self.beside.erase.hide()

    def _lay_out(self) -> None:
        scroll = QScrollArea()
        scroll.setAccessibleName(self.tr("What is asked, and what you answer"))
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # all that is in it can be walked to
        scroll.setWidget(self._left())
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(scroll)
        split.addWidget(self._right())
        split.setSizes([USUAL[0] // 2, USUAL[0] // 2])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(split, 1)
        whole.addWidget(line())
        whole.addWidget(self.taking)

    def _left(self) -> QWidget:
        inner = QWidget()
        inner.setProperty("place", "column")
        chips = QWidget()
        chips.setLayout(Flow(*self.intents.values()))
        asked, answered = self.tr("What is asked"), self.tr("What you answer")
        box = QVBoxLayout(inner)
        box.setContentsMargins(XL, L, L, L)
        box.setSpacing(S)
        box.addLayout(column(self.title, self.about, gap=2))
        parts: list[QWidget] = [self.notice, Words(asked, role="strong"), self.asked]
        parts += [Words(answered, role="strong"), chips, self.why, self.outline]
        for part in parts:
            box.addWidget(part)
        box.addStretch(1)
        return inner

    def _right(self) -> QWidget:
        draft = QWidget()
        box = column(self.text, self.standings, row(None, self.again), gap=S)
        box.setContentsMargins(L, S, L, S)
        draft.setLayout(box)
        self.views.addWidget(draft)
        self.views.addWidget(self.beside)
        right = QFrame()
        right.setProperty("place", "beside")
        tabs = row(self.tabs, None)
        tabs.setContentsMargins(M, S, S, 0)
        right.setLayout(column(tabs, self.views, gap=0))
        return right

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self.views.setCurrentIndex)
        drafting = self.drafting
        drafting.chosen.connect(partial(self.tabs.setCurrentIndex, DRAFT))
        drafting.moved.connect(self._enable)
        drafting.failed.connect(self.notice.tell)
        self.again.clicked.connect(drafting.start)
        self.asked.opened.connect(self.open_passage)
        self.asked.asked_at.connect(self._open_letter)
        self.standings.opened.connect(self.open_passage)
        self.taking.refused.connect(self.notice.tell)
        self.taking.took.connect(drafting.learn)

    # -- the letter and what is known of it --------------------------------

    def _show_prepared(self, prepared: Prepared) -> None:
        letter = prepared.letter
        who = one_line(letter.sender.name or letter.sender.address)
        self.title.setText(self.tr("Reply to {name}").format(name=who))
        self.about.setText(" · ".join((one_line(letter.title), when(letter.at))))
        if not letter.can_hear:
            deaf = self.tr("Nobody reads what is sent to this address.")
            self.notice.tell(Problem(deaf))
        self.asked.show_asked(prepared)
        self.taking.show_letter(letter)
        self._show_document(self._id, None, 0, 0)
        self.drafting.begin(prepared)

    def _open_letter(self, start: int, end: int) -> None:
        self.tabs.setTabText(LETTER, self.tr("Letter"))
        self.tabs.setCurrentIndex(LETTER)
        self._show_document(self._id, None, start, end)

    def open_passage(self, passage: Passage) -> None:
        """Show a passage in its document, where the letter was."""
        self.tabs.setTabText(LETTER, self.tr("Passage"))
        self.tabs.setCurrentIndex(LETTER)
        self._show_document(passage.document, passage.path, passage.start, passage.end)

    def _show_document(self, id: DocumentId, path: Path | None, start: int, end: int) -> None:
        def show(document: Document) -> None:
            self.beside.show_document(document, path, start, end)

        self._operations.document(self, id, show)

    def _enable(self) -> None:
        drafting = self.drafting
        self.taking.set_ready(drafting.draft is not None)
        self.again.setEnabled(drafting.prepared is not None and not drafting.is_busy)

    def _taken(self) -> Taken:
        assert self.drafting.prepared is not None
        return self.taking.taken(self.drafting.prepared, self.text.toPlainText())

    # -- the end -----------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's
        self.drafting.stop()
        super().closeEvent(event)
