"""What somebody speaks of: names and titles that come up in their own words.

One mention says little; the same name on several days says that it matters to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.profile.extract.drafting import Said
from assistant.profile.extract.grammar import (
    FILLER,
    QUOTED,
    UPPER,
    Span,
    alternatives,
    sentences,
    words,
)
from assistant.profile.extract.turns import Turn
from memory.types import ClaimKind, DocumentId, Draft, Strength

CAPITAL = rf"[{UPPER}][\wäöüßéèáíóñç'’-]*[\w]"
NAMED = re.compile(
    rf"(?<![\w@/.#-])({CAPITAL}(?:(?:,?\s(?:(?:of|de|la|del|van|von|wa|the|and|am)\s)?){CAPITAL}){{0,4}})"
)
GREETED = re.compile(
    rf"(?:^|[,;.!?]\s*|\b(?:{alternatives('greetings')}|thanks|sure|yes|yeah|well)\s+)$",
    re.IGNORECASE,
)
SHORTENED = re.compile(r"['’](?:m|ve|ll|d|re)\b|\bI\b")
POSSESSIVE = re.compile(r"['’]s$")
MOST_IN_SENTENCE = 6


def spoken_of(document: DocumentId, turn: Turn) -> Iterator[Draft]:
    """Yield the names and the short titles that a turn holds."""
    if not turn.own:
        return
    for sentence in sentences(turn.text):
        said = Said(document, turn, sentence)
        found = {span.text.lower(): span for span in (*_titles(sentence.text), *_names(said))}
        for span in list(found.values())[:MOST_IN_SENTENCE]:
            yield said.draft(
                ClaimKind.PREFERENCE,
                "topic",
                span,
                f"Speaks of {span.text}.",
                strength=Strength.IMPLIED,
            )


def _titles(text: str) -> Iterator[Span]:
    for match in QUOTED.finditer(text):
        number = next(n for n, group in enumerate(match.groups(), 1) if group is not None)
        title = match[number].strip(" .,!?")
        if title[:1].isupper() and len(title.split()) <= 7:
            start = match.start(number) + match[number].index(title)
            yield Span(start, start + len(title), title)


def _names(said: Said) -> Iterator[Span]:
    text = QUOTED.sub(lambda match: FILLER * len(match[0]), said.sentence.masked)
    if any(word in words("german") for word in text.lower().split()):
        return  # in German every noun has a capital
    if sum(word[:1].isupper() for word in text.split()) > 0.7 * len(text.split()):
        return  # a heading, a shout
    for match in NAMED.finditer(text):
        start, end = _without_first(text, *match.span(1))
        name = POSSESSIVE.sub("", text[start:end])
        end = start + len(name)
        if (
            len(name) > 2
            and not SHORTENED.search(name)
            and name.lower() not in words("capitals")
            and not _is_greeted(text, start, end)
        ):
            yield Span(start, end, name)


def _without_first(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the first word of a sentence where its capital says nothing."""
    first = re.match(r"\S+", text[start:end])
    small = (
        words("stops")
        | words("capitals")
        | words("determiners")
        | words("adverbs")
        | words("empty")
    )
    while first and (first[0].lower() in small or (start == 0 and " " not in text[start:end])):
        rest = re.match(r"\S+\s+", text[start:end])
        if rest is None:
            return start, start
        start += rest.end()
        first = re.match(r"\S+", text[start:end])
    return start, end


def _is_greeted(text: str, start: int, end: int) -> bool:
    """Whether the name is of whom it is said to: "Hey Ada!", "See you, Ada!"."""
    ends = bool(re.match(r"\s*(?:[!,.?]|$)", text[end:]))
    return ends and bool(GREETED.search(text[:start]))
