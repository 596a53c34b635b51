"""Writers: the models that work for one memory, one at a time in memory, each for what it can."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant.engine.local import LlamaModel, embedded
from assistant.models.router import Task, candidates, route
from assistant.settings import Settings
from memory.readings import Readings
from memory.store import MemoryStore


@dataclass(frozen=True, slots=True)
class Writer:
    """The model for a task, None if none can do it, and why in a sentence."""

    model: LlamaModel | None
    why: str = ""


class Writers:
    """Chooses, starts and ends them.  Any thread may use it."""

    def __init__(self, store: MemoryStore, settings: Callable[[], Settings]) -> None:
        self._store = store
        self._settings = settings
        self._running: dict[Path, LlamaModel] = {}

    def model(self, task: Task, path: Path | None = None) -> Writer:
        """Return the model for a task; ``path`` is one that is wanted for this time.

        Raises Problem if that file is no model.
        """
        known = candidates(self._store)
        if path is not None:
            model = self._started(path)
            model.tier = next((one.tier for one in known if one.path == path), model.tier)
            return Writer(model, f"{model.name}, which you chose for this.")
        named = self._settings().model
        choice = route(task, known, chosen=Path(named) if named else None)
        if choice.model is None:
            return Writer(None, choice.why)
        model = self._started(choice.model.path)
        model.tier = choice.model.tier
        return Writer(model, choice.why)

    def plain(self) -> LlamaModel:
        """Return what writes without the memory: who asks judges what a small model writes."""
        chosen = self.model(Task.ANSWER).model
        return chosen or self._started(Path(self._settings().model or embedded()))

    def rest(self, unused: float = 0) -> None:
        """End those that nobody needed for so many seconds; they keep what they read."""
        for model in self._running.values():
            model.rest(unused)

    def interrupt(self) -> None:
        """End them all; who waits for one is told at once."""
        for model in self._running.values():
            model.close()

    def _started(self, path: Path) -> LlamaModel:
        if path not in self._running:
            drawer = Readings(self._store)
            model = LlamaModel(path, threads=self._settings().threads, drawer=drawer)
            for other in self._running.values():
                other.close()  # one model's weights at a time
            self._running = {path: model}
        return self._running[path]
