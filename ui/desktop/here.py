"""The desktop that the program runs on: what reaches its windows, and what hears its keys."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from ui.desktop.capabilities import Session
from ui.desktop.own import OwnWindow
from ui.desktop.selection import Desktop
from ui.desktop.shortcut import Shortcuts


@dataclass(frozen=True, slots=True)
class Here:
    """Where nothing is reached but our own window there is one desktop and no shortcuts."""

    session: Session
    desktops: tuple[Desktop, ...]
    shortcuts: Shortcuts | None = None

    def close(self) -> None:
        if self.shortcuts is not None:
            self.shortcuts.close()
        for desktop in self.desktops:
            desktop.close()


def here(parent: QObject) -> Here:
    """Look what there is; what cannot be had is left out, and the session says so."""
    kind = QGuiApplication.platformName()
    make = {"xcb": _x, "wayland": _wayland, "windows": _windows, "cocoa": _mac}.get(kind)
    found = make(parent) if make is not None else None
    return found or Here(Session.here(kind, can_type=False), (OwnWindow(),))


def _x(parent: QObject) -> Here | None:
    from ui.desktop.x_desktop import XDesktop
    from ui.desktop.x_screen import XError
    from ui.desktop.x_shortcut import XShortcuts

    try:
        desktop = XDesktop(parent)
    except (XError, KeyError):  # not that screen any more, or without XTest or XFixes
        return None
    session = Session.here("xcb", has_manager=desktop.screen.has_manager)
    return Here(session, (OwnWindow(), desktop), XShortcuts(desktop.screen))


def _wayland(parent: QObject) -> Here:
    from ui.desktop.bus import Bus
    from ui.desktop.clipped import Clipped
    from ui.desktop.portal import PortalShortcuts

    session = Session.here("wayland", can_type=False)
    desktops = (OwnWindow(), Clipped(parent))
    try:
        return Here(session, desktops, PortalShortcuts(Bus(parent)))
    except OSError:
        return Here(session, desktops)


def _windows(parent: QObject) -> Here:
    from ui.desktop.by_keys import ByKeys
    from ui.desktop.windows import Windows, WindowsShortcuts

    system = Windows()
    return Here(
        Session.here("windows"), (OwnWindow(), ByKeys(system, parent)), WindowsShortcuts(system)
    )


def _mac(parent: QObject) -> Here:
    from ui.desktop.by_keys import ByKeys
    from ui.desktop.mac import Mac, MacShortcuts

    system = Mac()
    session = Session.here("cocoa", can_type=system.may_type)
    return Here(session, (OwnWindow(), ByKeys(system, parent)), MacShortcuts(system))
