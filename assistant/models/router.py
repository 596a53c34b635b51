"""The router: for each task the cheapest model that has passed for it.

What leaves this computer is looked at first, then whether a model can do the
task, and only then what it costs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from assistant.models.installed import is_trusted, test_of, tier_of
from memory.models import known_models
from memory.store import MemoryStore


class Task(StrEnum):
    ANSWER = "answer"
    EXTRACT = "extract"
    REWRITE = "rewrite"
    DRAFT = "draft"
    REVISE = "revise"
    PARAPHRASE = "paraphrase"
    AUDIT = "audit"


# The tier that a task needs; below it rules, quotes and counts do what they can.
NEEDS = {
    Task.ANSWER: 1,
    Task.EXTRACT: 1,
    Task.REWRITE: 1,
    Task.DRAFT: 2,
    Task.REVISE: 2,
    Task.PARAPHRASE: 1,
    Task.AUDIT: 2,
}
WITHOUT = {
    Task.ANSWER: "quoted",
    **dict.fromkeys((Task.EXTRACT, Task.REWRITE, Task.DRAFT), "by rules"),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A model that could be asked."""

    name: str
    path: Path = field(repr=False)
    tier: int
    size: int  # bytes
    speed: float = 0.0  # tokens written in a second, measured here; 0 where it was not
    passed: bool = True  # a test or the user says what it can, and nobody doubts where it is from
    leaves: bool = False  # what it is asked leaves this computer


@dataclass(frozen=True, slots=True)
class Choice:
    """Which model does it, None if none, and why in a sentence."""

    model: Candidate | None
    why: str


def route(
    task: Task, models: Iterable[Candidate], *, chosen: Path | None = None, may_leave: bool = False
) -> Choice:
    """Choose the model for a task: the one that the user chose, if it can do it.

    Without such a choice, the cheapest of those that were tested for it.
    """
    here = [one for one in models if may_leave or not one.leaves]
    need = NEEDS[task]
    if chosen is not None:
        own = next((one for one in here if one.path == chosen), None)
        if own is None:
            return Choice(None, f"The model that was chosen is not there; {_without(task)}.")
        if own.tier < need:
            return Choice(None, f"{own.name} has not passed for this; {_without(task)}.")
        return Choice(own, f"{own.name}, which you chose.")
    able = [one for one in here if one.passed and one.tier >= need]
    if not able:
        return Choice(None, f"No model here has passed for this; {_without(task)}.")
    best = min(able, key=_cost)
    others = f", the cheapest of {len(able)} that have passed for this" if able[1:] else ""
    return Choice(best, f"{best.name}{others or ', which has passed for this'}.")


def candidates(store: MemoryStore) -> list[Candidate]:
    """Return the models of this computer, as they were known last."""
    found = []
    for row in known_models(store):
        if row.path.exists():
            test = test_of(row)
            speed = float((test or {}).get("tokens_per_second", 0.0))
            tested = row.tier is not None or test is not None
            tier, _ = tier_of(row)
            passed = tested and is_trusted(row)
            found.append(Candidate(row.path.stem, row.path, tier, row.size, speed, passed))
    return found


def _without(task: Task) -> str:
    return WITHOUT.get(task, "it is not done")


def _cost(one: Candidate) -> tuple[bool, float, int, str]:
    """What stays is cheaper than what leaves; then what is fast here, or else small."""
    seconds = 1 / one.speed if one.speed else float("inf")
    return one.leaves, seconds, one.size, one.name
