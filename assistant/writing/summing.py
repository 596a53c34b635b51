"""Sums a text up by rules: the sentences that carry most of it, word for word, in its order."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from assistant.agent.sentences import stem
from assistant.writing.facts import Kind, facts
from assistant.writing.paper import Paper
from assistant.writing.stretches import Place
from assistant.writing.swaps import whole_sentences
from memory.search import content_words

FEWEST, MOST = 1, 5  # sentences of a summary
SHARE = 0.25  # of the sentences
COMPARED = 200  # sentences; of a longer text its beginning
ROUNDS, DAMPING = 30, 0.85  # of weighing sentences by each other
FIRST = 1.3  # times more that the first sentence counts
WITH_FACT = 1.2  # times more that one with a number or a time counts
TOLD = {Kind.NUMBER, Kind.DATE, Kind.TIME}


def summed(paper: Paper) -> list[str]:
    """Return the sentences of the text that say most, at most a quarter of them."""
    courtesy = whole_sentences(paper.language, "pleasantries")
    all_said = [s.text for s in paper.stretches if s.place is Place.SENTENCE][:COMPARED]
    said = [one for one in all_said if not courtesy.fullmatch(one)] or all_said
    if len(said) <= FEWEST:
        return said
    weights = central(said)
    for n, sentence in enumerate(said):
        if any(fact.kind in TOLD for fact in facts(sentence, paper.language, paper.people)):
            weights[n] *= WITH_FACT
    weights[0] *= FIRST
    most = max(FEWEST, min(MOST, round(len(said) * SHARE)))
    best = sorted(range(len(said)), key=lambda n: -weights[n])[:most]
    return [said[n] for n in sorted(best)]


def central(sentences: Sequence[str]) -> list[float]:
    """Weigh sentences by how much of the others they share, as pages are ranked by links."""
    words = [Counter(stem(word) for word in content_words(one)) for one in sentences]
    shared = [[_shared(a, b) if a is not b else 0.0 for b in words] for a in words]
    leaving = [sum(row) or 1.0 for row in shared]
    weights = [1.0] * len(sentences)
    for _ in range(ROUNDS):
        weights = [
            1 - DAMPING + DAMPING * sum(
                weights[m] * shared[m][n] / leaving[m] for m in range(len(sentences))
            )
            for n in range(len(sentences))
        ]  # fmt: skip
    return weights


def _shared(one: Counter[str], other: Counter[str]) -> float:
    both = len(one.keys() & other.keys())
    if not both:
        return 0.0
    return both / (math.log(1 + len(one)) + math.log(1 + len(other)))
