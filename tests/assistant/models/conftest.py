"""A room of models in a memory of its own, on a computer where no other program has any."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from assistant.models import installed
from assistant.models.found import Found, Skipped
from assistant.models.room import ModelRoom
from assistant.settings import Settings
from memory.progress import Progress, Work
from memory.store import MemoryStore
from memory.types import Changes, Topic


@dataclass
class Elsewhere:
    """What other programs have."""

    found: list[Found] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def look(self) -> tuple[list[Found], list[Skipped]]:
        return list(self.found), list(self.skipped)


@dataclass
class Chosen:
    """The settings of the one who uses the room."""

    settings: Settings = field(default_factory=Settings)

    def choose(self, *, model: str) -> Changes:
        self.settings = replace(self.settings, model=model)
        return Changes("Change settings", frozenset({Topic.SETTINGS}))


def self_test(path: Path) -> Work[Progress, dict[str, Any]]:
    yield Progress(1, 2, "Trying")
    return {"tier": 2, "reason": f"{path.name} passed 30 of 40.", "tokens_per_second": 12.5}


@pytest.fixture
def elsewhere(monkeypatch) -> Elsewhere:
    there = Elsewhere()
    monkeypatch.setattr(installed, "look", there.look)
    return there


@pytest.fixture
def chosen() -> Chosen:
    return Chosen()


@pytest.fixture
def room(store: MemoryStore, elsewhere: Elsewhere, chosen: Chosen) -> ModelRoom:
    return ModelRoom(store, lambda: chosen.settings, chosen.choose, self_test)
