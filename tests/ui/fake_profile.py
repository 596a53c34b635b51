"""A profile made up in memory: it does what is asked in the simplest way, and notes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from assistant.profile.page import VIEWS, page
from assistant.profile.profile import Saved
from memory.errors import Problem
from memory.types import Answer, Change, ChangeId, Changes, Claim, ClaimId, Status, Topic
from tests.ui.claims import change
from tests.ui.fakes import NOW

DONE = Changes("Edit", frozenset({Topic.CLAIMS}))


@dataclass
class FakeProfile:
    """Everything the window asks of a Profile."""

    the_claims: list[Claim] = field(default_factory=list)
    the_changes: list[Change] = field(default_factory=list)
    did: list[tuple[Any, ...]] = field(default_factory=list)
    saved: Saved = field(default_factory=Saved)
    comments: list[str] = field(default_factory=list)
    next_problem: Problem | None = None

    def comment(self, said: list[str]) -> Changes:
        self.comments += said
        return Changes("Comment on drafts", frozenset({Topic.CLAIMS}))

    def rate(self, answer: Answer, useful: bool | None) -> Changes:
        self._note("rate", answer.id, useful)
        return DONE

    def leave_out(self, answer: Answer, claim: ClaimId) -> Changes:
        self._note("leave out", answer.id, claim)
        return DONE

    def claims(self) -> list[Claim]:
        return list(self.the_claims)

    def review(self) -> list[Claim]:
        return [one for one in self.the_claims if one.status is Status.DRAFT]

    def history(self, claim: ClaimId | None = None, limit: int = 100) -> list[Change]:
        found = [one for one in self.the_changes if claim in {None, one.claim}]
        return sorted(found, key=lambda one: -one.id)[:limit]

    def page(self, view: str = "full", *, about: str = "", marked: bool = True) -> str:
        return page(self.the_claims, NOW, VIEWS[view], about=about, marked=marked)

    def edit(self, id: ClaimId, text: str) -> ClaimId:
        self._note("edit", id, text)
        new = ClaimId(1000 + id)
        was = next(one for one in self.the_claims if one.id == id)
        self._set(id, status=Status.RETRACTED)
        made = replace(was, id=new, text=text, locked=True, status=Status.ACTIVE, evidence=())
        self.the_claims.append(made)
        return new

    def accept(self, id: ClaimId) -> Changes:
        return self._do("accept", id, status=Status.ACTIVE)

    def refuse(self, id: ClaimId) -> Changes:
        return self._do("refuse", id, status=Status.RETRACTED)

    def not_true(self, id: ClaimId) -> Changes:
        return self._do("deny", id, status=Status.RETRACTED)

    def no_longer_true(self, id: ClaimId) -> Changes:
        return self._do("end", id, status=Status.EXPIRED, until=NOW)

    def lock(self, id: ClaimId, locked: bool = True) -> Changes:
        return self._do("lock" if locked else "unlock", id, locked=locked)

    def pin(self, id: ClaimId, pinned: bool = True) -> Changes:
        return self._do("pin" if pinned else "unpin", id, pinned=pinned)

    def never_remember(self, *claims: ClaimId) -> Changes:
        self._note("never", *claims)
        self.the_claims = [one for one in self.the_claims if one.id not in claims]
        self.the_changes = [one for one in self.the_changes if one.claim not in claims]
        return DONE

    def undo(self, change: ChangeId | None = None) -> Changes:
        self._note("undo", change)
        self._turn(change, undone=True)
        return DONE

    def redo(self, change: ChangeId) -> Changes:
        self._note("redo", change)
        self._turn(change, undone=False)
        return DONE

    def asked(self, text: str) -> Saved:
        return self.saved

    def save(self, text: str) -> Saved:
        self._note("save", text)
        return self.saved

    def _turn(self, id: ChangeId | None, *, undone: bool) -> None:
        self.the_changes = [
            replace(one, undone=undone) if one.id == id else one for one in self.the_changes
        ]

    def _do(self, what: str, id: ClaimId, **new: Any) -> Changes:
        self._note(what, id)
        self._set(id, **new)
        made = change(len(self.the_changes) + 1, id, by="user", what=what, at=datetime.now(UTC))
        self.the_changes.append(replace(made, before={"status": "active"}))
        return DONE

    def _set(self, id: ClaimId, **new: Any) -> None:
        change: Callable[[Claim], Claim] = lambda one: replace(one, **new)  # noqa: E731
        self.the_claims = [change(one) if one.id == id else one for one in self.the_claims]

    def _note(self, *what: Any) -> None:
        self.did.append(what)
        if self.next_problem is not None:
            problem, self.next_problem = self.next_problem, None
            raise problem
