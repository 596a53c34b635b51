"""Runs of words that two texts have in common, letter for letter but for case and marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence

WORD = re.compile(r"\w+")
LONG = 8  # words in a row that two texts hardly share by chance


def plain(text: str) -> list[str]:
    """Return the words of a text as they are compared."""
    return WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def runs(words: Sequence[str], long: int = LONG) -> Iterator[tuple[str, ...]]:
    """Yield every run of so many words; of a text that has fewer, none."""
    for at in range(len(words) - long + 1):
        yield tuple(words[at : at + long])


def shares_a_run(words: Sequence[str], others: Collection[tuple[str, ...]]) -> bool:
    """Whether any run of these words is among the others."""
    return any(run in others for run in runs(words))


def holds(words: Sequence[str], part: Sequence[str]) -> bool:
    """Whether these words stand in a row in the others; no words stand nowhere."""
    return bool(part) and f" {' '.join(part)} " in f" {' '.join(words)} "
