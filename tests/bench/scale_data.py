"""Stores of ten thousand to a million chunks, made once: texts and vectors with real statistics.

Words are as frequent as Zipf says, texts 5 to 190 words long, vectors lie in
topics and documents, some of them nearly and some hundreds exactly alike.
A store is kept in FAMULUS_BENCH_HOME, else in the system's folder for such.

    python -m tests.bench.scale_data 100000
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.engine.encoder import Encoder
from memory.index.encoding import digest, rows_after, want
from memory.keys import Lock
from memory.store import MemoryStore, private_folder

Floats = NDArray[np.float32]

DIMENSIONS, TOPICS, WORDS = 384, 2000, 60_000
CHUNKS = 8  # of a document, on average
ALIKE = 400  # chunks of one and the same vector, and as many again of another
QUERIES, SHOWN = 200, 10
STEP = 20_000  # chunks made at once


@dataclass(frozen=True)
class Queries:
    """Questions as text and as vectors, and which chunks are nearest to each."""

    texts: list[str]
    vectors: Floats
    nearest: NDArray[np.int64]
    cosines: Floats  # of the nearest


class Asking:
    """An embedder that knows the questions: what it costs to encode is no part of this."""

    name, dimensions = Encoder.name, DIMENSIONS

    def __init__(self, queries: Queries) -> None:
        self._known = dict(zip(queries.texts, queries.vectors, strict=True))

    def encode(self, texts: Sequence[str]) -> Floats:
        return np.stack([self._known[text] for text in texts])


class Life:
    """Where the texts and vectors come from; the same ones each time."""

    def __init__(self, seed: int = 7) -> None:
        self.rng = rng = np.random.default_rng(seed)
        self.words = _vocabulary(rng)
        self._frequent = np.cumsum(1 / (np.arange(WORDS) + 2.7))
        self._frequent /= self._frequent[-1]
        self._spectrum = ((np.arange(DIMENSIONS) + 5.0) ** -0.5).astype("f4")
        self._spectrum *= np.sqrt(DIMENSIONS) / np.linalg.norm(self._spectrum)
        self._topics = self._directions(TOPICS)
        self._sayings = rng.integers(300, WORDS, (TOPICS, 40))
        self._same = self._unit(self._directions(2))

    def texts(self, topics: NDArray[np.int64]) -> list[str]:
        """Return a text for each of these topics."""
        rng = self.rng
        lengths = np.clip(rng.lognormal(3.8, 0.8, len(topics)), 5, 190).astype(int)
        total = int(lengths.sum())
        words = np.searchsorted(self._frequent, rng.random(total))
        own = rng.random(total) < 0.15
        owners = np.repeat(topics, lengths)
        words[own] = self._sayings[owners[own], rng.integers(0, 40, int(own.sum()))]
        spoken, end = self.words[words], np.cumsum(lengths)
        return [" ".join(spoken[b - n : b]) for b, n in zip(end, lengths, strict=True)]

    def vectors(self, topics: NDArray[np.int64], documents: NDArray[np.int64]) -> Floats:
        """Return a vector for each chunk; those of one document lie together."""
        count = len(topics)
        centres = self._directions(int(documents.max()) + 1)
        vectors = self._topics[topics] + 0.8 * centres[documents] + 0.8 * self._directions(count)
        near = np.flatnonzero(self.rng.random(count) < 0.02)[1:]  # a newsletter, a signature
        vectors[near] = vectors[near - 1] + 0.02 * self._directions(len(near))
        return self._unit(vectors)

    def alike(self, vectors: Floats, count: int) -> None:
        """Make so many of these one and the same, and as many another."""
        for which in range(2):
            vectors[self.rng.choice(len(vectors), count, replace=False)] = self._same[which]

    def near(self, vectors: Floats) -> Floats:
        """Return what somebody may ask to whom these are the answers."""
        return self._unit(vectors + 0.5 / np.sqrt(DIMENSIONS) * self._directions(len(vectors)))

    def _directions(self, count: int) -> Floats:
        drawn: Floats = self.rng.standard_normal((count, DIMENSIONS), dtype="f4")
        drawn *= self._spectrum
        return drawn

    def _unit(self, vectors: Floats) -> Floats:
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Floats = np.asarray(vectors / lengths, dtype="f4")
        return unit


def home_of(count: int) -> Path:
    """Return where the store of so many chunks is kept."""
    base = os.environ.get("FAMULUS_BENCH_HOME") or Path(tempfile.gettempdir()) / "scale"
    return Path(base) / str(count)


def opened(count: int) -> tuple[MemoryStore, Queries]:
    """Open the store of so many chunks, made if there is none yet."""
    home = home_of(count)
    if not (home / "queries.npz").exists():
        shutil.rmtree(home, ignore_errors=True)
        _make(home, count)
    store = MemoryStore(home, Lock(home).open(None))
    with np.load(home / "queries.npz") as kept:
        texts = [str(text) for text in kept["texts"]]
        return store, Queries(texts, kept["vectors"], kept["nearest"], kept["cosines"])


def exact(store: MemoryStore, encoder: int, vectors: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Return the nearest chunks to each vector, compared one by one, and their cosines."""
    ids = np.zeros((len(vectors), 0), dtype=np.int64)
    cosines = np.zeros((len(vectors), 0), dtype="f4")
    for chunks, stored in all_rows(store, encoder):
        ids = np.hstack([ids, np.tile(chunks, (len(vectors), 1))])
        cosines = np.hstack([cosines, vectors @ stored.T])
        best = np.argsort(-cosines, axis=1, kind="stable")[:, :SHOWN]
        ids = np.take_along_axis(ids, best, 1)
        cosines = np.take_along_axis(cosines, best, 1)
    return ids, cosines


