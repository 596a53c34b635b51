"""From a folder to an opened memory, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from assistant.jobs import JobRunner, Lane
from memory.errors import Problem
from memory.progress import once
from ui.present import present

if TYPE_CHECKING:
    from assistant.app import Assistant

Program = Callable[[], "type[Assistant]"]


def program() -> type[Assistant]:
    """Load the program behind the window: slow, so it is called in a job."""
    from assistant.app import Assistant

    return Assistant


class Opening(QObject):
    """Finds out what is in the folder, and opens or makes the memory."""

    new = Signal(object)  # nothing there yet; with what it can be locked
    opened = Signal(object)  # the Assistant
    refused = Signal(object)  # the Problem

    def __init__(self, parent: QWidget, runner: JobRunner, home: Path, program: Program) -> None:
        super().__init__(parent)
        self._window, self._runner, self._home, self._program = parent, runner, home, program
        self._assistant: Assistant | None = None

    def look(self) -> None:
        """Open the memory with the keys at hand, if there is one."""
        self._start(self._look)

    def open(self, passphrase: str) -> None:
        """Open or make the memory with this passphrase, or with what the machine has."""
        self._start(lambda: self._open(passphrase))

    def interrupt(self) -> None:
        """Let nothing wait any longer for the processes of the memory."""
        if self._assistant is not None:
            self._assistant.interrupt()

    def close(self) -> None:
        """Close what was opened, though nobody may have heard of it."""
        if self._assistant is not None:
            self._assistant.close()

    def leave(self) -> None:
        """Close the memory, and wait until nothing of this window holds it open."""
        self.interrupt()
        self._runner.renew()
        self.close()
        self._assistant = None

    def _look(self) -> tuple[str, ...] | None:
        assistant = self._program()
        if assistant.is_new(self._home):
            return assistant.locks(self._home)
        self._open("")
        return None

    def _open(self, passphrase: str) -> None:
        self._assistant = self._program().open(self._home, passphrase=passphrase or None)

    def _start(self, deed: Callable[[], Any]) -> None:
        self._runner.start(
            "Open", once(deed), Lane.EDIT, on_done=self._done, on_failed=self._failed
        )

    def _done(self, locks: tuple[str, ...] | None) -> None:
        if not isValid(self):
            return
        if locks is not None:
            self.new.emit(locks)
        else:
            self.opened.emit(self._assistant)

    def _failed(self, error: Exception) -> None:
        if isValid(self) and isinstance(error, Problem):
            self.refused.emit(error)
        else:
            present(self._window if isValid(self._window) else None, error)
