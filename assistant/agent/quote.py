"""An answer without a model's words: the sentences of the passages that answer, as they stand.

What is asked for is judged by three signals together: the meaning of a sentence
beside the question, the rare words they share, and whether it holds the kind of
thing that is asked for.  "Not found" is decided by the same signals agreeing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.agent.sentences import Sentence, sentences, share, stems
from memory.search import Found, Retriever, content_words
from memory.types import Passage, Statement
from memory.vectors import Embedder

PASSAGES = 6  # the best ones, in which an answer is looked for
SENTENCES = 60  # of them compared; the rest of a very long passage is left
QUOTES = 2  # at the most; the second only if it is nearly as good
NEARLY = 0.92
WORDS_WEIGHT, KIND_WEIGHT, RANK_WEIGHT = 0.35, 0.08, 0.12
ENOUGH = 0.62  # of meaning and words together, or nothing was found

# What a question asks for, and how it looks in an answer.
MONTHS = (
    r"jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
)
COUNTS = "one|two|three|four|five|six|seven|eight|nine|ten|zwei|drei|vier|fünf|sechs|sieben|acht"
KINDS = [
    (
        re.compile(
            r"^(when|wann|since when|seit wann|at what time|um wie viel|what (day|date|time))\b"
        ),
        re.compile(rf"\d|\b({MONTHS})", re.IGNORECASE),
    ),
    (
        re.compile(
            r"\b(how (much|many|long|old)|wie ?viele?|wie lange|was kostet)\b"
            r"|^what\b.*\b(cost|price|rent|number|salary|deposit|amount)"
        ),
        re.compile(rf"\d|\b({COUNTS})\b", re.IGNORECASE),
    ),
    (
        re.compile(r"^(who|whose|whom|wer|wem|wen|wessen|where|wo|wohin)\b"),
        re.compile(r"(?<=\w[ ,])[A-ZÄÖÜ]\w+"),
    ),
]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that might answer, its passage and how well it fits."""

    passage: Passage
    sentence: Sentence
    score: float
    evidence: float = field(compare=False)  # meaning and words alone, to judge "not found"


def candidates(
    question: str, found: Found, *, retriever: Retriever, embedder: Embedder
) -> list[Candidate]:
    """Return the sentences of the best passages, the fittest first."""
    places = [
        (passage, sentence)
        for passage in found.passages[:PASSAGES]
        for sentence in sentences(passage.text)
    ][:SENTENCES]
    if not places:
        return []
    weights = retriever.rarity(content_words(question))
    vectors = embedder.encode([question, *(f"{p.title}\n{s.text}" for p, s in places)])
    cosines = vectors[1:] @ vectors[0]
    scored = []
    for (passage, sentence), cosine in zip(places, cosines, strict=True):
        around = stems(" ".join((passage.text, passage.title, *passage.people)))
        words = 0.6 * share(weights, stems(sentence.text)) + 0.4 * share(weights, around)
        evidence = float(cosine) + WORDS_WEIGHT * words
        score = evidence + KIND_WEIGHT * answers_kind(question, sentence.text)
        score += RANK_WEIGHT / passage.rank
        scored.append(Candidate(passage, sentence, score, evidence))
    return sorted(scored, key=lambda c: -c.score)


def chosen(ranked: Sequence[Candidate]) -> list[Candidate]:
    """Return the one or two to be quoted; none if the signals do not agree that there is one."""
    if not ranked or ranked[0].evidence < ENOUGH:
        return []
    best = ranked[0]
    more = [c for c in ranked[1:] if c.score >= NEARLY * best.score and c.passage != best.passage]
    return [best, *more][:QUOTES]


def statements(quotes: Sequence[Candidate]) -> tuple[Statement, ...]:
    """Return the quotes as an answer: each is its own proof."""
    return tuple(
        Statement(f"“{quote.sentence.text}”", (n,), supported=True)
        for n, quote in enumerate(quotes, 1)
    )


def answers_kind(question: str, sentence: str) -> bool:
    """Whether the sentence holds the kind of thing asked for: a date, a number, a name."""
    asked = question.strip().lower()
    wanted = next((looks for asks, looks in KINDS if asks.search(asked)), None)
    return wanted is not None and wanted.search(sentence) is not None
