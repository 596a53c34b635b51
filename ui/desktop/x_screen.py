"""A connection of our own to an X screen: its windows, and what happens there.

Qt has its own connection and tells of our windows alone; this one sees the
others.  Questions to the server are answered at once; whatever another program
must answer is waited for by a deed.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import xcffib
from PySide6.QtCore import QObject, QSocketNotifier
from xcffib import xfixes, xproto, xtest

from ui.desktop.deeds import Deed, Driver, Until

ANY = 0  # any type of a property; also: no window, no atom, the present time
MANY = 1 << 28  # four-byte words: all of a property
ANSWER = 1.0  # seconds that a program has to answer
XError = xcffib.XcffibException


class XScreen(QObject):
    """Raises Problem-free ``XError`` where a window is gone; who asks knows what that means."""

    def __init__(self, parent: QObject | None = None, display: str | None = None) -> None:
        super().__init__(parent)
        self.x: Any = xcffib.connect(display=display)
        self.setup = self.x.get_setup()
        self.core = self.x.core
        self.root: int = self.setup.roots[self.x.pref_screen].root
        self.fixes = self.x(xfixes.key)
        self.fixes.QueryVersion(5, 0).reply()
        self.test = self.x(xtest.key)
        self._atoms: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self.driver = Driver(self)
        self.listeners: list[Callable[[Any], object]] = []
        self.own = self._window()
        self._is_looking = False
        self._notifier = QSocketNotifier(
            self.x.get_file_descriptor(), QSocketNotifier.Type.Read, self
        )
        self._notifier.activated.connect(self.look)

    def _window(self) -> int:
        """Make the window, never shown, that asks and owns for us."""
        window: int = self.x.generate_id()
        mask = xproto.EventMask.PropertyChange
        self.core.CreateWindow(
            0, window, self.root, -10, -10, 1, 1, 0,
            xproto.WindowClass.InputOnly, 0, xproto.CW.EventMask, [mask],
        )  # fmt: skip
        self.x.flush()
        return window

    def close(self) -> None:
        self.driver.end()
        self._notifier.setEnabled(False)
        self.x.disconnect()

    # -- what happens ------------------------------------------------------

    def start(self, deed: Deed[Any], on_done: Callable[[Any], object]) -> None:
        self.driver.start(deed, on_done)
        self.look()

    def look(self) -> None:
        """Hear what came in; an answer that was waited for may have brought events along."""
        if self._is_looking:
            return  # who looks there goes on with it
        self._is_looking = True
        try:
            while (event := self._next()) is not None:
                for listener in tuple(self.listeners):
                    listener(event)
                self.driver.hear(event)
        finally:
            self._is_looking = False
        self.x.flush()

    def _next(self) -> Any:
        """Return the next event, None if there is none."""
        while True:
            try:
                return self.x.poll_for_event()
            except XError:
                if self.x.has_error():  # the screen is gone, and with it all that we could hear
                    self._notifier.setEnabled(False)
                    return None  # else it was of a window that is gone

    def listen_to(self, window: int, mask: int) -> None:
        self.core.ChangeWindowAttributes(window, xproto.CW.EventMask, [mask])
        self.x.flush()

    def now(self) -> Deed[int]:
        """Return the server's time, which no request may lie behind."""
        atom = self.atom("FAMULUS_NOW")
        self.core.ChangeProperty(
            xproto.PropMode.Append, self.own, atom, xproto.Atom.STRING, 8, 0, b""
        )
        self.x.flush()
        event = yield Until(
            lambda e: isinstance(e, xproto.PropertyNotifyEvent) and e.atom == atom, ANSWER
        )
        return int(event.time)

    # -- names -------------------------------------------------------------

    def atom(self, name: str) -> int:
        known = self._atoms.get(name)
        if known is None:
            known = self.core.InternAtom(False, len(name), name).reply().atom
            self._atoms[name], self._names[known] = known, name
        return known

    def name(self, atom: int) -> str:
        """Return the atom's name, "" where there is no such atom."""
        if atom not in self._names:
            try:
                reply = self.core.GetAtomName(atom).reply()
            except XError:
                return ""
            self._names[atom] = bytes(reply.name.buf()).decode("latin-1")
        return self._names[atom]

    # -- windows -----------------------------------------------------------

    def words(self, window: int, name: str) -> list[int]:
        """Return a property of numbers; none where there is no such property."""
        with suppress(XError):
            reply = self.core.GetProperty(
                False, window, self.atom(name), ANY, 0, MANY
            ).reply()  # fmt: skip
            if reply.format == 32:
                return list(struct.unpack(f"={reply.value_len}I", reply.value.buf()))
        return []

    def text(self, window: int, name: str) -> bytes:
        """Return a property of characters."""
        with suppress(XError):
            reply = self.core.GetProperty(False, window, self.atom(name), ANY, 0, MANY).reply()
            if reply.format == 8:
                return bytes(reply.value.buf())
        return b""

    @property
    def active(self) -> int:
        """The window in front, as the window manager says; without one, what has the keyboard."""
        if self.has_manager:
            return (self.words(self.root, "_NET_ACTIVE_WINDOW") or [0])[0]
        return self.focus

    @property
    def has_manager(self) -> bool:
        return bool(self.words(self.root, "_NET_SUPPORTING_WM_CHECK"))

    @property
    def focus(self) -> int:
        """What has the keyboard; 0 if nothing has."""
        window = int(self.core.GetInputFocus().reply().focus)
        return window if window > xproto.InputFocus.PointerRoot else 0

    def is_there(self, window: int) -> bool:
        """Whether the window can be seen, perhaps under others."""
        try:
            state = self.core.GetWindowAttributes(window).reply().map_state
        except XError:
            return False
        return bool(state == xproto.MapState.Viewable)

    def exists(self, window: int) -> bool:
        try:
            self.core.GetWindowAttributes(window).reply()
        except XError:
            return False
        return True

    def is_inside(self, window: int, outer: int) -> bool:
        """Whether the window is the other or lies in it."""
        with suppress(XError):
            while window and window != self.root:
                if window == outer:
                    return True
                window = self.core.QueryTree(window).reply().parent
        return False

    def same_program(self, one: int, other: int) -> bool:
        """Whether both were made over one connection."""
        mask = ~self.setup.resource_id_mask & 0xFFFFFFFF
        return bool(one and other and one & mask == other & mask)

    def message(self, to: int, window: int, kind: str, data: list[int], mask: int = 0) -> None:
        """Send a client message."""
        numbers = xproto.ClientMessageData.synthetic([*data, *[0] * (5 - len(data))], "I" * 5)
        event = xproto.ClientMessageEvent.synthetic(32, window, self.atom(kind), numbers)
        self.core.SendEvent(False, to, mask, event.pack())
        self.x.flush()
