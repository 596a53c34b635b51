"""What works on this desktop, each as a sentence, with what to do about the rest."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QSystemTrayIcon

from memory.errors import Problem
from ui.desktop import said
from ui.desktop.shortcut import shown


class Works(Enum):
    """How far something works."""

    YES = "works"
    PARTLY = "works in part"
    NO = "does not work"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing, whether it works here, and what helps where it does not."""

    about: str
    works: Works
    sentence: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """What there is to know of a desktop before anything is tried."""

    kind: str  # xcb, wayland, cocoa, windows, or what else Qt calls it
    desktop: str = ""  # as it calls itself
    has_manager: bool = True  # of windows, on X
    can_type: bool = True  # whether keys may be pressed for the user
    has_tray: bool = False
    starts_along: bool = False

    @classmethod
    def here(cls, kind: str, *, has_manager: bool = True, can_type: bool = True) -> Session:
        desktop = os.environ.get("XDG_CURRENT_DESKTOP", "").replace(":", ", ")
        tray = QSystemTrayIcon.isSystemTrayAvailable()
        return cls(kind, desktop, has_manager, can_type, tray, _starts_along())


def checks(
    session: Session, keys: Mapping[str, str], refused: Mapping[str, Problem]
) -> tuple[Check, ...]:
    """Return what is to be said of this desktop; ``keys`` by the names of the shortcuts."""
    return (
        _of_session(session),
        _of_keys(session, keys, refused),
        _of_command(),
        _of_reading(session),
        _of_pasting(session),
        _of_tray(session),
        _of_start(session),
    )


def _of_session(session: Session) -> Check:
    about, named = _tr("Desktop"), {
        "xcb": "X11", "wayland": "Wayland", "cocoa": "macOS", "windows": "Windows",
    }.get(session.kind)  # fmt: skip
    if named is None:
        return Check(about, Works.NO, _tr("There are no windows of other programs here."))
    whole = f"{named} ({session.desktop})" if session.desktop else named
    sentence = _tr("This is a session of {whole}.").format(whole=whole)
    if session.kind == "wayland":
        return Check(
            about, Works.PARTLY, sentence + " " + _tr("Its programs are kept apart."),
            _tr("A session of X11, chosen where you sign in, lets all of it work."),
        )  # fmt: skip
    if not session.has_manager:
        return Check(
            about, Works.PARTLY, sentence + " " + _tr("No window manager answers."),
            _tr("Without one, a window may not come to the front again by itself."),
        )  # fmt: skip
    return Check(about, Works.YES, sentence)


def _of_keys(session: Session, keys: Mapping[str, str], refused: Mapping[str, Problem]) -> Check:
    about = _tr("Key")
    if session.kind not in {"xcb", "wayland", "cocoa", "windows"}:
        return Check(about, Works.NO, _tr("No key is heard here."), said.own_settings())
    if not keys:
        return Check(about, Works.NO, _tr("No key is chosen, or it is paused."))
    if refused:
        first = next(iter(refused.values()))
        works = Works.PARTLY if len(refused) < len(keys) else Works.NO
        return Check(about, works, str(first), first.remedy)
    named = ", ".join(shown(one) for one in keys.values())
    return Check(about, Works.YES, _tr("{keys} is heard in every window.").format(keys=named))


def _of_command() -> Check:
    return Check(
        _tr("Command"), Works.YES,
        _tr("A command does the same as the key, and any program may call it:"),
        shlex.join([*_program(), "write", "--here"]),
    )  # fmt: skip


def _of_reading(session: Session) -> Check:
    about = _tr("Reading")
    if session.kind == "xcb" and session.can_type:
        return Check(
            about, Works.YES,
            _tr("What is selected is read as the selection, or copied and the clipboard put back."),
        )  # fmt: skip
    if session.kind in {"xcb", "wayland"}:
        return Check(
            about, Works.PARTLY, _tr("What is selected is read only where the desktop tells it."),
            _tr("If the popup shows nothing, copy the text first: then it is taken from there."),
        )  # fmt: skip
    if session.kind in {"cocoa", "windows"} and session.can_type:
        return Check(about, Works.YES, _tr("What is selected is copied, the clipboard put back."))
    return Check(about, Works.NO, _tr("What is selected cannot be copied."), _allowed(session))


def _of_pasting(session: Session) -> Check:
    about = _tr("Pasting")
    if session.kind != "wayland" and session.can_type and session.kind in _KINDS:
        return Check(
            about, Works.YES,
            _tr("The text is pasted into the window it came from, never into a terminal."),
        )  # fmt: skip
    return Check(
        about, Works.NO, _tr("Nothing can be pasted for you here."),
        _allowed(session) or _tr("A window shows the text, with a button that copies it."),
    )  # fmt: skip


def _allowed(session: Session) -> str:
    if session.kind != "cocoa":
        return ""
    return _tr(
        "Allow Famulus under System Settings, Privacy and Security, Accessibility: without it "
        "macOS lets no program press keys for you. Then start Famulus again."
    )


def _of_tray(session: Session) -> Check:
    about = _tr("Tray")
    if session.has_tray:
        return Check(about, Works.YES, _tr("This desktop shows a tray."))
    remedy = _tr("On GNOME the extension AppIndicator shows one; nothing here needs it.")
    return Check(
        about, Works.NO, _tr("This desktop shows no tray."), remedy if _is_gnome(session) else
        _tr("Nothing here needs it: the key and the window do the same."),
    )  # fmt: skip


def _of_start(session: Session) -> Check:
    about = _tr("At the start")
    if session.starts_along:
        return Check(about, Works.YES, _tr("Famulus starts with your session."))
    return Check(
        about, Works.NO, _tr("Famulus does not start with your session."),
        _tr("The command starts it when it does not run. To have it there from the beginning, add "
            "{program} to the programs that your desktop starts.").format(
            program=shlex.join(_program())
        ),
    )  # fmt: skip


_KINDS = {"xcb", "cocoa", "windows"}


def _is_gnome(session: Session) -> bool:
    return "gnome" in session.desktop.lower()


def _program() -> list[str]:
    """Return how this program is started here."""
    beside = Path(sys.executable).with_name("famulus")
    return [str(beside)] if beside.exists() else ["famulus"]


def _starts_along() -> bool:
    """Whether the session starts the program, where that can be seen."""
    config = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    folder = Path(config, "autostart").expanduser()
    try:
        return any("famulus" in path.name.lower() for path in folder.glob("*.desktop"))
    except OSError:
        return False


def _tr(text: str) -> str:
    return QCoreApplication.translate("capabilities", text)
