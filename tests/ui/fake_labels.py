"""Labels made up in memory."""

from __future__ import annotations

from dataclasses import dataclass, field

from memory.errors import Problem
from memory.labels import Labelled, Origin
from memory.types import Changes, Label, Topic

DONE = Changes("Label", frozenset({Topic.SETTINGS}))


@dataclass
class FakeLabels:
    borne: dict[Origin, Label] = field(default_factory=dict)
    before: list[dict[Origin, Label]] = field(default_factory=list)
    problem: Problem | None = None

    def all(self) -> list[Labelled]:
        return [Labelled(origin, str(origin.key), label) for origin, label in self.borne.items()]

    def set(self, origin: Origin, label: Label | None) -> Changes:
        if self.problem is not None:
            raise self.problem
        self.before.append(dict(self.borne))
        self.borne.pop(origin, None)
        if label:
            self.borne[origin] = label
        return DONE

    def undo(self) -> Changes:
        self.borne = self.before.pop()
        return DONE
