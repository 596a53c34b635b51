"""Whether a text sounds like the user: the letters they write beside those that others do.

A logistic regression on runs of two to four characters, of the user's own texts against
as many of others', calibrated on texts that it was not fitted on.  Names are masked on both
sides: a text does not sound like somebody because their name stands below it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

RUNS = (2, 3, 4)
BITS = 17  # of the places among which runs of characters are spread
FEW, LITTLE = 10, 1500  # texts of each side, and characters, below which nothing is said
MOST = 700  # texts of each side
LONGEST = 700  # characters of a text; what is longer is cut into several
SHORTEST = 20  # characters of a text that tells anything
FOLDS = 4
STEPS = 50
RIDGE = 0.02
STEP = 8.0
NAMED = "·"  # stands for each name
LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """Tells one writer from others.  ``spread`` are the scores of texts it was not fitted on."""

    _weights: Floats = field(repr=False)
    _known: Floats = field(repr=False)  # how telling a run is: rare ones more
    _bias: float
    _calibrated: tuple[float, float, float]
    spread: tuple[tuple[float, ...], tuple[float, ...]] = field(repr=False)  # own, of others

    def of(self, text: str) -> float | None:
        """Return how much a text sounds like the user, from 0 to 1; None if it is too short."""
        if len(text.strip()) < SHORTEST:
            return None
        at, value = _vector(text, self._known)
        score = float(value @ self._weights[at]) + self._bias
        return _chance(score, len(text), self._calibrated)

    @property
    def right(self) -> float:
        """The share of the texts that it was not fitted on and told right, each side alike."""
        own, others = self.spread
        said_own = sum(chance > 0.5 for chance in own) / len(own)
        return (said_own + sum(chance <= 0.5 for chance in others) / len(others)) / 2


def likeness(own: Sequence[str], others: Sequence[str]) -> Likeness | None:
    """Fit it to texts; None if there are too few.  The same texts make the same."""
    sides = [_pieces(texts) for texts in (own, others)]
    if any(len(side) < FEW or sum(map(len, side)) < LITTLE for side in sides):
        return None
    most = min(MOST, 2 * min(map(len, sides)))
    return _fitted(_even(sides[0], most), _even(sides[1], most))


def masked(text: str, names: Collection[str]) -> str:
    """Return the text with these names, in whatever case, and all links made alike."""
    text = LINK.sub(NAMED, text)
    words = sorted({word for name in names for word in name.split() if len(word) > 1})
    if not words:
        return text
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)"
    return re.sub(pattern, NAMED, text, flags=re.IGNORECASE)


def _pieces(texts: Sequence[str]) -> list[str]:
    """Cut what is long between its words, so that nobody's one long text outweighs the rest."""
    found = []
    for text in texts:
        left = " ".join(text.split(" ")).strip()
        while len(left) > LONGEST:
            at = left.rfind(" ", LONGEST // 2, LONGEST)
            at = at if at > 0 else LONGEST
            found.append(left[:at])
            left = left[at:].strip()
        found.append(left)
    return [piece for piece in found if len(piece) >= SHORTEST]


def _even(pieces: Sequence[str], most: int) -> list[str]:
    """Return so many of them, from everywhere alike: what lies together is by one person."""
    step = max(1.0, len(pieces) / most)
    return [pieces[int(n * step)] for n in range(min(len(pieces), most))]


def _fitted(own: Sequence[str], others: Sequence[str]) -> Likeness:
    import numpy as np

    texts = [*own, *others]
    is_own = np.array([1.0] * len(own) + [0.0] * len(others))
    counted = [_counted(text) for text in texts]
    lengths = [len(text) for text in texts]
    scores = np.zeros(len(texts))
    # Neighbours may be pieces of one text, or of one exchange: they are held out together.
    folds = np.array([n * FOLDS // len(side) for side in (own, others) for n in range(len(side))])
    for fold in range(FOLDS):
        held = folds == fold
        weights, known, bias = _regression([c for c, h in zip(counted, held, strict=True) if not h],
                                           is_own[~held])  # fmt: skip
        for n in np.flatnonzero(held):
            at, value = _weighed(counted[n], known)
            scores[n] = value @ weights[at] + bias
    calibrated = _calibration(scores, lengths, is_own)
    chances = [_chance(s, n, calibrated) for s, n in zip(scores.tolist(), lengths, strict=True)]
    weights, known, bias = _regression(counted, is_own)
    spread = tuple(chances[: len(own)]), tuple(chances[len(own) :])
    return Likeness(weights, known, bias, calibrated, spread)


def _regression(
    counted: Sequence[tuple[Whole, Floats]], is_own: Floats
) -> tuple[Floats, Floats, float]:
    """Return the weight of each run of characters, how telling it is, and the bias."""
    import numpy as np

    held = np.bincount(np.concatenate([at for at, _ in counted]), minlength=1 << BITS)
    known = np.where(held > 1, np.log((1 + len(counted)) / (1 + held)) + 1, 0.0)
    vectors = [_weighed(one, known) for one in counted]
    at = np.concatenate([at for at, _ in vectors])
    value = np.concatenate([value for _, value in vectors])
    starts = np.cumsum([0, *(len(one) for one, _ in vectors)])[:-1]
    text = np.repeat(np.arange(len(counted)), [len(one) for one, _ in vectors])
    share = np.where(is_own == 1, 0.5 / is_own.sum(), 0.5 / (1 - is_own).sum())
    weights = before = np.zeros(1 << BITS)
    bias = bias_before = 0.0
    for step in range(STEPS):  # Nesterov's descent
        speed = step / (step + 3)
        ahead, bias_ahead = (
            weights + speed * (weights - before),
            bias + speed * (bias - bias_before),
        )
        before, bias_before = weights, bias
        score = np.add.reduceat(value * ahead[at], starts) + bias_ahead
        wrong = (1 / (1 + np.exp(-score)) - is_own) * share
        slope = np.bincount(at, value * wrong[text], 1 << BITS) + RIDGE / len(counted) * ahead
        weights, bias = ahead - STEP * slope, bias_ahead - STEP * float(wrong.sum())
    return weights, known, bias


def _calibration(
    scores: Floats, lengths: Sequence[int], is_own: Floats
) -> tuple[float, float, float]:
    """Return what makes chances of scores: the longer a text, the more its score says."""
    import numpy as np

    seen = np.stack([np.ones_like(scores), scores, scores * np.log(np.array(lengths) / 100)], 1)
    share = np.where(is_own == 1, 0.5 / is_own.sum(), 0.5 / (1 - is_own).sum()) * len(scores)
    turned = np.array([0.0, 1.0, 0.0])
    ridge = np.diag([0.01, 0.1, 1.0])
    for _ in range(25):  # Newton's steps
        chance = 1 / (1 + np.exp(-np.clip(seen @ turned, -30, 30)))
        slope = seen.T @ (share * (chance - is_own)) + ridge @ (turned - [0.0, 1.0, 0.0])
        bend = (seen * (share * chance * (1 - chance))[:, None]).T @ seen + ridge
        turned = turned - np.linalg.solve(bend, slope)
    return float(turned[0]), float(turned[1]), float(turned[2])


def _chance(score: float, length: int, calibrated: tuple[float, float, float]) -> float:
    base, slope, by_length = calibrated
    turned = base + score * max(slope + by_length * math.log(min(length, LONGEST) / 100), 0.0)
    return 1 / (1 + math.exp(-max(min(turned, 30.0), -30.0)))


def _vector(text: str, known: Floats) -> tuple[Whole, Floats]:
    return _weighed(_counted(text), known)


def _weighed(counted: tuple[Whole, Floats], known: Floats) -> tuple[Whole, Floats]:
    import numpy as np

    at, times = counted
    value = times * known[at]
    long = float(np.linalg.norm(value))
    return at, value / long if long else value


def _counted(text: str) -> tuple[Whole, Floats]:
    """Return the places of the runs of characters of a text, and how often each is in it."""
    import numpy as np

    letters = f"  {' '.join(text.lower().split(' '))} ".encode("utf-32-le", "replace")
    codes = np.frombuffer(letters, dtype="<u4").astype(np.uint64)
    found = []
    for run in RUNS:
        mixed = np.full(len(codes) - run + 1, run, dtype=np.uint64)
        for n in range(run):
            mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + codes[n : len(codes) - run + 1 + n]
            mixed ^= mixed >> np.uint64(29)
        found.append((mixed >> np.uint64(64 - BITS)).astype(np.int64))
    at, times = np.unique(np.concatenate(found), return_counts=True)
    return at, 1 + np.log(times)
