"""The labels that say how far something may go, in the user's words.

Reached as ``famulus.labels``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from memory import labels
from memory.errors import Problem
from memory.labels import Labelled, Origin
from memory.store import MemoryStore
from memory.types import Changes, Label

SAID = {
    "stays": Label.STAYS,
    "rewrite": Label.REWRITE,
    "leaves": Label.LEAVES,
    "none": None,
} | {label.value: label for label in Label}
HOW = "`famulus privacy --help` shows how."


class Labels:
    """The labels of one opened ``Assistant``."""

    def __init__(self, store: MemoryStore, person: Callable[[str], int]) -> None:
        self._store = store
        self._person = person  # who is meant by some words

    def all(self) -> list[Labelled]:
        """Return what bears a label of its own, the strictest first."""
        return labels.labelled(self._store)

    def named(self, what: str, name: str) -> Origin:
        """Return what is called so: a source, a person, a claim (c12), a conversation (12).

        Raises Problem.
        """
        if what == "source":
            return Origin("source", name)
        if what == "person":
            return Origin("person", self._person(name))
        number = re.fullmatch(r"c?(\d{1,9})", name)
        if what == "claim" and number:
            return Origin("claim", int(number[1]))
        if what == "conversation" and number:
            return Origin("conversation", int(number[1]))
        raise Problem("It is not clear what is to be labelled.", remedy=HOW)

    def understand(self, label: str) -> Label | None:
        """Return which label is meant; None is none.  Raises Problem."""
        said = " ".join(label.casefold().replace("-", " ").split())
        if said not in SAID:
            raise Problem("There is no such label.", remedy=f"Say one of: {', '.join(SAID)}.")
        return SAID[said]

    def set(self, origin: Origin, label: Label | None) -> Changes:
        """Let something bear a label, or none of its own.  Raises Problem if it is not there."""
        return labels.set_label(self._store, origin, label)

    def own(self, origin: Origin) -> Label | None:
        """Return the label that something bears itself."""
        return labels.own_label(self._store, origin)

    def of(self, origins: Collection[Origin]) -> Label:
        """Return how far words may go that stem from all of these."""
        return labels.label_of(self._store, origins)

    def undo(self) -> Changes:
        """Take the newest label back.  Raises Problem if there is none."""
        return labels.undo(self._store)
