"""What each stage of finding and quoting costs and is worth on the sample: `make bench` prints it.

Ratios within one run; nothing here fails for being slow.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant import Assistant
from assistant.agent import quote
from memory.index.vectors import Embedder
from memory.search import STAGES
from tests.trip.test_sample import QUESTIONS, is_right, squeezed


class Remembering:
    """An embedder that encodes no text twice."""

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.dimensions = embedder.name, embedder.dimensions
        self._embedder = embedder
        self._known: dict[str, np.ndarray] = {}

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        if new:
            self._known.update(zip(new, self._embedder.encode(new), strict=True))
        return np.stack([self._known[text] for text in texts])


@pytest.fixture(scope="module")
def life(tmp_path_factory):
    home: Path = tmp_path_factory.mktemp("bench") / "home"
    with Assistant.open(home) as famulus:
        began = time.perf_counter()
        report = famulus.read([famulus.sample()])
        first = time.perf_counter() - began
        began = time.perf_counter()
        famulus.read([famulus.sample()])
        second = time.perf_counter() - began
        print(f"\nread {report.added} documents: {report.added / first:.0f} a second; "
              f"a second reading takes {second / first:.3f} of the first")  # fmt: skip
        yield famulus


def test_each_stage_of_the_search(life):
    print("\nwithout         right in first five of 40   seconds a question")
    for stage in (None, *STAGES):
        without = (stage,) if stage else ()
        began = time.perf_counter()
        right = sum(
            any(is_right(p, q) for p in life.search(q["question"], limit=5, without=without))
            for q in QUESTIONS["answerable"]
        )
        print(f"{stage or 'nothing':<12} {right:>12} {(time.perf_counter() - began) / 40:>30.3f}")


def test_each_signal_of_a_quote(life, monkeypatch):
    embedder = Remembering(life._encoder)
    found = {
        q["question"]: life._retriever.search(q["question"], limit=8)
        for kind in ("answerable", "unanswerable")
        for q in QUESTIONS[kind]
    }

    def chosen(question: str) -> list[quote.Candidate]:
        return quote.chosen(
            quote.candidates(
                question, found[question], retriever=life._retriever, embedder=embedder
            )
        )

    signals = ["SHARED", "AROUND", "KIND", "ASKING"]
    signals += ["SHARED_PROVES", "AROUND_PROVES", "KIND_PROVES", "NAMED_PROVES"]
    print("\nwithout          answered of 40   holds the gold quote   not found of 10")
    for signal in (None, *signals):
        with monkeypatch.context() as patch:
            if signal:
                patch.setattr(quote, signal, 0.0)
            answers = {q: chosen(q) for q in found}
        answered = sum(bool(answers[q["question"]]) for q in QUESTIONS["answerable"])
        right = sum(
            any(squeezed(q["quote"])[:50] in squeezed(c.text) for c in answers[q["question"]])
            for q in QUESTIONS["answerable"]
        )
        silent = sum(not answers[q["question"]] for q in QUESTIONS["unanswerable"])
        print(f"{signal or 'nothing':<16} {answered:>12} {right:>20} {silent:>18}")
