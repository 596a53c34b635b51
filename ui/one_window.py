"""One window for one memory: a second start brings the first to the front and ends.

The first holds a lock for as long as it lives and watches a small file; the
second writes into that file when it called, and whether it wants to write in
the window that is in front just now.  A lock dies with the process that held
it, however that ended.  Neither file says anything of anybody.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

HELD, CALLED = "window.lock", "window.called"
WRITE = "write:"


class OneWindow:
    """The place of the one window of this home."""

    def __init__(self, home: Path) -> None:
        self._held, self._called = home / HELD, home / CALLED
        self._file = -1

    def hold(self) -> bool:
        """Take the place, or keep it; False if another window has it.

        Where no file can be written there is no other window: the window that
        opens says what is wrong there.
        """
        try:
            self._held.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            while not self._is_held():
                self._leave()
                self._file = os.open(self._held, os.O_RDWR | os.O_CREAT, 0o600)
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.close(os.open(self._called, os.O_WRONLY | os.O_CREAT, 0o600))
        except BlockingIOError:
            self._leave()
            return False
        except OSError:
            self._leave()
        return True

    def call(self, write: str | None = None) -> None:
        """Ask the window that has the place to come to the front.

        With ``write``, the name of a command or "", it is asked to write in the window in
        front, and to stay where it is.
        """
        wanted = "" if write is None else f" {WRITE}{write}"
        with suppress(OSError):
            self._called.write_text(f"{time.time_ns()}{wanted}\n", encoding="ascii")

    def release(self) -> None:
        """Give the place up and leave nothing behind; also not a folder that was made for it."""
        if self._file < 0:
            return
        with suppress(OSError):
            if self._is_held():  # else it is somebody else's by now
                self._called.unlink(missing_ok=True)
                self._held.unlink(missing_ok=True)
                self._held.parent.rmdir()  # refused unless it is empty
        self._leave()

    def _is_held(self) -> bool:
        """Whether what is locked is what others would find there, and not what was deleted."""
        if self._file < 0:
            return False
        try:
            return os.path.samestat(os.fstat(self._file), self._held.stat())
        except FileNotFoundError:
            return False

    def _leave(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def watch(
        self, window: QWidget, on_write: Callable[[str], object] = lambda _command: None
    ) -> Callable[[], None]:
        """Let the window come to the front when another calls; return what looks there anew.

        ``on_write`` is told instead, with the command, where the other wants to write.
        """
        from PySide6.QtCore import QFileSystemWatcher

        watcher = QFileSystemWatcher(window)

        def called() -> None:
            try:
                words = self._called.read_text(encoding="ascii").split()
            except (OSError, ValueError):
                return  # it was deleted, and nobody called
            if len(words) == 2 and words[1].startswith(WRITE):
                on_write(words[1].removeprefix(WRITE))
            elif words:  # it is empty for a moment while it is written
                come_forward(window)

        watcher.fileChanged.connect(lambda _path: called())

        def look() -> None:
            if self.hold() and not watcher.files():
                watcher.addPath(str(self._called))

        look()
        return look


def come_forward(window: QWidget) -> None:
    """Show the window over the others, also if it was put away."""
    if window.isMinimized():
        window.showNormal()
    window.show()
    window.raise_()
    window.activateWindow()
