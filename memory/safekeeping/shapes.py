"""What each line of an archive has to be; a line from anywhere is believed no further than that."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass, field
from datetime import datetime
from typing import Any, get_args

from memory import conversations
from memory.claims.rows import iso, words_row
from memory.claims.sameness import Identity, normal
from memory.claims.standing import Words
from memory.safekeeping.carried import a_label
from memory.types import (
    Answer,
    ClaimKind,
    Document,
    Fold,
    Kind,
    Part,
    Participant,
    Role,
    Scope,
    Strength,
    Turn,
)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cited:
    """Evidence as it stands in an archive."""

    document: str
    start: int
    end: int
    says: str
    strength: Strength
    at: datetime | None
    until: datetime | None
    locator: str = field(repr=False)
    words: Words
    change: int


@dataclass(frozen=True, slots=True)
class Noted:
    """A change as it stands in an archive."""

    id: int
    deed: int
    at: datetime
    by: str
    what: str
    claim: int
    sets: Row | None = field(repr=False)
    before: Row | None = field(repr=False)
    after: Row | None = field(repr=False)
    why: str = field(repr=False)
    undone: bool


def a_text(value: Any) -> str:
    """Return what must be text that can be stored."""
    if not isinstance(value, str):
        raise TypeError
    value.encode()
    return value


def a_number(value: Any) -> int:
    if not isinstance(value, int) or not -(1 << 62) < value < 1 << 62:
        raise TypeError
    return value


def a_list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError
    return value


def a_moment(value: Any) -> datetime | None:
    if value is None:
        return None
    date = datetime.fromisoformat(a_text(value))
    if date.tzinfo is None:
        raise ValueError
    date.timestamp()
    return date


def a_source(row: Row) -> tuple[str, str, str | None]:
    read_at = row["read_at"]
    if read_at is not None:
        datetime.fromisoformat(a_text(read_at))
    return a_text(row["name"]), a_text(row["path"]), read_at


def a_file(row: Row) -> tuple[str, str, int | None, int | None, list[tuple[str, str]]]:
    size, mtime_ns = (
        None if row[key] is None else a_number(row[key]) for key in ("size", "mtime_ns")
    )
    unread = [(a_text(locator), a_text(reason)) for locator, reason in row["unread"]]
    return a_text(row["source"]), a_text(row["path"]), size, mtime_ns, unread


def a_document(row: Row) -> tuple[Document, list[tuple[str, str, str]]]:
    """Return a document and its places: source, path, locator."""
    text = a_text(row["text"])
    document = Document(
        kind=Kind(row["kind"]),
        title=a_text(row["title"]),
        text=text,
        date=a_moment(row["date"]),
        people=tuple(_person(*one) for one in row["people"]),
        external_id=a_text(row["external_id"]),
        references=(a_text(row["answers"]),) if row["answers"] else (),
        parent=a_text(row["parent"]),
        folds=tuple(_fold(text, *one) for one in row["folds"]),
        parts=tuple(_stretch(text, *one) for one in row["parts"]),
    )
    if document.id != row["id"]:
        raise ValueError
    return document, [(a_text(s), a_text(path), a_text(at)) for s, path, at in row["places"]]


def _person(role: Any, name: Any, address: Any) -> Participant:
    if role not in get_args(Role):
        raise ValueError
    return Participant(role, a_text(name), a_text(address))


def _fold(text: str, start: Any, end: Any, why: Any) -> Fold:
    if why not in ("quote", "signature"):
        raise ValueError
    return Fold(*bounds(text, start, end), why)


def _stretch(text: str, start: Any, end: Any, locator: Any, title: Any, date: Any) -> Part:
    return Part(*bounds(text, start, end), a_text(locator), a_text(title), a_moment(date))


def bounds(text: str, start: Any, end: Any) -> tuple[int, int]:
    if not 0 <= a_number(start) <= a_number(end) <= len(text):
        raise ValueError
    return start, end


def a_thread(row: Row) -> list[str]:
    return [a_text(id) for id in row["ids"]]


def a_person(row: Row) -> tuple[str, list[str]]:
    """Return what somebody is called, and what they are known by."""
    return a_text(row["name"]), [a_text(one) for one in row["handles"]]


def a_conversation(row: Row) -> list[Turn]:
    return [_turn(turn) for turn in row["turns"]]


def _turn(row: Row) -> Turn:
    at = a_moment(row["at"])
    if row["role"] not in ("user", "assistant") or at is None:
        raise ValueError
    answer = conversations.answer_from(row["answer"]) if row["answer"] else None
    for words in _words_of(answer) if answer else ():
        a_text(words)
    return Turn(row["role"], a_text(row["text"]), at, answer)


def _words_of(answer: Answer) -> Iterator[Any]:
    """Yield what must be text in an answer.  Raises ValueError where a number cannot be."""
    if answer.rating not in (-1, 0, 1):
        raise ValueError
    yield from (answer.text, answer.made_by, answer.id)
    yield from (statement.text for statement in answer.statements)
    for passage in (*answer.citations, *answer.considered):
        yield from (passage.text, passage.title, passage.source, passage.locator, passage.document)
        yield from passage.people
    yield from (stage.note for stage in answer.trace)
    for used in answer.claims:
        if type(used.claim) is not int:
            raise ValueError
        yield from (used.text, *used.documents)


def a_claim(row: Row) -> tuple[int, Identity, list[Cited]]:
    """Return a claim, by its number there, and the evidence that it cites."""
    polarity = row["polarity"]
    if polarity not in (1, -1):
        raise ValueError
    identity = Identity(
        normal(a_text(row["about"])),
        ClaimKind(row["kind"]),
        a_text(row["slot"]),
        normal(a_text(row["key"])),
        Scope(*map(normal, astuple(_scope(row["place"])))),
        polarity,
    )
    return a_number(row["id"]), identity, [_cited(one) for one in row["evidence"]]


def _cited(row: Row) -> Cited:
    if row["says"] not in ("holds", "ends"):
        raise ValueError
    return Cited(
        document=a_text(row["document"]),
        start=a_number(row["start"]),
        end=a_number(row["end"]),
        says=row["says"],
        strength=Strength(row["strength"]),
        at=a_moment(row["at"]),
        until=a_moment(row["until"]),
        locator=a_text(row["locator"]),
        words=_words(row["words"]),
        change=a_number(row["change"]),
    )


def _words(row: Any) -> Words:
    subject, value, text, scope = a_list(row)
    return Words(a_text(subject), a_text(value), a_text(text), _scope(scope))


def _scope(row: Any) -> Scope:
    who, what, where, when = a_list(row)
    return Scope(a_text(who), a_text(what), a_text(where), a_text(when))


def a_change(row: Row) -> Noted:
    at = a_moment(row["at"])
    if at is None:
        raise ValueError
    return Noted(
        id=a_number(row["id"]),
        deed=a_number(row["deed"]),
        at=at,
        by=a_text(row["by"]),
        what=a_text(row["what"]),
        claim=a_number(row["claim"]),
        sets=_sets(row["sets"]),
        before=_stood(row["before"]),
        after=_stood(row["after"]),
        why=a_text(row["why"]),
        undone=bool(row["undone"]),
    )


def _sets(row: Any) -> Row | None:
    """Return what the user decided, and nothing that they cannot decide."""
    if row is None:
        return None
    found: Row = {}
    for name, value in row.items():
        match name:
            case "words":
                subject, own, text, scope = value
                words = _words([subject, own, text, json.loads(scope)])
                found[name] = words_row(words)
            case "locked" | "pinned":
                found[name] = bool(value)
            case "vouched" | "denied" | "over" | "until":
                found[name] = iso(a_moment(value))
            case "reactions":
                found[name] = {a_text(to): _reaction(*how) for to, how in value.items()}
            case _:
                raise ValueError
    return found


def _reaction(at: Any, says: Any, strength: Any) -> list[str | None]:
    if says not in ("holds", "ends"):
        raise ValueError
    return [iso(a_moment(at)), says, Strength(strength)]


def _stood(row: Any) -> Row | None:
    """Return how a claim stood, for the history."""
    if row is None:
        return None
    if not all(value is None or isinstance(value, str | int | float) for value in row.values()):
        raise TypeError
    return {a_text(name): value for name, value in row.items()}


SHAPES: dict[str, Callable[[Row], Any]] = {
    "sources.jsonl": a_source,
    "files.jsonl": a_file,
    "documents.jsonl": a_document,
    "threads.jsonl": a_thread,
    "people.jsonl": a_person,
    "conversations.jsonl": a_conversation,
    "claims.jsonl": a_claim,
    "changes.jsonl": a_change,
    "labels.jsonl": a_label,
    "settings.json": dict,
}
