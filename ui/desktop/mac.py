"""Keys and programs of macOS: Carbon's hot keys to hear a key, Quartz events to press some.

Written to the documented interface; it has not been run on a Mac of ours.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping
from ctypes import (
    CFUNCTYPE,
    Structure,
    c_bool,
    c_int32,
    c_long,
    c_uint16,
    c_uint32,
    c_uint64,
    c_void_p,
)
from typing import Any

from PySide6.QtCore import QObject, Qt

from memory.errors import Problem
from ui.desktop import said
from ui.desktop.selection import Front
from ui.desktop.shortcut import Heard, Refused, combination

FRAMEWORKS = "/System/Library/Frameworks/{0}.framework/{0}"
COMMAND_HELD = 0x100000  # a flag of a Quartz event
ALL_HELD = 0x1E0000  # shift, control, option, command
C, V = 8, 9
HELD = {  # Qt calls the command key Control here, and the control key Meta
    Qt.KeyboardModifier.ControlModifier: 0x100, Qt.KeyboardModifier.ShiftModifier: 0x200,
    Qt.KeyboardModifier.AltModifier: 0x800, Qt.KeyboardModifier.MetaModifier: 0x1000,
}  # fmt: skip
# Where the keys lie on an American keyboard: hot keys are bound to places.
LETTERS = dict(zip("ASDFHGZXCV", range(10), strict=True)) | {
    **dict(zip("BQWERYT123465", (11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23), strict=True)),
    **dict(zip("978OUIPLJKNM", (25, 26, 28, 31, 32, 34, 35, 37, 38, 40, 45, 46), strict=True)),
    "0": 29,
}
KEYS = {
    Qt.Key.Key_Space: 49, Qt.Key.Key_Return: 36, Qt.Key.Key_Tab: 48, Qt.Key.Key_Escape: 53,
    Qt.Key.Key_Left: 123, Qt.Key.Key_Right: 124, Qt.Key.Key_Down: 125, Qt.Key.Key_Up: 126,
    Qt.Key.Key_F1: 122, Qt.Key.Key_F2: 120, Qt.Key.Key_F3: 99, Qt.Key.Key_F4: 118,
    Qt.Key.Key_F5: 96, Qt.Key.Key_F6: 97, Qt.Key.Key_F7: 98, Qt.Key.Key_F8: 100,
    Qt.Key.Key_F9: 101, Qt.Key.Key_F10: 109, Qt.Key.Key_F11: 103, Qt.Key.Key_F12: 111,
}  # fmt: skip
TERMINALS = {"com.apple.Terminal", "com.googlecode.iterm2", "net.kovidgoyal.kitty"}


def four(name: str) -> int:
    """Return the number that Carbon writes as four characters."""
    return int.from_bytes(name.encode("ascii"), "big")


class HotKeyId(Structure):
    """EventHotKeyID."""

    _fields_ = (("signature", c_uint32), ("number", c_uint32))


class EventKind(Structure):
    """EventTypeSpec."""

    _fields_ = (("family", c_uint32), ("kind", c_uint32))


Handler = CFUNCTYPE(c_int32, c_void_p, c_void_p, c_void_p)


def key_number(key: Qt.Key) -> int | None:
    """Return where the key lies, None where we do not know."""
    return KEYS.get(key, LETTERS.get(chr(key)) if key < 0x80 else None)


class Mac:
    """The program in front, the clipboard's number, and keys pressed for the user."""

    def __init__(self) -> None:
        self._quartz: Any = ctypes.CDLL(FRAMEWORKS.format("ApplicationServices"))
        self._quartz.CGEventCreateKeyboardEvent.restype = c_void_p
        self._quartz.CGEventCreateKeyboardEvent.argtypes = [c_void_p, c_uint16, c_bool]
        self._quartz.CGEventSetFlags.argtypes = [c_void_p, c_uint64]
        self._quartz.CGEventPost.argtypes = [c_uint32, c_void_p]
        self._quartz.CFRelease.argtypes = [c_void_p]
        self._quartz.CGEventSourceFlagsState.restype = c_uint64
        self._quartz.AXIsProcessTrusted.restype = c_bool
        self._objc: Any = ctypes.CDLL("/usr/lib/libobjc.dylib")
        for name in ("objc_getClass", "sel_registerName"):
            getattr(self._objc, name).restype = c_void_p
            getattr(self._objc, name).argtypes = [ctypes.c_char_p]

    @property
    def may_type(self) -> bool:
        """Whether the user allows this program to press keys."""
        return bool(self._quartz.AXIsProcessTrusted())

    def _ask(self, to: int | None, what: str, kind: Any = c_void_p, *given: tuple[Any, Any]) -> Any:
        """Send an Objective-C object a message; what is given comes with its kind."""
        kinds = [one for one, _ in given]
        send = CFUNCTYPE(kind, c_void_p, c_void_p, *kinds)(("objc_msgSend", self._objc))
        return send(to, self._objc.sel_registerName(what.encode()), *(value for _, value in given))

    def _class(self, name: str) -> int:
        return int(self._objc.objc_getClass(name.encode()))

    def front(self) -> Front | None:
        space = self._ask(self._class("NSWorkspace"), "sharedWorkspace")
        program = self._ask(space, "frontmostApplication")
        if not program:
            return None
        name = self._words(self._ask(program, "bundleIdentifier"))
        pid = self._ask(program, "processIdentifier", c_int32)
        return Front(pid, name, self._words(self._ask(program, "localizedName")), name in TERMINALS)

    def _words(self, string: int | None) -> str:
        said = self._ask(string, "UTF8String", ctypes.c_char_p) if string else b""
        return (said or b"").decode("utf-8", "replace")

    def _running(self, pid: int) -> Any:
        return self._ask(
            self._class("NSRunningApplication"),
            "runningApplicationWithProcessIdentifier:", c_void_p, (c_int32, pid),
        )  # fmt: skip

    def bring(self, window: Any) -> None:
        self._ask(self._running(window), "activateWithOptions:", c_bool, (c_long, 2))

    def exists(self, window: Any) -> bool:
        return bool(self._running(window))

    def is_held(self) -> bool:
        return bool(self._quartz.CGEventSourceFlagsState(c_int32(0)) & ALL_HELD)

    def copy(self) -> None:
        self._press(C)

    def paste(self) -> None:
        self._press(V)

    def _press(self, key: int) -> None:
        for down in (True, False):
            event = self._quartz.CGEventCreateKeyboardEvent(None, key, down)
            self._quartz.CGEventSetFlags(event, COMMAND_HELD)
            self._quartz.CGEventPost(0, event)
            self._quartz.CFRelease(event)

    def changes(self) -> int:
        board = self._ask(self._class("NSPasteboard"), "generalPasteboard")
        return int(self._ask(board, "changeCount", c_long))