def all_rows(store: MemoryStore, encoder: int) -> Iterator[tuple[NDArray[np.int64], Floats]]:
    newest = 0
    while len((rows := rows_after(store, encoder, newest, 4096)).ids):
        newest = int(rows.ids[-1])
        yield rows.chunks, rows.vectors


def put_vectors(store: MemoryStore, encoder: int, chunks: Sequence[int], vectors: Floats) -> None:
    """Keep vectors as encoding does."""
    rows = [(c, encoder, digest(v), v.tobytes()) for c, v in zip(chunks, vectors, strict=True)]
    with store.write() as db:
        db.conn.executemany(
            """insert into vectors (chunk_id, encoder, digest, point, vector)
                select ?1, ?2, ?3, (select coalesce(point, id) from vectors
                    where encoder = ?2 and digest = ?3 limit 1), ?4""",
            rows,
        )


def put_texts(store: MemoryStore, life: Life, count: int, tag: str) -> tuple[Any, Any, Any]:
    """Keep documents of so many chunks; return the chunks, their topics and documents."""
    sizes = life.rng.poisson(CHUNKS - 1, count) + 1
    sizes = sizes[: int(np.searchsorted(np.cumsum(sizes), count)) + 1]
    sizes[-1] -= sizes.sum() - count
    of = np.repeat(np.arange(len(sizes)), sizes)
    topics = life.rng.integers(0, TOPICS, len(sizes))[of]
    texts = life.texts(topics)
    with store.write() as db:
        (first,) = db.execute("select coalesce(max(id), 0) from chunks").fetchone()
        (file,) = db.execute("select max(id) from files").fetchone()
        start = 0
        for n, size in enumerate(sizes.tolist()):
            own = texts[start : start + size]
            start += size
            _put_document(db, life, f"{tag}{n:08}", file, own)
    return np.arange(first + 1, first + count + 1), topics, of


