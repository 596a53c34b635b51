"""The selected text of the program in front, taken and given back: what every system promises."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from memory.errors import Problem

LINES = "\n\t"  # control characters that are part of a text


class How(Enum):
    """How a text was come by."""

    SELECTION = "as the selection"
    COPIED = "by copying"
    NOTHING = "not at all"


@dataclass(frozen=True, slots=True)
class Front:
    """The window that was in front when the key was pressed; ``window`` is the system's own."""

    window: Any
    program: str = ""  # as the system names it
    title: str = field(default="", repr=False)
    is_terminal: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """A text and the window that it was selected in."""

    front: Front
    text: str = field(repr=False)
    how: How
    problem: Problem | None = None  # why there is no text, where there is a reason
    before: str | None = field(default=None, repr=False)  # it; None where the program is silent


class Desktop(Protocol):
    """One way to a foreign program.  Both deeds tell their result later; neither raises."""

    def front(self) -> Front | None:
        """Return the window in front, None if there is none."""

    def give_keys(self, window: QWidget) -> None:
        """Let this window of ours have the keyboard."""

    def take(self, front: Front, on_done: Callable[[Taken], object]) -> None:
        """Take what is selected there; the clipboard is afterwards as it was."""

    def put(self, text: str, taken: Taken, on_done: Callable[[Problem | None], object]) -> None:
        """Put the text in the place of what was taken, and nowhere else.

        Then the clipboard is as it was.  With a Problem nothing was put there.
        """

    def close(self) -> None: ...


def plain(text: str) -> str:
    """Return the text as it may be pasted: no control characters, no other line ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in LINES or unicodedata.category(c) != "Cc")
