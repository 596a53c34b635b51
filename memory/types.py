"""The nouns: what the store holds and every other package talks about.

Values only: they know nothing of storage.  Whatever holds somebody's words is
kept out of ``repr``, because a repr ends up in logs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, NewType

DocumentId = NewType("DocumentId", str)
ChunkId = NewType("ChunkId", int)
ConversationId = NewType("ConversationId", int)
ClaimId = NewType("ClaimId", int)
ChangeId = NewType("ChangeId", int)
DisclosureId = NewType("DisclosureId", int)

Role = Literal["from", "to", "cc", "author", "speaker"]


class Kind(StrEnum):
    """What a document is to the person who owns it."""

    MAIL = "mail"
    CHAT = "chat"
    DOCUMENT = "document"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody a document names, in the words of that document."""

    role: Role
    name: str = field(repr=False)
    address: str = field(default="", repr=False)  # e-mail address or number; "" if none is given


@dataclass(frozen=True, slots=True)
class Fold:
    """A stretch that is set aside: shown folded, neither indexed nor quoted."""

    start: int
    end: int
    why: Literal["quote", "signature"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch that the document itself marks off: a message, a page, a section."""

    start: int
    end: int
    locator: str  # "#12", "page=3", a heading: finds the part inside the file
    title: str = field(default="", repr=False)  # who speaks, or the heading
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One mail, chat session or file, as text.

    Offsets of folds and parts are characters of ``text``.
    """

    kind: Kind
    title: str = field(repr=False)
    text: str = field(repr=False)
    date: datetime | None = None  # always with a zone
    people: tuple[Participant, ...] = ()
    external_id: str = field(default="", repr=False)  # tells equal texts apart: a Message-ID
    references: tuple[str, ...] = field(default=(), repr=False)  # ids it answers, oldest first
    locator: str = field(default="", repr=False)  # where in its file; "" if it is the whole file
    parent: str = field(default="", repr=False)  # external id of the mail it was attached to
    folds: tuple[Fold, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def id(self) -> DocumentId:
        """The digest of what it is: the same document read twice has the same id."""
        identity = json.dumps([self.kind, self.external_id, self.text])
        digest = hashlib.blake2b(identity.encode("utf-8", "surrogatepass"), digest_size=16)
        return DocumentId(digest.hexdigest())

    @property
    def body(self) -> str:
        """The text without what is folded."""
        pieces, position = [], 0
        for fold in sorted(self.folds, key=lambda f: f.start):
            pieces.append(self.text[position : max(position, fold.start)])
            position = max(position, fold.end)
        return "".join([*pieces, self.text[position:]]).strip()


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of a document that is searched and cited as one."""

    start: int
    end: int
    locator: str
    context: str = field(
        repr=False
    )  # what a reader would have to know: title, heading, turn before


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk found for a query, its place, and how well it fits.

    ``around`` is the exchange in which a message of a chat stands; of other
    kinds it is "".
    """

    rank: int  # from 1
    score: float
    text: str = field(repr=False)
    title: str = field(repr=False)
    date: datetime | None
    people: tuple[str, ...] = field(repr=False)
    source: str
    kind: Kind
    path: Path = field(repr=False)
    locator: str = field(repr=False)
    document: DocumentId
    start: int
    end: int
    chunk: ChunkId
    why: str = ""  # "words no. 1, meaning no. 3"
    around: str = field(default="", repr=False)

    @property
    def reading(self) -> str:
        """What has to be read to understand it: the exchange, or the passage itself."""
        return self.around or self.text


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a search or an answer, for "why this answer"."""

    name: str
    seconds: float
    note: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer and the passages it stands on, by their numbers from 1."""

    text: str = field(repr=False)
    cites: tuple[int, ...]
    supported: bool


@dataclass(frozen=True, slots=True)
class Used:
    """A claim that an answer used, in the words of then, and the documents that told it."""

    claim: ClaimId
    text: str = field(repr=False)
    documents: tuple[DocumentId, ...] = ()  # where one of them is erased, the answer goes too


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer and what it rests on.

    ``text`` is what is shown, with its marks ("[1]"); mark n is ``citations[n - 1]``.
    ``found`` is False where the memory does not hold an answer: then nothing is cited,
    and ``considered`` still holds what came nearest.
    """

    text: str = field(repr=False)
    made_by: str  # "quoted", or the name of the model that wrote it
    tier: int
    found: bool
    statements: tuple[Statement, ...]
    citations: tuple[Passage, ...]
    considered: tuple[Passage, ...]
    trace: tuple[Stage, ...]
    claims: tuple[Used, ...] = ()
    id: str = ""  # tells it from every other that is kept; "" where it is not
    rating: Literal[-1, 0, 1] = 0  # what the user said of it: not useful, nothing, useful


@dataclass(frozen=True, slots=True)
class Turn:
    """One question or answer of a conversation that is kept."""

    role: Literal["user", "assistant"]
    text: str = field(repr=False)
    at: datetime
    answer: Answer | None = None  # of the assistant's turns, unless it was stopped


@dataclass(frozen=True, slots=True)
class Conversation:
    id: ConversationId
    title: str = field(repr=False)
    at: datetime  # of its newest turn


@dataclass(frozen=True, slots=True)
class Source:
    """A mailbox, folder or export that the user added, and how far it was read."""

    name: str
    path: Path = field(repr=False)
    paused: bool
    documents: int
    unreadable: int
    read_at: datetime | None  # None: never to its end
    erased: int = 0  # documents that were erased and are not read again


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that could not be read, and why, in a sentence."""

    path: Path = field(repr=False)
    locator: str = field(repr=False)  # "" for the whole file
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation, as a model is told it."""

    role: Literal["system", "user", "assistant"]
    text: str = field(repr=False)


class ClaimKind(StrEnum):
    """What a claim is about."""

    FACT = "fact"
    PREFERENCE = "preference"
    STYLE = "style"
    ROUTINE = "routine"
    RELATION = "relation"
    GOAL = "goal"
    SKILL = "skill"
    PLAN = "plan"
    RULE = "rule"


class Status(StrEnum):
    """Where a claim stands.  What is past stays, with the time in which it held."""

    DRAFT = "draft"  # not sure enough, or not the user's own words: waits for a yes
    ACTIVE = "active"
    DISPUTED = "disputed"  # two statements contradict each other: both are shown
    SUPERSEDED = "superseded"  # a newer statement took its place
    RETRACTED = "retracted"  # the user said that it is not true, or nothing speaks for it
    EXPIRED = "expired"  # its time is over


class Sensitivity(StrEnum):
    NORMAL = "normal"
    SENSITIVE = "sensitive"  # health, belief, money, identity numbers: used only once confirmed


class Strength(StrEnum):
    """How a piece of evidence speaks, strongest first."""

    TOLD = "told"  # the user said it to us, or wrote it on the page
    STATED = "stated"  # in the user's own text, in so many words
    IMPLIED = "implied"  # in the user's own text, to be read from it
    OTHERS = "others"  # in somebody else's text: never enough by itself
    INFERRED = "inferred"  # a model concluded it
    SUGGESTED = "suggested"  # the user accepted a suggestion, no more


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a claim applies; "" is everywhere."""

    who: str = field(default="", repr=False)
    what: str = field(default="", repr=False)
    where: str = field(default="", repr=False)
    when: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reading of one document suggests to believe, and the characters that say it.

    ``document.text[start:end]`` is the quote; it holds the words of ``value``.
    """

    subject: str = field(repr=False)  # whom it is about: "" is the user
    kind: ClaimKind
    slot: str
    value: str = field(repr=False)  # bare: "cello"
    text: str = field(repr=False)  # to be read: "Plays the cello."
    polarity: Literal[1, -1]  # -1: says that it is not so
    strength: Strength
    document: DocumentId
    start: int
    end: int
    at: datetime | None  # when it was said
    scope: Scope = Scope()
    until: datetime | None = None  # of plans and what has a date: when its time is over
    ended: bool = False  # says that it was so and is over: "I quit chess"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that speaks for or against a claim."""

    document: DocumentId
    start: int
    end: int
    quote: str = field(repr=False)  # the characters of the document from start to end
    stance: Literal["supports", "contradicts"]
    strength: Strength
    at: datetime | None
    path: Path = field(repr=False)
    locator: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence that is believed of the user or of somebody they know, and why."""

    id: ClaimId
    subject: str = field(repr=False)  # "" is the user
    kind: ClaimKind
    slot: str
    value: str = field(repr=False)
    text: str = field(repr=False)
    scope: Scope
    status: Status
    confidence: float
    since: datetime | None
    until: datetime | None  # None: it holds
    sensitivity: Sensitivity
    locked: bool  # only the user changes it
    pinned: bool
    evidence: tuple[Evidence, ...]
    changed_at: datetime
    polarity: Literal[1, -1] = 1


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to a claim, by whom and why."""

    id: ChangeId
    at: datetime
    by: str  # "user", "rules" or the name of a model
    what: str  # a verb
    claim: ClaimId
    before: Mapping[str, Any] | None = field(repr=False)  # None: it was not there
    after: Mapping[str, Any] | None = field(repr=False)  # None: it is gone
    why: str = field(repr=False)
    undone: bool = False


class Label(StrEnum):
    """How far something may go.  Strictest first."""

    STAYS = "stays here"  # no model elsewhere is ever given it
    REWRITE = "rewrite first"
    LEAVES = "may leave"


class Topic(StrEnum):
    """What a change touched; views refresh by it."""

    CLAIMS = "claims"
    DOCUMENTS = "documents"
    SOURCES = "sources"
    PEOPLE = "people"
    CONVERSATIONS = "conversations"
    SETTINGS = "settings"
    MODELS = "models"
    VOICE = "voice"


@dataclass(frozen=True, slots=True)
class Changes:
    """What an operation altered, so that views know whether to refresh."""

    label: str
    topics: frozenset[Topic]
