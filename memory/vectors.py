"""What texts mean, as vectors: rows in the store are the truth, hnswlib's index is their cache.

The cache lies sealed beside the store and can be thrown away at any time: what
it lacks is added from the rows, what is gone is taken out, and a file that is
not authentic is built anew.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator, Sequence
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
EFFORT_SEARCHING = 128  # candidates looked at; above any limit that is asked for
STALE_SHARE = 0.1  # of the index deleted, and it is built anew


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
        self._label = f"{encoder} {dimensions}".encode()
        self._lock = threading.Lock()
        self._index: Any = None
        self._newest = 0  # the id of the newest row of vectors that the index holds
        self._gone: set[int] = set()  # what it holds but must not return
        self._deleted = 0  # how many rows had been deleted when it was last compared

    def nearest(
        self, vector: Vectors, limit: int, among: Sequence[ChunkId] | None = None
    ) -> list[tuple[ChunkId, float]]:
        """Return up to ``limit`` chunks and their cosine to the vector, nearest first.

        With ``among``, only those chunks, each of them compared.
        """
        with self._lock:
            self._catch_up()
            if among is not None:
                return self._compared(vector, limit, among)
            limit = min(limit, self._living())
            if limit == 0:
                return []
            self._index.set_ef(max(EFFORT_SEARCHING, 2 * limit))
            labels, distances = self._index.knn_query(vector, k=limit)
        return [
            (ChunkId(int(label)), 1 - float(distance))
            for label, distance in zip(labels[0], distances[0], strict=True)
        ]

    def cosines(self, vector: Vectors, chunks: Sequence[ChunkId]) -> dict[ChunkId, float]:
        """Return the cosine of each of these chunks that has a vector."""
        with self._lock:
            self._catch_up()
            return dict(self._compared(vector, len(chunks), chunks))

    def save(self) -> None:
        """Seal the index beside the store, so that the next start need not build it."""
        import numpy as np

        from memory.cipher import seal

        with self._lock:
            if self._gone:
                self._begin_anew()
            self._catch_up()
            state = self._index.__getstate__()[0]
            state |= {"newest": self._newest, "deleted": self._deleted}
        plain = io.BytesIO()
        arrays: dict[str, Any] = {name: np.asarray(value) for name, value in state.items()}
        np.savez(plain, **arrays)
        seal(self._path, plain.getvalue(), self._store.key.derive("index"), self._label)

    def _catch_up(self) -> None:
        """Bring the index to what the store holds."""
        if self._index is None:
            self._load()
        (deleted,) = self._store.db.execute(
            "select n from counters where name = 'vectors deleted'"
        ).fetchone()
        if deleted != self._deleted:
            self._take_out()
            self._deleted = deleted
        for newest, labels, vectors in self._rows_after(self._newest):
            self._make_room(len(labels))
            self._index.add_items(vectors, labels)
            self._newest = newest

    def _load(self) -> None:
        import hnswlib
        import numpy as np

        from memory.cipher import unseal

        try:
            plain = unseal(self._path, self._store.key.derive("index"), self._label)
        except (StoreDamaged, FileNotFoundError):
            self._begin_anew()
            return
        with np.load(io.BytesIO(plain), allow_pickle=False) as arrays:
            state = {n: arrays[n] if arrays[n].shape else arrays[n].item() for n in arrays.files}
        self._newest, self._deleted = state.pop("newest"), state.pop("deleted")
        # Not Index(…): a state may only be set on an object that has none yet.
        self._index = hnswlib.Index.__new__(hnswlib.Index)
        self._index.__setstate__((state,))
        self._gone = set()

    def _begin_anew(self) -> None:
        import hnswlib

        self._index = hnswlib.Index("cosine", self._dimensions)
        self._index.init_index(1024, M=NEIGHBOURS, ef_construction=EFFORT_BUILDING)
        self._newest = 0
        self._gone = set()

    def _take_out(self) -> None:
        """Mark as deleted what the store no longer holds; begin anew when that is much."""
        kept = {row[0] for row in self._store.db.execute("select chunk_id from vectors")}
        gone = {int(label) for label in self._index.get_ids_list()} - kept
        if len(gone) > STALE_SHARE * self._index.get_current_count():
            self._begin_anew()
            return
        for label in gone - self._gone:
            self._index.mark_deleted(label)
        self._gone = gone

    def _rows_after(self, newest: int) -> Iterator[tuple[int, list[int], Vectors]]:
        import numpy as np

        rows = self._store.db.execute(
            "select id, chunk_id, vector from vectors where id > ? and encoder = ? order by id",
            [newest, self._encoder],
        )
        while batch := rows.fetchmany(2048):
            vectors = np.frombuffer(b"".join(row[2] for row in batch), dtype="<f4")
            yield batch[-1][0], [row[1] for row in batch], vectors.reshape(len(batch), -1)

    def _make_room(self, more: int) -> None:
        needed = self._index.get_current_count() + more
        if needed > self._index.get_max_elements():
            self._index.resize_index(max(needed, 2 * self._index.get_max_elements()))

    def _living(self) -> int:
        (count,) = self._store.db.execute(
            "select count(*) from vectors where encoder = ?", [self._encoder]
        ).fetchone()
        return int(count)

    def _compared(
        self, vector: Vectors, limit: int, among: Sequence[ChunkId]
    ) -> list[tuple[ChunkId, float]]:
        import numpy as np

        held = {int(label) for label in self._index.get_ids_list()} - self._gone
        ids = [id for id in among if id in held]
        if not ids:
            return []
        cosines = np.asarray(self._index.get_items(ids), dtype="f4") @ vector.reshape(-1)
        best = np.argsort(-cosines)[:limit]
        return [(ids[n], float(cosines[n])) for n in best]


def encode_waiting(store: MemoryStore, embedder: Embedder) -> Work[Progress, int]:
    """Give every chunk that has none its vector; what is done stays done when stopped."""
    total, done = _waiting(store, embedder.name), 0
    while batch := _next_batch(store, embedder.name):
        for start in range(0, len(batch), SLICE):
            yield Progress(done, total, "Learning what the texts mean")
            texts = batch[start : start + SLICE]
            vectors = embedder.encode([text for _, text in texts])
            _put_vectors(store, embedder.name, [id for id, _ in texts], vectors)
            done += len(texts)
    yield Progress(done, total, "Learning what the texts mean")
    return done


def _waiting(store: MemoryStore, encoder: str) -> int:
    """Return how many chunks have no vector of this encoder yet."""
    (count,) = store.db.execute(
        """select count(*) from chunks where id not in
            (select chunk_id from vectors where encoder = ?)""",
        [encoder],
    ).fetchone()
    return int(count)


def _next_batch(store: MemoryStore, encoder: str) -> list[tuple[ChunkId, str]]:
    """Return chunks without a vector and the text to encode, the longest first."""
    rows = store.db.execute(
        """select id, people, context, text from chunks where id not in
            (select chunk_id from vectors where encoder = ?) order by id limit ?""",
        [encoder, BATCH],
    ).fetchall()
    texts = [(ChunkId(id), _to_encode(*words)) for id, *words in rows]
    return sorted(texts, key=lambda item: len(item[1]), reverse=True)


def _to_encode(people: str, context: str, text: str) -> str:
    """Return the chunk with what it is about; last comes what may be cut off."""
    title, _, around = context.partition("\n")
    return "\n".join(filter(None, (people, title, text, around)))


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
