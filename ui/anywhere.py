"""From a key in any window to the popup, and from the popup back to the text."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from memory.errors import Problem
from ui.desktop.selection import Desktop, Front, Taken, plain
from ui.handed import Handed


class Popup(Protocol):
    """Where a text is worked on: it is there at once, and given the text when that has come."""

    on_accepted: Callable[[str], object]

    @property
    def window_shown(self) -> QWidget: ...

    @property
    def is_open(self) -> bool: ...

    def open(self, command: str) -> None:
        """Show it at the pointer without taking the keyboard from the program in front."""

    def begin(self, taken: Taken, command: str) -> None:
        """Work on this text."""

    def shut(self) -> None: ...


class Anywhere(QObject):
    """One text at a time: the one in the window that was in front when the key was pressed."""

    def __init__(
        self, desktops: tuple[Desktop, ...], popup: Popup, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desktops, self._popup = desktops, popup
        self._desktop: Desktop | None = None
        self._taken: Taken | None = None
        self.handed: Handed | None = None
        popup.on_accepted = self._accepted

    def begin(self, command: str = "") -> None:
        """Open the popup on what is selected in the window in front."""
        if self._popup.is_open:
            self._give_keys()
            return
        self._taken = None
        found = self._front()
        self._popup.open(command)
        if found is None:
            self._desktop = None
            return
        self._desktop, front = found
        self._desktop.take(front, partial(self._came, command))

    def _front(self) -> tuple[Desktop, Front] | None:
        for desktop in self._desktops:
            front = desktop.front()
            if front is not None:
                return desktop, front
        return None

    def _give_keys(self) -> None:
        if self._desktop is not None:
            self._desktop.give_keys(self._popup.window_shown)

    def _came(self, command: str, taken: Taken) -> None:
        if self._popup.is_open:  # else it was shut meanwhile
            self._taken = taken
            self._give_keys()
            self._popup.begin(taken, command)

    def _accepted(self, text: str) -> None:
        self._popup.shut()
        taken, self._taken = self._taken, None
        if self._desktop is not None and taken is not None:
            self._desktop.put(text, taken, partial(self._put, plain(text)))

    def _put(self, text: str, problem: Problem | None) -> None:
        if problem is not None:
            self.handed = Handed(text, problem)
            self.handed.show()
