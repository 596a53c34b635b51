"""What runs and what ran, newest first, for the bar and the list of jobs."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from assistant.jobs import Job, State
from memory.progress import Progress
from ui.phrases import clock, duration, number, size
from ui.render import one_line, tooltip

Index = QModelIndex | QPersistentModelIndex
KEPT = 100  # what ran longest ago is let go


def _tr(text: str) -> str:
    return QCoreApplication.translate("jobs", text)


@dataclass(eq=False)
class Run:
    """One piece of long work, as it is shown: how far, how fast, how it ended."""

    title: str = field(repr=False)
    quiet: bool = False  # too short for the bar; only the list tells of it
    stoppable: bool = True
    at: datetime = field(default_factory=lambda: datetime.now().astimezone())
    began: float = field(default_factory=time.monotonic)
    ended: float | None = None
    state: State = State.WAITING
    progress: Progress | None = field(default=None, repr=False)
    paused: bool = False
    job: Job[Any, Any] | None = field(default=None, repr=False)
    again: Callable[[], object] | None = field(default=None, repr=False)  # goes on after a pause
    since: tuple[float, int] | None = None  # when and where the rate is measured from

    @property
    def under_way(self) -> bool:
        return self.paused or self.state in {State.WAITING, State.RUNNING}

    @property
    def is_done(self) -> bool:
        return self.state is State.DONE

    def step(self, progress: Progress) -> None:
        """Note how far it is.  A rate is measured from the first step, not from the wait."""
        if self.since is None or progress.done < self.since[1]:
            self.since = (time.monotonic(), progress.done)
        self.progress = progress
        self.state = State.RUNNING

    def rate(self) -> float:
        """Steps in a second; 0 while that is not known."""
        if self.since is None or self.progress is None:
            return 0.0
        passed = (self.ended or time.monotonic()) - self.since[0]
        done = self.progress.done - self.since[1]
        return done / passed if passed > 0.5 and done > 0 else 0.0

    def says(self) -> str:
        """How far it is: "3,987 of 12,400 · 18 a second · about 6 minutes"."""
        at = self.progress
        if self.paused:
            return _tr("paused")
        if at is None:
            return _tr("waiting its turn") if self.state is State.WAITING else _tr("starting")
        pace = [] if at.total in {None, 1} else self._pace((at.total or 0) - at.done)
        return " · ".join(filter(None, [far(at), *pace]))

    def _pace(self, left: int) -> list[str]:
        rate = self.rate()
        if rate <= 0 or left <= 0:
            return []
        speed = self._said(round(rate)) if rate >= 1 else _tr("less than 1")
        remaining = _tr("{time} left").format(time=duration(left / rate))
        return [_tr("{n} a second").format(n=speed), remaining]

    def _said(self, count: int) -> str:
        return said(self.progress, count) if self.progress else number(count)

    def note(self) -> str:
        """What it is at, in the words of the work: a file's name, a stage."""
        return one_line(self.progress.note) if self.progress else ""


def far(at: Progress) -> str:
    """How far it is, as far as one can know: "3,987 of 12,400"."""
    if at.total == 1:
        return ""  # one step is no distance
    if at.total is None:
        return _tr("{n} so far").format(n=said(at, at.done)) if at.done else ""
    return _tr("{done} of {total}").format(done=said(at, at.done), total=said(at, at.total))


def said(at: Progress, count: int) -> str:
    """Say a number of what is counted: things, or bytes."""
    return size(count) if at.in_bytes else number(count)


class JobsModel(QAbstractListModel):
    """Every run since the window opened."""

    moved = Signal()  # one of them started, came further or ended

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs: list[Run] = []

    @property
    def runs(self) -> tuple[Run, ...]:
        return tuple(self._runs)

    def under_way(self) -> list[Run]:
        return [run for run in self._runs if run.under_way]

    def in_bar(self) -> list[Run]:
        """What the bar tells of, oldest first."""
        return [run for run in reversed(self._runs) if run.under_way and not run.quiet]

    def start(self, run: Run) -> None:
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._runs.insert(0, run)
        self.endInsertRows()
        if len(self._runs) > KEPT:
            self.beginRemoveRows(QModelIndex(), KEPT, len(self._runs) - 1)
            del self._runs[KEPT:]
            self.endRemoveRows()
        self.moved.emit()

    def step(self, run: Run, progress: Progress) -> None:
        run.step(progress)
        self._tell(run)

    def end(self, run: Run, state: State) -> None:
        run.state, run.ended = state, time.monotonic()
        self._tell(run)

    def end_all(self) -> None:
        """Note that nothing goes on of what was under way."""
        for run in self.under_way():
            run.paused = False
            self.end(run, State.CANCELLED)

    def forget_pause(self, run: Run) -> None:
        run.paused = False
        self._tell(run)

    def _tell(self, run: Run) -> None:
        if run in self._runs:
            index = self.index(self._runs.index(run))
            self.dataChanged.emit(index, index)
        self.moved.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's
        return 0 if parent.isValid() else len(self._runs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        run = self._runs[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return " · ".join(filter(None, [clock(run.at), run.title, _state(run)]))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(run.note())
        return None


def _state(run: Run) -> str:
    if run.under_way:
        return run.says()
    ends = {State.DONE: _tr("done"), State.FAILED: _tr("failed"), State.CANCELLED: _tr("stopped")}
    took = duration((run.ended or run.began) - run.began)
    return f"{ends.get(run.state, '')} · {took}"
