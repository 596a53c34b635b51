"""Explaining: which terms of a document its reader may not know, and what a thread comes to.

Reached as ``famulus.explaining``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial

from assistant.explaining.terms import Explanation, Term, explained, unknown_terms
from assistant.explaining.threads import Summary, summary
from assistant.profile.owner import Owner, owner_of
from memory.documents import opened, thread_of
from memory.people.known import names
from memory.search.vocabulary import uses
from memory.settings import choose, chosen
from memory.store import MemoryStore
from memory.types import Changes, DocumentId

KNOWN = "known terms"  # under which they are kept: digests, so that no word of a document stays
LETTERS = 200  # of one thread that are read, the newest


class Explaining:
    """Helps to read, of one opened ``Assistant``.  Everything is by rules and quoted."""

    def __init__(self, store: MemoryStore, identity: Callable[[], str]) -> None:
        self._store = store
        self._identity = identity

    def terms(self, document: DocumentId) -> tuple[Term, ...]:
        """Return the few terms that the user likely does not know.  Raises Problem if it is gone.

        Of what the user wrote there are none.
        """
        owner = self._owner()
        known = set(self._known())
        called = [name for person in names(self._store) for name in person.names]
        return unknown_terms(
            opened(self._store, document),
            owner,
            partial(uses, self._store, addresses=owner.addresses),
            lambda term: _digest(term) in known,
            called,
        )

    def explain(self, term: str) -> Explanation | None:
        """Return what the user's documents say that a term is; None where none says it."""
        return explained(term, uses(self._store, term))

    def know(self, term: str, known: bool = True) -> Changes:
        """Remember that the user knows a term, or does not after all."""
        marked = [one for one in self._known() if one != _digest(term)]
        return choose(self._store, {KNOWN: [*marked, *([_digest(term)] if known else [])]})

    def summary(self, document: DocumentId) -> Summary:
        """Return what the thread of a mail comes to, or a chat.  Raises Problem if it is gone."""
        thread = thread_of(self._store, document, LETTERS) or [document]
        return summary((opened(self._store, id) for id in thread), self._owner())

    def _owner(self) -> Owner:
        return owner_of(self._identity())

    def _known(self) -> list[str]:
        return list(chosen(self._store).get(KNOWN, ()))


def _digest(term: str) -> str:
    return hashlib.blake2b(term.casefold().encode(), digest_size=12).hexdigest()
