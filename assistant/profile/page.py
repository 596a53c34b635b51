"""The readable page of what is believed: the same claims give the same page, byte for byte.

What does not fit into its budget is left out, the weakest first.  What is not
sure stands under "In dispute" with both sides, what is past under "Before".
The full page fills what room is left with what may be so, under "Perhaps", and with what the
user told of their days, in their own words and under the days on which they wrote them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from assistant.profile.groups import NOTES, Group, group_of
from assistant.profile.lines import PAST, said, written
from assistant.profile.wording import ENGLISH, Wording, wording
from assistant.profile.worth import worth
from memory.claims.belief import ACTIVATE
from memory.claims.rows import at_time
from memory.claims.sameness import is_part_of, normal
from memory.sizes import estimated_tokens
from memory.types import Claim, ClaimId, ClaimKind, DocumentId, Scope, Sensitivity, Status

K = ClaimKind
Tokens = Callable[[str], int]

OF_OTHERS = 0.8  # of its strength counts what is believed of somebody else
OF_PAST = 0.25
NOT_NOW = {*PAST, Status.DISPUTED, Status.RETRACTED}
MOST_LETTERS = 8  # of a token
LOOKED_ON = 20  # behind the first that has no room
COUNTED = {"greeting", "closing", "emoji", "writes_to"}  # once says nothing of what one does often
UNDATED = date.min
PAST_KINDS = {K.FACT, K.RELATION, K.SKILL, K.PREFERENCE, K.ROUTINE, K.GOAL}


@dataclass(frozen=True, slots=True)
class View:
    """Which part of what is believed a page shows."""

    budget: int
    kinds: Collection[ClaimKind] = frozenset(K)
    others: bool = True  # also of whom the user knows
    past: bool = True
    leaves: bool = False  # may leave this computer: nobody's name
    sensitive: bool = True
    perhaps: bool = False  # also what the user's words only hint at, where there is room


VIEWS = {
    "full": View(2000, perhaps=True),
    "small": View(250, past=False),
    "writing": View(600, {K.STYLE, K.RULE, K.PREFERENCE, K.RELATION}, past=False),
    "planning": View(600, {K.PLAN, K.ROUTINE, K.GOAL, K.RULE, K.PREFERENCE}, past=False),
    "contact": View(400),
    "style": View(300, {K.STYLE, K.RULE}, others=False, past=False),
    "cloud": View(
        300,
        {K.STYLE, K.RULE, K.PREFERENCE, K.SKILL},
        others=False,
        past=False,
        leaves=True,
        sensitive=False,
    ),
}


def page(
    claims: Iterable[Claim],
    now: datetime,
    view: View = VIEWS["full"],
    *,
    about: str = "",
    tokens: Tokens = estimated_tokens,
    marked: bool = True,
    language: str = ENGLISH,
) -> str:
    """Return the page of these claims, within the budget of its view.

    ``about`` is the person of whom a contact view is.  Without marks it cannot
    be edited and read back.  Headings and what stands around are in ``language``.
    """
    words = wording(language)
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    known = [at_time(claim, day) for claim in claims]
    shown = [one for one in known if _is_shown(one, view)]
    if about:
        shown = [one for one in shown if _is_about(one, normal(about))]
    shown = _less_repeated(shown)
    shown.sort(key=lambda one: (*_priority(one, day), said(one), one.id))
    shown = _with_hints(shown, known, MOST_LETTERS * view.budget)

    def fits(claims: Sequence[Claim]) -> bool:
        return tokens(_rendered(claims, words, marked=marked)) <= view.budget

    kept = _fitting(shown, fits)
    if told := _said_below(kept):
        kept = _fitting([one for one in shown if one.id not in told], fits)
    return _rendered(kept, words, marked=marked)


def _fitting(claims: Sequence[Claim], fits: Callable[[Sequence[Claim]], bool]) -> list[Claim]:
    """Return the first that fit together, and of the next ones what still has room."""
    too_many = range(1, len(claims) + 1)
    most = bisect_left(too_many, True, key=lambda count: not fits(claims[:count]))
    while most and not fits(claims[:most]):
        most -= 1
    kept = list(claims[:most])
    for one in claims[most : most + LOOKED_ON]:
        if fits([*kept, one]):
            kept.append(one)
    return kept


def _said_below(claims: Sequence[Claim]) -> set[ClaimId]:
    """Return the hints that say nothing but what stands there in the user's own words."""
    notes = [_words(one.value) for one in claims if group_of(one) is Group.NOTED]
    hints = [one for one in claims if group_of(one) is Group.PERHAPS]
    return {one.id for one in hints if any(_words(one.value) <= note for note in notes)}


def _is_shown(claim: Claim, view: View) -> bool:
    if claim.kind not in view.kinds or (claim.subject and not view.others):
        return False
    if not view.sensitive and claim.sensitivity is not Sensitivity.NORMAL:
        return False
    if view.leaves and claim.scope.who:
        return False
    if claim.status in PAST:
        return view.past and claim.kind in PAST_KINDS
    if claim.status is Status.DRAFT:
        return view.perhaps and _is_hinted(claim)
    return claim.status in (Status.ACTIVE, Status.DISPUTED)


