"""Where the claims of one slot stand: which holds, which held before, which contradict each other.

A pure function of everything that was said and of what the user decided: in
which order it was read, or how often, makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from memory.claims.belief import WEIGHTS, Said, confidence, is_believed, own
from memory.claims.sameness import Identity, contradict, is_part_of
from memory.claims.slots import slot
from memory.types import ClaimKind, Scope, Sensitivity, Status, Strength

SAME_TIME = timedelta(days=1).total_seconds()  # of two statements neither is the newer one
UNDATED = float("-inf")  # what has no date is older than what has one
USER = "user"  # the exchange in which the user speaks to us

Says = Literal["holds", "ends"]


@dataclass(frozen=True, slots=True)
class Words:
    """How a claim is told."""

    subject: str = field(repr=False)
    value: str = field(repr=False)
    text: str = field(repr=False)
    scope: Scope


@dataclass(frozen=True, slots=True)
class Heard:
    """One piece of evidence: where it stands and what it says of the claim."""

    document: str
    start: int
    end: int
    says: Says
    said: Said
    until: datetime | None
    words: Words


@dataclass(frozen=True, slots=True)
class Reaction:
    """What the user made of something that was done because of a claim."""

    says: Says
    said: Said


@dataclass(frozen=True, slots=True)
class Marks:
    """What the user decided about a claim."""

    vouched: datetime | None = None  # when they last said that it is so
    words: Words | None = None  # their own: it needs no other evidence
    locked: bool = False
    pinned: bool = False
    denied: datetime | None = None  # when they said that it is not true
    over: datetime | None = None  # when they said that it is no longer true
    until: datetime | None = None
    reactions: tuple[Reaction, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A claim with all that speaks for and against it."""

    key: int
    identity: Identity
    marks: Marks
    heard: tuple[Heard, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What follows for a claim."""

    status: Status
    confidence: float
    since: datetime | None
    until: datetime | None
    sensitivity: Sensitivity
    words: Words


def standings(cell: Sequence[Held]) -> dict[int, Standing | None]:
    """Return where each claim stands; None if nothing speaks of it any more."""
    views = [_View(held) for held in cell]
    known = [view for view in views if view.exists]
    for view in known:
        view.follow([other for other in known if other is not view])
    for view in known:
        view.dispute()
    return {view.held.key: view.standing() if view.exists else None for view in views}


class _View:
    """One claim seen among its rivals."""

    def __init__(self, held: Held) -> None:
        self.held = held
        marks = held.marks
        spoken: list[Heard | Reaction] = [*held.heard, *marks.reactions]
        self.supports = [one.said for one in spoken if one.says == "holds"]
        self.endings = [one.said for one in spoken if one.says == "ends"]
        if marks.vouched:
            self.supports.append(Said(marks.vouched, USER, Strength.TOLD))
        if marks.over:
            self.endings.append(Said(marks.over, USER, Strength.TOLD))
        self.exists = bool(held.heard) or marks.words is not None
        # Who says that it is over says that it was so.
        self.believed = self._is_allowed() and is_believed([*self.supports, *self.endings])
        self.times = sorted(map(_time, own(self.supports)))
        self.last = self.times[-1] if self.times else UNDATED
        self.ends = sorted(map(_time, own(self.endings))) if is_believed(self.endings) else []
        self.rivals: list[_View] = []
        self.until: float | None = None
        self.replaced = False
        self.disputed = False

    def _is_allowed(self) -> bool:
        """Whether enough evidence would make it believed."""
        marks = self.held.marks
        needs_yes = slot(self.held.identity.slot).told and not marks.vouched
        return marks.denied is None and not needs_yes

    def follow(self, others: Iterable[_View]) -> None:
        """Find out what came after it."""
        self.rivals = [
            other
            for other in others
            if other.believed and contradict(self.held.identity, other.held.identity)
        ]
        ended = [end for end in self.ends if end >= self.last]
        replaced = [
            min(time for time in rival.times if time >= self.last)
            for rival in self.rivals
            if self._gives_way_to(rival)
        ]
        self.until = min([*ended, *replaced], default=None)
        self.replaced = bool(replaced) and min(replaced) == self.until

    def _gives_way_to(self, rival: _View) -> bool:
        marks, others = self.held.marks, rival.held.marks
        if rival.last < self.last or not rival.times:
            return False
        if bool(marks.vouched) != bool(others.vouched) and _near(self.last, rival.last):
            return bool(others.vouched)
        if rival.last == self.last:
            return False
        if marks.locked:
            return bool(others.vouched)  # only what the user said takes its place
        return not _near(self.last, rival.last) or self._says_more_or_less(rival)

    def dispute(self) -> None:
        """Find out what stands against it, when all know what came after them."""
        against = any(rival.until is None and self._is_against(rival) for rival in self.rivals)
        self.disputed = self.until is None and (against or self._wavers())

    def _wavers(self) -> bool:
        """Whether a liking was said to be over, and only once since then that it is not."""
        if self.held.identity.kind is not ClaimKind.PREFERENCE or self.held.marks.vouched:
            return False
        since = {_day(time) for time in self.times if self.ends and time > self.ends[-1]}
        return bool(self.ends) and len(since) == 1

    def _is_against(self, rival: _View) -> bool:
        locked = self.held.marks.locked or rival.held.marks.locked
        return locked or not self._says_more_or_less(rival)

    def _says_more_or_less(self, rival: _View) -> bool:
        """Whether the rival says the same in more words or fewer, and not the contrary."""
        mine, others = self.held.identity, rival.held.identity
        return mine.polarity == others.polarity and is_part_of(mine.value, others.value)

    def standing(self) -> Standing:
        marks = self.held.marks
        sensitivity = slot(self.held.identity.slot).sensitivity
        status = self._status(sensitivity)
        until = _moment(self.until) if self.until is not None else self._planned()
        against = [] if self.ends else self._against()
        if marks.denied:
            against = [*against, Said(marks.denied, USER, Strength.TOLD)]
        return Standing(
            status=status,
            confidence=confidence(self._for(), against),
            since=self._since(),
            until=None if marks.denied else until,  # it never was
            sensitivity=sensitivity,
            words=marks.words or self._best(),
        )

    def _for(self) -> list[Said]:
        return [*self.supports, *self.endings] if self.ends else self.supports

    def _against(self) -> list[Said]:
        """Return what speaks against it; what others say does not shake what the user said."""
        others = {Strength.OTHERS} if own(self.supports) else set()
        return [one for one in self.endings if one.strength not in others]

    def _status(self, sensitivity: Sensitivity) -> Status:
        marks = self.held.marks
        if marks.denied:
            later = self.last > marks.denied.timestamp() and is_believed(self.supports)
            return Status.DISPUTED if later else Status.RETRACTED
        if not self.believed or (sensitivity is Sensitivity.SENSITIVE and not marks.vouched):
            return Status.DRAFT
        if self.until is not None:
            return Status.SUPERSEDED if self.replaced else Status.EXPIRED
        return Status.DISPUTED if self.disputed else Status.ACTIVE

    def _since(self) -> datetime | None:
        """Return since when it holds, or held at last, without a break that is known."""
        times = self.times or sorted(map(_time, self.supports))
        breaks = [end for end in self.ends if end < self.last]
        breaks += [time for rival in self.rivals for time in rival.times if time < self.last]
        after = max(breaks, default=UNDATED)
        return _moment(next((time for time in times if time > after), UNDATED))

    def _planned(self) -> datetime | None:
        """Return the day of a plan as it was said last, unless the user gave another."""
        if self.held.marks.until:
            return self.held.marks.until
        said = [one for one in self.held.heard if one.says == "holds" and one.until]
        return max(said, key=lambda one: (_time(one.said), one.until)).until if said else None

    def _best(self) -> Words:
        """Return the words of the evidence that says it best."""
        return min(self.held.heard, key=_worth).words


def _worth(heard: Heard) -> tuple[bool, float, float, str, int, str]:
    said = heard.said
    ends = heard.says == "ends"
    return (
        ends,
        -WEIGHTS[said.strength],
        -_time(said),
        heard.document,
        heard.start,
        heard.words.text,
    )


def _near(a: float, b: float) -> bool:
    return a == b or abs(a - b) <= SAME_TIME


def _day(time: float) -> float:
    return time // SAME_TIME


def _time(said: Said) -> float:
    return said.at.timestamp() if said.at else UNDATED


def _moment(time: float) -> datetime | None:
    return None if time == UNDATED else datetime.fromtimestamp(time, UTC)
