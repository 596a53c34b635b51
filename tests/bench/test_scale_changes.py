"""What becomes of the index while chunks come and go, and of questions while texts are read.

On a copy of the store of tests.bench.scale_data; see test_scale.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from assistant import Assistant
from memory.index.encoding import SERVING, encoder_in
from memory.index.vectors import VectorIndex
from memory.keys import Lock
from memory.progress import finish
from memory.search import Retriever
from memory.store import MemoryStore
from tests.bench.scale_data import (
    DIMENSIONS,
    Asking,
    Floats,
    Life,
    Queries,
    exact,
    home_of,
    opened,
    put_vectors,
)
from tests.bench.test_scale import CANDIDATES, SIZES, recall

COUNT = next((n for n in SIZES if n >= 100_000), max(SIZES))
REPLACED, STEPS = COUNT, 20
ROOT = Path(__file__).parents[2]


@pytest.fixture
def copy(tmp_path):
    """A copy of the store, its index and all, and its questions."""
    store, queries = opened(COUNT)
    index = VectorIndex(store, Asking.name, DIMENSIONS)
    finish(index.catching_up())
    index.close()
    store.tidy()
    store.close()
    return Path(shutil.copytree(home_of(COUNT), tmp_path / "home")), queries


def test_replacing_every_chunk_costs_no_recall(copy):
    home, queries = copy
    store = MemoryStore(home, Lock(home).open(None))
    index = VectorIndex(store, Asking.name, DIMENSIONS)
    known = encoder_in(store, SERVING)
    assert known is not None
    life, anew = Life(11), 0
    finish(index.catching_up())

    def now() -> float:
        nearest, cosines = exact(store, known.id, queries.vectors)
        asked = Queries(queries.texts, queries.vectors, nearest, cosines)
        return recall(asked, lambda v: index.nearest(v, CANDIDATES))

    before = worst = now()
    print(f"\n{COUNT:>9,} chunks: recall@10 {before:.3f} before")
    for step in range(1, STEPS + 1):
        chunks = life.rng.choice(COUNT, REPLACED // STEPS, replace=False) + 1
        _replace(store, known.id, life, chunks.tolist())
        graph = index._held and index._held.graph
        index._asked = 0.0  # nobody asks meanwhile
        finish(index.catching_up())
        anew += index._held is not None and index._held.graph is not graph
        if step % 5 == 0:
            worst = min(worst, now())
            dead = index._held.graph.dead if index._held else 0
            print(f"{'':>9} after {step * REPLACED // STEPS:>9,} replaced: recall@10 {now():.3f}, "
                  f"{dead:,} points dead, built anew {anew} times")  # fmt: skip
    index.close()
    store.close()
    assert worst >= before - 0.01


def _replace(store: MemoryStore, encoder: int, life: Life, chunks: list[int]) -> None:
    """Delete the vectors of these chunks, and give each another nearby."""
    some = ",".join(map(str, chunks))
    rows = store.db.execute(
        f"select chunk_id, vector from vectors where encoder = ? and chunk_id in ({some})",
        [encoder],
    ).fetchall()
    vectors = np.frombuffer(b"".join(row[1] for row in rows), dtype="<f4").reshape(len(rows), -1)
    with store.write() as db:
        db.execute(f"delete from vectors where encoder = ? and chunk_id in ({some})", [encoder])
    put_vectors(store, encoder, [row[0] for row in rows], life.near(vectors))


@pytest.mark.parametrize("where", ["in the same process", "in another process"])
def test_questions_while_texts_are_read(copy, tmp_path, where):
    home, queries = copy
    folder = _texts(tmp_path / "texts")
    with Assistant.open(home) as famulus:
        # Encoding a question is no part of this: it waits for two texts at most, see Encoder.
        retriever = Retriever(famulus._store, famulus._index, Asking(queries))
        finish(famulus._index.catching_up())
        ways: dict[str, Callable[[int], object]] = {
            "nearest": lambda n: famulus._index.nearest(queries.vectors[n], CANDIDATES),
            "search": lambda n: retriever.search(queries.texts[n]),
        }
        quiet = {name: _asked(way, lambda done: done < 400) for name, way in ways.items()}
        for name, way in ways.items():
            reading = _reading(famulus, home, folder / name, where)
            time.sleep(3)  # until the encoder is there
            busy = _asked(way, lambda done: done < 2000 and reading.is_alive())  # noqa: B023

            p50, p95 = (np.percentile(busy, at) / np.percentile(quiet[name], at) for at in (50, 95))
            print(f"\n{COUNT:>9,} chunks, texts read {where}: {name} p50 {p50:.2f} x and "
                  f"p95 {p95:.2f} x that of a quiet store ({np.percentile(quiet[name], 95):.2f} ms;"
                  f" {len(busy)} questions)")  # fmt: skip
            reading.join(120)


def _asked(way: Callable[[int], object], go_on: Callable[[int], bool]) -> Floats:
    taken: list[float] = []
    while go_on(len(taken)):
        began = time.perf_counter()
        way(len(taken) % 200)
        taken.append(1000 * (time.perf_counter() - began))
        time.sleep(0.02)  # a person
    return np.array(taken, "f4")


def _reading(famulus: Assistant, home: Path, folder: Path, where: str) -> threading.Thread:
    def here() -> None:
        work = famulus.reading([folder])
        ended = time.monotonic() + 40
        for _ in work:
            if time.monotonic() > ended:
                work.close()

    def there() -> None:
        code = f"""
import time
from pathlib import Path
from assistant import Assistant
with Assistant.open(Path({str(home)!r})) as famulus:
    ended = time.monotonic() + 40
    work = famulus.reading([Path({str(folder)!r})])
    for _ in work:
        if time.monotonic() > ended:
            work.close()
"""
        subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)

    thread = threading.Thread(target=here if where == "in the same process" else there)
    thread.start()
    return thread


def _texts(folder: Path) -> Path:
    life = Life(13)
    for name in ("nearest", "search"):
        (folder / name).mkdir(parents=True)
        texts = life.texts(life.rng.integers(0, 2000, 6000))
        for n in range(500):
            words = "\n\n".join(texts[12 * n : 12 * n + 12])
            (folder / name / f"{n}.txt").write_text(words)
    return folder
