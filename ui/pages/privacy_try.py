"""Try it: type a text, see what would leave, and which rule did what.  Nothing is sent."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from memory.errors import Problem
from memory.types import Changes, Topic
from ui.chip import ChoiceChip
from ui.guess_meter import GuessMeter
from ui.itemmodels.hidden import Mark, Preview
from ui.itemmodels.rules import Rule
from ui.operations import Operations
from ui.parts import Button, Notice, Words, row
from ui.phrases import here
from ui.privacy_room import PrivacyRoom, sentence_of
from ui.render import one_line
from ui.side_by_side import Deed, SideBySide
from ui.theme import HIT, M, S


class TryIt(QWidget):
    """The test bench.  Of what is typed here nothing is kept."""

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self.title = self.tr("Try it")
        self._room = PrivacyRoom(operations)
        self._stale = False  # what is shown is of rules that were changed
        self._made: str | None = None  # the rule that was made last
        self._make_parts()
        self._lay_out()
        self._connect()
        operations.changed.connect(self._heard)

    def _make_parts(self) -> None:
        self.purpose = ChoiceChip(self.tr("What it would be for"), self.tr("For anything"))
        self.purpose.offer(
            [
                (self.tr("For a question"), "question"),
                (self.tr("For a translation"), "translation"),
                (self.tr("For writing"), "writing"),
            ]
        )
        self.clear_button = Button(self.tr("Clear"), deed="quiet")
        self.notice = Notice()
        self.sides = SideBySide((Deed.ALWAYS, Deed.NEVER), words_own=False)
        self.sides.left.setPlaceholderText(
            self.tr("Write or paste a text. Nothing of it is kept, and nothing is sent.")
        )
        self.sides.right.setPlaceholderText(self.tr("What would leave in its place stands here."))
        self.meter = GuessMeter()
        self.said = Words(wrap=True)
        self.undo_button = Button(self.tr("Undo"), deed="quiet")
        self.told = QWidget()
        self.told.setMinimumHeight(HIT)
        self.told.hide()

    def _lay_out(self) -> None:
        hint = Words(
            self.tr("What would leave of a text by your rules. Select words to hide them too."),
            role="quiet",
            wrap=True,
        )
        head = row(hint, self.purpose, self.clear_button, gap=S)
        head.setStretch(0, 1)
        told = row(self.said, self.undo_button)
        told.setStretch(0, 1)
        self.told.setLayout(told)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(M)
        box.addLayout(head)
        box.addWidget(self.notice)
        box.addWidget(self.told)
        box.addWidget(self.sides, 1)
        box.addWidget(self.meter)

    def _connect(self) -> None:
        self.purpose.picked.connect(lambda _purpose: self.look())
        self.clear_button.clicked.connect(self._clear)
        self.sides.rewritten.connect(self._rewritten)
        self.sides.decided.connect(self._decide)
        self.undo_button.clicked.connect(self.undo)

    # -- what is shown -----------------------------------------------------

    def begin(self) -> None:
        """Show it of the memory that was opened."""
        self.look()

    def leave_memory(self) -> None:
        """Hold nothing of what was typed."""
        self._made = None
        self.told.hide()
        self.sides.clear()
        self._clear_result()

    def focus(self) -> None:
        self.sides.left.setFocus()

    def look(self) -> None:
        """See what would leave of the text as it stands."""
        text, self._stale = self.sides.left.words, False
        if not text.strip():
            self._clear_result()
        elif self._room.is_open:
            purpose = self.purpose.value or ""
            self._room.preview(
                self, text, purpose, lambda found: self._show(text, found), self._fail
            )

    def _rewritten(self, _text: str) -> None:
        if self._made is None:
            self.told.hide()
        self.look()

    def _show(self, text: str, preview: Preview) -> None:
        self.sides.show_preview(text, preview)
        self.meter.tell(preview.audit)
        if preview.blocked:
            remedy = self.tr("Of this text nothing would leave.")
            self.notice.tell(Problem(here(preview.reason), remedy=remedy))
        else:
            self.notice.hide()

    def _clear(self) -> None:
        self.sides.clear()
        self._clear_result()
        self.focus()

    def _clear_result(self) -> None:
        self._room.stop()
        self.sides.clear_result()
        self.notice.hide()
        self.meter.tell("")

    def _heard(self, changes: Changes) -> None:
        if Topic.SETTINGS not in changes.topics:
            return
        self._stale = True
        if self.isVisible():
            self.look()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's
        super().showEvent(event)
        if self._stale:  # a rule was changed meanwhile
            self.look()

    def _fail(self, problem: Problem) -> None:
        self.notice.tell(problem)

    # -- deeds -------------------------------------------------------------

    def _decide(self, deed: Deed, mark: Mark) -> None:
        self._room.keep(self, sentence_of(deed, mark), self._kept, self._fail)

    def _kept(self, rule: Rule) -> None:
        self._made = rule.sentence
        self._say(self.tr("New rule: {rule}").format(rule=one_line(rule.sentence)), undo=True)

    def undo(self) -> None:
        """Take back the rule that was made last."""
        made, self._made = self._made, None
        if made is not None:
            self._room.drop(self, made, self._undone, self._fail)

    def _undone(self, _sentence: str) -> None:
        self._say(self.tr("Undone."), undo=False)

    def _say(self, words: str, *, undo: bool) -> None:
        self.said.setText(words)
        self.undo_button.setVisible(undo)
        self.told.show()
