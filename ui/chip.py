"""Chips: small buttons that say what is shown or used, and take it away again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from ui.render import one_line
from ui.theme import HIT


class Chip(QToolButton):
    """On or off; Space turns it."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setProperty("place", "chip")
        self.setCheckable(True)
        self.setMinimumHeight(HIT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.say(words)

    def say(self, words: str) -> None:
        self.setText(one_line(words).replace("&", "&&"))
        self.setAccessibleName(one_line(words))


class ChoiceChip(Chip):
    """One of several, chosen in a menu; lit while it is not "any"."""

    picked = Signal(object)

    def __init__(self, name: str, any: str) -> None:
        super().__init__(any)
        self._name, self._any = name, any
        self._value: Any = None
        self._menu = QMenu(self)
        self.setAccessibleDescription(name)
        self.clicked.connect(self._ask)
        self.offer([])

    def offer(self, choices: Sequence[tuple[str, Any]]) -> None:
        """Offer these beside "any", which is None."""
        self._menu.clear()
        self._names = {None: self._any} | {value: words for words, value in choices}
        for value, words in self._names.items():
            action = QAction(one_line(words).replace("&", "&&"), self._menu)
            action.setCheckable(True)
            action.triggered.connect(partial(self._pick, value))
            self._menu.addAction(action)
        if self._value in self._names:
            self.show_value(self._value)
        else:
            self._pick(None)

    @property
    def value(self) -> Any:
        """What is chosen; None is "any"."""
        return self._value

    def show_value(self, value: Any) -> None:
        self._value = value
        self.say(f"{self._names.get(value, self._any)} ▾")
        self.setChecked(value is not None)
        for action, each in zip(self._menu.actions(), self._names, strict=True):
            action.setChecked(each == value)

    def _pick(self, value: Any, _on: bool = False) -> None:
        self.show_value(value)
        self.picked.emit(value)

    def _ask(self) -> None:
        self.setChecked(self._value is not None)
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
