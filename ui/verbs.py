"""The keys of the window, and what each does: once for shortcut, palette and help."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.palette import Verb

Deed = Callable[[], object]
UNSAID = {"palette", "leave"}  # of no use in the palette itself


def _tr(text: str) -> str:
    return QCoreApplication.translate("verbs", text)


class Keys:
    """Hangs every verb on the window; ``deeds`` are the window's own, by our names."""

    def __init__(self, window: QWidget, deeds: Mapping[str, Deed]) -> None:
        said = [
            ("palette", _tr("Do or go to anything"), "Ctrl+K", "search"),
            ("leave", _tr("Leave what was opened last, stop an answer"), "Esc", "close"),
            ("new", _tr("New conversation"), "Ctrl+N", "new"),
            ("files", _tr("Add files…"), "Ctrl+O", "file"),
            ("folder", _tr("Add a folder…"), "Ctrl+Shift+O", "folder"),
            ("chat", _tr("Go to Chat"), "Ctrl+1", "chat"),
            ("profile", _tr("Go to Profile"), "Ctrl+2", "profile"),
            ("memory", _tr("Go to Memory"), "Ctrl+3", "memory"),
            ("sources", _tr("Go to Sources"), "Ctrl+4", "sources"),
            ("writing", _tr("Go to Writing"), "Ctrl+5", "edit"),
            ("models", _tr("Go to Models"), "Ctrl+6", "models"),
            ("privacy", _tr("Go to Privacy"), "Ctrl+7", "privacy"),
            ("settings", _tr("Go to Settings"), "Ctrl+8", "settings"),
            ("review", _tr("Review what was heard about you"), "Ctrl+R", "profile"),
            ("safekeeping", _tr("Back up, check, export the memory"), "Ctrl+Shift+S", "shield"),
            ("history", _tr("Show or hide conversations"), "Ctrl+H", "history"),
            ("beside", _tr("Show or hide what is beside"), "Ctrl+B", "beside"),
            ("jobs", _tr("Show the jobs"), "Ctrl+J", "passages"),
            ("help", _tr("Help for this page"), "F1", "why"),
            ("quit", _tr("Quit"), "Ctrl+Q", "close"),
        ]
        self._verbs = {id: Verb(name, deeds[id], key, icon) for id, name, key, icon in said}
        for verb in self._verbs.values():
            action = QAction(verb.name, window)
            action.setShortcut(QKeySequence(verb.key))
            action.triggered.connect(partial(_do, verb))
            window.addAction(action)

    def verbs(self) -> list[Verb]:
        """Return what the palette offers."""
        return [verb for id, verb in self._verbs.items() if id not in UNSAID]

    def named(self) -> list[tuple[str, str]]:
        """Return every key with what it does, for the help."""
        return [(verb.name, verb.key) for verb in self._verbs.values()]


def _do(verb: Verb, _checked: bool = False) -> None:
    verb.deed()
