"""Shortens by rules: wordy phrases into short ones, fillers and bare courtesies dropped.

A sentence is dropped only if it says nothing else: no number, name, time, denial
or link, and asks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.writing.facts import denying, facts
from assistant.writing.paper import Paper
from assistant.writing.stretches import Place
from assistant.writing.swaps import OPENS, swaps, whole_sentences

CLAUSE = re.compile(r"[,;:.!?()]")
# After these a filler is none: "almost completely", "so very".
LEANS = re.compile(
    r"\b(?:almost|nearly|only|so|too|as|how|that|fast|beinahe|nur|zu|wie|als) $", re.IGNORECASE
)
# German turns the sentence round when what opens a clause goes: "Natürlich komme ich".
OPENS_CLAUSE = re.compile(
    r"(?:^|[,;:–—-]|\b(?:und|aber|oder|denn|doch|sondern))\s*$", re.IGNORECASE
)


def shortening(paper: Paper) -> Callable[[int], str]:
    """Return what shortens a stretch of the text by its number."""
    courteous = whole_sentences(paper.language, "pleasantries")
    said: set[str] = set()

    def shortened(n: int) -> str:
        stretch = paper.stretches[n]
        if stretch.place is not Place.SENTENCE:
            return stretch.text
        if says_nothing(stretch.text, paper) and (
            courteous.fullmatch(stretch.text) or _normal(stretch.text) in said
        ):
            return ""
        said.add(_normal(stretch.text))
        return without_fillers(tightened(stretch.text, paper.language), paper.language)

    return shortened


def says_nothing(sentence: str, paper: Paper) -> bool:
    """Whether a sentence asks nothing and holds no fact that would have to stay."""
    return "?" not in sentence and not facts(sentence, paper.language, paper.people)


def tightened(sentence: str, language: str) -> str:
    """Return the sentence with short phrases in place of wordy ones."""
    return swaps(language, "wordy").applied(sentence)


def without_fillers(sentence: str, language: str) -> str:
    """Return the sentence without words that say nothing where they stand."""
    denies = denying(language)

    def leave(text: str, m: re.Match[str]) -> bool:
        before = text[: m.start()]
        if denies.search(CLAUSE.split(before)[-1]) or LEANS.search(before):
            return True  # "not really" is not "not"
        if OPENS.fullmatch(before) and not text[m.end() :].strip(" .,!?"):
            return True  # all there is: "Absolutely!"
        return language == "de" and bool(OPENS_CLAUSE.search(before))

    return swaps(language, "fillers").applied(sentence, leave)


def _normal(sentence: str) -> str:
    return " ".join(re.findall(r"\w+", sentence.casefold()))
