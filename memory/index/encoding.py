"""Giving chunks their vectors, and one encoder's vectors in place of another's.

One encoder *serves*: it answers questions.  Another may be *wanted*: its vectors
are made beside the old ones until every chunk has one; then it serves, in one
transaction, and the old ones go.  What is made of either stays made when stopped.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from memory.index.graph import Rows
from memory.progress import Progress, Work
from memory.store import MemoryStore
from memory.types import ChunkId, Kind

if TYPE_CHECKING:
    from memory.index.graph import Vectors

BATCH = 256  # texts taken at once and sorted by length, so that little is padded
SLICE = 16  # of them encoded in one go: a stop or a question waits for no more than that
AT_LEAST_EVERY = 1.0  # seconds, so that a broken-off learning loses hardly more than that
COMPARED = 1024  # vectors read at once to be compared
CLEARED = 2000  # vectors deleted in one transaction
ALIKE = 1000  # vectors that agree to a thousandth in each direction mean the same

SERVING, WANTED, GONE = "serving", "wanted", "gone"


class Embedder(Protocol):
    """Turns texts into vectors of length 1, so that a dot product is a cosine."""

    name: str
    dimensions: int

    def encode(self, texts: Sequence[str]) -> Vectors: ...


@dataclass(frozen=True, slots=True)
class Known:
    """An encoder that the store has vectors of, or is to have."""

    id: int
    name: str
    folder: str = field(repr=False)  # where it lies; "" is the one that comes with the program
    dimensions: int
    state: str


def as_question(embedder: Embedder, text: str) -> Vectors:
    """Return the vector of a question; some encoders tell questions and texts apart."""
    encode = getattr(embedder, "encode_questions", embedder.encode)
    vector: Vectors = encode([text])[0]
    return vector


def encoders(store: MemoryStore) -> list[Known]:
    """Return every encoder of the store; at most one serves and at most one is wanted."""
    rows = store.db.execute("select id, name, folder, dimensions, state from encoders order by id")
    return [Known(*row) for row in rows]


def encoder_in(store: MemoryStore, state: str) -> Known | None:
    """Return the encoder that serves, or the one that is wanted."""
    return next((one for one in encoders(store) if one.state == state), None)


def want(store: MemoryStore, name: str, folder: str, dimensions: int) -> Known:
    """Ask for this encoder to serve; what was made for another that was wanted goes.

    It serves at once where none does.
    """
    with store.write() as db:
        db.execute(
            "update encoders set state = 'gone' where state = 'wanted' and name <> ?", [name]
        )
        db.execute(
            """insert into encoders (name, folder, dimensions, state)
                values (?, ?, ?, iif((select 1 from encoders where state = 'serving'),
                    'wanted', 'serving'))
                on conflict (name) do update set folder = excluded.folder,
                    state = iif(state = 'gone', 'wanted', state)""",
            [name, folder, dimensions],
        )
    return next(one for one in encoders(store) if one.name == name)


def encode_waiting(store: MemoryStore, embedder: Embedder) -> Work[Progress, int]:
    """Give every chunk that has none its vector; what is done stays done when stopped."""
    known = next((one for one in encoders(store) if one.name == embedder.name), None)
    if known is None:
        known = want(store, embedder.name, "", embedder.dimensions)
    total, done = _waiting(store, known.id), 0
    made = _Made(store, known.id)
    try:
        while True:
            batch = _next_batch(store, known.id)
            left = batch.texts
            while left:
                yield Progress(done, max(total, done), "Learning what the texts mean")
                size = getattr(embedder, "at_once", None) or SLICE
                texts, left = left[:size], left[size:]
                vectors = embedder.encode([text for _, text in texts])
                if not made.add([id for id, _ in texts], vectors):
                    return done
                done += len(texts)
            if not made.keep():
                return done
            _note_done(store, known.id, batch)
            if not batch.texts:
                break
    finally:
        made.keep()
    yield Progress(done, max(total, done), "Learning what the texts mean")
    return done


class _Made:
    """Vectors that were made and are not kept yet.

    Few commits: after each, who asks has to read and decrypt the pages of the store anew.
    """

    def __init__(self, store: MemoryStore, encoder: int) -> None:
        self._store, self._encoder = store, encoder
        self._waiting: list[tuple[Sequence[ChunkId], Vectors]] = []
        self._kept = time.monotonic()

    def add(self, ids: Sequence[ChunkId], vectors: Vectors) -> bool:
        """Keep them in time; return False if another encoder was chosen, and these go."""
        if _is_gone(self._store, self._encoder):
            return False
        self._waiting.append((ids, vectors))
        return time.monotonic() - self._kept < AT_LEAST_EVERY or self.keep()

    def keep(self) -> bool:
        """Keep what waits; return False if another encoder was chosen, and it goes."""
        import numpy as np

        waiting, self._waiting, self._kept = self._waiting, [], time.monotonic()
        if not waiting:
            return True
        ids = [id for some, _ in waiting for id in some]
        vectors = np.concatenate([vectors for _, vectors in waiting])
        return _put_vectors(self._store, self._encoder, ids, vectors)


def serve(store: MemoryStore, name: str) -> bool:
    """Let the wanted encoder of this name serve, if every chunk has its vector."""
    with store.write() as db:
        known = encoder_in(store, WANTED)
        if known is None or known.name != name or _next_batch(store, known.id).texts:
            return False
        db.execute("update encoders set state = 'gone' where state = 'serving'")
        db.execute("update encoders set state = 'serving' where id = ?", [known.id])
    return True


def clearing(store: MemoryStore) -> Work[Progress, None]:
    """Delete the vectors of encoders that neither serve nor are wanted."""
    gone = [one.id for one in encoders(store) if one.state == GONE]
    for id in gone:
        deleted = 1
        while deleted:
            yield Progress(0, None, "Clearing away what was learned before")
            with store.write() as db:
                if not _is_gone(store, id):  # wanted again meanwhile
                    break
                db.execute("update encoders set upto = 0 where id = ?", [id])
                deleted = db.execute(
                    """delete from vectors where id in
                        (select id from vectors where encoder = ? limit ?)""",
                    [id, CLEARED],
                ).rowcount
                if not deleted:
                    db.execute("delete from encoders where id = ?", [id])
    if gone:
        store.tidy()


def rows_after(
    store: MemoryStore, encoder: int, newest: int, most: int, last: int | None = None
) -> Rows:
    """Return the first stored vectors after this row, up to a last one."""
    import numpy as np

    rows = store.db.execute(  # "+": not by an index of encoders, or all of them would be sorted
        """select id, chunk_id, coalesce(point, id), vector from vectors
            where id > ? and id <= ? and +encoder = ? order by id limit ?""",
        [newest, (1 << 62) if last is None else last, encoder, most],
    ).fetchall()
    numbers = np.array([row[:3] for row in rows], dtype=np.int64).reshape(-1, 3)
    vectors = np.frombuffer(b"".join(row[3] for row in rows), dtype="<f4")
    ids, chunks, points = numbers.T.copy()
    return Rows(ids, chunks, points, vectors.reshape(len(rows), -1 if rows else 0))


def vectors_of(
    store: MemoryStore, encoder: int, chunks: Sequence[int]
) -> Iterator[tuple[Sequence[ChunkId], Vectors]]:
    """Yield those of the chunks that have a vector and their vectors, some at a time."""
    import numpy as np

    for start in range(0, len(chunks), COMPARED):
        rows = store.db.execute(  # cross: chunk by chunk, whatever SQLite thinks of them
            """select chunk_id, vector from json_each(?) as one
                cross join vectors on chunk_id = one.value and encoder = ?""",
            [json.dumps(list(map(int, chunks[start : start + COMPARED]))), encoder],
        ).fetchall()
        if rows:
            ids, vectors = zip(*rows, strict=True)
            yield ids, np.frombuffer(b"".join(vectors), dtype="<f4").reshape(len(rows), -1)


@dataclass(frozen=True, slots=True)
class Batch:
    """Chunks without a vector and their texts, the longest first."""

    texts: list[tuple[ChunkId, str]] = field(repr=False)
    upto: int  # every chunk up to here had its vector when this was taken …
    last: int  # … and every one up to here has, once these have


# Chunks are numbered as they come, so all that wait stand after the last that was given its
# vector, unless one was taken back (see the trigger vectors_deleted): no need to look at all.
WAITING = """id > (select upto from encoders where id = :encoder)
    and not exists (select 1 from vectors where encoder = :encoder and chunk_id = chunks.id)"""


def _waiting(store: MemoryStore, encoder: int) -> int:
    """Return how many chunks have no vector of this encoder yet."""
    (count,) = store.db.execute(
        f"select count(*) from chunks where {WAITING}", {"encoder": encoder}
    ).fetchone()
    return int(count)


def _next_batch(store: MemoryStore, encoder: int) -> Batch:
    (last,) = store.db.execute("select coalesce(max(id), 0) from chunks").fetchone()
    (upto,) = store.db.execute("select upto from encoders where id = ?", [encoder]).fetchone()
    rows = store.db.execute(
        f"""select chunks.id, kind, people, context, before, chunks.text
            from chunks join documents on documents.id = document_id
            where chunks.{WAITING} order by chunks.id limit :most""",
        {"encoder": encoder, "most": BATCH},
    ).fetchall()
    texts = [(ChunkId(id), _to_encode(*words)) for id, *words in rows]
    if len(texts) == BATCH:
        last = texts[-1][0]
    texts.sort(key=lambda one: len(one[1]), reverse=True)
    return Batch(texts, upto, last)


def _note_done(store: MemoryStore, encoder: int, batch: Batch) -> None:
    """Note how far the chunks have their vectors, unless one before was taken back meanwhile."""
    with store.write() as db:
        db.execute(
            "update encoders set upto = ? where id = ? and upto = ?",
            [batch.last, encoder, batch.upto],
        )


def _to_encode(kind: str, people: str, context: str, before: str, text: str) -> str:
    """Return the chunk with what it is about; last comes what may be cut off.

    A message stands alone, with who said it: a search looks at what is around it.
    """
    if kind == Kind.CHAT:
        return text if text.startswith(people) else f"{people}: {text}"
    title, _, around = context.partition("\n")
    return "\n".join(filter(None, (people, title, text, around, before)))


def _put_vectors(
    store: MemoryStore, encoder: int, ids: Sequence[ChunkId], vectors: Vectors
) -> bool:
    """Keep one vector for each chunk; one whose document was removed meanwhile gets none.

    Return False if the encoder is to go, and nothing was kept.
    """
    rows = [
        {"id": id, "encoder": encoder, "digest": digest(vector), "vector": vector.tobytes()}
        for id, vector in zip(ids, vectors.astype("<f4"), strict=True)
    ]
    with store.write() as db:
        if _is_gone(store, encoder):
            return False
        db.conn.executemany(
            """insert or ignore into vectors (chunk_id, encoder, digest, point, vector)
                select id, :encoder, :digest,
                    (select coalesce(point, id) from vectors
                        where encoder = :encoder and digest = :digest limit 1), :vector
                    from chunks where id = :id""",
            rows,
        )
    return True


def digest(vector: Vectors) -> int:
    """Return a number that vectors share which mean the same."""
    import numpy as np

    coarse = np.round(vector * ALIKE).astype("<i2").tobytes()
    return int.from_bytes(hashlib.blake2b(coarse, digest_size=7).digest())


def _is_gone(store: MemoryStore, encoder: int) -> bool:
    row = store.db.execute("select state from encoders where id = ?", [encoder]).fetchone()
    return row is None or row[0] == GONE
