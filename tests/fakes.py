"""Stand-ins for what is slow, and hands for what tests do again and again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Generator, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.engine.plan import Sampling
from ingest.chunk import chunks
from memory.documents import put_document
from memory.errors import ProcessDied
from memory.index.vectors import encode_waiting
from memory.progress import finish
from memory.sources import add_source, begin_file, end_file, source_id
from memory.store import MemoryStore
from memory.types import Document, Kind, Message, Part, Participant

if TYPE_CHECKING:
    from memory.index.vectors import Vectors


class WordEmbedder:
    """Gives each word a direction of its own: texts that share words are near each other."""

    name = "words"
    dimensions = 64

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.dead = False
        self.closed = False

    def encode(self, texts: Sequence[str]) -> Vectors:
        if self.dead:
            raise ProcessDied("It stopped.")
        self.asked += texts
        vectors = np.zeros((len(texts), self.dimensions), dtype="<f4")
        for row, text in zip(vectors, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()):
                digest = hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()
                random = np.random.default_rng(int.from_bytes(digest))
                row += random.standard_normal(self.dimensions).astype("<f4")
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors[lengths[:, 0] == 0, 0] = 1
        lengths[lengths == 0] = 1
        unit: Vectors = (vectors / lengths).astype("<f4")
        return unit

    def rest(self, unused: float = 0) -> None: ...

    def close(self) -> None:
        self.closed = True


class ScriptedModel:
    """A language model that says what it was told to, and remembers what it was asked."""

    name = "scripted"
    tier = 1

    def __init__(self, *pieces: str | Exception) -> None:
        self._pieces = pieces
        self.asked: list[Sequence[Message]] = []
        self.kept: list[str] = []
        self.said: list[str] = []
        self.closed = False

    def generate(
        self, messages: Sequence[Message], sampling: Sampling, schema: str = "", *, keep: str = ""
    ) -> Iterator[str]:
        self.asked.append(messages)
        self.kept.append(keep)
        try:
            for piece in self._pieces:
                if isinstance(piece, Exception):
                    raise piece
                self.said.append(piece)
                yield piece
        finally:
            self.closed = True

    def score(
        self, messages: Sequence[Message], labels: Sequence[str]
    ) -> Generator[str, None, list[float]]:
        """Find the first label the likeliest."""
        self.asked.append(messages)
        yield ""
        return [-float(n) for n in range(len(labels))]

    def rest(self, unused: float = 0) -> None: ...

    def close(self) -> None:
        self.closed = True


def day(number: int, month: int = 3) -> datetime:
    return datetime(2026, month, number, 12, tzinfo=UTC)


def a_mail(id: str, text: str = "", *answers: str, **more: Any) -> Document:
    """A mail with this id, answering others; its text is its id if none is given."""
    fields: dict[str, Any] = {
        "kind": Kind.MAIL,
        "title": f"About {id}",
        "text": text or f"The words of {id}.",
        "date": day(3),
        "people": (Participant("from", "Ada Byron", "ada@example.org"),),
        "external_id": id,
        "references": answers,
        "locator": f"mail {id}",
    }
    return Document(**(fields | more))


def a_note(text: str, **more: Any) -> Document:
    return Document(**({"kind": Kind.DOCUMENT, "title": "Note", "text": text} | more))


def a_chat(
    *messages: tuple[str, datetime],
    title: str = "Chat with Bo",
    said_by: Sequence[str] = (),
    **more: Any,
) -> Document:
    """A chat of these messages, one a line, each a part of its own: "#1", "#2".

    Bo says all of it, unless it is told who says what.
    """
    text, parts = "", []
    for n, (words, date) in enumerate(messages, 1):
        speaker = said_by[n - 1] if said_by else "Bo"
        parts.append(Part(len(text), len(text) + len(words), f"#{n}", speaker, date))
        text += words + "\n"
    people = tuple(Participant("speaker", name) for name in dict.fromkeys(said_by or ("Bo",)))
    fields: dict[str, Any] = {"people": people, "date": messages[0][1]} | more
    return Document(Kind.CHAT, title, text, parts=tuple(parts), **fields)


def put(
    store: MemoryStore, *documents: Document, source: str = "Notes", path: str = "/notes"
) -> list[bool]:
    """Keep documents as if they had been read from one file of a source."""
    name = add_source(store, Path("/", source), source)
    with store.write():
        file = begin_file(store, source_id(store, name), Path(path))
        added = [put_document(store, file, one, chunks(one)) for one in documents]
        end_file(store, file, 1, 1, [])
    return added


def learn(store: MemoryStore, embedder: WordEmbedder) -> None:
    """Give every chunk its vector."""
    finish(encode_waiting(store, embedder))


def dump(store: MemoryStore) -> list[str]:
    """Return every value of every table, the index of words included, as it is after decryption."""
    tables = [name for (name,) in store.db.execute("select name from sqlite_master")]
    found: list[str] = []
    for name in tables:
        kind = store.db.execute("select type from sqlite_master where name = ?", [name])
        if kind.fetchone()[0] == "table":
            for row in store.db.execute(f'select * from "{name}"'):
                found += [v.decode("latin-1") if isinstance(v, bytes) else str(v) for v in row]
    return found


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file below the folder and its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def logical(store: MemoryStore) -> dict[str, list[Any]]:
    """Return what was read, without the keys that depend on the order of reading."""

    def rows(sql: str) -> list[Any]:
        return sorted(map(repr, store.db.execute(sql)))

    threads: dict[int, list[str]] = {}
    for id, thread in store.db.execute("select id, thread from documents order by id"):
        threads.setdefault(-1 if thread is None else thread, []).append(id)
    return {
        "documents": rows(
            """select id, kind, title, text, date, at, external_id, parent, folds, parts
                from documents"""
        ),
        "chunks": rows(
            "select document_id, start, end, locator, people, context, text from chunks"
        ),
        "places": rows(
            """select path, document_id, locator from places
                join files on files.id = file_id"""
        ),
        "threads": sorted(threads.values()),
        "people": rows(
            """select document_id, role, appearances.name, address, n, people.name
                from appearances join people on people.id = person_id"""
        ),
        "handles": rows("select handle, name from handles join people on people.id = person_id"),
        "unread": rows("select path, locator, reason from unread join files on files.id = file_id"),
        "files": rows("select path, size, mtime_ns from files"),
    }
