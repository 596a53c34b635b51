"""How the program is reached from elsewhere: its keys, its command, its tray."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from memory.errors import Problem
from ui.desktop.capabilities import Check, checks
from ui.desktop.here import Here, here
from ui.desktop.shortcut import is_combination
from ui.operations import Operations
from ui.tray import Tray

if TYPE_CHECKING:
    from ui.anywhere import Anywhere
    from ui.desktop.shortcut import Refused
    from ui.writing_popup import WritingPopup

WRITE = "write"  # the key that opens the popup; the others are commands by their ids


class Reach(QObject):
    """Everything is made when a memory is first opened, so that the start does not wait for it."""

    changed = Signal()  # what works is another now

    def __init__(self, operations: Operations, window: QWidget) -> None:
        super().__init__(window)
        self._operations, self._window = operations, window
        self.here: Here | None = None
        self.popup: WritingPopup | None = None
        self.anywhere: Anywhere | None = None
        self.tray: Tray | None = None
        self._keys: dict[str, str] = {}  # what is wanted, by name
        self._refused: Refused = {}
        self.is_paused = False
        window.destroyed.connect(self._end)

    # -- with a memory -----------------------------------------------------

    def begin(self) -> None:
        """Be reached as the settings of the opened memory say."""
        if self.popup is None:
            self._make()
        assert self.popup is not None
        self.popup.begin()
        self.follow()

    def _make(self) -> None:
        from ui.anywhere import Anywhere
        from ui.writing_popup import WritingPopup

        self.here = here(self)
        self.popup = WritingPopup(self._operations)
        self.anywhere = Anywhere(self.here.desktops, self.popup, self)
        if self.here.shortcuts is not None:
            self.here.shortcuts.heard.pressed.connect(self._pressed)
        self.tray = Tray(self._window)
        self.tray.write.connect(self.write)
        self.tray.paused.connect(self.pause)

    def follow(self) -> None:
        """Look what the settings say now, and which commands have keys of their own."""
        assistant = self._operations.assistant
        settings = assistant.settings
        assert self.tray is not None
        self.tray.keep(settings.tray)
        self._operations.fetch(
            self._window,
            lambda: {
                one.id: one.shortcut
                for one in assistant.writing.commands()
                if one.own and is_combination(one.shortcut)  # a letter alone is one of the popup
            },
            lambda own: self._bind({WRITE: settings.shortcut} if settings.shortcut else {}, own),
        )

    def _bind(self, first: Mapping[str, str], own: Mapping[str, str]) -> None:
        wanted = {**first, **own}
        if wanted != self._keys:
            self._keys = wanted
            self._hear()
        self.changed.emit()

    def leave_memory(self) -> None:
        """Without a memory nothing can be written: the keys are given up."""
        self._keys = {}
        self._hear()
        if self.popup is not None:
            self.popup.leave_memory()

    # -- the keys ----------------------------------------------------------

    def pause(self, on: bool) -> None:
        self.is_paused = on
        self._hear()

    def _hear(self) -> None:
        if self.here is not None and self.here.shortcuts is not None:
            keys = {} if self.is_paused else self._keys
            self.here.shortcuts.bind(keys, self._bound)

    def _bound(self, refused: Mapping[str, Problem]) -> None:
        self._refused = dict(refused)
        self.changed.emit()

    def _pressed(self, name: str) -> None:
        self.write("" if name == WRITE else name)

    def write(self, command: str = "") -> None:
        """Open the popup for the window in front; nothing before a memory was opened."""
        if self.anywhere is not None:
            self.anywhere.begin(command)

    # -- what works --------------------------------------------------------

    def checks(self) -> tuple[Check, ...]:
        if self.here is None:
            return ()
        keys = {} if self.is_paused else self._keys
        return checks(self.here.session, keys, self._refused)

    def _end(self) -> None:
        if self.here is not None:
            self.here.close()
