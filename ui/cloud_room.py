"""The verbs of models elsewhere: set up, switch, try, remove."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from assistant.jobs import Lane
from memory.errors import Problem
from memory.progress import once
from memory.types import Changes, Topic
from ui.itemmodels.jobs import Run
from ui.itemmodels.providers import Provider, Wanted
from ui.operations import Operations

if TYPE_CHECKING:
    from assistant.cloud.cloud import Cloud

    from assistant.cloud.said import Reply

Told = Callable[[Problem], object]
SETTINGS = frozenset({Topic.SETTINGS})


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether models elsewhere may be asked, and which."""

    on: bool
    providers: Sequence[Provider]


class CloudRoom(QObject):
    """Starts them as jobs; a key goes straight to the keyring and is held nowhere here."""

    def __init__(self, operations: Operations) -> None:
        super().__init__(operations)
        self._operations = operations
        self._trial: Run | None = None

    @property
    def is_open(self) -> bool:
        return self._operations.open is not None

    @property
    def _cloud(self) -> Cloud:
        return self._operations.assistant.cloud

    def look(
        self, parent: QWidget, on_done: Callable[[Standing], object], on_problem: Told
    ) -> None:
        cloud = self._cloud
        self._operations.put(
            parent, lambda: Standing(cloud.on, cloud.providers()), None, on_done, on_problem
        )

    def has_key(self, parent: QWidget, name: str, on_done: Callable[[bool], object]) -> None:
        """Ask the keyring, which may take its time."""
        cloud = self._cloud
        run = Run(self.tr("Ask the keyring"), quiet=True)
        work = once(lambda: cloud.has_key(name))
        self._operations.run(parent, run, work, Lane.NET, on_done=on_done)

    def set_up(
        self,
        parent: QWidget,
        wanted: Wanted,
        key: str,
        on_done: Callable[[Changes], object],
        on_problem: Told,
    ) -> None:
        cloud = self._cloud

        def deed() -> Changes:
            from assistant.cloud.provider import Form, Provider

            made = Provider(**asdict(wanted) | {"form": Form(wanted.form)})
            return cloud.set_up(made, key or None)

        changes = Changes(self.tr("Set up a provider"), SETTINGS)
        self._operations.put(parent, deed, changes, on_done, on_problem)

    def remove(self, parent: QWidget, name: str, on_problem: Told) -> None:
        cloud = self._cloud
        self._operations.edit(parent, lambda: cloud.remove(name), on_problem=on_problem)

    def drop_key(
        self, parent: QWidget, name: str, on_done: Callable[[None], object], on_problem: Told
    ) -> None:
        cloud = self._cloud
        self._operations.put(parent, lambda: cloud.drop_key(name), None, on_done, on_problem)

    def turn(self, parent: QWidget, on_problem: Told, *, on: bool) -> None:
        """Turn the switch; off does not wait for its turn among other deeds."""
        cloud = self._cloud
        if not on:
            cloud.stop()
        self._operations.edit(parent, lambda: cloud.turn(on=on), on_problem=on_problem)

    def try_it(
        self, parent: QWidget, name: str, on_done: Callable[[Reply], object], on_problem: Told
    ) -> None:
        """Ask a provider for one word that says nothing of anybody."""
        self._trial = Run(self.tr("Try a provider"))
        self._operations.run(
            parent,
            self._trial,
            self._cloud.trying(name),
            Lane.NET,
            on_done=on_done,
            on_problem=on_problem,
        )
