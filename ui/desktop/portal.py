"""Keys where programs may not grab any: the desktop's portal asks the user, and tells us.

The interface is org.freedesktop.portal.GlobalShortcuts, of KDE, GNOME 48 and later, Hyprland.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from typing import Any

import jeepney
from PySide6.QtCore import QCoreApplication, QKeyCombination, Qt

from memory.errors import Problem
from ui.desktop import said
from ui.desktop.bus import Bus, NoAnswer, is_signal, path
from ui.desktop.deeds import Deed, TooLate, Until
from ui.desktop.shortcut import Heard, Refused, combination

NAME, OBJECT = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
REQUEST, SESSION = "org.freedesktop.portal.Request", "org.freedesktop.portal.Session"
PROPERTIES = "org.freedesktop.DBus.Properties"
DECIDES = 300.0  # seconds that the user has to answer the desktop's question
# The names of keys that are not their own sign, as in X.
KEYS = {
    Qt.Key.Key_Space: "space", Qt.Key.Key_Return: "Return", Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Escape: "Escape", Qt.Key.Key_Insert: "Insert", Qt.Key.Key_Delete: "Delete",
    Qt.Key.Key_Home: "Home", Qt.Key.Key_End: "End", Qt.Key.Key_PageUp: "Prior",
    Qt.Key.Key_PageDown: "Next", Qt.Key.Key_Left: "Left", Qt.Key.Key_Right: "Right",
    Qt.Key.Key_Up: "Up", Qt.Key.Key_Down: "Down", Qt.Key.Key_Backspace: "BackSpace",
    Qt.Key.Key_Comma: "comma", Qt.Key.Key_Period: "period", Qt.Key.Key_Minus: "minus",
    Qt.Key.Key_Plus: "plus", Qt.Key.Key_Slash: "slash", Qt.Key.Key_Semicolon: "semicolon",
}  # fmt: skip
HELD = {
    Qt.KeyboardModifier.ControlModifier: "CTRL", Qt.KeyboardModifier.AltModifier: "ALT",
    Qt.KeyboardModifier.ShiftModifier: "SHIFT", Qt.KeyboardModifier.MetaModifier: "LOGO",
}  # fmt: skip

_tokens = itertools.count(1)


def trigger(one: QKeyCombination) -> str:
    """Return a key as the portal writes it: CTRL+ALT+space."""
    held = [name for flag, name in HELD.items() if flag & one.keyboardModifiers()]
    key = one.key()
    if Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35:
        name = f"F{key - Qt.Key.Key_F1 + 1}"
    else:
        name = KEYS.get(key) or chr(key).lower()
    return "+".join([*held, name])


class PortalShortcuts:
    """One session with the portal; other keys need another session."""

    def __init__(self, bus: Bus) -> None:
        self.heard = Heard(bus)
        self.triggers: dict[str, str] = {}  # by name, what the desktop says that the key is
        self._bus, self._session = bus, ""
        bus.listeners.append(self._hear)

    def bind(self, keys: Mapping[str, str], on_done: Callable[[Refused], object]) -> None:
        self._bus.start(self._binding(dict(keys)), on_done)

    def close(self) -> None:
        if self._hear in self._bus.listeners:
            self._bus.listeners.remove(self._hear)

    def _hear(self, message: Any) -> None:
        if is_signal(message, SHORTCUTS, "Activated"):
            session, name = message.body[:2]
            if session == self._session and name in self.triggers:
                self.heard.pressed.emit(name)
        elif is_signal(message, SESSION, "Closed") and path(message) == self._session:
            self._session = ""

    def version(self) -> Deed[int]:
        """Return which version of the interface the desktop has, 0 if it has none."""
        to = jeepney.DBusAddress(OBJECT, NAME, PROPERTIES)
        try:
            ((_, number),) = yield from self._bus.call(to, "Get", "ss", (SHORTCUTS, "version"))
        except (NoAnswer, TooLate):
            return 0
        return int(number)

    def _binding(self, keys: dict[str, str]) -> Deed[Refused]:
        try:
            yield from self._end_session()
            if not keys:
                return {}
            wanted, refused = self._wanted(keys)
            if not (yield from self.version()):
                raise said.no_portal()
            for interface, member in (
                (REQUEST, "Response"), (SESSION, "Closed"), (SHORTCUTS, "Activated")
            ):  # fmt: skip
                yield from self._bus.listen_to(interface, member)
            yield from self._begin_session()
            yield from self._bind(wanted)
        except (NoAnswer, TooLate):
            return dict.fromkeys(keys, said.portal_refused())
        except Problem as why:
            return dict.fromkeys(keys, why)
        left = {name: said.portal_refused() for name in wanted if name not in self.triggers}
        return refused | left

    def _wanted(self, keys: Mapping[str, str]) -> tuple[dict[str, str], dict[str, Problem]]:
        """Return the keys in the portal's words, and those that cannot be a shortcut."""
        wanted, refused = {}, {}
        for name, one in keys.items():
            try:
                wanted[name] = trigger(combination(one))
            except Problem as why:
                refused[name] = why
        return wanted, refused

    def _begin_session(self) -> Deed[None]:
        options = {"session_handle_token": ("s", f"famulus_session_{next(_tokens)}")}
        results = yield from self._asked("CreateSession", "", (), options)
        self._session = str(results["session_handle"][1])

    def _end_session(self) -> Deed[None]:
        session, self._session = self._session, ""
        self.triggers.clear()
        if session:
            to = jeepney.DBusAddress(session, NAME, SESSION)
            yield from self._bus.call(to, "Close")

    def _bind(self, wanted: Mapping[str, str]) -> Deed[None]:
        described = [
            (name, {"description": ("s", _described(name)), "preferred_trigger": ("s", key)})
            for name, key in wanted.items()
        ]
        body = (self._session, described, "")
        results = yield from self._asked("BindShortcuts", "oa(sa{sv})s", body, {})
        for name, about in results["shortcuts"][1]:
            self.triggers[name] = str(about.get("trigger_description", ("s", ""))[1])

    def _asked(
        self, method: str, signature: str, body: tuple[Any, ...], options: dict[str, Any]
    ) -> Deed[dict[str, Any]]:
        """Ask the portal, and wait for what the user says to it."""
        token = f"famulus_{next(_tokens)}"
        sender = self._bus.name.lstrip(":").replace(".", "_")
        request = f"{OBJECT}/request/{sender}/{token}"
        options = options | {"handle_token": ("s", token)}
        to = jeepney.DBusAddress(OBJECT, NAME, SHORTCUTS)
        answers: list[Any] = []

        def hear(message: Any) -> None:
            if is_signal(message, REQUEST, "Response") and path(message) == request:
                answers.append(message)  # it may come before the call has returned

        self._bus.listeners.append(hear)
        try:
            yield from self._bus.call(to, method, f"{signature}a{{sv}}", (*body, options))
            if not answers:
                yield Until(lambda _message: bool(answers), DECIDES)
        finally:
            self._bus.listeners.remove(hear)
        status, results = answers[0].body
        if status != 0:
            raise NoAnswer
        return dict(results)


def _described(name: str) -> str:
    """What the desktop shows beside the key in its own settings."""
    if name == "write":
        return QCoreApplication.translate("desktop", "Write with Famulus here")
    return QCoreApplication.translate("desktop", "Famulus: {name}").format(name=name)
