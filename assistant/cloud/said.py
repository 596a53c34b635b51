"""What a cloud model says: pieces of text, what it counted, and the whole reply."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Self

from memory.types import DisclosureId


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens, as the provider counts them."""

    asked: int
    answered: int

    @classmethod
    def of(cls, asked: Any, answered: Any) -> Self:
        """Read what a provider says; what is no number counts as none."""
        return cls(*(one if isinstance(one, int) and one > 0 else 0 for one in (asked, answered)))


Said = str | Usage


@dataclass(frozen=True, slots=True)
class Reply:
    """A finished answer: others' text, with what its placeholders stand for put back."""

    text: str = field(repr=False)
    made_by: str  # model and provider, as they are shown
    disclosure: DisclosureId  # the ledger's row
    usage: Usage | None = None
    cost: float | None = None  # in the money of the provider's price
