"""The foot of the window: what runs, and how many requests were ever sent."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from assistant import egress
from assistant.jobs import ignore
from ui.itemmodels.jobs import Run
from ui.ledger_room import LedgerRoom, Sum
from ui.operations import Operations
from ui.parts import Button, Elided, IconButton, Words
from ui.phrases import counted, size
from ui.render import tooltip
from ui.theme import HIT, XS, L, M, S

LOOK = 2000  # milliseconds between two looks at the number of requests


class RunningBar(QFrame):
    """Tells of the oldest work under way; a click opens the list of all."""

    jobs_wanted = Signal()
    ledger_wanted = Signal()

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self.setProperty("place", "bar")
        self.operations = operations
        self.run: Run | None = None
        self._room = LedgerRoom(operations)
        self._looked_at: object = None
        self._looks = 0  # how often it is still to be counted
        self.title = Button("", deed="quiet")
        self.title.setAccessibleDescription(self.tr("Opens the list of jobs"))
        self.title.clicked.connect(self.jobs_wanted)
        self.note = Elided(role="quiet")
        self.far = Words(role="quiet")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(120)
        self.progress.setAccessibleName(self.tr("How far it is"))
        self.pause = IconButton("pause", self.tr("Pause"))
        self.pause.clicked.connect(self._pause)
        self.stop = IconButton("close", self.tr("Stop"))
        self.stop.clicked.connect(self._stop)
        self.sent = Button("", deed="quiet")
        self.sent.setAccessibleDescription(self.tr("Opens the ledger of what left"))
        self.sent.clicked.connect(self.ledger_wanted)
        self._lay_out()
        operations.runs.moved.connect(self.look_at_runs)
        timer = QTimer(self)
        timer.setInterval(LOOK)
        timer.timeout.connect(self._look)
        timer.start()
        self._show_sum(Sum(0, 0))
        self.look_at_runs()

    def _lay_out(self) -> None:
        self.work = QWidget()
        inner = QHBoxLayout(self.work)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(S)
        inner.addWidget(self.title)
        inner.addWidget(self.progress)
        inner.addWidget(self.far)
        inner.addWidget(self.note, 1)
        inner.addWidget(self.pause)
        inner.addWidget(self.stop)
        box = QHBoxLayout(self)
        box.setContentsMargins(M, XS - 1, M, XS)
        box.setSpacing(L)
        box.addWidget(self.work, 1)
        box.addStretch(0)
        box.addWidget(self.sent)
        self.setMinimumHeight(HIT + 2 * XS)

    def look_at_runs(self) -> None:
        """Show the oldest work under way, or nothing."""
        runs = self.operations.runs.in_bar()
        self.run = runs[0] if runs else None
        self.work.setVisible(self.run is not None)
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.setStretch(1, 0 if self.run else 1)
        if self.run is not None:
            more = f"  +{len(runs) - 1}" if len(runs) > 1 else ""
            self._tell(self.run, more)

    def _tell(self, run: Run, more: str) -> None:
        self.title.say(run.title + more)
        self.far.setText(run.says())
        note = "" if run.paused else run.note()
        self.note.setText(f"· {note}" if note and self.far.text() else note)
        at = run.progress
        known = at is not None and at.total is not None
        self.progress.setVisible(known)
        if at is not None and at.total is not None:
            # In thousandths: counts of bytes are more than Qt's numbers hold.
            self.progress.setRange(0, 1000)
            self.progress.setValue(round(1000 * at.done / max(at.total, 1)))
        self.pause.setVisible(run.again is not None)
        self.stop.setVisible(run.stoppable)
        self.pause.show_icon("resume" if run.paused else "pause")
        self.pause.say(self.tr("Resume") if run.paused else self.tr("Pause"))

    def _pause(self) -> None:
        if self.run is None:
            return
        if self.run.paused:
            self.operations.resume_run(self.run)
        else:
            self.operations.pause_run(self.run)

    def _stop(self) -> None:
        if self.run is not None:
            self.operations.stop_run(self.run)

    # -- what left ---------------------------------------------------------

    def _look(self) -> None:
        """Count again where a memory was opened or the network was, and once after that.

        A request is in the ledger before it is sent, but not yet when the network is opened.
        """
        now = (self.operations.open, egress.sent())
        self._looks = 2 if now != self._looked_at else self._looks - 1
        self._looked_at = now
        if self._looks > 0 and self._room.is_open:
            self._room.count(self, self._show_sum, ignore)
        elif not self._room.is_open:
            self._show_sum(Sum(0, 0))

    def _show_sum(self, sum: Sum) -> None:
        says = counted(
            sum.requests, self.tr("1 request ever sent"), self.tr("{n} requests ever sent")
        )
        self.sent.say(f"{says}, {size(sum.size)}" if sum.requests else says)
        other = counted(
            egress.sent(),
            self.tr("The network was opened once since the program started, whatever for."),
            self.tr("The network was opened {n} times since the program started, whatever for."),
        )
        told = self.tr(
            "To models elsewhere; each stands in the ledger to the letter. Reading, searching and "
            "answering need no network; a connection that was not asked for is refused."
        )
        self.sent.setToolTip(tooltip(f"{told}\n{other}"))
