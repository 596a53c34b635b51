"""Whether two claims say the same, contradict each other, or have nothing to do with each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field
from enum import StrEnum
from typing import Literal

from memory.claims.slots import slot
from memory.types import Claim, ClaimKind, Draft, Scope

WORD = re.compile(r"\w+")
ARTICLES = {"a", "an", "the"}


class Relation(StrEnum):
    SAME = "same"
    CONTRADICTING = "contradicting"
    RELATED = "related"  # of one thing, and both may be so
    UNRELATED = "unrelated"


@dataclass(frozen=True, slots=True)
class Identity:
    """What a claim is, whatever words it was said in."""

    subject: str = field(repr=False)
    kind: ClaimKind
    slot: str
    value: str = field(repr=False)
    scope: Scope
    polarity: Literal[1, -1]

    @property
    def one(self) -> bool:
        """Whether its slot has one value at a time."""
        return slot(self.slot).one


def identity(said: Draft | Claim) -> Identity:
    return Identity(
        normal(said.subject),
        slot(said.slot).kind or said.kind,
        said.slot,
        normal(said.value),
        Scope(*map(normal, astuple(said.scope))),
        said.polarity,
    )


def normal(words: str) -> str:
    """Return words as they are compared: no case, no signs, no article before them."""
    plain = _plain(words)
    found = WORD.findall(plain)
    while len(found) > 1 and found[0] in ARTICLES:
        del found[0]
    return " ".join(found) or " ".join(plain.split())


def holds_words(text: str, words: str) -> bool:
    """Whether every one of the words stands in the text."""
    wanted = set(WORD.findall(_plain(words)))
    if not wanted:
        return _plain(words) in _plain(text)
    return wanted <= set(WORD.findall(_plain(text)))


def _plain(words: str) -> str:
    return unicodedata.normalize("NFKC", words).casefold()


def relation(a: Identity, b: Identity) -> Relation:
    if a == b:
        return Relation.SAME
    if (a.subject, a.slot) != (b.subject, b.slot):
        return Relation.UNRELATED
    if contradict(a, b):
        return Relation.CONTRADICTING
    related = a.value == b.value or _overlap(a.value.split(), b.value.split())
    return Relation.RELATED if related or a.one else Relation.UNRELATED


def contradict(a: Identity, b: Identity) -> bool:
    """Whether both cannot be so at the same time."""
    if (a.subject, a.slot, a.scope) != (b.subject, b.slot, b.scope):
        return False
    if a.value == b.value:
        return a.polarity != b.polarity
    return a.one and a.polarity == b.polarity == 1


def is_part_of(a: str, b: str) -> bool:
    """Whether one value says the other and more: "Leeds" and "Leeds, England"."""
    first, second = set(a.split()), set(b.split())
    return first <= second or second <= first


def _overlap(a: Iterable[str], b: Iterable[str]) -> bool:
    return not set(a).isdisjoint(b)
