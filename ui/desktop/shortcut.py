"""Keys that reach the program from any window: what every system promises of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence

from memory.errors import Problem
from ui.desktop import said

Refused = Mapping[str, Problem]  # by the name of the shortcut, why it has no key
MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.MetaModifier
)


class Heard(QObject):
    """Tells which shortcut was pressed, by its name."""

    pressed = Signal(str)


class Shortcuts(Protocol):
    """The keys of this program on one kind of desktop."""

    heard: Heard

    def bind(self, keys: Mapping[str, str], on_done: Callable[[Refused], object]) -> None:
        """Let these be the keys, by name ("Ctrl+Alt+Space"), and no others.

        Then tell which of them cannot be had, and why.
        """

    def close(self) -> None: ...


def combination(keys: str) -> QKeyCombination:
    """Return the one key with its modifiers; raises Problem for what cannot be a shortcut."""
    sequence = QKeySequence(keys, QKeySequence.SequenceFormat.PortableText)
    if sequence.count() != 1:
        raise said.no_shortcut(keys)
    one: QKeyCombination = sequence[0]  # type: ignore[index] # the stubs do not know it
    if one.key() in (Qt.Key.Key_unknown, Qt.Key(0)):
        raise said.no_shortcut(keys)
    plain = not one.keyboardModifiers() & ~Qt.KeyboardModifier.ShiftModifier & MODIFIERS
    if plain and not Qt.Key.Key_F1 <= one.key() <= Qt.Key.Key_F35:
        raise said.bare_key()
    return one


def is_combination(keys: str) -> bool:
    """Whether this can be a key that is heard in every window."""
    try:
        combination(keys)
    except Problem:
        return False
    return True


def shown(keys: str) -> str:
    """Return the keys as this system writes them."""
    sequence = QKeySequence(keys, QKeySequence.SequenceFormat.PortableText)
    return sequence.toString(QKeySequence.SequenceFormat.NativeText)
