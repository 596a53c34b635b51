"""Whether a question to the user is worth its interruption, and which.

A question is asked where knowing its answer makes the outcome better by more than being
asked costs: at most two for a task, none twice, and "just answer" is always there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

import resources
from assistant.profile.context import Situation, is_confirmed, scope_matches
from memory.claims.belief import APPLIES, strength
from memory.claims.sameness import normal
from memory.types import Claim

FILE = "patterns/asking.toml"
MOST = 2  # questions for one task
COST, AGAIN, HURRY = 0.12, 0.08, 0.3  # of the first, more for each further, more in a hurry
SHOWN = 4  # values to choose from
LIKELY = 0.02  # a value less likely is not offered


@dataclass(frozen=True, slots=True)
class Unsure:
    """Something that is not known: how likely each value is, and how much it matters."""

    slot: str
    question: str = field(repr=False)
    belief: Mapping[str, float] = field(repr=False)
    matters: float = 1.0
    near: Mapping[tuple[str, str], float] = field(default_factory=dict, repr=False)

    def use(self, done: str, wanted: str) -> float:
        """Return how good the outcome is if one value is taken and another was wanted."""
        if done == wanted:
            return 1.0
        alike = self.near.get((done, wanted), self.near.get((wanted, done), 0.0))
        return 1.0 - self.matters * (1.0 - alike)


@dataclass(frozen=True, slots=True)
class Question:
    """One short question; ``best`` is what is taken where the user says "just answer"."""

    slot: str
    text: str = field(repr=False)
    choices: tuple[str, ...] = field(repr=False)
    best: str = field(repr=False)
    gain: float


def gain(unsure: Unsure) -> float:
    """Return how much better the outcome is expected to be if the answer is known."""
    known = sum(unsure.belief.values())  # of a value that is known, the best is done: worth 1
    return known - _use_of(unsure, _best(unsure))


def cost(asked: int, urgency: float = 0.0) -> float:
    return COST + AGAIN * asked + HURRY * urgency


def worth_asking(
    unsure: Iterable[Unsure], asked: Collection[str] = (), urgency: float = 0.0
) -> tuple[Question, ...]:
    """Return what is to be asked, what gains most first; ``asked`` are the slots that were."""
    ranked = sorted(
        (one for one in unsure if one.slot not in asked and len(one.belief) > 1),
        key=lambda one: (-gain(one), one.slot),
    )
    questions: list[Question] = []
    for one in ranked:
        before = len(set(asked)) + len(questions)
        if before >= MOST or gain(one) <= cost(before, urgency):
            break
        questions.append(_put(one))
    return tuple(questions)


def unsure_of(situation: Situation, claims: Iterable[Claim], now: datetime) -> list[Unsure]:
    """Return what is not known of a task: likely values from what is believed, else of people."""
    usable = [
        one
        for one in claims
        if not one.subject and is_confirmed(one) and scope_matches(one, situation)
    ]
    found = []
    for slot, told in slots().items():
        if situation.task in told["tasks"]:
            mine = [one for one in usable if one.slot == told["claim"]]
            belief = believed(told["values"], mine, now)
            near = {_pair(pair): worth for pair, worth in told["near"].items()}
            found.append(Unsure(slot, told["question"], belief, told["matters"], near))
    return found


def believed(
    prior: Mapping[str, float], claims: Sequence[Claim], now: datetime
) -> dict[str, float]:
    """Return how likely each value is: as of people, and as strong claims of this one say."""
    belief = dict(prior)
    weak = (one for one in claims if one.polarity > 0)
    for claim in sorted(weak, key=lambda one: (strength(one, now), one.id)):
        sure = strength(claim, now)
        if sure < APPLIES:
            continue
        value = next((v for v in belief if normal(v) == normal(claim.value)), claim.value)
        rest = sum(share for one, share in belief.items() if one != value)
        belief = {one: (1 - sure) * share / rest for one, share in belief.items() if one != value}
        belief[value] = sure if rest else 1.0
    return belief


@cache
def slots() -> Mapping[str, dict[str, Any]]:
    return tomllib.loads(resources.text(FILE))


def _put(unsure: Unsure) -> Question:
    likely = sorted(unsure.belief, key=lambda value: (-unsure.belief[value], value))
    choices = [value for value in likely if unsure.belief[value] >= LIKELY][:SHOWN]
    return Question(unsure.slot, unsure.question, tuple(choices), _best(unsure), gain(unsure))


def _best(unsure: Unsure) -> str:
    """Return what is best done without asking."""
    return max(unsure.belief, key=lambda done: (_use_of(unsure, done), unsure.belief[done], done))


def _use_of(unsure: Unsure, done: str) -> float:
    return sum(share * unsure.use(done, wanted) for wanted, share in unsure.belief.items())


def _pair(named: str) -> tuple[str, str]:
    first, _, second = named.partition("/")
    return first, second
