"""Voice: how the user writes, learned from what they sent.

Reached as ``famulus.voice``.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cached_property

from assistant.profile.learning import known_owner
from assistant.profile.owner import Owner
from assistant.voice import mails
from assistant.voice.habits import Habits
from assistant.voice.letters import Occasion, Written
from assistant.voice.likeness import Likeness, likeness
from memory import voice
from memory.store import MemoryStore

GROWN = 0.02  # share by which a memory may grow before what was learned of it is learned anew


class Voice:
    """How one user writes, of one opened ``Assistant``.  Any thread may ask."""

    def __init__(self, store: MemoryStore, identity: Callable[[], str]) -> None:
        self._store = store
        self._identity = identity
        self._lock = threading.Lock()
        self._heard: _Heard | None = None

    def greeting(self, to: str = "", language: str = "", occasion: Occasion = Occasion.NEW) -> str:
        """Return how the user would begin a mail: "Dear Tom,"; "" where they would not greet.

        ``to`` is a name, an address, or both; ``language`` "German" or "de".
        """
        return self._now().habits.greeting(to, language, occasion)

    def closing(self, to: str = "", language: str = "", occasion: Occasion = Occasion.NEW) -> str:
        """Return how the user would end it, with their name: "Best,\\nDavid"; "" for nothing."""
        return self._now().habits.closing(to, language, occasion)

    def likeness(self, text: str) -> float | None:
        """Return how much a text sounds like the user, from 0 to 1.

        None if the user wrote too little that was read, or others did, or the text is too short.
        """
        fitted = self.fitted()
        return fitted.of(text) if fitted else None

    def fitted(self) -> Likeness | None:
        """Return what tells the user's texts from others', None if there are too few."""
        return self._now().likeness

    def _now(self) -> _Heard:
        """Return what was learned, anew if something was erased or much came."""
        key = (voice.state(self._store), self._identity())
        with self._lock:
            if self._heard is None or not self._heard.serves(key):
                self._heard = _Heard(self._store, key)
            return self._heard


class _Heard:
    """What is learned from one state of the memory, each part when it is asked for first."""

    def __init__(self, store: MemoryStore, key: tuple[tuple[int, int, int], str]) -> None:
        self._store = store
        (self._documents, _, self._erased), self._identity = key
        self._lock = threading.RLock()

    def serves(self, key: tuple[tuple[int, int, int], str]) -> bool:
        """Whether it still stands: nothing went, and not much came."""
        (documents, _, erased), identity = key
        same = (erased, identity) == (self._erased, self._identity)
        return same and documents - self._documents <= GROWN * self._documents

    @cached_property
    def owner(self) -> Owner:
        return known_owner(self._store, self._identity)

    @property
    def written(self) -> list[Written]:
        with self._lock:
            return self._written

    @cached_property
    def _written(self) -> list[Written]:
        return mails.own_letters(self._store, self.owner)

    @property
    def habits(self) -> Habits:
        with self._lock:
            return self._habits

    @cached_property
    def _habits(self) -> Habits:
        return Habits(self.written)

    @property
    def likeness(self) -> Likeness | None:
        with self._lock:
            return self._likeness

    @cached_property
    def _likeness(self) -> Likeness | None:
        chats = voice.chats(self._store, mails.CHATS)
        own = mails.own_texts(self.written, chats, self.owner)
        return likeness(own, mails.texts_of_others(self._store, chats, self.owner))
