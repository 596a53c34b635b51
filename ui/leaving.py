"""The review: what I wrote, what leaves, to whom; nothing is sent before its end was seen.

It knows no cloud.  Whoever shows it hears what the user decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from memory.errors import Problem
from ui.guess_meter import Guess, GuessMeter
from ui.itemmodels.hidden import Preview
from ui.parts import Button, Elided, Notice, Words, row
from ui.phrases import here
from ui.side_by_side import SideBySide
from ui.theme import M, S


@dataclass(frozen=True, slots=True)
class Offered:
    """A part of what would be sent: who says it, what was written, what leaves.

    Where the user put what leaves in words of their own, those are ``own``, and ``masked``
    is what leaves of them.
    """

    number: int  # as whoever offers it counts
    said_by: str  # "You", "Instructions", …
    text: str = field(repr=False)
    preview: Preview = field(repr=False)
    own: str = field(default="", repr=False)
    masked: Preview | None = field(default=None, repr=False)

    @property
    def leaving(self) -> Preview:
        return self.masked or self.preview

    def with_own(self, own: str, masked: Preview) -> Offered:
        """Return it with words of the user's own for what leaves."""
        return replace(self, own=own, masked=masked)


class Leaving(QWidget):
    """One part after the other, each seen to its end, then Send."""

    rewritten = Signal(int, str)  # a part, other words on the left
    worded = Signal(int, str)  # a part, the user's own words for what leaves
    decided = Signal(int, object, object)  # a part, a Deed, the Mark
    sent = Signal()
    kept = Signal()  # send nothing, answer here

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[Offered] = []
        self._seen: set[int] = set()
        self._blocked = False
        self._make_parts()
        self._lay_out()
        self._connect()
        self._enable()

    def _make_parts(self) -> None:
        self.to = Elided(role="title")
        self.cost = Words(role="quiet")
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("Which part of what would be sent"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sides = SideBySide()
        self.notice = Notice()
        self.meter = GuessMeter()
        self.why_not = Words(role="quiet")
        self.keep_button = Button(self.tr("Send nothing, answer here (Esc)"))
        self.send_button = Button(self.tr("Send (Ctrl+Enter)"), deed="primary", picture="")

    def _lay_out(self) -> None:
        head = row(self.to, self.cost, gap=M)
        head.setStretch(0, 1)
        foot = row(self.keep_button, self.why_not, None, self.send_button, gap=M)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(S)
        box.addLayout(head)
        box.addWidget(self.tabs)
        box.addWidget(self.notice)
        box.addWidget(self.sides, 1)
        box.addWidget(self.meter)
        box.addLayout(foot)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._turn)
        self.sides.rewritten.connect(self._rewritten)
        self.sides.worded.connect(lambda text: self.worded.emit(self._number(), text))
        self.sides.decided.connect(lambda deed, mark: self.decided.emit(self._number(), deed, mark))
        self.sides.settled.connect(self._enable)
        self.sides.seen.connect(self._saw)
        self.meter.looked.connect(self._look_at)
        self.keep_button.clicked.connect(self.kept)
        self.send_button.clicked.connect(self._send)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._send)

    # -- what is shown -----------------------------------------------------

    @property
    def part(self) -> int:
        return max(self.tabs.currentIndex(), 0)

    def _number(self) -> int:
        return self.parts[self.part].number if self.parts else 0

    def clear(self) -> None:
        """Hold nobody's words."""
        self.parts, self._seen, self._blocked = [], set(), False
        self._name_parts()
        self.sides.clear()
        self.notice.hide()
        self.meter.tell("")
        self.to.setText("")
        self.cost.setText("")
        self._enable()

    def wait(self, words: str) -> None:
        """Say what is being done until there is something to look at."""
        self.to.setText(words)

    def show_offer(
        self,
        parts: Sequence[Offered],
        *,
        to: str,
        cost: str = "",
        audit: str = "",
        guessed: Sequence[Guess] = (),
        reason: str = "",
    ) -> None:
        """Show what would be sent.  A ``reason`` is why nothing of it can be.

        A part whose leaving words are not what they were is to be seen again.
        """
        before, self.parts = self.parts, list(parts)
        same = len(before) == len(parts)
        self._seen = {
            n
            for n in self._seen
            if same and before[n].leaving.outgoing == parts[n].leaving.outgoing
        }
        self._blocked = bool(reason) or any(one.leaving.blocked for one in parts)
        self._name_parts()
        self.to.setText(to)
        self.cost.setText(cost)
        self.meter.tell(audit, guessed)
        self._show_part(fresh=not same)
        self._refuse(reason)
        self._enable()

    def fail(self, problem: Problem) -> None:
        """Say what went wrong; as long as it is said, nothing can be sent."""
        self._blocked = True
        self.notice.tell(problem)
        self._enable()

    def _refuse(self, reason: str) -> None:
        said = reason or next((p.leaving.reason for p in self.parts if p.leaving.blocked), "")
        if not said:
            self.notice.hide()
            return
        remedy = self.tr("Nothing leaves. Allow it, change the words, or answer here.")
        self.notice.tell(Problem(here(said), remedy=remedy))

    def _name_parts(self) -> None:
        self.tabs.blockSignals(True)
        while self.tabs.count() > len(self.parts):
            self.tabs.removeTab(self.tabs.count() - 1)
        for n, one in enumerate(self.parts):
            if n == self.tabs.count():
                self.tabs.addTab(one.said_by)
        self._mark_parts()
        self.tabs.blockSignals(False)
        self.tabs.setVisible(len(self.parts) > 1)

    def _mark_parts(self) -> None:
        """Say at each part whether it was seen."""
        for n, one in enumerate(self.parts):
            seen = n in self._seen
            self.tabs.setTabText(n, one.said_by if seen else f"{one.said_by} •")
            self.tabs.setTabToolTip(n, "" if seen else self.tr("not seen to its end"))

    def _turn(self, _part: int) -> None:
        if self.parts:
            self._show_part(fresh=True)

    def _look_at(self, guess: Guess) -> None:
        """Show by which words of what leaves something could be guessed."""
        numbers = [one.number for one in self.parts]
        if guess.part in numbers:
            self.tabs.setCurrentIndex(numbers.index(guess.part))
            self.sides.select_leaving(guess.start, guess.end)

    def _show_part(self, *, fresh: bool) -> None:
        if not self.parts:
            return
        one = self.parts[self.part]
        if fresh:
            self.sides.show_text(one.text)
        self.sides.show_preview(one.text, one.preview)
        if one.masked is not None:
            self.sides.show_own(one.own, one.masked)

    # -- sending, or not ---------------------------------------------------

    @property
    def may_send(self) -> bool:
        """Whether all that would leave was seen, as it is now, and nothing speaks against it."""
        every = self._seen >= set(range(len(self.parts)))
        return bool(self.parts) and every and not self._blocked and self.sides.is_settled

    def _saw(self) -> None:
        self._seen.add(self.part)
        self._mark_parts()
        self._enable()

    def _rewritten(self, text: str) -> None:
        self._seen.discard(self.part)
        self.rewritten.emit(self._number(), text)

    def _enable(self) -> None:
        self.send_button.setEnabled(self.may_send)
        waits = self.parts and not self._blocked and self.sides.is_settled and not self.may_send
        elsewhere = self.part in self._seen
        words = self.tr("Look at the others first.") if elsewhere else self.tr("Read on first.")
        self.why_not.setText(words if waits else "")

    def _send(self) -> None:
        if self.may_send:
            self.sent.emit()

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the window: here it means to send nothing."""
        is_key = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_key and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's
        if event.key() == Qt.Key.Key_Escape:
            self.kept.emit()
            return
        super().keyPressEvent(event)

    def focus(self) -> None:
        self.sides.focus()
