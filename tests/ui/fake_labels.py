"""Labels made up in memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from memory.errors import Problem
from memory.types import Changes, Topic

DONE = Changes("Label", frozenset({Topic.SETTINGS}))


@dataclass(frozen=True)
class Bearer:
    what: str
    key: str | int
    name: str
    label: str | None = None


@dataclass
class FakeLabels:
    bearers: list[Bearer] = field(default_factory=list)
    before: list[list[Bearer]] = field(default_factory=list)
    problem: Problem | None = None

    def all(self) -> list[Bearer]:
        return list(self.bearers)

    def put(self, what: str, key: str | int, label: str | None) -> Changes:
        if self.problem is not None:
            raise self.problem
        self.before.append(self.bearers)
        self.bearers = [
            replace(one, label=label) if (one.what, one.key) == (what, key) else one
            for one in self.bearers
        ]
        return DONE

    def undo(self) -> Changes:
        self.bearers = self.before.pop()
        return DONE
