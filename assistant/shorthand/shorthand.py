"""Text entry: few letters become whole phrases, short names whole texts.

Reached as ``famulus.shorthand``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator
from dataclasses import dataclass, field

from assistant.engine.local import LlamaModel, embedded
from assistant.profile.learning import known_owner
from assistant.settings import Settings
from assistant.shorthand.abbreviations import (
    Candidate,
    Place,
    Speller,
    composing,
    merged,
    own_phrases,
)
from assistant.shorthand.initials import slots
from assistant.shorthand.phrases import OwnWords, reading_own_words
from assistant.shorthand.snippets import Snippets
from memory import expansions
from memory.documents import newest
from memory.errors import Problem
from memory.expansions import Chosen
from memory.progress import Progress, Work
from memory.readings import ERASED
from memory.store import MemoryStore
from memory.types import Changes

NOTE = "Looking for what you mean"


@dataclass(frozen=True, slots=True)
class Expanded:
    """What an abbreviation may stand for, best first, and what could not be done, if anything."""

    candidates: tuple[Candidate, ...] = field(repr=False)
    note: str = ""


class Shorthand:
    """The abbreviations and snippets of one memory.  Any thread may use it."""

    def __init__(
        self, store: MemoryStore, settings: Callable[[], Settings], model: Speller | None = None
    ) -> None:
        self._store, self._settings = store, settings
        self._model = model
        self._own = OwnWords()
        self._read: tuple[object, ...] = ()  # of which state of the memory they are
        self.snippets = Snippets(store)

    def expanding(
        self, abbreviation: str, *, before: str = "", to: str = ""
    ) -> Work[Progress, Expanded]:
        """Return at most five phrases for an abbreviation.

        ``before`` is the text before it, ``to`` the name or address of who will
        read it.  Raises Problem for what is no abbreviation.
        """
        short = abbreviation.strip()
        if not slots(short):
            raise Problem(
                "An abbreviation has a letter for each word, two to sixteen of them.",
                remedy="Write “iwbhb7” for “I will be home by 7”.",
            )
        own = yield from self._own_words()
        place, chosen = Place(before, to), expansions.chosen_for(self._store, short.casefold())
        found = own_phrases(short, own, place, chosen)
        note, composed = "", list[Candidate]()
        try:
            composed = yield from _quietly(composing(short, own, place, self._speller()))
        except Problem as problem:
            note = f"Only your own phrases were looked at. {problem}"
        return Expanded(tuple(merged(found, composed, chosen)), note)

    def warming(self, *, before: str = "", to: str = "") -> Work[Progress, None]:
        """Read the user's words, start the model and let it read what stands before.

        Then the first abbreviation is written out as fast as any other.
        """
        own = yield from self._own_words()
        nothing = composing("", own, Place(before, to), self._speller())
        yield from _quietly(nothing)

    def choose(self, abbreviation: str, text: str, passed: Collection[str] = ()) -> Changes:
        """Count a choice; ``passed`` are the phrases that stood above it."""
        return expansions.choose(self._store, abbreviation.strip().casefold(), text, passed)

    def never(self, abbreviation: str, text: str, *, never: bool = True) -> Changes:
        """Offer a phrase for this abbreviation no more, or again."""
        return expansions.never(self._store, abbreviation.strip().casefold(), text, never=never)

    def forget(self, abbreviation: str, text: str) -> Changes:
        """Forget that a phrase was chosen."""
        return expansions.forget(self._store, abbreviation.strip().casefold(), text)

    def put_back(self, one: Chosen) -> Changes:
        """Take back that a phrase was forgotten."""
        return expansions.put_back(self._store, one)

    def learned(self) -> list[Chosen]:
        """Return what was chosen or is never wanted, the most wanted first."""
        return expansions.all_chosen(self._store)

    def rest(self, unused: float = 0) -> None:
        """End the model's process if nobody needed it for so many seconds."""
        if self._model is not None:
            self._model.rest(unused)

    def close(self) -> None:
        """End the model's process; a later abbreviation starts another."""
        model, self._model = self._model, None
        if model is not None:
            model.close()

    def _own_words(self) -> Work[Progress, OwnWords]:
        """Return the user's words; they are read anew when documents came or went."""
        identity = self._settings().identity
        state = (newest(self._store), self._store.counter(ERASED), identity)
        if state != self._read:
            owner = known_owner(self._store, identity)
            self._own = yield from reading_own_words(self._store, owner)
            self._read = state
        return self._own

    def _speller(self) -> Speller:
        if self._model is None:
            self._model = LlamaModel(embedded(), threads=self._settings().threads)
        return self._model


def _quietly(
    work: Generator[str, None, list[Candidate]],
) -> Work[Progress, list[Candidate]]:
    """Say only that something is done: what a model says is nobody's to see before its end."""
    while True:
        try:
            next(work)
        except StopIteration as stop:
            found: list[Candidate] = stop.value
            return found
        yield Progress(0, None, NOTE)