def _put_document(db: Any, life: Life, id: str, file: int, texts: Sequence[str]) -> None:
    title = " ".join(texts[0].split()[:4])
    at = float(life.rng.integers(1_300_000_000, 1_790_000_000))
    person = int(life.rng.integers(1, 501))
    db.execute(
        "insert into documents (id, kind, external_id, parent, thread, date, at, title, text,"
        " folds, parts) values (?, ?, ?, '', null, '2020-01-01T12:00:00+00:00', ?, ?, ?,"
        " '[]', '[]')",
        [id, "mail" if person % 3 else "document", id, at, title, "\n".join(texts)],
    )
    db.execute("insert into places values (?, ?, ?)", [file, id, id])
    db.execute(
        "insert into appearances select ?, id, 'from', name, '', 0 from people where id = ?",
        [id, person],
    )
    offsets = np.cumsum([0, *(len(text) + 1 for text in texts)]).tolist()
    db.conn.executemany(
        """insert into chunks (document_id, start, end, locator, at, people, context, before, text)
            values (?, ?, ?, '', ?, ?, ?, '', ?)""",
        [
            (id, b, b + len(text), at, f"Person {person}", title, text)
            for text, b in zip(texts, offsets, strict=False)
        ],
    )


def _make(home: Path, count: int) -> None:
    private_folder(home)
    lock = Lock(home)
    store = MemoryStore(home, lock.create(None).key)
    life, began = Life(), time.perf_counter()
    encoder = want(store, Encoder.name, "", DIMENSIONS).id
    with store.write() as db:
        db.execute("insert into sources (name, path) values ('Scale', '/scale')")
        db.execute("insert into files (source_id, path, size, mtime_ns) values (1, '/scale', 1, 1)")
        for n in range(1, 501):
            db.execute("insert into people values (?, ?)", [n, f"Person {n}"])
    asked: list[tuple[str, Floats]] = []
    for start in range(0, count, STEP):
        size = min(STEP, count - start)
        chunks, topics, of = put_texts(store, life, size, f"{start:08}-")
        vectors = life.vectors(topics, of)
        life.alike(vectors, max(1, ALIKE * size // count))
        put_vectors(store, encoder, chunks.tolist(), vectors)
        some = life.rng.choice(size, -(-QUERIES * size // count), replace=False)
        questions = [_question(store, life, int(chunks[n])) for n in some]
        asked += zip(questions, life.near(vectors[some]), strict=True)
        seconds = time.perf_counter() - began
        print(f"{start + size} of {count} chunks made after {seconds:.0f} s", flush=True)
    with store.write() as db:
        db.execute("update encoders set upto = (select max(id) from chunks)")
    store.tidy()
    asked = [asked[n] for n in life.rng.permutation(len(asked))[:QUERIES]]
    vectors = np.stack([vector for _, vector in asked])
    nearest, cosines = exact(store, encoder, vectors)
    texts = np.array([f"{text} {n}" for n, (text, _) in enumerate(asked)])
    np.savez(home / "queries.npz", texts=texts, vectors=vectors, nearest=nearest, cosines=cosines)
    store.close()


def _question(store: MemoryStore, life: Life, chunk: int) -> str:
    (text,) = store.db.execute("select text from chunks where id = ?", [chunk]).fetchone()
    words = text.split()
    picked = life.rng.choice(len(words), min(len(words), int(life.rng.integers(3, 8))), False)
    return " ".join(words[n] for n in sorted(picked))


def _vocabulary(rng: np.random.Generator) -> NDArray[np.str_]:
    """Return invented words, the frequent ones short."""
    onsets, vowels = list("bdfghklmnprstvwz"), ["a", "e", "i", "o", "u", "ai", "ou"]
    words: dict[str, None] = {}
    while len(words) < WORDS:
        size = 1 + int(np.log1p(len(words)) / 3.5)
        parts = [str(rng.choice(onsets)) + str(rng.choice(vowels)) for _ in range(size)]
        words["".join(parts) + str(rng.choice(["", "n", "r", "s", "t"]))] = None
    return np.array(list(words))


if __name__ == "__main__":
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    opened(int(sys.argv[1]))[0].close()
