"""A reply in a window of its own: what is asked, what is known, the outline, the draft.

It holds the user's words only while it is open, and nothing here sends them.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
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

from assistant.jobs import Job
from assistant.replying.draft import BY_RULES, Draft
from assistant.replying.outline import Intent
from assistant.replying.replying import Prepared
from memory.errors import Problem
from memory.progress import TextDelta
from memory.types import Document, DocumentId, Passage
from ui.chip import Chip
from ui.flow import Flow
from ui.operations import Operations
from ui.parts import Button, Notice, Words, column, line, row
from ui.phrases import when
from ui.reading_pane import DocumentPane
from ui.render import one_line, shown
from ui.reply_asked import AskedList
from ui.reply_draft import DraftText, Standings
from ui.reply_outline import OutlineEditor
from ui.reply_taking import Taking
from ui.replying_room import ReplyingRoom, Taken
from ui.theme import XL, L, M, S

USUAL = (1080, 780)
LEAST = (720, 480)
DRAFT, LETTER = range(2)  # what is shown on the right
PAUSE = 350  # milliseconds after a change of the outline until the draft follows


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
        self._prepared: Prepared | None = None
        self._draft: Draft | None = None
        self._made: Draft | None = None  # the same, before the user changed it
        self._job: Job[Any, Draft] | None = None
        self._edited = False  # the draft holds words that the outline does not
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
        names = {
            Intent.ACCEPT: self.tr("Accept"),
            Intent.DECLINE: self.tr("Decline"),
            Intent.ASK: self.tr("Ask"),
            Intent.INFORM: self.tr("Inform"),
        }
        self.intents = {intent: Chip(name) for intent, name in names.items()}
        self.why = Words(role="quiet", wrap=True)
        self.outline = OutlineEditor()
        self.again = Button(self.tr("Draft again"), picture="again")
        self.text = DraftText()
        self.standings = Standings()
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
        for intent, chip in self.intents.items():
            chip.clicked.connect(partial(self.choose, intent))
        self.tabs.currentChanged.connect(self.views.setCurrentIndex)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._follow)
        self.outline.changed.connect(self._pause.start)
        self.again.clicked.connect(self.draft)
        self.text.edited.connect(self._was_edited)
        self.asked.opened.connect(self.open_passage)
        self.asked.asked_at.connect(self._open_letter)
        self.standings.opened.connect(self.open_passage)
        self.taking.refused.connect(self.notice.tell)
        self.taking.took.connect(self._learn)

    # -- the letter and what is known of it --------------------------------

    def _show_prepared(self, prepared: Prepared) -> None:
        self._prepared = prepared
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
        self.choose(prepared.suggestion.intent)
        self.intents[prepared.suggestion.intent].setFocus()

    def choose(self, intent: Intent) -> None:
        """Make the outline for an intent, and draft from it."""
        if self._prepared is None:
            return
        for each, chip in self.intents.items():
            chip.setChecked(each is intent)
        suggestion = self._prepared.suggestion
        is_suggested = intent is suggestion.intent
        self.why.setText(
            self.tr("Suggested: {why}").format(why=suggestion.why) if is_suggested else ""
        )
        self.why.setVisible(is_suggested)
        self.outline.show_lines(self._prepared.outline(intent))
        self.tabs.setCurrentIndex(DRAFT)
        self.draft()

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

    # -- the draft ---------------------------------------------------------

    def draft(self) -> None:
        """Draft from the outline as it stands."""
        if self._prepared is None:
            return
        if self._job is not None:
            self._job.cancel()
        self._edited = False
        self._draft = None
        self.text.show_text("")
        self.text.setReadOnly(True)
        self.standings.clear()
        self._job = job = self._room.draft(
            self,
            self._prepared,
            self.outline.lines(),
            on_step=lambda step: self._hear(job, step),
            on_done=self._show_made,
            on_problem=self._refused,
        )
        self._enable()

    def _hear(self, job: Job[Any, Draft], step: object) -> None:
        if isinstance(step, TextDelta) and job is self._job:
            self.text.show_text(shown(self.text.toPlainText() + step.text))

    def _show_made(self, draft: Draft) -> None:
        self._made = draft
        self._show_draft(draft)

    def _show_draft(self, draft: Draft) -> None:
        self._draft, self._job = draft, None
        self.text.setReadOnly(False)
        if self.text.toPlainText() != draft.text:
            self.text.show_text(draft.text)
        self.text.show_marks(draft.marks)
        self.standings.show_draft(draft)
        self._enable()

    def _refused(self, problem: Problem) -> None:
        self._job = None
        self.text.setReadOnly(False)
        self.notice.tell(problem)
        self._enable()

    def _follow(self) -> None:
        """After the outline changed: rules draft anew at once; what somebody wrote is kept."""
        by_rules = self._draft is None or self._draft.made_by == BY_RULES
        if by_rules and not self._edited:
            self.draft()
        else:
            self._check()

    def _was_edited(self) -> None:
        self._edited = True
        self._check()

    def _check(self) -> None:
        if self._draft is None or self._prepared is None:
            return
        taken = self._taken()
        self._room.check(self, taken, self.outline.lines(), self._draft, self._show_checked)

    def _show_checked(self, draft: Draft) -> None:
        if draft.text == self.text.toPlainText():  # else the user has written on
            self._show_draft(draft)

    def _learn(self) -> None:
        if self._made is not None:
            self._room.learn(self, self._taken(), self._made)

    def _enable(self) -> None:
        self.taking.set_ready(self._draft is not None)
        self.again.setEnabled(self._prepared is not None and self._job is None)
        self.outline.setEnabled(self._prepared is not None)
        for chip in self.intents.values():
            chip.setEnabled(self._prepared is not None)

    def _taken(self) -> Taken:
        assert self._prepared is not None
        return self.taking.taken(self._prepared, self.text.toPlainText())

    # -- the end -----------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's
        if self._job is not None:
            self._job.cancel()
        super().closeEvent(event)
