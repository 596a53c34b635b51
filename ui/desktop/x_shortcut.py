"""Keys of an X screen: grabbed from its root, whoever has the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from xcffib import xproto

from memory.errors import Problem
from ui.desktop import said
from ui.desktop.shortcut import Heard, Refused, combination
from ui.desktop.x_keys import XKeys
from ui.desktop.x_screen import XError, XScreen

NUM_LOCK = 0xFF7F
ALL = 0xFF  # the eight modifiers, without the buttons of the mouse
# Qt's name of a key and X's sign on it, where they are not the same character.
SIGNS = {
    Qt.Key.Key_Escape: 0xFF1B, Qt.Key.Key_Tab: 0xFF09, Qt.Key.Key_Backspace: 0xFF08,
    Qt.Key.Key_Return: 0xFF0D, Qt.Key.Key_Enter: 0xFF8D, Qt.Key.Key_Insert: 0xFF63,
    Qt.Key.Key_Delete: 0xFFFF, Qt.Key.Key_Pause: 0xFF13, Qt.Key.Key_Print: 0xFF61,
    Qt.Key.Key_Home: 0xFF50, Qt.Key.Key_End: 0xFF57, Qt.Key.Key_Left: 0xFF51,
    Qt.Key.Key_Up: 0xFF52, Qt.Key.Key_Right: 0xFF53, Qt.Key.Key_Down: 0xFF54,
    Qt.Key.Key_PageUp: 0xFF55, Qt.Key.Key_PageDown: 0xFF56, Qt.Key.Key_Menu: 0xFF67,
}  # fmt: skip
HELD = {
    Qt.KeyboardModifier.ShiftModifier: xproto.ModMask.Shift,
    Qt.KeyboardModifier.ControlModifier: xproto.ModMask.Control,
    Qt.KeyboardModifier.AltModifier: xproto.ModMask._1,  # noqa: SLF001 - a public name there
    Qt.KeyboardModifier.MetaModifier: xproto.ModMask._4,  # noqa: SLF001
}

Grab = tuple[int, int]  # the key and the modifiers held down with it


def sign(key: Qt.Key) -> int:
    """Return the X keysym of a key, 0 where we know none."""
    if Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35:
        return 0xFFBE + key - Qt.Key.Key_F1
    if 0x20 <= key <= 0xFF:
        return ord(chr(key).lower())
    return SIGNS.get(key, 0)


class XShortcuts:
    """Grabs each key under every state of the locks, which change no shortcut."""

    def __init__(self, screen: XScreen) -> None:
        self.heard = Heard(screen)
        self._screen, self._keyboard = screen, XKeys(screen)
        self._keys: dict[str, str] = {}
        self._grabbed: dict[Grab, str] = {}
        self._locks = 0
        self._down = 0  # the key that is held since it was heard
        screen.listeners.append(self._hear)

    def bind(self, keys: Mapping[str, str], on_done: Callable[[Refused], object]) -> None:
        self._let_go()
        self._keys = dict(keys)
        refused = {}
        self._locks = xproto.ModMask.Lock | self._keyboard.modifier(NUM_LOCK)
        for name, wanted in keys.items():
            try:
                self._grab(name, wanted)
            except Problem as why:
                refused[name] = why
        on_done(refused)

    def close(self) -> None:
        self._let_go()
        if self._hear in self._screen.listeners:
            self._screen.listeners.remove(self._hear)

    def _grab(self, name: str, wanted: str) -> None:
        one = combination(wanted)
        code = self._keyboard.code(sign(one.key()))
        if not code:
            raise said.no_such_key(wanted)
        held = sum(mask for flag, mask in HELD.items() if flag & one.keyboardModifiers())
        mode = xproto.GrabMode.Async
        try:
            for locks in self._under():
                self._screen.core.GrabKeyChecked(
                    True, self._screen.root, held | locks, code, mode, mode
                ).check()
        except XError as err:
            self._ungrab((code, held))
            raise said.taken_key(wanted) from err
        self._grabbed[code, held] = name

    def _under(self) -> set[int]:
        """Every combination of the locks."""
        lock, num = xproto.ModMask.Lock, self._locks & ~xproto.ModMask.Lock
        return {0, lock, num, lock | num}

    def _ungrab(self, grab: Grab) -> None:
        code, held = grab
        for locks in self._under():
            self._screen.core.UngrabKey(code, self._screen.root, held | locks)
        self._screen.x.flush()

    def _let_go(self) -> None:
        for grab in self._grabbed:
            self._ungrab(grab)
        self._grabbed.clear()

    def _hear(self, event: Any) -> None:
        if isinstance(event, xproto.KeyPressEvent):
            name = self._grabbed.get((event.detail, event.state & ALL & ~self._locks))
            if name is not None and self._down != event.detail:
                self._down = event.detail
                self.heard.pressed.emit(name)
        elif isinstance(event, xproto.KeyReleaseEvent):
            if event.detail not in self._keyboard.held():  # else it only repeats
                self._down = 0
        elif isinstance(event, xproto.MappingNotifyEvent) and self._keys:
            self.bind(self._keys, lambda _refused: None)  # the keys lie elsewhere now
