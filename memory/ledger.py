"""The ledger: everything that left this machine, byte for byte, and what came back.

Rows are added and never changed or deleted; each is chained to the one before by
its hash, and the newest hash is kept beside the store too, sealed (``memory.ledger``),
so that a tail that was cut off is missed.  The chain has no key: an export can be
checked by anybody, and who can write here has the key of the store anyway.  Who
puts back an older copy of both files at once is not noticed, as in ``memory.tally``.

Erasing wins over keeping.  What was erased goes from here too, bytes, salt and
what was told of it; the row stays with its time, its recipient and its digest, and
another row says that it was emptied.  So the chain still holds, and a row that
was emptied without being erased is found.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from memory.chain import BEGIN, ROW, SALT, Broken, canonical, check, digest, hashed, note
from memory.cipher import Database
from memory.errors import Problem
from memory.runs import LONG, holds, plain, runs, shares_a_run
from memory.store import MemoryStore
from memory.types import ClaimId, ConversationId, DisclosureId, DocumentId

__all__ = [
    "Broken",
    "Covered",
    "Disclosure",
    "Leaving",
    "answered",
    "check",
    "counted",
    "disclosures",
    "failed",
    "holding",
    "readable",
    "sent",
    "take_out",
    "take_out_conversation",
]

FEW = 4  # words of a short document that are known again where they stand whole

RowKind = Literal["sent", "answered", "failed", "erased"]
State = Literal["sent", "answered", "failed"]


@dataclass(frozen=True, slots=True)
class Covered:
    """Something that did not leave: of what kind it was and what stood for it, not what it was."""

    kind: str
    placeholder: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """What is about to leave, to whom and what for; ``body`` is what is sent, byte for byte."""

    body: bytes = field(repr=False)
    purpose: str
    provider: str
    model: str
    mine: bool = False  # the user's own server
    hidden: tuple[Covered, ...] = ()
    documents: tuple[DocumentId, ...] = ()  # of whose words it was made
    claims: tuple[ClaimId, ...] = ()
    conversation: ConversationId | None = None


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One request that left, and what became of it.

    ``state`` is "sent" where no answer is known: it is under way, or the program ended
    before one came.  What was erased is None.
    """

    id: DisclosureId
    at: datetime
    purpose: str
    provider: str
    model: str
    mine: bool
    size: int  # bytes
    state: State
    body: bytes | None = field(repr=False)
    hidden: tuple[Covered, ...] = ()
    answer: bytes | None = field(default=None, repr=False)
    cost: Mapping[str, float] = field(default_factory=dict)  # as the provider told it
    failure: str = ""

    @property
    def is_erased(self) -> bool:
        return self.body is None


# Writing


def sent(store: MemoryStore, leaving: Leaving) -> DisclosureId:
    """Write down what is about to leave; when this returns it is on the disk.

    Raises Problem if that cannot be: then nothing may be sent.
    """
    told = {
        "hidden": [asdict(one) for one in leaving.hidden],
        "documents": list(leaving.documents),
        "claims": list(leaving.claims),
    }
    with store.write() as db:
        row = _add(db, "sent", leaving, told)
    note(store, *row)
    return DisclosureId(row[0])


def answered(
    store: MemoryStore, id: DisclosureId, body: bytes, cost: Mapping[str, float] | None = None
) -> None:
    """Write down what came back, byte for byte, and what it cost."""
    _ended(store, id, "answered", body, {}, cost or {})


def failed(store: MemoryStore, id: DisclosureId, why: str, body: bytes = b"") -> None:
    """Write down that no answer came, and why, in a sentence that holds nobody's words."""
    _ended(store, id, "failed", body, {"failure": why}, {})


def _ended(
    store: MemoryStore,
    id: DisclosureId,
    kind: RowKind,
    body: bytes,
    told: Mapping[str, Any],
    cost: Mapping[str, float],
) -> None:
    with store.write() as db:
        to = db.execute(
            """select purpose, provider, model, mine, conversation, body is null
                from disclosures where n = ? and kind = 'sent'""",
            [id],
        ).fetchone()
        if to is None:
            raise Problem("The ledger has no such request.")
        purpose, provider, model, mine, conversation, erased = to
        about = Leaving(body, purpose, provider, model, bool(mine), conversation=conversation)
        row = _add(db, kind, about, told, of=id, cost=cost)
        if erased:  # while it was under way: what came back is made of the same words
            row = _empty(db, [row[0]])
    note(store, *row)


def _add(
    db: Database,
    kind: RowKind,
    about: Leaving,
    told: Mapping[str, Any],
    *,
    of: int | None = None,
    cost: Mapping[str, float] | None = None,
) -> tuple[int, bytes]:
    """Add a row and return its number and hash.  Called inside ``store.write``."""
    last = db.execute("select n, hash from disclosures order by n desc limit 1").fetchone()
    before, chained = last or (0, BEGIN)
    salt, words = secrets.token_bytes(SALT), canonical(told)
    row = (
        before + 1,
        kind,
        of,
        datetime.now(UTC).isoformat(),
        about.purpose,
        about.provider,
        about.model,
        int(about.mine),
        len(about.body),
        canonical(cost or {}),
        digest(salt, about.body, words),
    )
    hash = hashed(chained, row)
    db.execute(
        f"""insert into disclosures ({ROW}, hash, conversation, salt, body, told)
            values ({", ".join("?" * (len(row) + 5))})""",
        [*row, hash, about.conversation, salt, about.body, words],
    )
    return before + 1, hash


