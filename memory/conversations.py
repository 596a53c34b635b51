"""What the user and the assistant said to each other, and on what each answer stood."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from memory import readings
from memory.cipher import Database
from memory.claims.rows import reactions
from memory.forgetting import due
from memory.ledger import take_out_conversation
from memory.progress import Progress, Work
from memory.store import MemoryStore
from memory.types import (
    Answer,
    Changes,
    ClaimId,
    Conversation,
    ConversationId,
    Kind,
    Passage,
    Stage,
    Statement,
    Topic,
    Turn,
    Used,
)

TITLE = 60  # characters of the first question that name a conversation
SLICE = 200  # turns looked at together
TAKEN_OUT = "This answer rested on a document that was erased."
CLAIM_GONE = "This answer used something that is never to be remembered."
NOT_SAID = "This answer was not finished and does not say what it used; something was forgotten."
MAYBE = "This answer was not finished and does not say on what it rested; a document was erased."


def start(store: MemoryStore) -> ConversationId:
    with store.write() as db:
        (id,) = db.execute("insert into conversations (title) values ('') returning id").fetchone()
    return ConversationId(id)


def add_turn(store: MemoryStore, id: ConversationId, turn: Turn) -> None:
    """Keep one turn; the first one gives the conversation its title.

    Nothing is kept of a conversation that was deleted meanwhile, nor of an
    answer from a document that is being erased.
    """
    answer = json.dumps(asdict(turn.answer), default=_plain) if turn.answer else None
    text = turn.text
    with store.write() as db:
        if answer and _rests_on(answer) & set(due(db, "erase")):
            answer, text = None, TAKEN_OUT
        db.execute(
            """insert into turns (conversation_id, role, text, at, answer)
                select id, ?, ?, ?, ? from conversations where id = ?""",
            [turn.role, text, turn.at.isoformat(), answer, id],
        )
        db.execute(
            "update conversations set title = ? where id = ? and title = ''",
            [_title(text), id],
        )


def conversations(store: MemoryStore) -> list[Conversation]:
    """Return those in which something was said, the newest first."""
    rows = store.db.execute("""
        select conversations.id, title, max(at) from conversations
            join turns on conversation_id = conversations.id
            group by conversations.id order by max(at) desc""")
    return [
        Conversation(ConversationId(id), title, datetime.fromisoformat(at))
        for id, title, at in rows
    ]


def turns(store: MemoryStore, id: ConversationId) -> list[Turn]:
    rows = store.db.execute(
        "select role, text, at, answer from turns where conversation_id = ? order by id", [id]
    ).fetchall()
    counted = reactions(store.db)
    return [
        Turn(role, text, datetime.fromisoformat(at), _answered(answer, counted) if answer else None)
        for role, text, at, answer in rows
    ]


def _answered(stored: str, counted: Mapping[str, Literal[-1, 0, 1]]) -> Answer:
    """Return a kept answer with its rating, unless that was undone where it counted."""
    answer = answer_from(json.loads(stored))
    return replace(answer, rating=counted.get(answer.id, answer.rating))


def rate(store: MemoryStore, answer: str, rating: Literal[-1, 0, 1]) -> None:
    """Keep what the user said of an answer, called by its id."""
    with store.write() as db:
        db.execute(
            """update turns set answer = json_set(answer, '$.rating', ?)
                where answer is not null and answer ->> '$.id' = ?""",
            [rating, answer],
        )


def forget(store: MemoryStore, id: ConversationId) -> Changes:
    """Delete a conversation, and take its words out of the ledger."""
    with store.write() as db:
        take_out_conversation(db, id)
        db.execute("delete from conversations where id = ?", [id])
    readings.forget(store)
    store.tidy()
    return Changes("Delete conversation", frozenset({Topic.CONVERSATIONS}))


def resting_on(store: MemoryStore, documents: Collection[str]) -> tuple[int, int]:
    """Return how many answers cite or considered one of these, and how many do not say."""
    told = untold = 0
    for rows in _answers(store):
        for _, answer in rows:
            told += answer is not None and not _rests_on(answer).isdisjoint(documents)
            untold += answer is None
    return told, untold


def taking_out(store: MemoryStore, documents: Collection[str]) -> Work[Progress, None]:
    """Take the words of every answer out that cites or considered one of these documents.

    So with answers that were broken off: they do not say on what they rested.
    The user's own questions stay.
    """
    for rows in _answers(store):
        yield Progress(0, None, "Going through the conversations")
        gone = [
            (MAYBE if answer is None else TAKEN_OUT, id)
            for id, answer in rows
            if answer is None or not _rests_on(answer).isdisjoint(documents)
        ]
        if gone:
            with store.write() as db:
                db.conn.executemany("update turns set text = ?, answer = null where id = ?", gone)


def take_out_of(db: Database, document: str) -> None:
    """Take the words of the answers out that rest on a document.  Called inside ``store.write``."""
    db.execute(
        "update turns set text = ?, answer = null where instr(answer, ?)", [TAKEN_OUT, document]
    )


def take_out_claims(db: Database, claims: Collection[int], texts: Collection[str] = ()) -> None:
    """Take the words of the answers out that used one of these claims, or do not say what.

    A claim is known by its number or its text: in a memory that was imported, answers
    name it as it was called where they came from.  Called inside ``store.write``.
    """
    db.execute(
        """update turns set text = iif(answer is null, ?1, ?2), answer = null
            where role = 'assistant' and text not in (?1, ?2, ?3) and (answer is null or exists (
                select 1 from json_each(answer, '$.claims') as used
                    where used.value ->> 'claim' in (select value from json_each(?4))
                    or exists (select 1 from json_each(?5) as told
                        where instr(used.value ->> 'text', told.value))))""",
        [NOT_SAID, CLAIM_GONE, TAKEN_OUT, json.dumps(sorted(claims)), json.dumps(list(texts))],
    )


def rename_in(db: Database, document: str, new: str) -> None:
    """Let the answers that rest on a document name it anew.  Called inside ``store.write``."""
    db.execute(
        "update turns set answer = replace(answer, :old, :new) where instr(answer, :old)",
        {"old": document, "new": new},
    )


def _answers(store: MemoryStore) -> Iterator[list[tuple[int, str | None]]]:
    """Yield the answers that are kept, some at a time: key and what each stood on, if it says."""
    newest = 0
    while rows := store.db.execute(
        """select id, answer from turns where id > ? and role = 'assistant'
            and text not in (?, ?, ?, ?) order by id limit ?""",
        [newest, TAKEN_OUT, MAYBE, CLAIM_GONE, NOT_SAID, SLICE],
    ).fetchall():
        newest = rows[-1][0]
        yield rows


def _rests_on(answer: str) -> set[str]:
    """Return the documents whose words a stored answer holds, or that told a claim it used."""
    stored = json.loads(answer)
    cited = {one["document"] for name in ("citations", "considered") for one in stored[name]}
    return cited | {id for one in stored.get("claims", ()) for id in one["documents"]}


def now() -> datetime:
    return datetime.now(UTC)


def _title(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TITLE else line[: TITLE - 1].rsplit(" ", 1)[0] + "…"


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def answer_from(row: dict[str, Any]) -> Answer:
    """Return the answer that was kept as this."""
    return Answer(
        **row
        | {
            "statements": tuple(
                Statement(s["text"], tuple(s["cites"]), s["supported"]) for s in row["statements"]
            ),
            "citations": tuple(map(_passage, row["citations"])),
            "considered": tuple(map(_passage, row["considered"])),
            "trace": tuple(Stage(**stage) for stage in row["trace"]),
            "claims": tuple(
                Used(ClaimId(one["claim"]), one["text"], tuple(one["documents"]))
                for one in row.get("claims", ())
            ),
        }
    )


def _passage(row: dict[str, Any]) -> Passage:
    return Passage(
        **row
        | {
            "date": row["date"] and datetime.fromisoformat(row["date"]),
            "people": tuple(row["people"]),
            "kind": Kind(row["kind"]),
            "path": Path(row["path"]),
        }
    )
