"""How a reply is made: an intent makes an outline, that a draft, and each sentence is marked."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from assistant.jobs import Job
from assistant.replying.draft import BY_RULES, Draft
from assistant.replying.outline import Intent
from assistant.replying.replying import Prepared
from memory.errors import Problem
from memory.progress import TextDelta
from ui.chip import Chip
from ui.parts import Words
from ui.render import shown
from ui.reply_draft import DraftText, Standings
from ui.reply_outline import OutlineEditor
from ui.replying_room import ReplyingRoom, Taken

PAUSE = 350  # milliseconds after a change of the outline until the draft follows


class Drafting(QObject):
    """The parts of one reply and what each does to the others; who shows it lays them out.

    It holds the user's words until it is cleared, and nothing here sends them.
    """

    chosen = Signal()  # an intent, and its draft begins
    moved = Signal()  # something can be done now, or cannot any more
    failed = Signal(object)  # the Problem

    def __init__(self, room: ReplyingRoom, place: QWidget) -> None:
        super().__init__(place)
        self._room, self._place = room, place
        self.prepared: Prepared | None = None
        self.draft: Draft | None = None
        self._made: Draft | None = None  # the same, before the user changed it
        self._job: Job[Any, Draft] | None = None
        self._edited = False  # the draft holds words that the outline does not
        names = {
            Intent.ACCEPT: self.tr("Accept"),
            Intent.DECLINE: self.tr("Decline"),
            Intent.ASK: self.tr("Ask"),
            Intent.INFORM: self.tr("Inform"),
        }
        self.intents = {intent: Chip(name) for intent, name in names.items()}
        self.why = Words(role="quiet", wrap=True)
        self.outline = OutlineEditor()
        self.text = DraftText()
        self.standings = Standings()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._follow)
        for intent, chip in self.intents.items():
            chip.clicked.connect(partial(self.choose, intent))
        self.outline.changed.connect(self._pause.start)
        self.text.edited.connect(self._was_edited)
        self._tell()

    @property
    def is_busy(self) -> bool:
        return self._job is not None

    # -- the outline -------------------------------------------------------

    def begin(self, prepared: Prepared) -> None:
        """Begin with the intent that is suggested."""
        self.prepared = prepared
        self.choose(prepared.suggestion.intent)
        self.intents[prepared.suggestion.intent].setFocus()

    def choose(self, intent: Intent) -> None:
        """Make the outline for an intent, and draft from it."""
        if self.prepared is None:
            return
        for each, chip in self.intents.items():
            chip.setChecked(each is intent)
        suggestion = self.prepared.suggestion
        is_suggested = intent is suggestion.intent
        self.why.setText(
            self.tr("Suggested: {why}").format(why=suggestion.why) if is_suggested else ""
        )
        self.why.setVisible(is_suggested)
        self.outline.show_lines(self.prepared.outline(intent))
        self.chosen.emit()
        self.start()

    # -- the draft ---------------------------------------------------------

    def start(self) -> None:
        """Draft from the outline as it stands."""
        if self.prepared is None:
            return
        self._forget()
        self.text.setReadOnly(True)
        self._job = job = self._room.draft(
            self._place,
            self.prepared,
            self.outline.lines(),
            on_step=lambda step: self._hear(job, step),
            on_done=self._show_made,
            on_problem=self._refused,
        )
        self._tell()

    def stop(self) -> None:
        """Draft no further; what has come stays to be seen, and is not offered."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._tell()

    def clear(self) -> None:
        """Hold nothing of a letter or of a reply."""
        self._pause.stop()
        self._forget()
        self.prepared = self._made = None
        self.why.setText("")
        self.outline.show_lines(())
        for chip in self.intents.values():
            chip.setChecked(False)
        self._tell()

    def _forget(self) -> None:
        self.stop()
        self._edited = False
        self.draft = None
        self.text.show_text("")
        self.standings.clear()

    def _hear(self, job: Job[Any, Draft], step: object) -> None:
        if isinstance(step, TextDelta) and job is self._job:
            self.text.show_text(shown(self.text.toPlainText() + step.text))

    def _show_made(self, draft: Draft) -> None:
        self._made = draft
        self._show_draft(draft)

    def _show_draft(self, draft: Draft) -> None:
        self.draft, self._job = draft, None
        self.text.setReadOnly(False)
        if self.text.toPlainText() != draft.text:
            self.text.show_text(draft.text)
        self.text.show_marks(draft.marks)
        self.standings.show_draft(draft)
        self._tell()

    def _refused(self, problem: Problem) -> None:
        self._job = None
        self.text.setReadOnly(False)
        self.failed.emit(problem)
        self._tell()

    # -- what the user changes ---------------------------------------------

    def _follow(self) -> None:
        """After the outline changed: rules draft anew at once; what somebody wrote is kept."""
        by_rules = self.draft is None or self.draft.made_by == BY_RULES
        if by_rules and not self._edited:
            self.start()
        else:
            self._check()

    def _was_edited(self) -> None:
        self._edited = True
        self._check()

    def _check(self) -> None:
        if self.draft is None or self.prepared is None:
            return
        taken = Taken(self.prepared, self.text.toPlainText())
        lines = self.outline.lines()
        self._room.check(self._place, taken, lines, self.draft, self._show_checked)

    def _show_checked(self, draft: Draft) -> None:
        if draft.text == self.text.toPlainText():  # else the user has written on
            self._show_draft(draft)

    def learn(self) -> None:
        """Learn from what the user changed, now that they take it."""
        if self._made is not None and self.prepared is not None:
            taken = Taken(self.prepared, self.text.toPlainText())
            self._room.learn(self._place, taken, self._made)

    def _tell(self) -> None:
        self.outline.setEnabled(self.prepared is not None)
        for chip in self.intents.values():
            chip.setEnabled(self.prepared is not None)
        self.moved.emit()
