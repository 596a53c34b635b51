"""The ledger's row of one request: written before it is sent, and closed with what came back."""

from __future__ import annotations

from assistant.cloud.said import Usage
from assistant.privacy.gate import ClearedPrompt
from memory import ledger
from memory.store import MemoryStore
from memory.types import DisclosureId


class Row:
    """One request in the ledger."""

    def __init__(self, store: MemoryStore, prompt: ClearedPrompt) -> None:
        self._store, self._prompt = store, prompt
        self._id: DisclosureId | None = None

    @property
    def id(self) -> DisclosureId:
        """The row's number.  Asked only of what was sent."""
        assert self._id is not None
        return self._id

    def sent(self, body: bytes) -> None:
        """Write down the bytes that are about to leave.  Raises Problem, and nothing may leave."""
        self._id = ledger.sent(self._store, self._prompt.leaving(body))

    def answered(self, body: bytes, usage: Usage | None, cost: float | None) -> None:
        """Write down the whole answer, what the provider counted and what that costs."""
        told: dict[str, float] = {}
        if usage is not None:
            told |= {"asked": usage.asked, "answered": usage.answered}
        if cost is not None:
            told["cost"] = cost
        ledger.answered(self._store, self.id, body, told)

    def failed(self, why: str, body: bytes) -> None:
        """Write down why no whole answer came, and what did; if anything was to be sent at all."""
        if self._id is not None:
            ledger.failed(self._store, self._id, why, body)
