"""The fixed words of the page in the languages it is written in: headings, dates, and the like.

What a language lacks is said in English, and so is the whole page where a language is not there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import resources

FILE = "patterns/page.toml"
ENGLISH = "English"


@dataclass(frozen=True, slots=True)
class Wording:
    """The page in one language."""

    title: str
    how_to_edit: str
    headings: Mapping[str, str]  # by the names of groups
    undated: str
    dated: str  # how a day is said
    months: tuple[str, ...]
    until: str
    formerly: str
    wavers: str

    def on(self, day: date) -> str:
        """Return a day as one says it."""
        month = self.months[day.month - 1]
        return self.dated.format(day=day.day, month=month, year=day.year)


def wording(language: str = ENGLISH) -> Wording:
    """Return the words of a language, called by its English name."""
    return wordings().get(language, wordings()[ENGLISH])


@cache
def wordings() -> Mapping[str, Wording]:
    return read(resources.text(FILE))


def read(text: str) -> dict[str, Wording]:
    """Read wordings from TOML."""
    told = tomllib.loads(text)
    english = told[ENGLISH]
    return {
        language: Wording(
            **english
            | given
            | {
                "headings": english["headings"] | given.get("headings", {}),
                "months": tuple(given.get("months", english["months"])),
            }
        )
        for language, given in told.items()
    }
