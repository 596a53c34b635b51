"""Claims and changes made up in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from memory.types import (
    Change,
    ChangeId,
    Claim,
    ClaimId,
    ClaimKind,
    DocumentId,
    Evidence,
    Scope,
    Sensitivity,
    Status,
    Strength,
)
from tests.ui.fakes import NOW, TEXT

QUOTE = "the lease ends on 31 May."


def evidence(**new: Any) -> Evidence:
    """Return a quote out of the mail of the fakes."""
    start = TEXT.index(QUOTE)
    made = Evidence(
        document=DocumentId("d1"),
        start=start,
        end=start + len(QUOTE),
        quote=QUOTE,
        stance="supports",
        strength=Strength.STATED,
        at=NOW,
        path=Path("/home/ada/mail.mbox"),
        locator="#1",
    )
    return replace(made, **new)


def claim(id: int = 1, text: str = "Plays the cello.", **new: Any) -> Claim:
    """Return a claim that was heard once, with whatever is said otherwise."""
    made = Claim(
        id=ClaimId(id),
        subject="",
        kind=ClaimKind.FACT,
        slot="plays",
        value="cello",
        text=text,
        scope=Scope(),
        status=Status.ACTIVE,
        confidence=0.72,
        since=NOW,
        until=None,
        sensitivity=Sensitivity.NORMAL,
        locked=False,
        pinned=False,
        evidence=(evidence(),),
        changed_at=NOW,
    )
    return replace(made, **new)


def change(id: int = 1, claim: int = 1, **new: Any) -> Change:
    made = Change(
        id=ChangeId(id),
        at=NOW + timedelta(minutes=id),
        by="rules",
        what="learn",
        claim=ClaimId(claim),
        before=None,
        after={"status": "active"},
        why="The user wrote so.",
    )
    return replace(made, **new)
