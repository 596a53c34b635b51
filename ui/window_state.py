"""How the window was left: places and ids, none of anyone's words."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

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
