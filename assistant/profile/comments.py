"""What somebody says of a draft that is not as they write, and what follows from it.

Rules read it: "too long", "too formal", "I never write 'Best regards'".  What is not
understood is nothing; nobody is told what they did not say.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import resources
from memory.types import ClaimKind

FILE, DRAFTS = "patterns/comments.toml", "patterns/onboarding.toml"
QUOTED = r"[\"'“”„‘’«»](?P<quoted>[^\"“”„«»]+?)[\"'“”‘’«»](?!\w)|(?P<bare>[^.!?;\n\"“”]+)"
NOT = re.compile(r"\b(?:not|isn't|nicht|kein\w*)\s*$")


@dataclass(frozen=True, slots=True)
class Said:
    """What follows from a comment: the words of a claim."""

    slot: str
    kind: ClaimKind
    value: str = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sample:
    """A draft to be commented on."""

    about: str
    text: str = field(repr=False)


@cache
def samples() -> tuple[Sample, ...]:
    told = tomllib.loads(resources.text(DRAFTS))["draft"]
    return tuple(Sample(one["about"], one["text"].strip()) for one in told)


def understood(comment: str) -> list[Said]:
    """Return what follows from a comment, each slot once, as it is said first."""
    found: dict[tuple[str, str], Said] = {}
    text = " ".join(comment.replace("’", "'").split())
    for pattern, said in _rules():
        for match in pattern.finditer(text):
            if not NOT.search(text[: match.start()].casefold()):
                one = _filled(said, match)
                found.setdefault((one.slot, one.value if "{words}" in said.value else ""), one)
    return list(found.values())


def _filled(said: Said, match: re.Match[str]) -> Said:
    given = match.groupdict()
    words = " ".join((given.get("quoted") or given.get("bare") or "").split()).strip(" ,.'")
    return Said(
        said.slot,
        said.kind,
        said.value.replace("{words}", words),
        said.text.replace("{words}", words),
    )


@cache
def _rules() -> Sequence[tuple[re.Pattern[str], Said]]:
    return list(_read())


def _read() -> Iterator[tuple[re.Pattern[str], Said]]:
    for one in tomllib.loads(resources.text(FILE))["comment"]:
        said = Said(one["slot"], ClaimKind(one["kind"]), one["value"], one["text"])
        for says in one["says"]:
            pattern = re.sub(r"\((?!\?)", "(?:", says).replace("{words}", f"(?:{QUOTED})")
            end = "" if "{words}" in says else r"\b"
            yield re.compile(rf"\b{pattern}{end}", re.IGNORECASE), said
