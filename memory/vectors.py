"""What texts mean, as vectors: rows in the store are the truth, hnswlib's index is their cache.

The cache lies sealed beside the store and can be thrown away at any time: what
it lacks is added from the rows, what is gone is taken out, and a file that is
not authentic is built anew.
"""

from __future__ import annotations

import io
import secrets
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

from memory.errors import StoreDamaged
from memory.progress import Progress, Work
from memory.store import MemoryStore
from memory.types import ChunkId

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]  # (n, dimensions), each of length 1

BATCH = 256  # texts taken at once and sorted by length, so that little is padded
SLICE = 16  # of them encoded in one go: a stop or a question waits for no more than that
NEIGHBOURS = 16  # M of HNSW
EFFORT_BUILDING = 200
EFFORT_SEARCHING = 256  # candidates looked at; above any limit that is asked for
STALE_SHARE = 0.1  # of the index deleted, and it is built anew
GROWN_SHARE = 0.01  # of the index added since it was sealed, and it is sealed again
ADDED_AT_ONCE = 512  # rows, half a second of building
FEW = 4096  # chunks of which all are compared: exact, and as fast as the graph
MUCH = 2048  # rows that a question does not wait for: it compares all vectors instead
ROWS = 2048  # vectors held in memory when all are compared


class Embedder(Protocol):
    """Turns texts into vectors of length 1, so that a dot product is a cosine."""

    name: str
    dimensions: int

    def encode(self, texts: Sequence[str]) -> Vectors: ...


