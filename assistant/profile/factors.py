"""What can be counted about a draft, and which of it explains the choices of a person.

Choices between two drafts are explained by a logistic regression on the differences,
with a prior that holds weights near nothing: few choices prove little.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import resources

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, Any]

FILE = "patterns/factors.toml"
LEAST = 10  # choices before anything is concluded
SURE = 2.0  # standard errors that a weight must be from nothing
PRIOR = 1.0  # how strongly weights are held near nothing
ROUNDS = 50
WORD = re.compile(r"[^\W\d_]+")
BULLET = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s", re.MULTILINE)
EMOJI = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]|[:;]-?[)D(]")
LINK = re.compile(r"https?://|www\.")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two drafts of which one was chosen."""

    chosen: str = field(repr=False)
    other: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reason:
    """A factor that explains choices: more of it was chosen, or less."""

    factor: str
    more: bool
    weight: float = 0.0
    error: float = 0.0

    @property
    def value(self) -> str:
        return str(factors()[self.factor]["more" if self.more else "less"][0])

    @property
    def text(self) -> str:
        return str(factors()[self.factor]["more" if self.more else "less"][1])

    def predicts(self, pair: Pair) -> bool | None:
        """Whether it tells which was chosen; None where both are alike in it."""
        difference = differences(pair)[names().index(self.factor)]
        return None if difference == 0 else bool((difference > 0) == self.more)


@cache
def factors() -> Mapping[str, dict[str, Any]]:
    return tomllib.loads(resources.text(FILE))


@cache
def names() -> tuple[str, ...]:
    return tuple(factors())


def measured(text: str) -> list[float]:
    """Return each factor of a draft, in the order of ``names``."""
    words = [word.casefold() for word in WORD.findall(text)]
    hundred = max(len(words), 1) / 100
    own = {
        "length": math.log1p(len(words)),
        "bullets": float(len(BULLET.findall(text))),
        "emoji": float(len(EMOJI.findall(text))),
        "questions": float(text.count("?")),
        "links": float(len(LINK.findall(text))),
    }
    return [
        own[name] if name in own else sum(words.count(one) for one in told["words"]) / hundred
        for name, told in factors().items()
    ]


def differences(pair: Pair) -> list[float]:
    chosen, other = measured(pair.chosen), measured(pair.other)
    return [a - b for a, b in zip(chosen, other, strict=True)]


def explained(pairs: Sequence[Pair]) -> list[Reason]:
    """Return what explains the choices for sure, the surest first; nothing of too few."""
    import numpy as np

    if len(pairs) < LEAST:
        return []
    rows = np.array([differences(pair) for pair in pairs])
    scale = np.sqrt((rows**2).mean(axis=0))
    varied = scale > 0
    weights, errors = regression(rows[:, varied] / scale[varied])
    kept = [name for name, varies in zip(names(), varied, strict=True) if varies]
    found = [
        Reason(name, bool(weight > 0), float(weight), float(error))
        for name, weight, error in zip(kept, weights, errors, strict=True)
        if abs(weight) / error > SURE
    ]
    return sorted(found, key=lambda one: -abs(one.weight) / one.error)


def regression(rows: Numbers) -> tuple[Numbers, Numbers]:
    """Return the weights of a logistic regression without a constant, and their errors."""
    import numpy as np

    weights = np.zeros(rows.shape[1])
    held = curve = PRIOR * np.eye(rows.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (1 - chance) - PRIOR * weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + held
        step = np.linalg.solve(curve, slope)
        weights = weights + step
        if np.abs(step).max(initial=0.0) < 1e-9:
            break
    return weights, np.sqrt(np.diag(np.linalg.inv(curve)))


def stated(reason: str) -> Iterator[Reason]:
    """Yield what a reason that was given speaks of: "shorter, and no emoji"."""
    text = f" {' '.join(WORD.findall(reason.casefold()))} "
    for name, told in factors().items():
        more, less = (any(f" {word} " in text for word in some) for some in told["reason"])
        if more or less:
            yield Reason(name, more and not less)


def holds(reason: Reason, pairs: Sequence[Pair], least: int = 3, share: float = 0.7) -> bool:
    """Whether a reason that was given predicts the choices, and not only this one."""
    told = [said for pair in pairs if (said := reason.predicts(pair)) is not None]
    return len(told) >= least and sum(told) / len(told) >= share
