"""How you write: the card of one's style, its quotes, and a text to try."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from memory.errors import Problem
from memory.types import Changes, Document, Evidence, Topic
from ui.card_list import CardList
from ui.itemmodels.style_lines import StyleLinesModel
from ui.likeness_box import LikenessBox
from ui.operations import Operations
from ui.pages.sections import LateSection
from ui.parts import Button, Empty, Notice, Words, row
from ui.phrases import counted
from ui.reading_pane import DocumentPane
from ui.render import one_line
from ui.style_card import StyleDelegate
from ui.style_line import StyleLine, offered
from ui.style_scope import StyleScope
from ui.theme import HIT, M, S
from ui.voice_room import Deed, VoiceRoom

if TYPE_CHECKING:
    from assistant.voice.card import Line, StyleCard

TOPICS = {Topic.VOICE, Topic.DOCUMENTS, Topic.SOURCES, Topic.SETTINGS}
KEYS = {"a": "accept", "r": "refuse", "e": "edit"}
FEW = 30  # mails below which it is said that the card is not sure yet


class HowYouWrite(LateSection):
    """The lines on the left, the chosen one on the right; it looks when it is first shown."""

    add_source = Signal()

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self.title = self.tr("How you write")
        self.operations = operations
        self.room = VoiceRoom(operations)
        self.card: StyleCard | None = None
        self._opened: Evidence | None = None
        self._make_parts()
        self._lay_out()
        self._connect()

    # -- how it is put together --------------------------------------------

    def _make_parts(self) -> None:
        self.scope = StyleScope()
        self.count = Words(role="quiet", wrap=True)
        self.model = StyleLinesModel(self)
        self.list = CardList(self.tr("How you write"), self.model, StyleDelegate(self.model))
        self.list.setAccessibleDescription(self.tr("E edits; what waits: A accepts, R refuses"))
        self.add = Button(self.tr("Add a line"), picture="add")
        self.line = StyleLine(self.model)
        self.box = LikenessBox(self.room)
        self.document = DocumentPane()
        self.document.erase.hide()
        self.document.can_reply = False
        self.back = Button(self.tr("Back to the line (Esc)"), deed="quiet")
        self.notice = Notice()
        self.said = Words(wrap=True)
        self.undo_button = Button(self.tr("Undo (Ctrl+Z)"), deed="quiet")
        self.told = QWidget()
        self.told.setMinimumHeight(HIT)
        self.told.hide()
        self.empty = Empty(
            "writing",
            self.tr("Nothing that you sent was read yet"),
            self.tr(
                "Here stands how you write: how you greet and close, how long, in which tone, "
                "each line with the mails that show it. Read a mailbox with mails of yours, and "
                "say in the settings who you are in it."
            ),
            self.tr("Add a source"),
        )
        self.undo_key = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        self.undo_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, M, 0)
        box.setSpacing(S)
        box.addWidget(self.scope)
        box.addWidget(self.count)
        box.addWidget(self.list, 1)
        box.addLayout(row(self.add, None))
        self.sides = QStackedWidget()
        self.sides.addWidget(self._about())
        self.sides.addWidget(self._reading())
        side = QFrame()
        side.setProperty("place", "beside")
        around = QVBoxLayout(side)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.sides)
        both = QSplitter()
        both.setChildrenCollapsible(False)
        both.addWidget(left)
        both.addWidget(side)
        both.setSizes([480, 520])
        told = row(self.said, self.undo_button)
        told.setStretch(0, 1)
        self.told.setLayout(told)
        looking = Words(self.tr("Looking through the mails that you sent…"), role="quiet")
        looking.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.views = QStackedWidget()
        for view in (looking, self.empty, both):
            self.views.addWidget(view)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(S)
        outer.addWidget(self.notice)
        outer.addWidget(self.told)
        outer.addWidget(self.views, 1)

    def _about(self) -> QWidget:
        """The chosen line, and a text to try below it."""
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.line, 1)
        below = QVBoxLayout()
        below.setContentsMargins(M, S, 0, 0)
        below.addWidget(self.box)
        box.addLayout(below)
        return page

    def _reading(self) -> QWidget:
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        head = row(self.back, None)
        head.setContentsMargins(M, S, M, 0)
        box.addLayout(head)
        box.addWidget(self.document, 1)
        return page

    def _connect(self) -> None:
        self.scope.chosen.connect(self._show_lines)
        self.list.chosen.connect(self._choose)
        self.list.typed.connect(lambda words: self._do(KEYS.get(words.casefold(), "")))
        self.list.entered.connect(partial(self._do, "edit"))
        self.list.deleted.connect(partial(self._do, "strike"))
        self.line.asked.connect(self._do)
        self.line.edited.connect(self._save)
        self.line.left.connect(self._restore)
        self.line.quote_wanted.connect(self._open)
        self.back.clicked.connect(self.leave)
        self.add.clicked.connect(self.line.begin_new)
        self.box.failed.connect(self._fail)
        self.undo_button.clicked.connect(self.undo)
        self.undo_key.activated.connect(self.undo)
        self.notice.acted.connect(self.load)
        self.empty.acted.connect(self.add_source)
        self.operations.changed.connect(self._heard)

    # -- what is shown -----------------------------------------------------

    def load(self) -> None:
        """Look how the user writes."""
        if self.room.is_open:
            self._stale = False
            self.notice.hide()
            self.room.look(self, self._show, self._cannot_look)

    def leave_memory(self) -> None:
        """Hold nothing of a memory that is closed."""
        self.card, self._stale, self._opened = None, True, None
        self.model.show_groups([])
        self.line.clear()
        self.box.clear()
        self.document.clear()
        self.sides.setCurrentIndex(0)
        self.told.hide()
        self.notice.hide()
        self.views.setCurrentIndex(0)

    def focus(self) -> None:
        self.list.setFocus()

    def _show(self, card: StyleCard) -> None:
        first = self.card is None
        self.card = card
        self.views.setCurrentIndex(2 if card.lines else 1)
        self.scope.offer(card)
        self._show_lines()
        if first and card.lines:
            self.box.begin()

    def _show_lines(self) -> None:
        if self.card is None:
            return
        place = self.scope.place
        waiting = [line for line in self.card.lines if line.state == "waiting"]
        here = [line for line in self.card.at(place) if line.state != "waiting"]
        self.model.show_lines([*(waiting if not any(place.narrow) else ()), *here])
        self.count.setText(self._counted(bool(here), any(place.narrow)))
        if not self.model.count:
            self.line.clear()

    def _counted(self, some: bool, narrow: bool) -> str:
        mails = self.card.mails if self.card else 0
        if narrow and not some:
            return self.tr("Here you write as everywhere: nothing differs enough to be told.")
        if narrow:
            return self.tr("Only what differs from the rest is told.")
        said = counted(
            mails, self.tr("Counted in 1 mail of yours."), self.tr("Counted in {n} mails of yours.")
        )
        few = self.tr("With more of them it gets surer.")
        return f"{said} {few}" if mails < FEW else said

    def _choose(self, line: Line | None) -> None:
        if line is None:
            self.line.clear()
            return
        if self.line.is_editing and self.line.line is not None and self.line.line.id == line.id:
            return
        self.line.show_line(line, self.scope.said(line.place))
        self.room.quotes(self, line, self.line.show_quotes)

    def _restore(self) -> None:
        """Show the chosen line again where a new one was being written."""
        self._choose(self.selected())
        self.list.setFocus()

    def selected(self) -> Line | None:
        return self.model.at(self.list.currentIndex().row())  # type: ignore[no-any-return]

    def _heard(self, changes: Changes) -> None:
        if changes.topics & TOPICS:
            self.begin()

    # -- the document ------------------------------------------------------

    def _open(self, quote: Evidence) -> None:
        self._opened = quote

        def show(document: Document) -> None:
            if self._opened is quote:
                self.document.show_document(document, None, quote.start, quote.end)
                self.sides.setCurrentIndex(1)
                self.document.view.setFocus()

        self.operations.document(self, quote.document, show)

    def leave(self) -> bool:
        """Leave the document, or the words being edited; return whether there was one."""
        if self.sides.currentIndex() == 1:
            self._opened = None
            self.document.clear()
            self.sides.setCurrentIndex(0)
            self.list.setFocus()
            return True
        if self.line.is_editing:
            self.line.stop_editing()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's
        if event.key() == Qt.Key.Key_Escape and self.leave():
            return
        super().keyPressEvent(event)

    # -- deeds -------------------------------------------------------------

    def undo(self) -> None:
        self._ask(lambda voice: voice.undo(), self.tr("Undone."), undo=False)

    def _do(self, name: str) -> None:
        line = self.selected()
        if line is None or name not in offered(line):
            return
        if name == "edit":
            self.line.edit()
            return
        deeds: dict[str, tuple[Deed, str]] = {
            "accept": (lambda voice: voice.accept(line), self.tr("Accepted: {line}")),
            "refuse": (lambda voice: voice.refuse(line), self.tr("Refused: {line}")),
            "strike": (lambda voice: voice.strike(line), self.tr("Struck out: {line}")),
            "restore": (lambda voice: voice.restore(line), self.tr("As it was learned: {line}")),
            "lock": (
                lambda voice: voice.lock(line, not line.locked),
                self.tr("Unlocked: {line}") if line.locked else self.tr("Locked: {line}"),
            ),
        }
        deed, words = deeds[name]
        self._ask(deed, words.replace("{line}", f"“{one_line(line.text)}”"))

    def _save(self, value: str) -> None:
        line = self.line.line
        if line is None:
            place = self.scope.place
            self._ask(lambda voice: voice.add(value, place), self.tr("Added."), self._written)
        else:
            self._ask(lambda voice: voice.change(line, value), self.tr("Changed."), self._written)

    def _written(self) -> None:
        self.line.drop_editor()
        self.list.setFocus()

    def _ask(
        self,
        deed: Deed,
        words: str,
        then: Callable[[], object] = lambda: None,
        *,
        undo: bool = True,
    ) -> None:
        def done() -> None:
            self.notice.hide()
            self.said.setText(words)
            self.undo_button.setVisible(undo)
            self.told.show()
            then()

        self.room.do(self, deed, done, self._fail)

    def _fail(self, problem: Problem) -> None:
        self.told.hide()
        self.notice.tell(problem)

    def _cannot_look(self, problem: Problem) -> None:
        self._stale = True
        self.notice.tell(problem, self.tr("Try again"))
