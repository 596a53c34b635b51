"""A reply in the popup: a key picks what is answered, and the draft comes, each sentence marked."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from assistant.jobs import Job
from assistant.replying.replying import Prepared
from memory.errors import Problem
from memory.types import Passage
from ui.flow import Flow
from ui.operations import Operations
from ui.parts import Button, Elided, IconButton, Words, let_cut, row
from ui.passage_card import headline, origin
from ui.render import one_line
from ui.reply_asked import AskedList
from ui.reply_drafting import Drafting
from ui.replying_room import ReplyingRoom
from ui.theme import XS, S
from ui.writing_room import Wanted

ASKED, DRAFT, STANDS = 190, 150, 110  # pixels that each part has at most
LONGEST = 700  # characters of a passage that are shown
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class PopupReply(QWidget):
    """Made when the first reply is wanted: it knows all that replying stands on."""

    accepted = Signal(str)
    copied = Signal(str)
    back = Signal()
    failed = Signal(object)  # the Problem
    altered = Signal()  # it may need another height

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self._room = ReplyingRoom(operations)
        self._editable = True
        self._reading: Job[Any, Prepared] | None = None  # of the letter
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._make_parts()
        self._lay_out()
        self._connect()
        self._enable()

    # -- how it is put together --------------------------------------------

    def _make_parts(self) -> None:
        self.title = Elided(role="strong")
        self.back_button = IconButton("close", self.tr("Back to the commands"), key="Backspace")
        self.drafting = Drafting(self._room, self)
        self.chips = list(self.drafting.intents.values())
        for n, chip in enumerate(self.chips, 1):
            chip.say(self.tr("{n} {intent}").format(n=n, intent=chip.text()))
        self.asked = AskedList()
        self.passage = Words(role="quote", wrap=True)
        self.how = Words(role="quiet", wrap=True)
        self.primary = Button("", deed="primary")
        self.place = Button(self.tr("Put in its place (P)"))
        self.lines_button = Button(self.tr("Lines (L)"))
        self.edit_button = Button(self.tr("Edit (E)"))
        self.again_button = Button(self.tr("Try again (R)"))
        self.stop_button = Button(self.tr("Stop (Esc)"), picture="stop")

    def _lay_out(self) -> None:
        drafting = self.drafting
        self._chips = QWidget()
        self._chips.setLayout(Flow(*self.chips))
        drafting.text.setMinimumHeight(DRAFT)
        drafting.text.setMaximumHeight(DRAFT)
        self._about = Bounded(self.tr("What is asked"), ASKED, self.asked, drafting.outline)
        self._stands = Bounded(
            self.tr("What it stands on"), STANDS, drafting.standings, self.passage
        )
        deeds = QWidget()
        more = (self.place, self.lines_button, self.edit_button, self.again_button)
        deeds.setLayout(Flow(self.primary, *more, self.stop_button))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(S)
        box.addLayout(row(self.title, self.back_button, gap=XS))
        parts = (self._chips, drafting.why, self._about, drafting.text, self._stands, self.how)
        for part in (*parts, deeds):
            box.addWidget(part)
        let_cut(self)

    def _connect(self) -> None:
        drafting = self.drafting
        drafting.chosen.connect(self.end_edit)
        drafting.moved.connect(self._fit)
        drafting.failed.connect(self.failed)
        drafting.outline.changed.connect(self._fit)
        drafting.standings.opened.connect(self.show_passage)
        self.asked.opened.connect(self.show_passage)
        self.back_button.clicked.connect(self.back)
        self.primary.clicked.connect(self.take)
        self.place.clicked.connect(self._accept)
        self.lines_button.clicked.connect(self.edit_lines)
        self.edit_button.clicked.connect(self.edit)
        self.again_button.clicked.connect(drafting.start)
        self.stop_button.clicked.connect(self.stop)
        for n, chip in enumerate(self.chips, 1):
            chip.installEventFilter(self)
            self._bind(f"Alt+{n}", chip.click)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self._bind(keys, self.take)

    def _bind(self, keys: str, deed: Any) -> None:
        """Let keys be heard wherever in it the keyboard is."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(deed)

    # -- what is shown -----------------------------------------------------

    def begin(self, wanted: Wanted, *, editable: bool) -> None:
        """Read the letter, then draft what is suggested."""
        self.clear()
        self._editable = editable
        self.title.setText(wanted.title)
        self.how.setText(self.tr("Looking what is asked …"))
        self._reading = self._room.prepare_text(
            self, wanted.text, (wanted.to, wanted.sure), self._show_prepared, self._refused
        )
        self.setFocus()
        self._fit()

    def clear(self) -> None:
        """Hold nothing of a letter or of a reply."""
        self.stop()
        self.drafting.clear()
        self.asked.clear()
        for words in (self.title, self.how, self.passage):
            words.setText("")

    def _show_prepared(self, prepared: Prepared) -> None:
        self._reading = None
        sender = prepared.letter.sender
        who = one_line(sender.name or sender.address)
        self.title.setText(self.tr("Reply to {name}").format(name=who) if who else self.tr("Reply"))
        self.how.setText("")
        self.asked.show_asked(prepared)
        self.drafting.begin(prepared)

    def _refused(self, problem: Problem) -> None:
        self._reading = None
        self.how.setText("")
        self.failed.emit(problem)

    def show_passage(self, passage: Passage) -> None:
        """Show the words of a passage, below what the draft stands on."""
        words = one_line(passage.reading)
        told = words if len(words) <= LONGEST else f"{words[:LONGEST]} …"
        self.passage.setText(f"“{told}” – {headline(passage)}, {origin(passage)}")
        self._fit()
        self._stands.ensureWidgetVisible(self.passage)

    @property
    def is_busy(self) -> bool:
        return self._reading is not None or self.drafting.is_busy

    @property
    def is_done(self) -> bool:
        return self.drafting.draft is not None

    @property
    def is_editing(self) -> bool:
        """Whether the keys are letters now and no deeds."""
        focus = QApplication.focusWidget()
        return focus is not None and (
            focus is self.drafting.text or self.drafting.outline.isAncestorOf(focus)
        )

    def _fit(self) -> None:
        """Give each part the room that it needs, within bounds."""
        self.passage.setVisible(bool(self.passage.text()))
        self.drafting.text.setVisible(self.drafting.prepared is not None)
        for part in (self._about, self._stands):
            part.fit(self.width())
        self._enable()
        self.altered.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _enable(self) -> None:
        done, ready = self.is_done, self.drafting.prepared is not None
        key = self.tr("Ctrl+Enter") if self.is_editing else self.tr("Enter")
        self.primary.say(self.tr("Copy ({key})").format(key=key))
        self.primary.setVisible(done)
        self.place.setVisible(done and self._editable)
        for button in (self.lines_button, self.edit_button, self.again_button):
            button.setVisible(ready and not self.is_busy)
        self.edit_button.setEnabled(done)
        self.stop_button.setVisible(self.is_busy)
        self._chips.setVisible(ready)
        self._about.setVisible(ready)
        self._stands.setVisible(done)
        self.how.setVisible(bool(self.how.text()))

    # -- deeds -------------------------------------------------------------

    def take(self) -> None:
        """Copy it: what is answered is seldom to be written over."""
        if self.is_done:
            self.drafting.learn()
            self.copied.emit(self.drafting.text.toPlainText())

    def _accept(self) -> None:
        if self.is_done and self._editable:
            self.drafting.learn()
            self.accepted.emit(self.drafting.text.toPlainText())

    def edit(self) -> None:
        self.drafting.text.setFocus()
        self._enable()

    def edit_lines(self) -> None:
        rows = self.drafting.outline.rows
        (rows[0].field if rows else self.drafting.outline.add).setFocus()
        self._enable()

    def end_edit(self) -> None:
        """Let the keys be deeds again."""
        chosen = next((chip for chip in self.chips if chip.isChecked()), self.chips[0])
        chosen.setFocus()
        self._enable()

    def stop(self) -> None:
        """Read and draft no further; half a draft is not offered."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        if self.drafting.is_busy:
            self.drafting.stop()
            self.how.setText(self.tr("Stopped. What has come is not the whole text."))
        self._enable()

    # -- keys --------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self._enable()
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return not event.modifiers() and self._pressed(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _pressed(self, key: Qt.Key) -> bool:
        """Do what one key stands for, where one can only choose."""
        at = next(n for n, chip in enumerate(self.chips) if chip.hasFocus())
        deeds: dict[int, Any] = {
            **{Qt.Key.Key_1 + n: chip.click for n, chip in enumerate(self.chips)},
            **{one: partial(self._step, at + by) for one, by in STEPS.items()},
            **dict.fromkeys(
                ENTER, self.take if self.chips[at].isChecked() else self.chips[at].click
            ),
            Qt.Key.Key_Backspace: self.back.emit,
            Qt.Key.Key_P: self.place.click,
            Qt.Key.Key_L: self.lines_button.click,
            Qt.Key.Key_E: self.edit_button.click,
            Qt.Key.Key_R: self.again_button.click,
        }
        deed = deeds.get(key)
        if deed is None:
            return False
        deed()
        return True

    def _step(self, to: int) -> None:
        self.chips[to % len(self.chips)].setFocus()


class Bounded(QScrollArea):
    """Parts below each other, as high as they need to be, up to a bound."""

    def __init__(self, name: str, most: int, *parts: QWidget) -> None:
        super().__init__()
        self._most, self._parts = most, parts
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # all that is in it can be walked to
        inner = QWidget()
        inner.setProperty("place", "column")
        self._box = QVBoxLayout(inner)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(S)
        for part in parts:
            self._box.addWidget(part)
        self.setWidget(inner)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Show what has the keyboard, however it came by it."""
        if now is not None and self.isAncestorOf(now):
            self.ensureWidgetVisible(now)

    def fit(self, width: int) -> None:
        for part in self._parts:
            if layout := part.layout():
                layout.activate()  # what changed within counts now, not with the next event
        self._box.activate()
        self.setFixedHeight(min(max(self._box.totalHeightForWidth(width), 1), self._most))
