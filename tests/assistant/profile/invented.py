"""Claims for pages, made up without a store."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from memory.types import Claim, ClaimId, ClaimKind, Scope, Sensitivity, Status

NOW = datetime(2026, 3, 20, 15, tzinfo=UTC)


def in_year(year: int) -> datetime:
    return datetime(year, 3, 1, tzinfo=UTC)


def a_claim(id: int, text: str, value: str = "", **more: Any) -> Claim:
    fields: dict[str, Any] = {
        "subject": "",
        "kind": ClaimKind.FACT,
        "slot": "likes",
        "value": value or text.rstrip("."),
        "text": text,
        "scope": Scope(),
        "status": Status.ACTIVE,
        "confidence": 0.8,
        "since": in_year(2025),
        "until": None,
        "sensitivity": Sensitivity.NORMAL,
        "locked": False,
        "pinned": False,
        "evidence": (),
        "changed_at": in_year(2026),
    }
    return Claim(id=ClaimId(id), **(fields | more))
