"""The traits of which a style consists, and every sentence that can be said of one.

A closed vocabulary: what stands in a mail, by whomever, has no other way to be said than
as one of these values, or as a short form that passed ``is_plain``.  The words are in
``resources/patterns/style.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import resources
from memory.errors import Problem

OFTEN = ("never", "seldom", "sometimes", "often", "always")
SHARES = (0.03, 0.15, 0.45, 0.85)  # of the mails, between those
SLOTS = ("[first name]", "[last name]", "[whole name]", "[title and name]")
OWN = "own"  # the trait of a line in the user's own words
MOST_WORDS = 6  # of a form
LONGEST = 48  # characters of it
LONGEST_OWN = 200  # characters of a line in the user's own words
WORD = re.compile(r"[^\W\d_]+(?:['’.-]{1,2}[^\W\d_]+)*[.,!]?|[:;]-?[)D(]|&")
NUMBER = re.compile(r"[1-9]\d{0,3}")


@dataclass(frozen=True, slots=True)
class Trait:
    """Something that can be said of how somebody writes."""

    name: str
    title: str
    group: str
    kind: str  # "form", "often", "number", "choice"
    says: Mapping[str, str] = field(repr=False)

    @property
    def values(self) -> tuple[str, ...]:
        """The values among which it is chosen; () where it is a form or a number."""
        return tuple(self.says) if self.kind in {"often", "choice"} else ()

    def sentence(self, value: str, low: str = "", high: str = "", *, mostly: bool = False) -> str:
        """Say that the trait has this value, always or mostly; low and high are of a number."""
        key = value if value in self.says else "value"
        if mostly:
            key = "mostly" if value else "mostly "
        pattern = self.says[key]
        if self.kind == "number" and not low:
            pattern = pattern.split(",")[0].rstrip(".") + "."
        return pattern.format(value=value, low=low, high=high)

    def checked(self, value: str) -> str:
        """Return a value as it is kept.  Raises Problem for one that cannot be said."""
        value = " ".join(value.split())
        if not self.can_be(value):
            raise Problem(
                f"That cannot be said of this: {self.title.lower()}.", remedy=self._remedy()
            )
        return value

    def can_be(self, value: str) -> bool:
        if self.kind == "form":
            return not value or is_plain(value)
        if self.kind == "number":
            return bool(NUMBER.fullmatch(value))
        return value in self.says

    def _remedy(self) -> str:
        if self.kind == "form":
            return f"Write at most {MOST_WORDS} words, letters only; {SLOTS[0]} stands for a name."
        if self.kind == "number":
            return "Write a number."
        return f"Choose one of: {', '.join(self.says)}."


def is_sayable(trait: str, value: str) -> bool:
    """Whether there is such a trait and it can have this value: an archive may say anything."""
    known = traits().get(trait)
    return known is not None and known.can_be(value)


def is_plain(form: str) -> bool:
    """Whether a short form may be said as it stands: few words, letters, no order to a model."""
    bare = form
    for slot in SLOTS:
        bare = bare.replace(slot, "Name")
    words = bare.split()
    if len(bare) > LONGEST or not 0 < len(words) <= MOST_WORDS:
        return False
    told = {part for word in words for part in re.split(r"[^\w]+", word.lower())}
    return all(map(WORD.fullmatch, words)) and told.isdisjoint(telling())


def own_words(text: str) -> str:
    """Return a line of the user's own as it is kept.  Raises Problem if it says nothing."""
    text = " ".join(text.split())
    if not text or len(text) > LONGEST_OWN:
        raise Problem(f"A line of your own has up to {LONGEST_OWN} characters.")
    return text


def often(times: int, of: int) -> str:
    """Return the word for how often something is found."""
    share = times / of if of else 0.0
    return OFTEN[sum(share > limit for limit in SHARES)]


@cache
def traits() -> dict[str, Trait]:
    """Return all traits by their names, in the order in which they are told."""
    return {one["name"]: Trait(**one) for one in _data()["trait"]}


@cache
def looked_for(name: str) -> re.Pattern[str]:
    """Return what finds the words of a list."""
    forms = [
        form.strip() for line in _data()["words"][name].splitlines() for form in line.split("|")
    ]
    listed = "|".join(
        re.escape(form).replace("'", "['’]").replace(r"\ ", r"\s+")
        for form in sorted(filter(None, forms), key=len, reverse=True)
    )
    return re.compile(rf"(?<![\w'’])(?:{listed})(?![\w'’])", re.IGNORECASE)


def edit_words() -> dict[str, str]:
    """Return what can be told of each kind of edit."""
    told: dict[str, str] = _data()["edits"]
    return told


@cache
def telling() -> frozenset[str]:
    return words_of("telling")


@cache
def words_of(name: str) -> frozenset[str]:
    listed = _data()["words"][name].replace("\n", "|").split("|")
    return frozenset(word.strip() for word in listed if word.strip())


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.text("patterns/style.toml"))
