"""Snippets: ";addr" becomes a text of the user's own, with what changes in it filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from memory import snippets
from memory.errors import Problem
from memory.snippets import Snippet
from memory.store import MemoryStore
from memory.types import Changes, Topic

NAME = re.compile(r"[;:/.]?[\w-]{1,30}")
BLANK = re.compile(r"\{(\w+)\}")


class Snippets:
    """The snippets of one memory; what was done to them here can be undone."""

    def __init__(
        self, store: MemoryStore, now: Callable[[], datetime] = lambda: datetime.now().astimezone()
    ) -> None:
        self._store, self._now = store, now
        self._before: list[tuple[str, Snippet | None]] = []

    def all(self) -> list[Snippet]:
        return snippets.all_snippets(self._store)

    def put(self, name: str, text: str) -> Changes:
        """Keep a text under a name, in place of the one before.  Raises Problem."""
        if not NAME.fullmatch(name):
            raise Problem(
                "A snippet has a short name without spaces.", remedy="Call it “;addr”, for example."
            )
        if not text.strip():
            raise Problem("A snippet without words puts nothing in.", remedy="Write its text.")
        before = self._noted(name)
        snippets.put(self._store, replace(before or Snippet(name, text), text=text))
        return _changes("Keep a snippet")

    def remove(self, name: str) -> Changes:
        """Raises Problem if there is none of that name."""
        if self._noted(name) is None:
            self._before.pop()
            raise Problem("There is no snippet of that name.")
        snippets.remove(self._store, name)
        return _changes("Remove a snippet")

    def undo(self) -> Changes | None:
        """Put back what stood before the last deed; None if there is nothing to undo."""
        if not self._before:
            return None
        name, before = self._before.pop()
        if before is None:
            snippets.remove(self._store, name)
        else:
            snippets.put(self._store, before)
        return _changes("Undo")

    def filled(self, name: str, values: Mapping[str, str] | None = None) -> str | None:
        """Return the text of a snippet with its blanks filled; None if there is none.

        ``{date}`` and ``{time}`` are those of now; of others, as ``{name}``, a value is
        given, or they stay as they stand, to be seen and filled by hand.
        """
        found = snippets.snippet(self._store, name)
        if found is None:
            return None
        snippets.count_use(self._store, name)
        now = self._now()
        known = {"date": f"{now.day} {now:%B %Y}", "time": f"{now:%H:%M}", **(values or {})}
        return BLANK.sub(lambda blank: known.get(blank[1]) or blank[0], found.text)

    def _noted(self, name: str) -> Snippet | None:
        before = snippets.snippet(self._store, name)
        self._before.append((name, before))
        return before


def _changes(label: str) -> Changes:
    return Changes(label, frozenset({Topic.SETTINGS}))
