"""An answer without a model's words: the sentences of the passages that answer, as they stand.

What answers is judged by three signals together: the meaning of a stretch beside
the question, the rare words they share, and whether it holds the kind of thing
that is asked for.  "Not found" is decided by the same signals agreeing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.agent.sentences import sentences, share, stem, stems
from memory.index.vectors import Embedder
from memory.search import Found, Retriever, content_words
from memory.types import Passage, Statement

PASSAGES = 6  # the best ones, in which an answer is looked for
STRETCHES = 90  # of them compared; the rest of a very long passage is left
FULL, LONGEST = 70, 240  # characters: a shorter sentence is quoted with those after it
QUOTES = 2  # at the most; the second only if it is nearly as good
NEARLY = 0.92

# Chosen on the fifty questions of the sample; `make bench` prints what each is worth.
SHARED, AROUND, KIND, ASKING = 0.2, 0.2, 0.1, 0.3  # what makes a stretch the one to quote
SHARED_PROVES, AROUND_PROVES, KIND_PROVES, NAMED_PROVES = 0.3, 0.3, 0.15, 0.05
ENOUGH = 0.695  # of proof, or the answer is "not found"

# What a question asks for, and how it looks in an answer.
MONTHS = (
    r"jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
)
COUNTS = "one|two|three|four|five|six|seven|eight|nine|ten|zwei|drei|vier|fünf|sechs|sieben|acht"
KINDS = [
    (
        re.compile(
            r"^(when|since when|(at|until) what time|on what|um wie viel)\b|\bwann\b"
            r"|\b(what|which|welche[rsmn]?) (day|date|time|weekday|month|year|night|tag|datum"
            r"|uhrzeit|monat|jahr)"
        ),
        re.compile(rf"\d|\b({MONTHS})", re.IGNORECASE),
    ),
    (
        re.compile(
            r"\b(how (much|many|long|old|heavy|far)|wie ?viele?|wie (lange|schwer|alt|hoch|weit)"
            r"|was kostet)\b"
            r"|^(what|which)\b.*\b(cost|price|rent|number|salary|deposit|amount|pay|payment|fee|sum"
            r"|worth|earn)\b"
        ),
        re.compile(rf"\d|\b({COUNTS})\b", re.IGNORECASE),
    ),
    (re.compile(r"^(who|whose|whom|wer|wem|wen|wessen)\b"), re.compile(r"[A-ZÄÖÜ]\w+")),
]
# "which glaze", "welche Farbe": what is named in the question should be named where the answer is.
NAMED = re.compile(r"\b(?:what|which|welche[rsmn]?|was für eine?)\s+([^\W\d_]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of a passage that might answer, and how well it fits."""

    passage: Passage
    text: str = field(repr=False)
    score: float
    proof: float  # that it answers at all, to judge "not found"


def candidates(
    question: str, found: Found, *, retriever: Retriever, embedder: Embedder
) -> list[Candidate]:
    """Return the stretches of the best passages, the fittest first."""
    places = [
        (passage, stretch)
        for passage in found.passages[:PASSAGES]
        for stretch in stretches(passage.reading)
    ][:STRETCHES]
    if not places:
        return []
    weights = retriever.rarity(content_words(question))
    vectors = embedder.encode([question, *(f"{p.title}\n{text}" for p, text in places)])
    cosines = vectors[1:] @ vectors[0]
    judged = (
        _judged(question, weights, passage, text, float(cosine))
        for (passage, text), cosine in zip(places, cosines, strict=True)
    )
    return sorted(judged, key=lambda candidate: -candidate.score)


def stretches(text: str) -> list[str]:
    """Return each sentence, a short one with those that follow it."""
    cut = sentences(text)
    found = []
    for n, sentence in enumerate(cut):
        end = sentence.end
        for later in cut[n + 1 :]:
            if end - sentence.start >= FULL or later.end - sentence.start > LONGEST:
                break
            end = later.end
        found.append(text[sentence.start : end])
    return found


def _judged(
    question: str, weights: Mapping[str, float], passage: Passage, text: str, cosine: float
) -> Candidate:
    shared = share(weights, stems(text))
    around = stems(" ".join((passage.reading, passage.title, *passage.people)))
    held = share(weights, around)
    kind = answers_kind(question, text)
    score = cosine + SHARED * shared + AROUND * held
    score += KIND * (kind is True) - ASKING * text.rstrip(' "”’)').endswith("?")
    proof = cosine + SHARED_PROVES * shared + AROUND_PROVES * held
    if kind is not None:
        proof += KIND_PROVES if kind else -KIND_PROVES
    elif named := NAMED.search(question):
        proof += NAMED_PROVES if stem(named[1]) in around else -NAMED_PROVES
    return Candidate(passage, text, score, proof)


def chosen(ranked: Sequence[Candidate]) -> list[Candidate]:
    """Return the one or two to be quoted; none if the signals do not agree that there is one."""
    if not ranked or ranked[0].proof < ENOUGH:
        return []
    best = ranked[0]
    more = [c for c in ranked[1:] if c.score >= NEARLY * best.score and c.passage != best.passage]
    return [best, *more][:QUOTES]


def statements(quotes: Sequence[Candidate]) -> tuple[Statement, ...]:
    """Return the quotes as an answer: each is its own proof."""
    return tuple(
        Statement(f"“{quoted(quote.text)}”", (n,), supported=True)
        for n, quote in enumerate(quotes, 1)
    )


def quoted(text: str) -> str:
    """Return the words as they stand, in one line."""
    return " ".join(text.split())


def answers_kind(question: str, text: str) -> bool | None:
    """Whether the text holds the kind of thing asked for; None if no kind is asked for."""
    asked = question.strip().lower()
    wanted = next((looks for asks, looks in KINDS if asks.search(asked)), None)
    return None if wanted is None else wanted.search(text) is not None
