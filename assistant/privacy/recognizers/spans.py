"""Where in a text something private stands, and what it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Kind(StrEnum):
    """What is private about a stretch of text.  The value begins its placeholder."""

    SECRET = "secret"  # noqa: S105 - the kind of a password, a key, a token
    CARD = "card"
    IBAN = "iban"
    WALLET = "wallet"
    ID = "id"  # a number that a state or a company gave a person
    EMAIL = "email"
    URL = "url"
    IP = "ip"
    COORDINATES = "coordinates"
    PHONE = "phone"
    PLATE = "plate"
    ADDRESS = "address"
    DATE = "date"  # to the day
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    PROJECT = "project"
    PET = "pet"
    DETAIL = "detail"  # what the memory holds as private and is no name
    NAME = "name"  # of something, nobody can say of what
    NATIONALITY = "nationality"
    AGE = "age"
    JOB = "job"
    SEX = "sex"
    RELATIONSHIP = "relationship"
    EDUCATION = "education"
    INCOME = "income"


# Where two claim the same characters, the one that stands first here has them.
ORDER = {kind: rank for rank, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Span:
    """Something private from ``start`` up to ``end``, and why it is taken for that."""

    start: int
    end: int
    kind: Kind
    why: str
    value: str = field(default="", repr=False)  # whose it is, where the memory knows: the one name
    known: bool = False  # the user's own memory names it
    instead: str = ""  # what may be said in its place, where it tells too much

    @property
    def length(self) -> int:
        return self.end - self.start

    def lies_in(self, other: Span) -> bool:
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


def settle(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, none over another.

    What the memory knows goes before what rules suppose, a longer one before
    a shorter, a stricter kind before a looser.  What sticks out of the one
    that won is not lost: its rest stays private, too.
    """
    ranked = sorted(spans, key=_rank)
    over = bytearray(
        max((span.end for span in ranked), default=0)
    )  # 1: somebody has this character
    settled: list[Span] = []
    for span in ranked:
        settled.extend(_rests(span, over))
        over[span.start : span.end] = b"\1" * span.length
    return sorted(settled, key=lambda s: s.start)


def _rank(span: Span) -> tuple[bool, bool, int, int, int]:
    exact = ORDER[span.kind] <= ORDER[Kind.ADDRESS]
    return (not exact, not span.known, -span.length, ORDER[span.kind], span.start)


def _rests(span: Span, over: bytearray) -> Iterator[Span]:
    """Yield what of a span no other has taken."""
    at = span.start
    while at < span.end and (start := over.find(0, at, span.end)) >= 0:
        end = over.find(1, start, span.end)
        at = span.end if end < 0 else end
        whole = (start, at) == (span.start, span.end)
        yield span if whole else replace(span, start=start, end=at)