def _is_hinted(claim: Claim) -> bool:
    """Whether a draft may stand under "Perhaps": the user's own words of themselves hint at it."""
    if claim.slot in COUNTED:
        return False
    own = any(one.stance == "supports" and one.strength in ACTIVATE for one in claim.evidence)
    return own and not claim.subject and claim.sensitivity is Sensitivity.NORMAL


def _is_about(claim: Claim, name: str) -> bool:
    return name in (normal(claim.subject), normal(claim.scope.who), normal(claim.value))


def _less_repeated(claims: Sequence[Claim]) -> list[Claim]:
    """Leave out of what is past what still holds in other words."""
    holds: dict[tuple[str, str, Scope], list[str]] = {}
    for one in claims:
        if one.status not in PAST:
            holds.setdefault((one.subject, one.slot, one.scope), []).append(normal(one.value))
    return [
        one
        for one in claims
        if one.status not in PAST
        or not any(
            is_part_of(normal(one.value), value)
            for value in holds.get((one.subject, one.slot, one.scope), ())
        )
    ]


def _with_hints(claims: Sequence[Claim], known: Sequence[Claim], letters: int) -> list[Claim]:
    """Keep of the hints, in their order, about as many letters as given, behind what is believed.

    One that says nothing new is left out, and one of what is over, denied or in dispute;
    nothing is quoted where something of the kind, or something sensitive, was learned.
    """
    hidden = _Hidden(known)
    kept = [one for one in claims if one.status is not Status.DRAFT]
    over = [_words(one.value) for one in known if one.status in NOT_NOW and not one.subject]
    seen = {word for one in kept for word in _words(said(one))}
    for one in claims:
        words = _words(one.value)
        if one.status is not Status.DRAFT or words <= seen:
            continue
        if any(past <= words for past in over) or (one.slot == NOTES and hidden.holds(one)):
            continue
        kept.append(one)
        seen |= words
        letters -= len(said(one))
        if letters < 0:
            break
    return kept


class _Hidden:
    """The stretches of texts that are not quoted."""

    def __init__(self, known: Iterable[Claim]) -> None:
        self._of: dict[DocumentId, list[tuple[int, int]]] = {}
        for one in known:
            if one.status in NOT_NOW or one.sensitivity is not Sensitivity.NORMAL:
                for quoted in one.evidence:
                    self._of.setdefault(quoted.document, []).append((quoted.start, quoted.end))

    def holds(self, claim: Claim) -> bool:
        return any(
            start < one.end and one.start < end
            for one in claim.evidence
            for start, end in self._of.get(one.document, ())
        )


def _words(text: str) -> set[str]:
    return set(normal(text).split())


def _priority(claim: Claim, day: datetime) -> tuple[bool, bool, bool, float]:
    """Return what comes first if not all has room."""
    weight = claim.confidence * worth(claim, day)
    weight *= (OF_OTHERS if claim.subject else 1) * (OF_PAST if claim.status in PAST else 1)
    disputed, draft = claim.status is Status.DISPUTED, claim.status is Status.DRAFT
    return not claim.pinned, not disputed, draft, -round(weight, 9)


def _rendered(claims: Sequence[Claim], words: Wording, *, marked: bool) -> str:
    parts = [f"# {words.title}"] + ([f"<!-- {words.how_to_edit} -->"] if marked else [])
    for group in Group:
        some = sorted((one for one in claims if group_of(one) is group), key=_place)
        if some:
            lines = (_by_day if group is Group.NOTED else _lines)(some, words, marked)
            parts.append("\n".join([f"## {words.headings[group]}", *lines]))
    if marked:
        parts.append(held([one.id for one in claims]))
    return "\n\n".join(parts) + "\n"


def _lines(claims: Iterable[Claim], words: Wording, marked: bool) -> Iterator[str]:
    for one in claims:
        yield written(one, marked=marked, words=words)


def _by_day(claims: Iterable[Claim], words: Wording, marked: bool) -> Iterator[str]:
    """Yield the lines under the days on which they were written, the first day first."""
    for day, written_then in groupby(sorted(claims, key=_day), key=_day):
        yield f"### {words.on(day) if day != UNDATED else words.undated}"
        yield from _lines(written_then, words, marked)


def _day(claim: Claim) -> date:
    return claim.since.date() if claim.since else UNDATED


def _place(claim: Claim) -> tuple[bool, str, str, str, int]:
    return not claim.pinned, normal(claim.subject), claim.slot, said(claim), claim.id


def held(ids: Iterable[ClaimId]) -> str:
    """Return the line that says which claims a page holds: what is missing then was deleted."""
    spans: list[list[int]] = []
    for id in sorted(ids):
        if spans and spans[-1][1] == id - 1:
            spans[-1][1] = id
        else:
            spans.append([id, id])
    words = (f"{a}" if a == b else f"{a}-{b}" for a, b in spans)
    return f"<!-- ^held {' '.join(words)} -->"