class VectorIndex:
    """The nearest chunks to a vector, always as the store has them now.  Safe from any thread."""

    def __init__(self, store: MemoryStore, encoder: str, dimensions: int) -> None:
        self._store = store
        self._encoder = encoder
        self._dimensions = dimensions
        self._path = store.home / "vectors.index"
        self._lock = threading.Lock()
        self._index: Any = None
        self._newest = 0  # the id of the newest row of vectors that the index holds
        self._held: set[int] = set()  # the chunks in it …
        self._gone: set[int] = set()  # … and those it must not return
        self._deleted = 0  # how many rows had been deleted when it was last compared
        self._sealed = 0  # how many chunks it held when it was sealed

    def nearest(
        self, vector: Vectors, limit: int, among: Sequence[ChunkId] | None = None
    ) -> list[tuple[ChunkId, float]]:
        """Return up to ``limit`` chunks and their cosine to the vector, nearest first.

        With ``among``, only those chunks, each of them compared.
        """
        with self._lock:
            self._prepare()
            if self._behind(MUCH):
                return self._scanned(vector, limit, among)
            self._catch_up()
            if among is None and len(self._held) <= FEW:
                among = [ChunkId(chunk) for chunk in self._held]
            if among is not None:
                return self._compared(vector, limit, among)
            limit = min(limit, len(self._held) - len(self._gone))
            if limit <= 0:
                return []
            self._index.set_ef(max(EFFORT_SEARCHING, 2 * limit))
            labels, distances = self._index.knn_query(vector, k=limit)
        return [
            (ChunkId(int(label)), 1 - float(distance))
            for label, distance in zip(labels[0], distances[0], strict=True)
        ]

    def cosines(self, vector: Vectors, chunks: Sequence[ChunkId]) -> dict[ChunkId, float]:
        """Return the cosine of each of these chunks that has a vector."""
        return dict(self.nearest(vector, len(chunks), chunks)) if chunks else {}

    def catching_up(self) -> Work[Progress, None]:
        """Take in what the store has more, a little at a time; seal the index if that is much."""
        while True:
            with self._lock:
                self._prepare()
                behind = self._behind(ADDED_AT_ONCE)
                self._catch_up(ADDED_AT_ONCE)
            yield Progress(len(self._held), None, "Building the index")
            if not behind:
                break
        if self._gone or len(self._held) - self._sealed > GROWN_SHARE * len(self._held):
            self._seal()

    def _seal(self) -> None:
        """Write the index beside the store, bound to it by a number that is drawn anew."""
        import numpy as np

        from memory.cipher import seal

        with self._lock:
            if self._gone:
                self._begin_anew()
                self._catch_up()
            state = self._index.__getstate__()[0]
            state |= {"newest": self._newest, "deleted": self._deleted}
            self._sealed = len(self._held)
        plain = io.BytesIO()
        arrays: dict[str, Any] = {name: np.asarray(value) for name, value in state.items()}
        np.savez(plain, **arrays)
        number = secrets.randbits(62)
        with self._store.write() as db:
            db.execute("insert or replace into counters values ('index', ?)", [number])
        with suppress(OSError):  # a cache: without it the next start takes longer
            seal(self._path, plain.getvalue(), self._store.key.derive("index"), self._label(number))

    def _prepare(self) -> None:
        """Have an index, and nothing in it that the store has no more."""
        if self._index is None:
            self._load()
        deleted = self._counter("vectors deleted")
        if deleted != self._deleted:
            self._take_out()
            self._deleted = deleted

    def _behind(self, limit: int) -> bool:
        """Whether the store has that many vectors which the index lacks."""
        (count,) = self._store.db.execute(
            "select count(*) from (select 1 from vectors where id > ? and encoder = ? limit ?)",
            [self._newest, self._encoder, limit],
        ).fetchone()
        return bool(count == limit)

    def _catch_up(self, most: int | None = None) -> None:
        """Add what the store has and the index lacks, or the first of it."""
        for newest, labels, vectors in self._rows_after(self._newest, most):
            self._make_room(len(labels))
            self._index.add_items(vectors, labels)
            self._newest = newest
            self._held.update(labels)
            self._gone.difference_update(labels)

    def _load(self) -> None:
        import hnswlib
        import numpy as np

        from memory.cipher import unseal

        key, label = self._store.key.derive("index"), self._label(self._counter("index"))
        try:
            plain = unseal(self._path, key, label)
        except (StoreDamaged, FileNotFoundError):
            self._begin_anew()
            return
        with np.load(io.BytesIO(plain), allow_pickle=False) as arrays:
            state = {n: arrays[n] if arrays[n].shape else arrays[n].item() for n in arrays.files}
        self._newest, self._deleted = state.pop("newest"), state.pop("deleted")
        # Not Index(…): a state may only be set on an object that has none yet.
        self._index = hnswlib.Index.__new__(hnswlib.Index)
        self._index.__setstate__((state,))
        self._held, self._gone = {int(label) for label in self._index.get_ids_list()}, set()
        self._sealed = len(self._held)

    def _begin_anew(self) -> None:
        import hnswlib

        self._index = hnswlib.Index("cosine", self._dimensions)
        self._index.init_index(1024, M=NEIGHBOURS, ef_construction=EFFORT_BUILDING)
        self._newest, self._held, self._gone = 0, set(), set()

    def _take_out(self) -> None:
        """Mark as deleted what the store no longer holds; begin anew when that is much."""
        kept = {row[0] for row in self._store.db.execute("select chunk_id from vectors")}
        gone = self._held - kept
        if len(gone) > STALE_SHARE * len(self._held):
            self._begin_anew()
            return
        for label in gone - self._gone:
            self._index.mark_deleted(label)
        self._gone = gone

    def _rows_after(
        self, newest: int, most: int | None = None
    ) -> Iterator[tuple[int, list[int], Vectors]]:
        """Yield the vectors of rows after this one: the last row's id, their chunks, themselves."""
        import numpy as np

        rows = self._store.db.execute(
            """select id, chunk_id, vector from vectors where id > ? and encoder = ?
                order by id limit ?""",
            [newest, self._encoder, -1 if most is None else most],
        )
        while batch := rows.fetchmany(ROWS):
            vectors = np.frombuffer(b"".join(row[2] for row in batch), dtype="<f4")
            yield batch[-1][0], [row[1] for row in batch], vectors.reshape(len(batch), -1)

    def _make_room(self, more: int) -> None:
        needed = self._index.get_current_count() + more
        if needed > self._index.get_max_elements():
            self._index.resize_index(max(needed, 2 * self._index.get_max_elements()))

    def _compared(
        self, vector: Vectors, limit: int, among: Sequence[ChunkId]
    ) -> list[tuple[ChunkId, float]]:
        """Compare these chunks, as far as the index holds them."""
        import numpy as np

        ids = [id for id in among if id in self._held and id not in self._gone]
        found: list[tuple[ChunkId, float]] = []
        for start in range(0, len(ids), ROWS):
            some = ids[start : start + ROWS]
            cosines = np.asarray(self._index.get_items(some), dtype="f4") @ vector
            found += zip(some, map(float, cosines), strict=True)
        return sorted(found, key=lambda one: -one[1])[:limit]

    def _scanned(
        self, vector: Vectors, limit: int, among: Sequence[ChunkId] | None
    ) -> list[tuple[ChunkId, float]]:
        """Compare every vector of the store; exact, and slower the more there are."""
        allowed = None if among is None else set(among)
        found: list[tuple[ChunkId, float]] = []
        for _, labels, vectors in self._rows_after(0):
            scored = zip(map(ChunkId, labels), map(float, vectors @ vector), strict=True)
            found += (one for one in scored if allowed is None or one[0] in allowed)
            found = sorted(found, key=lambda one: -one[1])[:limit]
        return found

    def _counter(self, name: str) -> int:
        row = self._store.db.execute("select n from counters where name = ?", [name]).fetchone()
        return int(row[0]) if row else 0

    def _label(self, number: int) -> bytes:
        """What a sealed index is bound to: the encoder, and this state of this store."""
        return f"{self._encoder} {self._dimensions} {number}".encode()


