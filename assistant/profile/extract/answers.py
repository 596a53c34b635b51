"""What question and answer tell together: "What's your favourite colour?" "Burgundy."

The question is the other side's; the answer is a few words, no sentence about "I":
those are read by the rules of statements.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import resources
from assistant.profile.extract.drafting import Said
from assistant.profile.extract.grammar import Sentence, Span, alternatives, sentences
from assistant.profile.extract.rules import BEGINNING, SHAPES, categories
from assistant.profile.extract.statements import listed_values
from assistant.profile.extract.turns import Turn
from memory.types import ClaimKind, DocumentId, Draft

OPENING = re.compile(
    rf"{BEGINNING}(?:(?:{alternatives('opening')})[\s,!:.–—-]+){{0,3}}(?:(?:a|an|the|some|mostly)\s)?",
    re.IGNORECASE,
)
UNSURE = re.compile(rf"(?<![\w'’])(?:{alternatives('unsure')})(?![\w'’])", re.IGNORECASE)
THANKS = re.compile(r"\W*(?:thanks|thank you|danke)\b", re.IGNORECASE)
LONGEST = 90  # characters of a short answer


def answered(document: DocumentId, turn: Turn) -> Iterator[Draft]:
    """Yield what the beginning of a turn answers to the last question before it."""
    asked = [s for s in sentences(turn.before) if s.text.rstrip().endswith("?")]
    replies = sentences(turn.text)
    if not asked or not replies:
        return
    for rule in _rules():
        if match := rule["pattern"].search(asked[-1].text):
            said = Said(document, turn, replies[0])
            yield from _of_reply(said, rule, match)
            return


def _of_reply(said: Said, rule: Mapping[str, Any], match: re.Match[str]) -> Iterator[Draft]:
    reply = said.sentence
    if len(reply.text) > LONGEST or reply.text.endswith("?"):
        return
    start = found.end() if (found := OPENING.match(reply.text)) else 0
    if UNSURE.search(reply.text, start) or THANKS.match(reply.text):
        return
    slot, category = rule["slot"], ""
    if "c" in match.re.groupindex:
        category = match["c"].lower()
        known = [
            categories().get(w) or categories().get(w.removesuffix("s")) for w in category.split()
        ]
        slot = next(filter(None, reversed(known)), slot)
    for value in _values(reply, rule["shape"], start):
        yield said.draft(
            ClaimKind(rule["kind"]), slot, value, rule["text"].format(v=value.text, c=category)
        )


def _values(reply: Sentence, shape: str, start: int) -> Iterator[Span]:
    if shape == "value":
        yield from listed_values(reply, start, len(reply.text))
        return
    pattern = re.compile(rf"(?:(?:in|at|from|aus)\s+)?({SHAPES[shape]})", re.IGNORECASE)
    if match := pattern.match(reply.text, start):
        yield Span(match.start(1), match.end(1), match[1])


@cache
def _rules() -> tuple[Mapping[str, Any], ...]:
    kinds = tomllib.loads(resources.text("patterns/slots.toml"))
    told = tomllib.loads(resources.text("patterns/answers.toml"))["ask"]
    return tuple(
        {
            "slot": one["slot"], "text": one["text"], "shape": one.get("shape", "value"),
            "kind": kinds.get(one["slot"], {}).get("kind", "fact"), "pattern": _pattern(ask),
        }
        for one in told
        for ask in one["asks"]
    )  # fmt: skip


def _pattern(ask: str) -> re.Pattern[str]:
    said = re.sub(r"\[([^\]]*)\]", r"(?:\1)?", ask).replace("'", "['’]?").replace(" ", r"\s+")
    return re.compile(
        rf"\b{said.replace('{category}', '(?P<c>[a-z]+(?:[ ][a-z]+)?)')}", re.IGNORECASE
    )
