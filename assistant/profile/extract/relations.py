"""Who is who to the speaker: "my brother Tom", "Tom, my brother", "Tom is my brother"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.profile.extract.drafting import Said
from assistant.profile.extract.grammar import UPPER, Span, is_statement, sentences, words
from assistant.profile.extract.rules import members
from assistant.profile.extract.turns import Turn
from memory.types import ClaimKind, DocumentId, Draft

CAPITAL = rf"(?-i:[{UPPER}])[\w'’-]+"
NAME = rf"(?P<name>{CAPITAL}(?:\s{CAPITAL}){{0,2}})"
OURS = r"(?:my|our|mein|meine|meiner|meinem|meinen|unser|unsere|unserer)"
CLOSE = (
    r"(?:best|close|old|dear|good|oldest|younger|older|little|big|twin|former|ex|new|late"
    r"|beste\w?|gute\w?|kleine\w?|große\w?)[\s-]"
)
KIND = rf"(?P<kind>(?:{CLOSE})?(?:{{kinds}}))"


def related(document: DocumentId, turn: Turn) -> Iterator[Draft]:
    """Yield whom the speaker calls theirs, by name."""
    for sentence in sentences(turn.text):
        said = Said(document, turn, sentence)
        for pattern in _patterns():
            for match in pattern.finditer(sentence.masked):
                if _is_name(match["name"]) and is_statement(sentence, match.start(), match.end()):
                    yield _draft(said, match)


def _is_name(name: str) -> bool:
    """Whether a word with a capital is a name and not the beginning of a sentence."""
    first = name.split(maxsplit=1)[0].lower()
    small = (
        words("adverbs") | words("stops") | words("capitals") | words("empty") | words("fillers")
    )
    return first not in small and not first.endswith("ly")


def _draft(said: Said, match: re.Match[str]) -> Draft:
    """The value holds both the name and what they are, so that the quote proves both."""
    start, end = match.start("name"), match.end("name")
    kind = match["kind"].lower()
    first, last = min(start, match.start("kind")), max(end, match.end("kind"))
    value = Span(first, last, said.sentence.text[first:last])
    return said.draft(ClaimKind.RELATION, "relation", value, f"{match['name']}: {kind}.")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    kinds = "|".join(sorted(map(re.escape, members("relative")), key=len, reverse=True))
    kind = KIND.format(kinds=kinds)
    shapes = (
        rf"\b{OURS}\s+{kind},?\s+{NAME}",
        rf"\b{NAME},\s+{OURS}\s+{kind}\b",
        rf"\b{NAME}\s+(?:is|was|ist)\s+{OURS}\s+{kind}\b",
        rf"\b{OURS}\s+{kind}(?:['’]s\s+name\s+is|\s+is\s+called|\s+heißt|\s+named)\s+{NAME}",
    )
    return tuple(re.compile(shape, re.IGNORECASE) for shape in shapes)
