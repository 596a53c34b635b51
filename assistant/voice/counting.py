"""What the user is likeliest to do in a mail, counted from the mails before it.

The mails to this person on this occasion are few; they lean on all to this person, these on
all to somebody who is known, or to nobody in particular, these on all in this language, these
on all.  How much they lean is not set by us: it is what would
have foretold the user's own mails best, so that who greets everybody in their own way is
taken at their word, and who does as they please is not read into.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

LEANS = (1.0, 4.0)  # mails that all in this language are worth beside those on this occasion
LEANS_OF_ONE = (0.3, 1.0, 3.0, 10.0, 30.0)  # the same of the mails to one person
FADES = 25  # mails to somebody after which one counts half
LAST = 400  # mails that are foretold to find out how much is leant

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Case:
    """What is known before a mail is written.  ``people`` are whom it is to, by any key."""

    people: tuple[str, ...]
    language: str
    occasion: str

    def levels(self) -> Iterator[tuple[bool, tuple[str, ...]]]:
        """Yield what is counted together, from all to the likest; whether it is of one person."""
        yield False, ()
        yield False, ("in", self.language)
        yield False, ("in", self.language, self.occasion)
        yield False, ("known", str(bool(self.people)), self.language, self.occasion)
        for person in self.people[:1]:
            yield True, ("to", person)
            yield True, ("to", person, self.language)
            yield True, ("to", person, self.language, self.occasion)

    def counted(self) -> Iterator[tuple[float, tuple[str, ...]]]:
        """Yield where a mail counts, and how much: less for each where it is to several."""
        for language in {self.language, ""}:
            yield 1.0, ("in", language, self.occasion)
            yield 1.0, ("in", language)
            yield 1.0, ("known", str(bool(self.people)), language, self.occasion)
        yield 1.0, ()
        share = 1 / len(self.people) if self.people else 0.0
        for person in self.people:
            yield share, ("to", person)
            for language in {self.language, ""}:
                yield share, ("to", person, language)
                yield share, ("to", person, language, self.occasion)


class Counted(Generic[T]):
    """Mails in the order in which they were written, and what was done in each."""

    def __init__(self, mails: Sequence[tuple[Case, T]]) -> None:
        self._at: dict[tuple[str, ...], dict[T, float]] = defaultdict(dict)
        self._ways = len({way for _, way in mails}) or 1
        self._lean = self._add_all(mails)

    def likeliest(self, case: Case) -> list[tuple[T, float]]:
        """Return what may be done, with how likely it is, likeliest first."""
        ways = self._at[()]
        found = [(way, self._chance(case, way, self._lean)) for way in ways]
        return sorted(found, key=lambda one: -one[1])

    def _add_all(self, mails: Sequence[tuple[Case, T]]) -> tuple[float, float]:
        """Count them, and return how much leaning would have foretold the last of them best."""
        both = [(lean, of_one) for lean in LEANS for of_one in LEANS_OF_ONE]
        told = dict.fromkeys(both, 0.0)
        for n, (case, way) in enumerate(mails):
            if n > 0 and n >= len(mails) - LAST:
                for lean in both:
                    told[lean] += math.log(self._chance(case, way, lean))
            self._add(case, way)
        return max(told, key=lambda lean: told[lean])

    def _add(self, case: Case, way: T) -> None:
        for weight, key in case.counted():
            at = self._at[key]
            if key[:1] == ("to",):
                for other in at:
                    at[other] *= 0.5 ** (weight / FADES)
            at[way] = at.get(way, 0.0) + weight

    def _chance(self, case: Case, way: T, leans: tuple[float, float]) -> float:
        """Return how likely a way is; mails that are all of those before say nothing new."""
        chance, before = 1 / self._ways, 0.0
        for of_one, key in case.levels():
            at = self._at.get(key)
            mails = sum(at.values()) if at else 0.0
            if at and mails != before:
                lean = leans[of_one]
                chance = (at.get(way, 0.0) + lean * chance) / (mails + lean)
                before = mails
        return chance
