"""Courtesy: work that can wait lets questions go first, so that nobody notices it is done.

Python runs one thread at a time, and one that computes gives way every few
milliseconds only: a question would lose those at each look into the store.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_MOST = 0.1  # seconds: who asks without a pause does not stop the work for ever


class Courtesy:
    """Says who is asking just now.  Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asking = 0
        self._nobody = threading.Event()
        self._nobody.set()

    @contextmanager
    def asking(self) -> Iterator[None]:
        """A question is answered within the block; it may hold others."""
        with self._lock:
            self._asking += 1
            self._nobody.clear()
        try:
            yield
        finally:
            with self._lock:
                self._asking -= 1
                if not self._asking:
                    self._nobody.set()

    def give_way(self) -> None:
        """Wait while somebody asks, but not for long.  Called often, between two small things."""
        self._nobody.wait(AT_MOST)
