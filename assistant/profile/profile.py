"""Profile: what is believed of the user, to be read, asked after, corrected and undone.

Reached as ``famulus.profile``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from assistant.profile import comments, doings, ratings
from assistant.profile import page as pages
from assistant.profile.asking import Question, unsure_of, worth_asking
from assistant.profile.context import Context, Situation, context
from assistant.profile.editing import Deed, deeds
from assistant.profile.groups import NOTES
from assistant.profile.languages import own_language
from assistant.profile.naming import Called, in_full, related
from assistant.profile.told import Told, understood
from memory.claims import changes, telling
from memory.claims.rows import at_time, read_claims
from memory.erasing.claim import forgetting_claims
from memory.errors import Problem
from memory.people.known import names
from memory.progress import finish
from memory.sizes import estimated_tokens
from memory.store import MemoryStore
from memory.types import (
    Answer,
    Change,
    ChangeId,
    Changes,
    Claim,
    ClaimId,
    ClaimKind,
    Scope,
    Sensitivity,
    Status,
    Topic,
)

LOOKED_BACK = 1000  # changes among which the last one of the user is looked for
NO_VIEW = "There is no such view of the profile."


@dataclass
class Saved:
    """What an edited page changed."""

    edited: int = 0
    told: int = 0
    forgotten: int = 0
    pinned: int = 0  # or not any more


class Profile:
    """What is believed, of one opened ``Assistant``."""

    def __init__(
        self,
        store: MemoryStore,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        language: Callable[[], str] = lambda: "",
    ) -> None:
        """Let the page be in the language that is given, or in that of the user's own words."""
        self._store = store
        self._now = now
        self._language = language

    # Reading

    def page(
        self,
        view: str = "full",
        *,
        about: str = "",
        budget: int | None = None,
        tokens: pages.Tokens = estimated_tokens,
        marked: bool = True,
        sensitive: bool = True,
    ) -> str:
        """Return what is believed as one page of Markdown, within its budget of tokens.

        ``view`` is one of assistant.profile.page.VIEWS; "contact" is of the
        person in ``about``.  Without marks it cannot be read back by ``save``;
        nor can it without what is ``sensitive``.
        """
        if view not in pages.VIEWS:
            raise Problem(NO_VIEW, remedy=f"There are: {', '.join(pages.VIEWS)}.")
        chosen = pages.VIEWS[view]
        budget = chosen.budget if budget is None else budget
        chosen = replace(chosen, budget=budget, sensitive=chosen.sensitive and sensitive)
        claims = self._read()
        return pages.page(
            claims,
            self._now(),
            chosen,
            about=about,
            tokens=tokens,
            marked=marked,
            language=self._language() or own_language(claims),
        )

    def claims(self) -> list[Claim]:
        """Return every claim that something speaks of, as it stands now, past ones too."""
        now = self._now()
        return [at_time(claim, now) for claim in self._read()]

    def claim(self, id: ClaimId) -> Claim:
        """Raises Problem if there is none."""
        found = self._read("id = ?", [id])
        if not found:
            raise Problem("There is no such claim.", remedy="`famulus profile claims` shows them.")
        return at_time(found[0], self._now())

    def _read(self, where: str = "true", values: Sequence[object] = ()) -> list[Claim]:
        claims = read_claims(self._store.db, where, values)
        if not any(related(claim)[0] for claim in claims):
            return claims
        return list(in_full(claims, Called(names(self._store))))

    def context(self, situation: Situation, without: Collection[ClaimId] = ()) -> Context:
        """Return the few claims that bear on a task, for whom and where it is done."""
        return context(read_claims(self._store.db), situation, self._now(), without=without)

    def questions(
        self, situation: Situation, asked: Collection[str] = (), urgency: float = 0.0
    ) -> tuple[Question, ...]:
        """Return at most two questions worth asking before a task; ``asked`` are those that were.

        What is chosen for the user who says "just answer" is the ``best`` of each.
        """
        unsure = unsure_of(situation, read_claims(self._store.db), self._now())
        return worth_asking(unsure, asked, urgency)

    def review(self) -> list[Claim]:
        """Return what waits for a yes or no: what is sensitive first, then the surest.

        What the user only told of a day asks for none: that they wrote it is all that is said.
        """
        waiting = [
            claim
            for claim in self.claims()
            if claim.status is Status.DRAFT
            and claim.slot != NOTES
            and (claim.until is None or claim.until > self._now())
        ]
        return sorted(
            waiting,
            key=lambda one: (
                one.sensitivity is not Sensitivity.SENSITIVE,
                bool(one.subject),
                -one.confidence,
                one.id,
            ),
        )

    def history(self, claim: ClaimId | None = None, limit: int = 100) -> list[Change]:
        """Return what was done to one claim or to all, newest first."""
        return changes.history(self._store, claim, limit)

    # What the user says

    def told(
        self,
        text: str,
        *,
        kind: ClaimKind | str = ClaimKind.FACT,
        subject: str = "",
        scope: Scope | None = None,
    ) -> ClaimId:
        """Believe what the user says, and let nothing that is learned change it.

        It takes the place of what was believed before where it is understood:
        "I live in Leeds", or as it would stand on the page, "Lives in Leeds."
        """
        if not text.strip():
            raise Problem("There is nothing to believe in that.")
        words = None if subject else understood(text, self.claims())
        words = words or Told(" ".join(text.split()), "", telling.TOLD, ClaimKind(kind))
        return telling.tell(
            self._store,
            words.text,
            value=words.value,
            slot=words.slot,
            kind=words.kind,
            subject=subject,
            scope=scope or Scope(),
            polarity=words.polarity,
            until=words.until,
        )

    def commented(self, comment: str) -> list[ClaimId]:
        """Believe what somebody says of a draft: "too long", "I never write 'Best regards'".

        What is not understood changes nothing.
        """
        return [
            telling.tell(self._store, one.text, value=one.value, slot=one.slot, kind=one.kind)
            for one in comments.understood(comment)
        ]

    def comment(self, said: Sequence[str]) -> Changes:
        """Believe what somebody says of some drafts, each by ``commented``."""
        for one in said:
            self.commented(one)
        return _changed("Comment on drafts")

    def chose(self, chosen: str, other: str, *, reason: str = "", who: str = "") -> Changes:
        """Learn from a choice between two drafts; a reason counts if it predicts the choices."""
        doings.chose(self._store, chosen, other, reason=reason, who=who)
        return _changed("Choose")

    def edited(self, before: str, after: str, *, who: str = "") -> Changes:
        """Learn from what the user made of a draft."""
        doings.edited(self._store, before, after, who=who)
        return _changed("Edit a draft")

    def rate(self, answer: Answer, useful: bool | None) -> Changes:
        """Count that an answer was useful, or not, for the claims it used; None takes it back."""
        ratings.rate(self._store, answer, useful)
        return _changed("Rate an answer")

    def leave_out(self, answer: Answer, claim: ClaimId) -> Changes:
        """Count that a claim was taken away from an answer: it did not belong there."""
        ratings.leave_out(self._store, answer, [claim])
        return _changed("Answer without a claim")

    def edit(self, claim: ClaimId, text: str) -> ClaimId:
        """Correct a claim; return the one that says it now.

        Where it says something else than before, that is another claim, and the
        one before is not true.
        """
        return telling.edit(self._store, claim, text)

    def lock(self, claim: ClaimId, locked: bool = True) -> Changes:
        telling.lock(self._store, claim, locked)
        return _changed("Lock" if locked else "Unlock")

    def pin(self, claim: ClaimId, pinned: bool = True) -> Changes:
        telling.pin(self._store, claim, pinned)
        return _changed("Pin" if pinned else "Unpin")

    def accept(self, claim: ClaimId) -> Changes:
        telling.accept(self._store, claim)
        return _changed("Accept")

    def refuse(self, claim: ClaimId) -> Changes:
        telling.refuse(self._store, claim)
        return _changed("Refuse")

    def not_true(self, claim: ClaimId) -> Changes:
        telling.deny(self._store, claim)
        return _changed("Not true")

    def no_longer_true(self, claim: ClaimId) -> Changes:
        telling.end(self._store, claim)
        return _changed("No longer true")

    def never_remember(self, *claims: ClaimId) -> Changes:
        """Erase claims for good, and never learn them again; it cannot be undone."""
        finish(forgetting_claims(self._store, claims))
        return _changed("Never remember")

    def undo(self, change: ChangeId | None = None) -> Changes:
        """Undo a change with all that followed from it; without one, the last of the user's."""
        changes.undo(self._store, self._last() if change is None else change)
        return _changed("Undo")

    def redo(self, change: ChangeId) -> Changes:
        changes.redo(self._store, change)
        return _changed("Redo")

    def save(self, text: str) -> Saved:
        """Do what an edited page asks for, line by line.  Raises Problem if it is no page."""
        known = {claim.id: claim for claim in self.claims()}
        asked = deeds(text, known)
        saved = Saved()
        for deed in asked:
            self._do(deed, saved)
        if gone := [deed.claim for deed in asked if deed.verb == "forget" and deed.claim]:
            self.never_remember(*gone)
            saved.forgotten = len(gone)
        return saved

    def asked(self, text: str) -> Saved:
        """Return what ``save`` would change.  Raises Problem if it is no page."""
        verbs = [deed.verb for deed in deeds(text, {claim.id: claim for claim in self.claims()})]
        return Saved(
            edited=verbs.count("edit"),
            told=verbs.count("tell"),
            forgotten=verbs.count("forget"),
            pinned=verbs.count("pin") + verbs.count("unpin"),
        )

    def _do(self, deed: Deed, saved: Saved) -> None:
        match deed.verb, deed.claim:
            case "tell", _:
                id = self.told(deed.text, kind=deed.kind)
                if deed.past:
                    self.no_longer_true(id)
                saved.told += 1
            case "edit", int(id):
                self.edit(ClaimId(id), deed.text)
                saved.edited += 1
            case ("pin" | "unpin") as verb, int(id):
                self.pin(ClaimId(id), verb == "pin")
                saved.pinned += 1

    def _last(self) -> ChangeId:
        for change in changes.history(self._store, limit=LOOKED_BACK):
            if (
                change.by == "user"
                and not change.undone
                and changes.can_undo(self._store.db, change.id)
            ):
                return change.id
        raise Problem("There is nothing to undo.")


def _changed(label: str) -> Changes:
    return Changes(label, frozenset({Topic.CLAIMS}))


def ids(words: Collection[str]) -> list[ClaimId]:
    """Read what claims are called on the page or in a list: "c12", "^c12", "12"."""
    plain = [word.lstrip("^c").partition(".")[0] for word in words]
    if not all(word.isdecimal() for word in plain):
        raise Problem("A claim is called by its number.", remedy="`famulus profile claims`")
    return [ClaimId(int(word)) for word in plain]
