"""The verbs of the memory page: read what is held, look through it, say who is one person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from assistant.jobs import Lane
from memory.errors import Problem
from memory.held import Holdings, Listed, Listing, PersonId
from memory.progress import once
from memory.types import Changes, Passage
from ui.itemmodels.jobs import Run
from ui.operations import Operations

if TYPE_CHECKING:
    from assistant.app import Assistant
    from assistant.profile.exposure import Exposure
    from assistant.profile.people import Card, Known

Told = Callable[[Problem], object]
FOUND = 30  # passages


@dataclass(frozen=True, slots=True)
class Held:
    """All that the lists of the page are made from."""

    holdings: Holdings
    people: list[Known] = field(repr=False)


class Holding(QObject):
    """Starts them as jobs, each told of to the widget that asked."""

    def __init__(self, operations: Operations) -> None:
        super().__init__(operations)
        self._operations = operations

    @property
    def _famulus(self) -> Assistant:
        return self._operations.assistant

    def held(self, parent: QWidget, on_done: Callable[[Held], object], on_problem: Told) -> None:
        famulus = self._famulus

        def read() -> Held:
            return Held(famulus.overview.holdings(), famulus.people.everybody())

        self._operations.put(parent, read, None, on_done, on_problem)

    def listed(
        self,
        parent: QWidget,
        where: Listing,
        after: int,
        on_done: Callable[[list[Listed], int], object],
        on_problem: Told,
    ) -> None:
        """Read some documents of a list, and how many it has."""
        overview = self._famulus.overview
        self._operations.put(
            parent,
            lambda: (overview.listed(where, after=after), overview.counted(where)),
            None,
            lambda found: on_done(*found),
            on_problem,
        )

    def search(
        self,
        parent: QWidget,
        words: str,
        where: Listing,
        people: Sequence[Known],
        on_done: Callable[[list[Passage]], object],
        on_problem: Told,
    ) -> None:
        """Find passages in the documents of a list."""
        search, filters = self._famulus.search, filters_of(where, people)
        work = once(lambda: search(words, limit=FOUND, **filters))
        run = Run(self.tr("Search"), quiet=True)
        self._operations.run(parent, run, work, Lane.ENGINE, on_done=on_done, on_problem=on_problem)

    def expose(
        self, parent: QWidget, target: dict[str, Any], on_done: Callable[[Exposure], object]
    ) -> None:
        """Look what somebody would learn from a part of the memory, or from all of it."""
        work = self._famulus.overview.exposing(**target)
        run = Run(self.tr("Look what it tells about you"))
        self._operations.run(parent, run, work, Lane.ENGINE, on_done=on_done)

    def card(
        self,
        parent: QWidget,
        id: PersonId,
        on_done: Callable[[Card], object],
        on_problem: Told,
    ) -> None:
        card = partial(self._famulus.people.card, id)
        self._operations.put(parent, card, None, on_done, on_problem)

    def join(
        self, parent: QWidget, kept: PersonId, other: PersonId, on_done: Callable[[], object]
    ) -> None:
        self._edit(parent, partial(self._famulus.people.join, kept, other), on_done)

    def split(
        self, parent: QWidget, id: PersonId, chosen: Sequence[str], on_done: Callable[[], object]
    ) -> None:
        self._edit(parent, partial(self._famulus.people.split, id, chosen), on_done)

    def undo(self, parent: QWidget, on_done: Callable[[], object]) -> None:
        self._edit(parent, self._famulus.people.undo, on_done)

    def _edit(
        self, parent: QWidget, deed: Callable[[], Changes], on_done: Callable[[], object]
    ) -> None:
        def done(changes: Changes) -> None:
            on_done()
            self._operations.changed.emit(changes)

        self._operations.put(parent, deed, None, done)


def filters_of(where: Listing, people: Sequence[Known]) -> dict[str, Any]:
    """Return what narrows a list as the search takes it: a person by an address, else a name."""
    since, until = span(where.time)
    known = (one.person for one in people if one.person.id == where.person)
    called = [word for person in known for word in (*person.addresses, person.name)]
    return {
        "kind": where.kind,
        "source": where.source,
        "person": called[0] if called else "",
        "since": since,
        "until": until,
    }


def span(time: str) -> tuple[datetime | None, datetime | None]:
    """Return from when to when a month ("2024-03") or a year ("2024") goes."""
    if not time:
        return None, None
    year, month = int(time[:4]), int(time[5:7] or 0)
    first = datetime(year, month or 1, 1)  # noqa: DTZ001 - it is told as the user's own time
    later = (year, month + 1) if 0 < month < 12 else (year + 1, 1)
    return first.astimezone(), datetime(*later, 1).astimezone()
