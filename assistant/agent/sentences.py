"""Texts into sentences, each with its place, and how far one sentence holds another's words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from memory.search import WORD, plain

# A stop ends a sentence if a space and no small letter follow, and if it does not stand
# after a single letter, a number ("am 3. Mai") or a common abbreviation.
END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[^a-zäöüß\s])|\n+")
NOT_AN_END = re.compile(
    r"(?:^|[\s(])(?:\w|\d{1,2}|Mr|Mrs|Ms|Dr|Prof|St|Nr|No|z\.B|d\.h|e\.g|i\.e|ca|bzw|vgl|etc"
    r"|approx|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)\.$",
    re.IGNORECASE,
)
STEM = 5  # letters by which two words are held to be one: "agreed" and "agreement"
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and where it stands in the text it was cut from."""

    text: str = field(repr=False)
    start: int
    end: int


def sentences(text: str) -> list[Sentence]:
    """Cut a text into its sentences; a line is never joined to the next."""
    found: list[Sentence] = []
    start = 0
    for match in END.finditer(text):
        a_line_ends = match[0].startswith("\n")
        if not a_line_ends and NOT_AN_END.search(text[max(start, match.end() - 12) : match.end()]):
            continue
        found += _trimmed(text, start, match.end())
        start = match.end()
    return found + _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> list[Sentence]:
    piece = text[start:end]
    inner = piece.strip()
    if not WORD.search(inner):
        return []
    begin = start + len(piece) - len(piece.lstrip())
    return [Sentence(inner, begin, begin + len(inner))]


def stems(text: str) -> set[str]:
    """Return the words of a text as far as they are compared."""
    return {stem(word) for word in WORD.findall(text)}


def stem(word: str) -> str:
    """Return what a word has in common with its inflected forms."""
    return plain(word)[:STEM]


def share(weights: Mapping[str, float], present: set[str]) -> float:
    """Return which part of the weighted words is present, 0 to 1; 0 if there are none."""
    whole = sum(weights.values())
    held = sum(weight for word, weight in weights.items() if stem(word) in present)
    return held / whole if whole else 0.0


def numbers(text: str) -> set[str]:
    """Return the numbers of a text, "1 200" and "1,200.00" apart."""
    return set(NUMBER.findall(text))
