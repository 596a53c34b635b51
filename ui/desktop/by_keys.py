"""The selected text of another program by its own keys for copying and pasting.

For systems that tell how often the clipboard was changed, and know no other way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from memory.errors import Problem
from ui.desktop import said
from ui.desktop.deeds import Deed, Driver, pause
from ui.desktop.selection import Front, How, Taken, plain

EACH = 0.01  # seconds between two looks at what tells nobody when it changes
COPIES, COMES, FETCHES, QUIET = 1.0, 1.0, 2.0, 0.3  # seconds


class System(Protocol):
    """What one system can be asked, and told to do."""

    def front(self) -> Front | None: ...
    def bring(self, window: Any) -> None: ...
    def exists(self, window: Any) -> bool: ...
    def is_held(self) -> bool:
        """Whether a key is down that would alter ours."""

    def copy(self) -> None: ...
    def paste(self) -> None: ...
    def changes(self) -> int:
        """Return a number that is another after each change of the clipboard."""


class Offered(QMimeData):
    """A text that sees whether somebody came for it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._data = text
        self._times = self._known = 0

    def came_again(self) -> bool:
        """Whether somebody came for it since this was last asked."""
        before, self._known = self._known, self._times
        return self._times > before

    def formats(self) -> list[str]:
        return ["text/plain"]

    def hasFormat(self, name: str) -> bool:  # noqa: N802 - Qt's
        return name == "text/plain"

    def retrieveData(self, name: str, _kind: Any) -> Any:  # noqa: N802 - Qt's
        if name != "text/plain":
            return None
        self._times += 1
        return self._data


class ByKeys:
    """One system's programs, through Qt's clipboard and the system's keys."""

    def __init__(self, system: System, parent: QObject | None = None) -> None:
        self._system, self._driver = system, Driver(parent)

    def front(self) -> Front | None:
        return self._system.front()

    def give_keys(self, window: QWidget) -> None:
        window.activateWindow()

    def close(self) -> None:
        self._driver.end()

    def take(self, front: Front, on_done: Callable[[Taken], object]) -> None:
        self._driver.start(self._taking(front), on_done)

    def put(self, text: str, taken: Taken, on_done: Callable[[Problem | None], object]) -> None:
        self._driver.start(self._putting(plain(text), taken), on_done)

    def _taking(self, front: Front) -> Deed[Taken]:
        kept = everything()
        before = self._system.changes()
        try:
            text = yield from self._copied()
        finally:
            self._put_back(kept, before)
        return Taken(front, text, How.COPIED if text else How.NOTHING)

    def _copied(self) -> Deed[str]:
        """Return what the program copies, "" if that is nothing."""
        yield from self._until(lambda: not self._system.is_held(), COMES)
        before = self._system.changes()
        self._system.copy()
        came = yield from self._until(lambda: self._system.changes() != before, COPIES)
        return QGuiApplication.clipboard().text() if came else ""

    def _putting(self, text: str, taken: Taken) -> Deed[Problem | None]:
        system, window = self._system, taken.front.window
        if not system.exists(window):
            return said.gone()
        system.bring(window)
        if not (yield from self._until(lambda: self._is_front(window), COMES)):
            return said.not_in_front()
        kept, before = everything(), system.changes()
        try:
            return (yield from self._replace(text, taken))
        finally:
            self._put_back(kept, before)

    def _replace(self, text: str, taken: Taken) -> Deed[Problem | None]:
        """Paste over what was taken, if the program would still copy it."""
        again = (yield from self._copied()) if taken.text else ""
        if again.split() != taken.text.split():
            return said.deselected()
        if not self._is_front(taken.front.window):
            return said.not_in_front()
        offered = Offered(text)
        QGuiApplication.clipboard().setMimeData(offered)
        offered.came_again()  # the system itself may look at it at once
        self._system.paste()
        if not (yield from self._until(offered.came_again, FETCHES)):
            return said.refused()
        while (yield from self._until(offered.came_again, QUIET)):
            pass
        return None

    def _is_front(self, window: Any) -> bool:
        front = self._system.front()
        return front is not None and front.window == window

    def _put_back(self, kept: QMimeData, before: int) -> None:
        if self._system.changes() != before:
            QGuiApplication.clipboard().setMimeData(kept)

    def _until(self, what: Callable[[], bool], seconds: float) -> Deed[bool]:
        for _ in range(round(seconds / EACH)):
            if what():
                return True
            yield from pause(EACH)
        return what()


def everything() -> QMimeData:
    """Return all that is in the clipboard, in every format that Qt knows of."""
    now, kept = QGuiApplication.clipboard().mimeData(), QMimeData()
    for name in now.formats():
        kept.setData(name, now.data(name))
    if now.hasImage():
        kept.setImageData(now.imageData())
    return kept
