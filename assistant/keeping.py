"""What can be done with the memory as a whole: erase from it, look after it, carry it elsewhere.

Reached as ``famulus.keeping``.
"""

from __future__ import annotations

from memory.store import MemoryStore
from memory.vectors import Embedder, VectorIndex


class Keeping:
    """The memory as a whole, of one opened ``Assistant``."""

    def __init__(self, store: MemoryStore, encoder: Embedder, index: VectorIndex) -> None:
        self._store = store
        self._encoder = encoder
        self._index = index