def encode_waiting(store: MemoryStore, embedder: Embedder) -> Work[Progress, int]:
    """Give every chunk that has none its vector; what is done stays done when stopped."""
    total, done, newest = _waiting(store, embedder.name), 0, ChunkId(0)
    while batch := _next_batch(store, embedder.name, newest):
        newest = max(id for id, _ in batch)
        for start in range(0, len(batch), SLICE):
            yield Progress(done, total, "Learning what the texts mean")
            texts = batch[start : start + SLICE]
            vectors = embedder.encode([text for _, text in texts])
            _put_vectors(store, embedder.name, [id for id, _ in texts], vectors)
            done += len(texts)
    yield Progress(done, total, "Learning what the texts mean")
    return done


WITHOUT = """not exists
    (select 1 from vectors where encoder = ? and chunk_id = chunks.id)"""


def _waiting(store: MemoryStore, encoder: str) -> int:
    """Return how many chunks have no vector of this encoder yet."""
    (count,) = store.db.execute(
        f"select count(*) from chunks where {WITHOUT}", [encoder]
    ).fetchone()
    return int(count)


def _next_batch(store: MemoryStore, encoder: str, newest: ChunkId) -> list[tuple[ChunkId, str]]:
    """Return chunks after this one that have no vector and their texts, the longest first."""
    rows = store.db.execute(
        f"""select id, people, context, before, text from chunks
            where id > ? and {WITHOUT} order by id limit ?""",
        [newest, encoder, BATCH],
    ).fetchall()
    texts = [(ChunkId(id), _to_encode(*words)) for id, *words in rows]
    return sorted(texts, key=lambda item: len(item[1]), reverse=True)


def _to_encode(people: str, context: str, before: str, text: str) -> str:
    """Return the chunk with what it is about; last comes what may be cut off."""
    title, _, around = context.partition("\n")
    return "\n".join(filter(None, (people, title, text, around, before)))


def _put_vectors(
    store: MemoryStore, encoder: str, ids: Sequence[ChunkId], vectors: Vectors
) -> None:
    """Keep one vector for each chunk; one whose document was removed meanwhile gets none."""
    rows = [
        (encoder, vector.astype("<f4").tobytes(), id)
        for id, vector in zip(ids, vectors, strict=True)
    ]
    with store.write() as db:
        db.conn.executemany(
            """insert or replace into vectors (chunk_id, encoder, vector)
                select id, ?, ? from chunks where id = ?""",
            rows,
        )
