"""Other programs that may use this memory: who they are, what each may, and what it did.

A token is told once, when its client is made; kept is a digest of it under a
key of this store.  What a client did is kept as numbers, without anybody's words.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from memory.cipher import Database
from memory.errors import Problem
from memory.store import MemoryStore
from memory.types import Kind

LONGEST_NAME = 60  # characters
KEPT = 1000  # calls
LISTED = "`famulus serve --list` shows them."


class May(StrEnum):
    """What a program can be allowed to do."""

    MODELS = "models"  # let a model write, without the memory
    EMBEDDINGS = "embeddings"
    MEMORY = "memory"  # ask: answers with their citations
    SEARCH = "search"  # passages
    DOCUMENTS = "documents"  # whole documents
    PROFILE = "profile"  # the page of what is believed


@dataclass(frozen=True, slots=True)
class Client:
    """A program that may use this memory, and how far."""

    name: str
    may: frozenset[May]
    sources: tuple[str, ...] = ()  # () is all
    kinds: tuple[Kind, ...] = ()  # () is all
    sensitive: bool = False  # may the profile it sees hold what is sensitive
    made: datetime | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether it sees a part of what was read only."""
        return bool(self.sources or self.kinds)


@dataclass(frozen=True, slots=True)
class Call:
    """Something that a client did with the memory."""

    at: datetime
    client: str
    program: str = field(repr=False)  # as it calls itself
    deed: str
    passages: int  # or documents, or lines of the profile: how much it got


class Clients:
    """The programs that may use one memory.  Safe from any thread."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    def add(self, client: Client) -> str:
        """Let a program in from now on; return its token, which is kept nowhere.

        Raises Problem for a name that is taken or none, and for one that may do nothing.
        """
        if not client.name.strip() or len(client.name) > LONGEST_NAME:
            raise Problem(f"A client has a name of at most {LONGEST_NAME} characters.")
        if not client.may:
            raise Problem(
                "A client that may do nothing needs no token.",
                remedy=f"Give it a scope: {', '.join(May)}.",
            )
        token = f"famulus-{secrets.token_urlsafe(32)}"
        with self._store.write() as db:
            if db.execute("select 1 from clients where name = ?", [client.name]).fetchone():
                raise Problem(
                    f"There is a client called {client.name} already.",
                    remedy="Revoke it first, or choose another name.",
                )
            db.execute(
                """insert into clients (name, digest, may, sources, kinds, sensitive, made)
                    values (?, ?, ?, ?, ?, ?, ?)""",
                [
                    client.name,
                    _digest(_key(db), token),
                    _list(sorted(client.may)),
                    _list(client.sources),
                    _list(client.kinds),
                    client.sensitive,
                    datetime.now(UTC).isoformat(),
                ],
            )
        return token

    def all(self) -> list[Client]:
        """Return every client, the oldest first."""
        return [client for client, _ in self._rows()]

    def named(self, name: str) -> Client | None:
        return next((client for client in self.all() if client.name == name), None)

    def holder(self, token: str) -> Client | None:
        """Return whose token this is.  How long it takes does not tell how near a guess was."""
        row = self._store.db.execute("select value from secrets where name = 'clients'").fetchone()
        if row is None:
            return None
        digest, holder = _digest(row[0], token), None
        for client, kept in self._rows():
            if hmac.compare_digest(digest, kept):
                holder = client
        return holder

    def revoke(self, name: str) -> None:
        """Let a program in no more, from its next request on.  Raises Problem if there is none."""
        with self._store.write() as db:
            gone = db.execute("delete from clients where name = ?", [name]).rowcount
        if not gone:
            raise Problem("There is no client of that name.", remedy=LISTED)

    def note(self, client: str, deed: str, passages: int, program: str = "") -> None:
        """Keep that a client did something; of long ago no more is known than the newest KEPT."""
        with self._store.write() as db:
            db.execute(
                "insert into calls (at, client, program, deed, passages) values (?, ?, ?, ?, ?)",
                [datetime.now(UTC).isoformat(), client, program[:LONGEST_NAME], deed, passages],
            )
            db.execute(
                "delete from calls where id <= (select max(id) from calls) - ?",
                [KEPT],
            )

    def calls(self, most: int = 100) -> list[Call]:
        """Return what was done last, the newest first."""
        rows = self._store.db.execute(
            "select at, client, program, deed, passages from calls order by id desc limit ?",
            [most],
        )
        return [Call(datetime.fromisoformat(at), *rest) for at, *rest in rows]

    def _rows(self) -> Sequence[tuple[Client, bytes]]:
        rows = self._store.db.execute(
            "select name, may, sources, kinds, sensitive, made, digest from clients order by id"
        ).fetchall()
        return [
            (
                Client(
                    name,
                    frozenset(map(May, json.loads(may))),
                    tuple(json.loads(sources)),
                    tuple(map(Kind, json.loads(kinds))),
                    bool(sensitive),
                    datetime.fromisoformat(made),
                ),
                digest,
            )
            for name, may, sources, kinds, sensitive, made, digest in rows
        ]


def _key(db: Database) -> bytes:
    """Return the key of the digests, made when it is first needed.  Called in a transaction."""
    row = db.execute("select value from secrets where name = 'clients'").fetchone()
    if row is not None:
        return bytes(row[0])
    key = secrets.token_bytes(32)
    db.execute("insert into secrets values ('clients', ?)", [key])
    return key


def _digest(key: bytes, token: str) -> bytes:
    return hashlib.blake2b(token.encode("utf-8", "surrogateescape"), key=key).digest()


def _list(values: Collection[str]) -> str:
    return json.dumps([str(value) for value in values])