class MacShortcuts:
    """Hot keys of the whole session, by number."""

    def __init__(self, system: Mac, parent: QObject | None = None) -> None:
        del system
        self.heard = Heard(parent)
        self._carbon: Any = ctypes.CDLL(FRAMEWORKS.format("Carbon"))
        self._carbon.GetApplicationEventTarget.restype = c_void_p
        self._target = c_void_p(self._carbon.GetApplicationEventTarget())
        self._keys: dict[int, tuple[str, c_void_p]] = {}
        self._handler = Handler(self._pressed)  # held, or it would be called after it is gone
        kind = EventKind(four("keyb"), 5)
        self._carbon.InstallEventHandler(
            self._target, self._handler, 1, ctypes.byref(kind), None, None
        )

    def bind(self, keys: Mapping[str, str], on_done: Callable[[Refused], object]) -> None:
        self.close()
        refused = {}
        for number, (name, wanted) in enumerate(keys.items(), 1):
            try:
                self._keys[number] = name, self._register(number, wanted)
            except Problem as why:
                refused[name] = why
        on_done(refused)

    def _register(self, number: int, wanted: str) -> c_void_p:
        one = combination(wanted)
        key = key_number(one.key())
        if key is None:
            raise said.no_such_key(wanted)
        held = sum(bit for flag, bit in HELD.items() if flag & one.keyboardModifiers())
        made = c_void_p()
        id = HotKeyId(four("Fmls"), number)
        if self._carbon.RegisterEventHotKey(
            c_uint32(key), c_uint32(held), id, self._target, c_uint32(0), ctypes.byref(made)
        ):
            raise said.taken_key(wanted)
        return made

    def _pressed(self, _caller: Any, event: Any, _data: Any) -> int:
        id = HotKeyId()
        self._carbon.GetEventParameter(
            c_void_p(event), four("----"), four("hkid"), None,
            ctypes.c_ulong(ctypes.sizeof(id)), None, ctypes.byref(id),
        )  # fmt: skip
        if id.number in self._keys:
            self.heard.pressed.emit(self._keys[id.number][0])
        return 0

    def close(self) -> None:
        for _, made in self._keys.values():
            self._carbon.UnregisterEventHotKey(made)
        self._keys.clear()
