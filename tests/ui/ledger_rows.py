"""Rows of a ledger, made up."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from memory.ledger import Covered, Disclosure
from memory.types import DisclosureId

BODY = b'{"messages":["Is [PERSON_1] ill?"]}'[:21]
AT = datetime(2026, 3, 3, 14, 10, tzinfo=UTC)


def sent(n: int, body: bytes | None = BODY, **how: Any) -> Disclosure:
    """Return the request of this number, answered."""
    made: dict[str, Any] = {
        "at": AT.replace(minute=n),
        "purpose": "chat",
        "provider": "example",
        "model": "large-1",
        "mine": False,
        "size": len(body or b""),
        "state": "answered",
        "body": body,
        "hidden": (Covered("person", "[PERSON_1]"),),
        "answer": b'{"text":"No."}',
    }
    return Disclosure(DisclosureId(n), **made | how)
