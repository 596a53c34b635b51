"""The first page a person sees: what this is, how it is locked, what to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from memory.errors import Problem
from ui.beside import Sheet
from ui.operations import Operations
from ui.pages.first_run_steps import LockStep, ReadStep, WhatStep
from ui.parts import Button, Words, line, restyle, row
from ui.theme import XL, XXL, L, M, S

if TYPE_CHECKING:
    from assistant.app import Assistant

WHAT, LOCK, READ = range(3)


class FirstRun(QFrame):
    """Three steps on one page; each can be skipped."""

    name = "first"
    locked = Signal(str)  # make the memory, with this passphrase or none
    finished = Signal()

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self.setProperty("place", "page")
        self.operations = operations
        self._made = False
        self.what, self.lock, self.read = WhatStep(), LockStep(), ReadStep()
        self.lock.ready.connect(self._enable)
        self.read.changed.connect(self._enable)
        self.steps = QStackedWidget()
        for step in (self.what, self.lock, self.read):
            self.steps.addWidget(step)
        self.names = [
            Words(f"1  {self.tr('What it is')}"),
            Words(f"2  {self.tr('How it is locked')}"),
            Words(f"3  {self.tr('What to read')}"),
        ]
        self.back = Button(self.tr("Back"), deed="quiet")
        self.back.clicked.connect(lambda: self._go(self.steps.currentIndex() - 1))
        self.skip = Button(self.tr("Skip"), deed="quiet")
        self.skip.clicked.connect(self._skip)
        self.next = Button(self.tr("Continue"), deed="primary")
        self.next.clicked.connect(self._next)
        self._lay_out()
        self._go(WHAT)

    def _lay_out(self) -> None:
        sheet = Sheet(self.tr("Before you start"))
        column = QWidget()
        column.setProperty("place", "column")
        column.setMaximumWidth(600)
        inner = QVBoxLayout(column)
        inner.setContentsMargins(XL, XXL, XL, L)
        inner.setSpacing(M)
        inner.addLayout(row(*self.names, None, gap=XL))
        inner.addWidget(line())
        inner.addSpacing(M)
        inner.addWidget(self.steps)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(column, 100)
        centred.addStretch(1)
        sheet.box.setContentsMargins(0, 0, 0, 0)
        sheet.box.addLayout(centred)
        sheet.box.addStretch(1)
        foot = QWidget()
        foot.setMaximumWidth(600 - 2 * XL)
        foot.setLayout(row(self.back, None, self.skip, self.next, gap=S))
        bottom = row(None, foot, None)
        bottom.setStretch(1, 100)
        bottom.setContentsMargins(XL, M, XL, XL)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(sheet, 1)
        box.addLayout(bottom)

    # -- news from outside -------------------------------------------------

    def offer(self, locks: tuple[str, ...]) -> None:
        """Say how a memory on this machine can be locked."""
        self._made = False
        self.lock.offer(locks)
        self._go(WHAT)

    def made(self, assistant: Assistant) -> None:
        """The memory is there: show its recovery code, this once."""
        self._made = True
        self.lock.show_code(assistant.recovery_code or "", assistant.warnings)
        self.operations.found_here(self, self.read.offer)
        self._go(LOCK)

    def refused(self, problem: Problem) -> None:
        self.lock.tell(problem)
        self._enable()

    # -- walking -----------------------------------------------------------

    def focus(self) -> None:
        self.next.setFocus()

    def _go(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        for at, name in enumerate(self.names):
            restyle(name, "words", "strong" if at == step else "quiet")
        self.back.setVisible(step == LOCK and not self._made)
        self.next.say(self.tr("Read and start") if step == READ else self.tr("Continue"))
        self._enable()
        self.next.setFocus()

    def _enable(self) -> None:
        step = self.steps.currentIndex()
        allowed = {WHAT: True, LOCK: self.lock.is_ready(), READ: self.read.is_ready()}
        self.next.setEnabled(allowed[step])
        self.skip.setEnabled(not self.lock.busy)

    def _skip(self) -> None:
        step = self.steps.currentIndex()
        if step == LOCK and not self._made:
            # There is no memory without a lock: it is made with what the machine offers.
            self._create("")
        elif step == READ:
            self.finished.emit()
        else:
            self._go(step + 1)

    def _next(self) -> None:
        step = self.steps.currentIndex()
        if step == LOCK and not self._made:
            self._create(self.lock.passphrase())
        elif step == READ:
            self._start_reading()
            self.finished.emit()
        else:
            self._go(step + 1)

    def _create(self, passphrase: str) -> None:
        self.lock.set_busy()
        self._enable()
        self.locked.emit(passphrase)

    def _start_reading(self) -> None:
        if paths := self.read.chosen():
            self.operations.read_paths(self, paths)
        if self.read.sample_chosen():
            self.operations.read_sample(self)
