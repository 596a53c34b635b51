"""What the memory holds, to be looked through, and what somebody would learn from it.

Reached as ``famulus.overview``.
"""

from __future__ import annotations

from assistant.profile.exposure import Exposure, exposing
from memory import documents
from memory.erasing.targets import Target, chosen_by
from memory.held import ALL, Holdings, Listed, Listing
from memory.holdings import counted, holdings, ids_of, listed
from memory.progress import Progress, Work
from memory.store import MemoryStore
from memory.types import DocumentId

AT_ONCE = 200  # documents of a list
EXAMPLES = 3


class Overview:
    """What is held, of one opened ``Assistant``."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    def holdings(self) -> Holdings:
        """Return how much there is, by kind, source and month."""
        return holdings(self._store)

    def listed(self, where: Listing = ALL, most: int = AT_ONCE, after: int = 0) -> list[Listed]:
        """Return documents by date, newest first."""
        return listed(self._store, where, most, after)

    def sources_of(self, document: DocumentId) -> set[str]:
        """Return the names of the sources in which a document stands."""
        return documents.sources_of(self._store, document)

    def counted(self, where: Listing = ALL) -> int:
        return counted(self._store, where)

    def exposing(
        self,
        *,
        document: DocumentId | None = None,
        person: int | None = None,
        source: str | None = None,
    ) -> Work[Progress, Exposure]:
        """Look what somebody would learn from a document, person or source; else from all."""
        target = Target(document, None, person, source)
        if target == Target():
            return (yield from exposing(self._store, ids_of(self._store)))
        return (yield from exposing(self._store, chosen_by(self._store, target).ids))

    def questions(self) -> list[str]:
        """Return up to three questions that this memory can answer."""
        subjects = documents.subjects(self._store, EXAMPLES)
        return [f"What was said about “{_subject(subject)}”?" for subject in subjects]


def _subject(title: str) -> str:
    """Return a subject without its "Re:"s."""
    while title[:3].lower() in ("re:", "aw:", "fw:", "wg:") or title[:4].lower() == "fwd:":
        title = title.split(":", 1)[1].strip()
    return title
