"""What left this machine so far, to be looked at, checked and carried elsewhere.

Reached as ``famulus.leaving``.
"""

from __future__ import annotations

from pathlib import Path

from memory import ledger
from memory.chain import Broken, check
from memory.errors import Problem
from memory.ledger import Disclosure
from memory.progress import Progress, Work
from memory.safekeeping.ledger_file import check_file, exporting
from memory.store import MemoryStore


class Left:
    """The ledger of one opened ``Assistant``."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    def all(self, matching: str = "") -> list[Disclosure]:
        """Return what left, the newest first; only what holds all of these words, if any."""
        return ledger.disclosures(self._store, matching)

    def one(self, number: int) -> Disclosure:
        """Return one request by its number.  Raises Problem if there is none."""
        for one in self.all():
            if one.id == number:
                return one
        raise Problem(
            "No request of that number left.", remedy="`famulus privacy ledger` lists them."
        )

    def counted(self) -> tuple[int, int]:
        """Return how many requests left since the beginning, and how many bytes they were."""
        return ledger.counted(self._store)

    def check(self, exported: Path | None = None) -> Broken | None:
        """Return the first row that is not what was written, or None; of a file if one is given."""
        return check_file(exported) if exported else check(self._store)

    def exporting(self, path: Path) -> Work[Progress, int]:
        """Write the ledger into a file that anybody can check; it is not encrypted."""
        return (yield from exporting(self._store, path))
