"""How the window was left: places and ids, none of anyone's words."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

NAME = "window.json"


@dataclass
class WindowState:
    """What comes back at the next start."""

    geometry: list[int] = field(default_factory=list)  # x, y, width, height
    maximized: bool = False
    split: list[int] = field(default_factory=list)
    beside: bool = False
    history: bool = True
    page: str = "chat"
    conversation: int | None = None


def load(home: Path) -> WindowState:
    """Return how the window was left; a file that makes no sense counts as none."""
    try:
        stored = json.loads((home / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return WindowState()
    if not isinstance(stored, dict):
        return WindowState()
    known = asdict(WindowState())
    fits = {
        f.name: stored[f.name]
        for f in fields(WindowState)
        if f.name in stored and _fits(stored[f.name], known[f.name])
    }
    return WindowState(**fits)


def put_back(window: QWidget, state: WindowState) -> None:
    """Put the window where it was left, as far as there is still a screen there."""
    if len(state.geometry) == 4:
        wanted = QRect(*state.geometry)
        if any(s.availableGeometry().intersects(wanted) for s in QGuiApplication.screens()):
            window.resize(wanted.size())
            window.move(wanted.topLeft())
    if state.maximized:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def geometry(window: QWidget) -> list[int]:
    """Return where the window stands; with its frame, or the title would come back too high."""
    place = window.normalGeometry() if window.isMaximized() else window.geometry()
    corner = place.topLeft() if window.isMaximized() else window.pos()
    return [corner.x(), corner.y(), place.width(), place.height()]


def _fits(value: Any, example: Any) -> bool:
    if example is None:
        return value is None or (isinstance(value, int) and not isinstance(value, bool))
    if isinstance(example, list):
        return isinstance(value, list) and all(type(one) is int for one in value)
    return type(value) is type(example)


def save(home: Path, state: WindowState) -> None:
    """Keep it beside the memory; where there is no memory there is nothing to keep."""
    if home.is_dir():
        (home / NAME).write_text(json.dumps(asdict(state)), encoding="utf-8")
