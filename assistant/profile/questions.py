"""Questions that a claim answers: "Where do I live?", "Am I vegetarian?", "What was my job?".

Only a question that asks this and nothing else counts: "Where do I like to sit on a
plane?" asks something else, and is for the texts to answer.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache

import resources
from memory.claims.sameness import normal
from memory.times.dates import dates_in
from memory.types import Claim, Status

FILE = "patterns/asked.toml"
FIELD = re.compile(r"\{(value|other|text)\}")
BEFORE = re.compile(
    r"\b(before|previously|formerly|earlier|in the past|used? to|früher|vorher|zuvor|ehemals)\b"
)
LOOKS_BACK = re.compile(r"\b(did|was|were|have i|habe ich|war|waren)\b")
OF_THE_PAST = {"born_in", "birthday", "grew_up_in", "school", "study", "degree", "past_job"}
ASIDE = re.compile(
    r"\b(now|today|currently|at the moment|at present|these days|nowadays|right now|still|already"
    r"|actually|usually|really|again|please|before|previously|formerly|earlier|in the past|just"
    r"|ever|back then|then|in|on|since|until|jetzt|heute|derzeit|zurzeit|momentan|eigentlich|noch"
    r"|früher|vorher|zuvor|damals|denn|im)\s*$"
)
WITHIN = re.compile(
    r"\b(still|currently|actually|really|also|already|now|usually|noch|eigentlich)\s"
)
OPENING = re.compile(
    r"^(?:(?:please|so|and|hey|und|bitte)[, ]+)*(?:(?:can|could|do) you (?:tell me|know)[, ]*)?"
)
PAST = {Status.SUPERSEDED, Status.EXPIRED}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for."""

    slots: tuple[str, ...]
    subject: str = field(default="", repr=False)  # "" is the user
    value: str = field(default="", repr=False)  # that must be its value …
    text: str = field(default="", repr=False)  # … or stand in its sentence
    past: bool = False
    span: tuple[datetime, datetime] | None = None

    def answered_by(self, claim: Claim) -> bool:
        """Whether a claim is of what is asked, whether or not it is believed."""
        if claim.slot not in self.slots or normal(claim.subject) != normal(self.subject):
            return False
        if self.text and not _words(self.text) <= _words(claim.text):
            return False
        return not self.value or _words(self.value) <= _words(claim.value)

    def in_time(self, claim: Claim) -> bool:
        """Whether it held when the question asks for."""
        if self.span is not None:
            begins, ends = self.span
            began = claim.since is None or claim.since < ends
            return began and (claim.until is None or claim.until > begins)
        return claim.slot in OF_THE_PAST or (claim.status in PAST) == self.past


def asked(question: str, subjects: Collection[str] = (), today: date | None = None) -> list[Asked]:
    """Return what a question asks for, as many ways as it can be meant; none if something else.

    ``subjects`` are the people of whom something is believed.
    """
    today = today or datetime.now(UTC).date()
    text, span = _without_times(question, today)
    found = list(_matched(text, "", span))
    for subject in subjects:
        for meant in _as_own(text, subject):
            found += _matched(meant, subject, span)
    return found


def _without_times(question: str, today: date) -> tuple[str, tuple[datetime, datetime] | None]:
    mentions = dates_in(question, today, past=True)
    rest = question
    for one in reversed(mentions):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    span = None
    if mentions:
        begins, ends = mentions[0].begins, mentions[-1].ends
        span = begins.replace(tzinfo=UTC), ends.replace(tzinfo=UTC)
    return " ".join(rest.replace("’", "'").casefold().split()).strip(" .?!,"), span


def _matched(text: str, subject: str, span: tuple[datetime, datetime] | None) -> Iterator[Asked]:
    past = bool(BEFORE.search(text) or (LOOKS_BACK.search(text) and span is None))
    bare = _bare(text)
    for slots, pattern in patterns():
        if match := pattern.fullmatch(bare):
            given = match.groupdict()
            value, words = given.get("value") or "", given.get("text") or ""
            if not value or _words(value):
                yield Asked(slots, subject, value, words, past, span)


def _bare(text: str) -> str:
    """Return a question without what may stand around it."""
    text = OPENING.sub("", text)
    text = WITHIN.sub("", text)
    while (shorter := ASIDE.sub("", text).strip(" ,.?!")) != text:
        text = shorter
    return text


def _as_own(text: str, subject: str) -> Iterator[str]:
    """Yield a question about somebody as they would ask it: "does Ana live" as "do i live"."""
    whole = " ".join(subject.casefold().split())
    for name in dict.fromkeys([whole, whole.split()[0] if whole else ""]):
        if not name or not re.search(rf"\b{re.escape(name)}\b", text):
            continue
        own = re.sub(rf"\b{re.escape(name)}'s?(?=\s)", "my", text)
        for verb, mine in (
            ("does", "do"),
            ("is", "am"),
            ("has", "have"),
            ("did", "did"),
            ("was", "was"),
        ):
            own = re.sub(rf"\b{verb} {re.escape(name)}\b", f"{mine} i", own)
        if own != text:
            yield own


@cache
def patterns() -> Sequence[tuple[tuple[str, ...], re.Pattern[str]]]:
    told = tomllib.loads(resources.text(FILE))["ask"]
    return [(tuple(one["slots"]), compiled(says)) for one in told for says in one["says"]]


def compiled(says: str) -> re.Pattern[str]:
    """Return the pattern of a question as the file puts it."""
    pattern = re.sub(r"(?<![\w)])\[([^\]]*)\] ", r"(?:(?:\1) )?", says)
    pattern = re.sub(r" \[([^\]]*)\]", r"(?: (?:\1))?", pattern)
    pattern = re.sub(r"\[([^\]]*)\]", r"(?:\1)?", pattern)
    return re.compile(FIELD.sub(lambda m: rf"(?P<{m[1]}>[\w' -]+?)", pattern))


def _words(text: str) -> set[str]:
    small = {"a", "an", "the", "my", "or", "not", "ein", "eine", "einen"}
    return set(normal(text).split()) - small
