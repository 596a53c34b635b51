"""Whether a model fits this machine, in a sentence.

What it takes is its weights, the keys and values of its context, and what
llama.cpp needs to compute.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.engine.hardware import Machine
from memory.sizes import sized

CONTEXT, SHORT = 4096, 1024  # tokens: eight passages and an answer; one passage and a sentence
COMPUTING = 300_000_000  # bytes; buffers, the vocabulary, the process itself
SYSTEM = 1_500_000_000  # bytes that are never a model's
UNKNOWN_CACHE = 0.15  # of the weights: what 4,096 tokens take at most in models of today


class Verdict(StrEnum):
    FITS = "fits"
    TIGHT = "tight"
    TOO_LARGE = "too large"


@dataclass(frozen=True, slots=True)
class Fit:
    verdict: Verdict
    needs: int  # bytes, with the usual context
    sentence: str


def fits(weights: int, cache: int, machine: Machine, *, estimated: bool = False) -> Fit:
    """Say whether weights of so many bytes fit, with their context.

    ``cache`` is how many numbers are kept for each token, all layers together; 0 if unknown.
    """
    needs = weights + context(CONTEXT, weights, cache) + COMPUTING
    least = weights + context(SHORT, weights, cache) + COMPUTING
    says = f"{'about ' if estimated else ''}{sized(needs)}"
    if needs <= min(machine.free, machine.memory - SYSTEM):
        return Fit(Verdict.FITS, needs, f"Fits this machine: it needs {says} of memory.")
    if needs <= machine.memory - SYSTEM:
        return Fit(
            Verdict.TIGHT,
            needs,
            f"Fits if other programs are closed: it needs {says}, {sized(machine.free)} are free.",
        )
    if least <= machine.memory - SYSTEM / 2:
        return Fit(Verdict.TIGHT, needs, f"Fits with a short context, and slowly: {says} are much.")
    return Fit(
        Verdict.TOO_LARGE,
        needs,
        f"Too large for this machine: it needs {says}, and there are {sized(machine.memory)}.",
    )


def context(tokens: int, weights: int, cache: int) -> int:
    """Return the bytes of keys and values of so many tokens, at two bytes a number."""
    return 2 * cache * tokens if cache else round(weights * UNKNOWN_CACHE * tokens / CONTEXT)
