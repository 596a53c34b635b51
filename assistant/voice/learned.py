"""What is learned from one state of the memory, each part when it is asked for first."""

from __future__ import annotations

import threading
from functools import cached_property

from assistant.profile.learning import known_owner
from assistant.profile.owner import Owner
from assistant.voice import mails
from assistant.voice.card import Line, StyleCard, correspondents, learned
from assistant.voice.habits import Habits
from assistant.voice.letters import Occasion, Written
from assistant.voice.likeness import Likeness, likeness
from assistant.voice.measures import Measured, measured
from memory import voice
from memory.store import MemoryStore

GROWN = 0.02  # share by which a memory may grow before what was learned of it is learned anew
MEASURED = 3000  # mails of which the card is made, the newest

State = tuple[tuple[int, int, int], str]


class Learned:
    """Any thread may ask; one finds out, and the others wait for it."""

    def __init__(self, store: MemoryStore, state: State) -> None:
        self._store = store
        (self._documents, _, self._erased), self._identity = state
        self._lock = threading.RLock()

    def serves(self, state: State) -> bool:
        """Whether it still stands: nothing went, and not much came."""
        (documents, _, erased), identity = state
        same = (erased, identity) == (self._erased, self._identity)
        return same and documents - self._documents <= GROWN * self._documents

    @property
    def habits(self) -> Habits:
        with self._lock:
            return self._habits

    @property
    def likeness(self) -> Likeness | None:
        with self._lock:
            return self._likeness

    @property
    def card(self) -> StyleCard:
        """The card as it is without what the user decided."""
        with self._lock:
            return self._card

    @cached_property
    def owner(self) -> Owner:
        return known_owner(self._store, self._identity)

    @cached_property
    def _written(self) -> list[Written]:
        return mails.own_letters(self._store, self.owner)

    @cached_property
    def _habits(self) -> Habits:
        return Habits(self._written)

    @cached_property
    def _likeness(self) -> Likeness | None:
        chats = voice.chats(self._store, mails.CHATS)
        own = mails.own_texts(self._written, chats, self.owner)
        return likeness(own, mails.texts_of_others(self._store, chats, self.owner))

    @cached_property
    def _card(self) -> StyleCard:
        found: list[Measured] = [
            one for mail in self._written[-MEASURED:] if (one := measured(mail)) is not None
        ]
        lines: tuple[Line, ...] = tuple(learned(found))
        spoken = sorted({mail.written.language for mail in found} - {""})
        return StyleCard(
            lines, len(found), correspondents(found), tuple(spoken), tuple(map(str, Occasion))
        )