# Reading


def disclosures(store: MemoryStore, matching: str = "") -> list[Disclosure]:
    """Return what left, the newest first; of it what holds all of these words, if any are given."""
    wanted = matching.casefold().split()
    found = (_disclosure(store.db, row) for row in _sent_rows(store.db))
    return [one for one in found if not wanted or _says(one, wanted)]


def counted(store: MemoryStore) -> tuple[int, int]:
    """Return how many requests left since the beginning, and how many bytes they were."""
    requests, size = store.db.execute(
        "select count(*), coalesce(sum(size), 0) from disclosures where kind = 'sent'"
    ).fetchone()
    return int(requests), int(size)


def _sent_rows(db: Database) -> list[tuple[Any, ...]]:
    return db.execute(
        """select n, at, purpose, provider, model, mine, size, body, told
            from disclosures where kind = 'sent' order by n desc"""
    ).fetchall()


def _disclosure(db: Database, row: tuple[Any, ...]) -> Disclosure:
    n, at, purpose, provider, model, mine, size, body, told = row
    end = db.execute(
        """select kind, body, told, cost from disclosures
            where of = ? and kind in ('answered', 'failed') order by n limit 1""",
        [n],
    ).fetchone()
    state: State
    state, answer, said, cost = end or ("sent", None, None, "{}")
    return Disclosure(
        DisclosureId(n),
        datetime.fromisoformat(at),
        purpose,
        provider,
        model,
        bool(mine),
        size,
        state,
        body,
        tuple(Covered(**one) for one in json.loads(told or "{}").get("hidden", ())),
        answer,
        json.loads(cost),
        json.loads(said or "{}").get("failure", ""),
    )


def _says(one: Disclosure, wanted: Collection[str]) -> bool:
    said = [one.purpose, one.provider, one.model, one.failure]
    said += [readable(body) for body in (one.body, one.answer) if body]
    whole = "\n".join(said).casefold()
    return all(word in whole for word in wanted)


def readable(body: bytes) -> str:
    """Return the words of a body as a person reads them: those of its JSON, or as they are."""
    text = body.decode("utf-8", "replace")
    with suppress(ValueError):
        return "\n".join(_strings(json.loads(text)))
    pieces = [line[5:] for line in text.splitlines() if line.startswith("data:")]
    told = []
    for piece in pieces:  # an answer that came as a stream of events
        with suppress(ValueError):
            told += list(_strings(json.loads(piece), keys={"content", "text"}))
    return "".join(told) or text


def _strings(value: Any, keys: Collection[str] = (), under: str = "") -> Iterator[str]:
    if isinstance(value, str):
        if not keys or under in keys:
            yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _strings(one, keys, name)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one, keys, under)


# Erasing


def take_out(
    db: Database,
    documents: Collection[str] = (),
    texts: Iterable[str] = (),
    claims: Mapping[int, str] | None = None,
) -> int:
    """Empty the rows made of these documents or claims, or that hold their words; return how many.

    Words are held where a run of them stands in a row, letter for letter.  With a
    request goes its answer.  Called inside ``store.write``.
    """
    gone = holding(db, documents, texts, claims)
    _empty(db, _with_answers(db, gone))
    return len(gone)


def take_out_conversation(db: Database, conversation: int) -> None:
    """Empty the rows of a conversation.  Called inside ``store.write``."""
    rows = db.execute(
        "select n from disclosures where conversation = ? and body is not null", [conversation]
    ).fetchall()
    _empty(db, [n for (n,) in rows])


def holding(
    db: Database,
    documents: Collection[str] = (),
    texts: Iterable[str] = (),
    claims: Mapping[int, str] | None = None,
) -> list[int]:
    """Return the requests that were made of these documents or claims, or hold words of them."""
    rows = db.execute(
        "select n, body, told from disclosures where kind = 'sent' and body is not null"
    ).fetchall()
    if not rows:
        return []
    claims = claims or {}
    told_words = [plain(text) for text in texts]
    said = {run for one in told_words for run in runs(one)}
    sentences = [plain(text) for text in claims.values()]
    sentences += [one for one in told_words if FEW <= len(one) < LONG]
    found = []
    for n, body, told in rows:
        made_of, words = json.loads(told), plain(readable(body))
        if (
            not set(documents).isdisjoint(made_of["documents"])
            or not claims.keys().isdisjoint(made_of["claims"])
            or shares_a_run(words, said)
            or any(holds(words, sentence) for sentence in sentences)
        ):
            found.append(n)
    return found


def _with_answers(db: Database, rows: Collection[int]) -> list[int]:
    given = [json.dumps(list(rows))]
    answers = db.execute(
        """select n from disclosures where kind in ('answered', 'failed') and body is not null
            and of in (select value from json_each(?))""",
        given,
    ).fetchall()
    return sorted([*rows, *(n for (n,) in answers)])


def _empty(db: Database, rows: Collection[int]) -> tuple[int, bytes]:
    """Take the words of these rows out, and say so in a row each; return the newest row."""
    last: tuple[int, bytes] = (0, BEGIN)
    for n in rows:
        db.execute(
            """update disclosures set salt = null, body = null, told = null, conversation = null
                where n = ?""",
            [n],
        )
        last = _add(db, "erased", Leaving(b"", "", "", ""), {}, of=n)
    return last
