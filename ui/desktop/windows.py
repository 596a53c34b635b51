"""Keys and windows of Windows: RegisterHotKey to hear a key, SendInput to press some.

Written to the documented interface; it has not been run on a Windows of ours.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping
from ctypes import Structure, Union, c_int32, c_size_t, c_ssize_t, c_uint16, c_uint32, c_void_p
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QCoreApplication, QObject, Qt

from memory.errors import Problem
from ui.desktop import said
from ui.desktop.selection import Front
from ui.desktop.shortcut import Heard, Refused, combination

HOTKEY = 0x0312  # the message that tells of one
NO_REPEAT = 0x4000
KEYBOARD, RELEASED = 1, 2  # kinds of input, of a key
CONTROL, SHIFT, ALT, C, V = 0x11, 0x10, 0x12, 0x43, 0x56
SYSTEM_KEYS = (0x5B, 0x5C)
HELD = {
    Qt.KeyboardModifier.AltModifier: 1, Qt.KeyboardModifier.ControlModifier: 2,
    Qt.KeyboardModifier.ShiftModifier: 4, Qt.KeyboardModifier.MetaModifier: 8,
}  # fmt: skip
KEYS = {
    Qt.Key.Key_Space: 0x20, Qt.Key.Key_Return: 0x0D, Qt.Key.Key_Tab: 0x09,
    Qt.Key.Key_Escape: 0x1B, Qt.Key.Key_Insert: 0x2D, Qt.Key.Key_Delete: 0x2E,
    Qt.Key.Key_Home: 0x24, Qt.Key.Key_End: 0x23, Qt.Key.Key_PageUp: 0x21,
    Qt.Key.Key_PageDown: 0x22, Qt.Key.Key_Left: 0x25, Qt.Key.Key_Up: 0x26,
    Qt.Key.Key_Right: 0x27, Qt.Key.Key_Down: 0x28,
}  # fmt: skip


class KeyInput(Structure):
    """KEYBDINPUT."""

    _fields_ = (
        ("key", c_uint16), ("scan", c_uint16), ("flags", c_uint32), ("time", c_uint32),
        ("extra", c_size_t),
    )  # fmt: skip


class MouseInput(Structure):
    """MOUSEINPUT, the largest of the three: it makes the union as large as it must be."""

    _fields_ = (
        ("x", c_int32), ("y", c_int32), ("data", c_uint32), ("flags", c_uint32),
        ("time", c_uint32), ("extra", c_size_t),
    )  # fmt: skip


class AnyInput(Union):
    _fields_ = (("key", KeyInput), ("mouse", MouseInput))


class Input(Structure):
    """INPUT."""

    _fields_ = (("kind", c_uint32), ("of", AnyInput))


class Message(Structure):
    """MSG."""

    _fields_ = (
        ("window", c_void_p), ("message", c_uint32), ("first", c_size_t), ("second", c_ssize_t),
        ("time", c_uint32), ("x", c_int32), ("y", c_int32),
    )  # fmt: skip


def key_number(key: Qt.Key) -> int:
    """Return the virtual key, 0 where we know none."""
    if Qt.Key.Key_F1 <= key <= Qt.Key.Key_F24:
        return 0x70 + key - Qt.Key.Key_F1
    if Qt.Key.Key_A <= key <= Qt.Key.Key_Z or Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
        return int(key)
    return KEYS.get(key, 0)


def inputs(*keys: int) -> Any:
    """Return the presses of these keys in this order, and their releases in the other."""
    steps = [(key, 0) for key in keys] + [(key, RELEASED) for key in reversed(keys)]
    made = (Input * len(steps))()
    for each, (key, flags) in zip(made, steps, strict=True):
        each.kind = KEYBOARD
        each.of.key = KeyInput(key, 0, flags, 0, 0)
    return made


class Windows:
    """The window in front, the clipboard's number, and keys pressed for the user."""

    def __init__(self) -> None:
        self.user: Any = ctypes.CDLL("user32")
        self.user.GetForegroundWindow.restype = c_void_p
        for name in ("SetForegroundWindow", "IsWindow", "GetWindowTextLengthW"):
            getattr(self.user, name).argtypes = [c_void_p]
        self.user.GetWindowTextW.argtypes = [c_void_p, ctypes.c_wchar_p, c_int32]
        self.user.GetClassNameW.argtypes = [c_void_p, ctypes.c_wchar_p, c_int32]

    def front(self) -> Front | None:
        window = self.user.GetForegroundWindow()
        if not window:
            return None
        title = ctypes.create_unicode_buffer(self.user.GetWindowTextLengthW(window) + 1)
        self.user.GetWindowTextW(window, title, len(title))
        kind = ctypes.create_unicode_buffer(256)
        self.user.GetClassNameW(window, kind, len(kind))
        terminals = {"ConsoleWindowClass", "CASCADIA_HOSTING_WINDOW_CLASS", "mintty"}
        return Front(window, kind.value, title.value, kind.value in terminals)

    def bring(self, window: Any) -> None:
        self.user.SetForegroundWindow(window)

    def exists(self, window: Any) -> bool:
        return bool(self.user.IsWindow(window))

    def is_held(self) -> bool:
        keys = (CONTROL, SHIFT, ALT, *SYSTEM_KEYS)
        return any(self.user.GetAsyncKeyState(key) & 0x8000 for key in keys)

    def copy(self) -> None:
        self._press(CONTROL, C)

    def paste(self) -> None:
        self._press(CONTROL, V)

    def _press(self, *keys: int) -> None:
        made = inputs(*keys)
        self.user.SendInput(len(made), made, ctypes.sizeof(Input))

    def changes(self) -> int:
        return int(self.user.GetClipboardSequenceNumber())


class HotKeys(QAbstractNativeEventFilter):
    """Hears the messages that tell of a key."""

    def __init__(self, on_key: Callable[[int], object]) -> None:
        super().__init__()
        self._on_key = on_key

    def nativeEventFilter(self, kind: Any, at: int) -> Any:  # noqa: N802 - Qt's
        if b"windows" in bytes(kind):
            message = Message.from_address(int(at))
            if message.message == HOTKEY:
                self._on_key(message.first)
        return False, 0


class WindowsShortcuts:
    """Keys of the whole session, by number."""

    def __init__(self, system: Windows, parent: QObject | None = None) -> None:
        self.heard = Heard(parent)
        self._user = system.user
        self._names: dict[int, str] = {}
        self._filter = HotKeys(self._pressed)
        app = QCoreApplication.instance()
        assert app is not None
        app.installNativeEventFilter(self._filter)

    def bind(self, keys: Mapping[str, str], on_done: Callable[[Refused], object]) -> None:
        self.close()
        refused = {}
        for number, (name, wanted) in enumerate(keys.items(), 1):
            try:
                self._register(number, wanted)
                self._names[number] = name
            except Problem as why:
                refused[name] = why
        on_done(refused)

    def _register(self, number: int, wanted: str) -> None:
        one = combination(wanted)
        key = key_number(one.key())
        if not key:
            raise said.no_such_key(wanted)
        held = sum(bit for flag, bit in HELD.items() if flag & one.keyboardModifiers())
        if not self._user.RegisterHotKey(None, number, held | NO_REPEAT, key):
            raise said.taken_key(wanted)

    def _pressed(self, number: int) -> None:
        if number in self._names:
            self.heard.pressed.emit(self._names[number])

    def close(self) -> None:
        for number in self._names:
            self._user.UnregisterHotKey(None, number)
        self._names.clear()
