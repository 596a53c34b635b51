"""The claims as cards under the headings of the page, filtered as one types and chooses."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject

from assistant.profile.groups import Group, group_of, heading
from memory.types import Claim, ClaimId, ClaimKind, Sensitivity, Status
from ui.claim_words import quotes, scope, sensitive, sentence, span, standing, sureness
from ui.itemmodels.grouped import GroupedModel

HIDDEN = {Status.DRAFT, Status.RETRACTED}  # those wait for a yes, these are told of as changes
ANYONE = None


@dataclass(frozen=True, slots=True)
class Wish:
    """Which claims are wanted."""

    words: str = ""
    kind: ClaimKind | None = None
    person: str | None = ANYONE  # "" is the user
    sensitive: bool = False
    fresh: bool = False

    @property
    def is_all(self) -> bool:
        return self == Wish()


class ClaimsModel(GroupedModel):
    """What is believed and what was, as on the page."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.wish = Wish()
        self._all: Sequence[Claim] = ()
        self._found: Sequence[tuple[Claim, str]] = ()  # each with the words it is found by
        self._fresh: Collection[ClaimId] = ()

    def show_claims(self, claims: Sequence[Claim], fresh: Collection[ClaimId] = ()) -> None:
        self._all = sorted((one for one in claims if one.status not in HIDDEN), key=_place)
        self._found = [(one, _words(one)) for one in self._all]
        self._fresh = fresh
        self._choose()

    def want(self, **wish: Any) -> None:
        """Keep what fits these too: ``words``, ``kind``, ``person``, ``sensitive``, ``fresh``."""
        self.wish = replace(self.wish, **wish)
        self._choose()

    @property
    def all(self) -> Sequence[Claim]:
        return self._all

    def people(self) -> list[str]:
        """Return whom the claims are about; "" is the user."""
        return sorted({one.subject for one in self._all}, key=str.casefold)

    def kinds(self) -> list[ClaimKind]:
        there = {one.kind for one in self._all}
        return [kind for kind in ClaimKind if kind in there]

    def words(self, one: Claim) -> str:
        said = [sentence(one), standing(one), sureness(one), span(one), scope(one), quotes(one)]
        return ", ".join(filter(None, [*said, sensitive(one)]))

    def _choose(self) -> None:
        groups: dict[Group, list[Claim]] = {group: [] for group in Group}
        typed = self.wish.words.casefold().split()
        for claim, words in self._found:
            if all(word in words for word in typed) and self._fits(claim):
                groups[group_of(claim)].append(claim)
        self.show_groups([(heading(group), some) for group, some in groups.items()])

    def _fits(self, claim: Claim) -> bool:
        wish = self.wish
        return (
            (wish.kind is None or claim.kind is wish.kind)
            and (wish.person is None or claim.subject == wish.person)
            and (not wish.sensitive or claim.sensitivity is Sensitivity.SENSITIVE)
            and (not wish.fresh or claim.id in self._fresh)
        )


class ReviewModel(GroupedModel):
    """What waits for a yes or no: what is sensitive first."""

    def show_waiting(self, claims: Sequence[Claim]) -> None:
        sensitive = [one for one in claims if one.sensitivity is Sensitivity.SENSITIVE]
        rest = [one for one in claims if one.sensitivity is not Sensitivity.SENSITIVE]
        self.show_groups(
            [
                (self.tr("Sensitive: used only once you accept it"), sensitive),
                (self.tr("Not sure enough yet"), rest),
            ]
        )

    def words(self, one: Claim) -> str:
        return ", ".join(filter(None, [sentence(one), sureness(one), span(one), quotes(one)]))


def _place(claim: Claim) -> tuple[bool, str, str, str, int]:
    return (
        not claim.pinned,
        claim.subject.casefold(),
        claim.slot,
        claim.text.casefold(),
        claim.id,
    )


def _words(claim: Claim) -> str:
    return f"{sentence(claim)} {scope(claim)}".casefold()
