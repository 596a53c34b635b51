"""Why a text could not be taken or put back, in sentences."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from memory.errors import Problem


def _tr(text: str) -> str:
    return QCoreApplication.translate("desktop", text)


def _copy() -> str:
    return _tr("Copy the text and paste it where you want it.")


def gone() -> Problem:
    return Problem(_tr("The window that the text came from is no longer there."), remedy=_copy())


def not_in_front() -> Problem:
    return Problem(
        _tr("The window that the text came from did not come to the front."), remedy=_copy()
    )


def refused() -> Problem:
    return Problem(
        _tr("The program did not take the text: perhaps it cannot be changed there."),
        remedy=_copy(),
    )


def deselected() -> Problem:
    return Problem(
        _tr("What you selected is not selected any more, so nothing was put in its place."),
        remedy=_copy(),
    )


def terminal() -> Problem:
    return Problem(
        _tr("Nothing is pasted into a terminal, where a line may be run as a command."),
        remedy=_copy(),
    )


def too_much() -> Problem:
    return Problem(
        _tr("What is in the clipboard is too large to be put back, so it was left alone."),
        remedy=_copy(),
    )


def not_kept() -> Problem:
    return Problem(
        _tr("What is in the clipboard cannot be read just now, so it was left alone."),
        remedy=_copy(),
    )


def no_shortcut(keys: str) -> Problem:
    return Problem(
        _tr("“{keys}” is not one key with others held down.").format(keys=keys),
        remedy=_tr("Choose one such as Ctrl+Alt+Space."),
    )


def bare_key() -> Problem:
    return Problem(
        _tr("This key is needed for writing."),
        remedy=_tr("Choose one with Ctrl, Alt or the system's key held down."),
    )


def no_such_key(keys: str) -> Problem:
    return Problem(
        _tr("There is no key for {keys} on this keyboard.").format(keys=keys),
        remedy=_tr("Choose another."),
    )


def taken_key(keys: str) -> Problem:
    return Problem(
        _tr("Another program has this key: {keys}.").format(keys=keys),
        remedy=_tr("Choose another, or let the other program give it up."),
    )


def no_portal() -> Problem:
    return Problem(
        _tr("This desktop has no way for a program to ask for a key."), remedy=own_settings()
    )


def portal_refused() -> Problem:
    return Problem(_tr("The desktop did not give the key."), remedy=own_settings())


def own_settings() -> str:
    return _tr(
        "In the desktop's own settings, under keyboard shortcuts, bind a key to this command: "
        "famulus write --here"
    )


def nowhere() -> Problem:
    return Problem(_tr("No window was in front that the text could go to."), remedy=_copy())


def cannot_paste() -> Problem:
    return Problem(_tr("This desktop lets no program paste for you."), remedy=_copy())
