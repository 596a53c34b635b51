"""What somebody tells of what they did, lately or once: the predicate of "I …", as it was said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.profile.extract.drafting import Said, sentence_case
from assistant.profile.extract.grammar import (
    WORD,
    Span,
    adverbs,
    is_empty,
    is_statement,
    sentences,
    words,
)
from assistant.profile.extract.rules import BEGINNING
from assistant.profile.extract.turns import Turn
from memory.types import ClaimKind, DocumentId, Draft, Strength

SUBJECT = re.compile(
    rf"(?<![\w'’])(?:i['’]?m|i['’]?ve|i am|i have|i|we['’]?re|we['’]ve|we have|we are|we|ich|wir)"
    rf"(?:\s+(?:{adverbs()}))*\s+(?=\w)",
    re.IGNORECASE,
)
PAST = re.compile(rf"{BEGINNING}(?=(?:\w{{2,}}ed|went|took|got|met|made|had|saw|ran|won|bought|spent|been|tried)\s)", re.IGNORECASE)
CLAUSE = re.compile(
    r"[;:!?…()\n]|\.(?=\s|$)|\s[-–—]+\s|[—–]|,?\s(?:but|so|because|cause|although|though|while|aber|weil|denn)\s"
    r"|,\s(?=(?:and\s)?(?:i|it|that|we|you|he|she|they|which|who|there|ich|es|das|wir)\b)"
    r"|\s(?:and|und)\s(?=(?:i|it|that|we|you|he|she|they|there|ich|es|wir)(?:['’]\w+)?\b)",
    re.IGNORECASE,
)
MOST_WORDS = 16
FEWEST = 2  # words that say something


def done(document: DocumentId, turn: Turn) -> Iterator[Draft]:
    """Yield what the speaker says they did or are doing, at most two things of a sentence."""
    for sentence in sentences(turn.text):
        said = Said(document, turn, sentence)
        starts = [match.end() for match in SUBJECT.finditer(sentence.masked)]
        if past := PAST.match(sentence.masked):
            starts.insert(0, past.end())
        for start in starts[:2]:
            if (value := _predicate(said, start)) and is_statement(sentence, start, value.end):
                yield said.draft(
                    ClaimKind.FACT, "did", value, sentence_case(value.text), strength=Strength.IMPLIED
                )


def _predicate(said: Said, start: int) -> Span | None:
    text = said.sentence.text
    first = WORD.match(text, start)
    if first is None or first.group().lower() in words("mental"):
        return None
    cut = CLAUSE.search(said.sentence.masked, start)
    found = list(WORD.finditer(text, start, cut.start() if cut else len(text)))[:MOST_WORDS]
    small = words("empty") | words("stops") | words("determiners") | words("adverbs")
    telling = [word for word in found if word.group().lower() not in small and len(word.group()) > 2]
    if len(telling) <= FEWEST or is_empty(text[start : found[-1].end()]):
        return None
    return Span(start, found[-1].end(), text[start : found[-1].end()])
