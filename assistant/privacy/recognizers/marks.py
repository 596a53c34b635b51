"""The words of a text that are part of a name, as they are found out one after another."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.privacy.recognizers.lexicon import cues
from assistant.privacy.recognizers.spans import Kind
from assistant.privacy.recognizers.tokens import Words

JOINS = re.compile(r"(?: |['’]s |-| ?& ?|\. ?|['’])")  # between the words of one name
ARTICLES = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "our",
        "your",
        "my",
        "his",
        "her",
        "their",
        "le",
        "la",
        "les",
        "un",
        "une",
        "el",
        "los",
        "las",
        "una",
        "il",
        "lo",
        "gli",
        "o",
        "os",
        "as",
        "um",
        "uma",
    ]
)
OFTEN = 30_000  # times in subtitles


@dataclass(frozen=True, slots=True)
class Mark:
    """What a word is taken for."""

    kind: Kind
    why: str


class Marks:
    """The words of a text that are part of a name, and why."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.tokens = words.tokens
        self.of: dict[int, Mark] = {}

    def put(self, index: int, kind: Kind, why: str) -> None:
        self.of[index] = Mark(kind, why)

    def put_new(self, index: int, kind: Kind, why: str) -> None:
        self.of.setdefault(index, Mark(kind, why))


def joined(marks: Marks, index: int) -> bool:
    """Return whether a word and the next may be of one name."""
    gap = marks.words.gap(index)
    if not JOINS.fullmatch(gap):
        return False
    return (
        "." not in gap
        or len(marks.tokens[index].text) == 1
        or gap == "."
        or (marks.tokens[index].folded in cues("titles"))
    )
