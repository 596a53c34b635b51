"""What a mail or a chat asks of the user: by rules, in English and German.

The letter is somebody else's text: it says what could be answered and decides nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache

import resources
from assistant.profile.extract.grammar import Sentence, sentences
from assistant.profile.languages import language_of
from assistant.profile.owner import Owner
from assistant.profile.promises import is_request
from memory.errors import Problem
from memory.times.dates import Mention, dates_in
from memory.times.words import FULL_WEEKDAYS
from memory.types import Document, DocumentId, Kind, Part, Participant

MOST = 8  # asks of one letter; who asks more is answered by hand
LONGEST = 400  # characters of a sentence that is read
CLOCK_NEAR = 24  # characters between a day and its time of day
FAR, WEEK = timedelta(days=400), timedelta(days=7)
CLOCK = re.compile(
    r"\b(?:at |um |gegen |around |@ ?|from |ab |von )?(?:noon|midnight|\d{1,2}(?:[:.]\d\d)?"
    r"(?: ?(?:a\.?m\b\.?|p\.?m\b\.?|uhr\b|o’clock)|(?<=[:.]\d\d)))",
    re.IGNORECASE,
)
GERMAN = re.compile(
    r"[äöüß]|\b(?:bitte|danke|gruß|hallo|liebe[rn]?|wann|du|dich|dir|ich|und|nicht|ist)\b", re.I
)
DEAF = re.compile(r"^(?:no-?_?reply|do-?not-?reply|mailer-daemon|bounces?)\b", re.IGNORECASE)


class Way(StrEnum):
    """How something is asked."""

    QUESTION = "question"
    REQUEST = "request"
    INVITATION = "invitation"


@dataclass(frozen=True, slots=True)
class Day:
    """A time that a letter names, from ``begins`` up to the day before ``ends``."""

    begins: date
    ends: date
    clock: str = field(default="", repr=False)  # as written: "at 3 pm"

    @property
    def last(self) -> date:
        return self.ends - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that is asked, and the characters of the document that ask it."""

    way: Way
    text: str = field(repr=False)
    start: int
    end: int
    days: tuple[Day, ...] = ()  # that are offered
    due: Day | None = None  # by which it is wanted


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be answered: of a chat, what was said since the user spoke."""

    document: DocumentId
    kind: Kind
    title: str = field(repr=False)
    sender: Participant
    language: str  # "English", "German"; "" if that cannot be told
    at: datetime | None
    text: str = field(repr=False)  # as long as the document's; what is not theirs is blank
    asks: tuple[Ask, ...]
    external_id: str = field(default="", repr=False)
    copies: tuple[Participant, ...] = ()  # whom it went to as well
    known: bool = False  # the user has written to them before

    @property
    def questions(self) -> tuple[Ask, ...]:
        return tuple(ask for ask in self.asks if ask.way is Way.QUESTION)

    @property
    def can_hear(self) -> bool:
        """Whether somebody reads what is sent to this address."""
        return not DEAF.search(self.sender.address)


def letter(document: Document, owner: Owner) -> Letter:
    """Return what a document asks of its owner.  Raises Problem where there is nobody to answer."""
    match document.kind:
        case Kind.MAIL:
            text, sender, at = _of_mail(document, owner)
        case Kind.CHAT:
            text, sender, at = _of_chat(document, owner)
        case _:
            raise Problem(
                "Only a mail or a chat can be answered.", remedy="Open one that came to you."
            )
    others = [one for one in document.people if one.role in {"to", "cc"} and one != sender]
    return Letter(
        document=document.id,
        kind=document.kind,
        title=document.title,
        sender=sender,
        language=_language(f"{document.title}\n{text}"),
        at=at,
        text=text,
        asks=tuple(_asks(text, at or datetime.now().astimezone()))[:MOST],
        external_id=document.external_id,
        copies=tuple(one for one in others if not owner.is_sender(one)),
        known=owner.knows(sender) or document.kind is Kind.CHAT,
    )


def _of_mail(document: Document, owner: Owner) -> tuple[str, Participant, datetime | None]:
    if owner.wrote(document):
        raise Problem("You wrote this mail yourself.", remedy="Open one that came to you.")
    sender = next((one for one in document.people if one.role == "from"), None)
    if sender is None:
        raise Problem("This mail does not say who wrote it.")
    text = document.text
    for fold in document.folds:
        text = _blank(text, fold.start, fold.end)
    return text, sender, document.date


def _of_chat(document: Document, owner: Owner) -> tuple[str, Participant, datetime | None]:
    me = owner.speaker(document)
    since = _since(document.parts, me)
    if not since:
        raise Problem("Nobody else speaks in this chat.")
    text = document.text
    for part in document.parts:
        lead = f"{part.title}: "
        told = part in since
        named = told and text.startswith(lead, part.start)
        if named or not told:
            text = _blank(text, part.start, part.start + len(lead) if told else part.end)
    last = since[-1]
    return text, Participant("speaker", last.title), last.date or document.date


def _since(parts: Sequence[Part], me: str | None) -> list[Part]:
    """Return what others said since the user spoke last; if nothing, what they said before."""
    theirs: list[Part] = []
    for part in reversed(parts):
        if part.title == me and theirs:
            break
        if part.title != me:
            theirs.insert(0, part)
    return theirs


def _blank(text: str, start: int, end: int) -> str:
    """Return the text with a stretch of it empty, and every place where it was."""
    return text[:start] + "\n" * (end - start) + text[end:]


def _language(text: str) -> str:
    told = language_of(text)
    return told or ("German" if GERMAN.search(text) else "")


# What is asked


def _asks(text: str, at: datetime) -> Iterator[Ask]:
    for sentence in sentences(text):
        if len(sentence.text) <= LONGEST and (way := way_of(sentence)):
            days, due = _times(sentence, at)
            end = sentence.start + len(sentence.text)
            yield Ask(way, sentence.text, sentence.start, end, days, due)


def way_of(sentence: Sentence) -> Way | None:
    """Return how a sentence asks something; None if it does not."""
    told = sentence.masked.replace("'", "’").strip()
    is_question = told.rstrip('"”’)] :-').endswith("?")
    if _pattern("courtesy").search(told):
        return None
    if _pattern("asks").search(told):
        return Way.QUESTION
    if _pattern("invites").search(told):
        return Way.INVITATION
    if is_question and _pattern("begins").search(told):
        return Way.QUESTION
    if is_request(sentence) or _pattern("requests").search(told):
        return Way.REQUEST
    return Way.QUESTION if is_question else None


def _times(sentence: Sentence, at: datetime) -> tuple[tuple[Day, ...], Day | None]:
    """Return the days that a sentence offers, and the one by which it wants something."""
    told = sentence.masked.replace("'", "’")
    today = at.date()
    offered: list[Day] = []
    due: Day | None = None
    mentions = dates_in(sentence.masked, today)
    for n, mention in enumerate(mentions):
        until = mentions[n + 1].start if n + 1 < len(mentions) else len(told)
        begins, ends = mention.begins.date(), mention.ends.date()
        if begins == today and told[mention.start : mention.end].lower() in FULL_WEEKDAYS:
            begins, ends = begins + WEEK, ends + WEEK  # nobody calls today by its weekday
        if ends <= today or begins - today > FAR:
            continue
        day = Day(begins, ends, _clock(told, mention, until, first=n == 0))
        if due is None and _pattern_before("until", told[: mention.start]):
            due = _day_before(day) if _pattern_before("before", told[: mention.start]) else day
        else:
            offered.append(day)
    return tuple(offered), due


def _day_before(day: Day) -> Day:
    return Day(day.begins - timedelta(days=1), day.begins)


def _clock(text: str, day: Mention, until: int, *, first: bool) -> str:
    """Return the time of day that stands with a day, as it is written."""
    after = CLOCK.search(text, day.end, until)
    if after and after.start() - day.end <= CLOCK_NEAR:
        return after[0].strip()
    # What stands after another day belongs to that one: "Friday at 7 pm or Saturday".
    before = CLOCK.search(text, max(0, day.start - CLOCK_NEAR), day.start) if first else None
    return before[0].strip() if before else ""


def _pattern_before(name: str, text: str) -> bool:
    return re.search(rf"(?:^|\W)(?:{'|'.join(_lines()[name])})\s*$", text, re.I) is not None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    listed = "|".join(f"(?:{line})" for line in _lines()[name])
    return re.compile(rf"(?<![\w’])(?:{listed})(?![\w’])", re.IGNORECASE)


@cache
def _lines() -> dict[str, list[str]]:
    return tomllib.loads(resources.text("patterns/requests.toml"))
