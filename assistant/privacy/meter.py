"""What a reader could still guess of who wrote a text, by rules: a floor, and said to be one.

Whatever of a person's attributes still stands in a text leaves fewer people who fit.
How many, is told in orders of magnitude, each attribute by itself and all together as
if they had nothing to do with each other; a job and an income have, so it is rough.  Rules
find only what is said in words they know: a text in which they find nothing may
still tell everything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.privacy.recognizers.attributes import attributes
from assistant.privacy.recognizers.quasi import quasi
from assistant.privacy.recognizers.recognizing import recognized_in
from assistant.privacy.recognizers.spans import Kind, Span, settle
from assistant.privacy.recognizers.tokens import words
from assistant.privacy.replacing.inventing import is_large
from assistant.privacy.replacing.masking import PLACEHOLDER

FLOOR = "By rules alone: a reader may guess more than this."
# By how many halvings of all people an attribute tells who it is; of eight thousand million.
EXACT = {
    Kind.SEX: 1,
    Kind.RELATIONSHIP: 2,
    Kind.INCOME: 4,
    Kind.EDUCATION: 6,
    Kind.NATIONALITY: 6,
    Kind.AGE: 6,
    Kind.JOB: 9,
    Kind.ORGANISATION: 17,
    Kind.PROJECT: 20,
    Kind.DATE: 14,
    Kind.PET: 14,
    Kind.DETAIL: 12,
}
GENERAL = {
    Kind.SEX: 0,
    Kind.RELATIONSHIP: 0,
    Kind.INCOME: 0,
    Kind.EDUCATION: 2,
    Kind.AGE: 3,
    Kind.JOB: 3,
    Kind.PLACE: 6,
}
LARGE, SMALL = 12, 18  # of a town
ONE = 33  # of what belongs to one person: a name, a number, an address
SOME_FROM, FEW_FROM = 12, 23  # halvings: fewer than two million fit, fewer than a thousand


class Fits(StrEnum):
    """How many people fit what is told."""

    MANY = "many people"
    SOME = "some people"
    FEW = "few people"


@dataclass(frozen=True, slots=True)
class Telling:
    """Something in what leaves that tells of somebody, and how many it fits by itself."""

    kind: Kind
    start: int
    end: int
    fits: Fits


@dataclass(frozen=True, slots=True)
class Meter:
    """What still tells of somebody in what leaves, in order, and how many all of it fits."""

    telling: tuple[Telling, ...] = ()
    fits: Fits = Fits.MANY
    said: str = FLOOR


def metered(
    outgoing: str, stands: Collection[str] = (), general: Iterable[tuple[Kind, str]] = ()
) -> Meter:
    """Return what a reader could still guess of a text that leaves.

    ``stands`` are placeholders and surrogates in it, which tell nothing; ``general`` is
    what was said in general there, which tells little.
    """
    free = _blank(outgoing, stands)
    said_in_general = list(_in_general(outgoing, general))
    exact = [s for s in _found(free) if not any(s.overlaps(g) for g in said_in_general)]
    halvings = {span: _of(span, free) for span in exact}
    halvings |= {span: GENERAL.get(span.kind, 0) for span in said_in_general}
    by_kind: dict[Kind, int] = {}
    for span, many in halvings.items():
        by_kind[span.kind] = max(many, by_kind.get(span.kind, 0))
    ordered = sorted((s for s, many in halvings.items() if many), key=lambda s: s.start)
    telling = (Telling(s.kind, s.start, s.end, _fits(halvings[s])) for s in ordered)
    return Meter(tuple(telling), _fits(sum(by_kind.values())))


def _found(text: str) -> list[Span]:
    read = words(text)
    return settle([*recognized_in(read), *quasi(read), *attributes(read)])


def _blank(outgoing: str, stands: Collection[str]) -> str:
    """Return the text with signs that say nothing where something stands for something."""
    for one in sorted(filter(None, stands), key=len, reverse=True):
        outgoing = outgoing.replace(one, "_" * len(one))
    return PLACEHOLDER.sub(lambda match: "_" * len(match[0]), outgoing)


def _in_general(outgoing: str, general: Iterable[tuple[Kind, str]]) -> Iterator[Span]:
    for kind, said in general:
        at = outgoing.find(said) if said else -1
        if at >= 0:
            yield Span(at, at + len(said), kind, "said in general")


def _of(span: Span, text: str) -> int:
    if span.kind is Kind.PLACE:
        return LARGE if is_large(text[span.start : span.end]) else SMALL
    return EXACT.get(span.kind, ONE)


def _fits(halvings: int) -> Fits:
    if halvings >= FEW_FROM:
        return Fits.FEW
    return Fits.SOME if halvings >= SOME_FROM else Fits.MANY
