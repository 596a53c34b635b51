"""VectorIndex: the nearest chunks to a vector, always as the store has them now.

Rows in the store are the truth.  Most of them are in a graph; those that came
since are compared one by one until they are added to it, a few at a time.  Where
much is new, or much of the graph is dead, another graph is built aside while
this one serves.  No question waits for any of that.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from operator import itemgetter
from typing import TYPE_CHECKING, cast

from memory.errors import Problem
from memory.index.cache import BUILDING, NOTE, READ, seal_state, unsealing
from memory.index.encoding import (
    Embedder,
    Known,
    as_question,
    encode_waiting,
    encoders,
    rows_after,
    vectors_of,
)
from memory.index.graph import Graph, Rows
from memory.index.held import CHEAP, FEW, Held, last_deleted, shorten_log
from memory.progress import Progress, Work, finish
from memory.store import MemoryStore
from memory.types import ChunkId

if TYPE_CHECKING:
    from memory.index.graph import Vectors

__all__ = ["Embedder", "VectorIndex", "Vectors", "as_question", "encode_waiting"]

GROWN_SHARE = 0.05  # of the points added since the graph was sealed, and it is sealed again
PIECE = 512  # rows added to a graph that is built aside; who stops it waits for that
STEP, QUIET_STEP = 2, 256  # rows added to the graph that serves: a question waits for that
LATELY = 2.0  # seconds after a question in which the next one is expected


class VectorIndex:
    """The nearest chunks to a vector, always as the store has them now.  Safe from any thread."""

    def __init__(self, store: MemoryStore, encoder: str, dimensions: int) -> None:
        self._store = store
        self._encoder = encoder
        self._dimensions = dimensions
        self._lock = threading.Lock()  # around _held; never for long
        self._turn = threading.Lock()  # held by who works in the background
        self._closing = threading.Event()
        self._worker: threading.Thread | None = None  # noqa: TID251 - see _start
        self._known: Known | None = None
        self._held: Held | None = None  # None: not loaded yet
        self._sealed = 0  # how many points the graph had when it was sealed
        self._asked = 0.0

    @property
    def note(self) -> str:
        """What a question does not search yet, in words; "" if it searches all."""
        if self._held is None:
            return "the index of meanings is still being loaded" if self._encoder_known() else ""
        return "the newest texts are still being sorted in" if self._held.behind else ""

    def nearest(
        self, vector: Vectors, limit: int, among: Sequence[ChunkId] | None = None
    ) -> list[tuple[ChunkId, float]]:
        """Return up to ``limit`` chunks and their cosine to the vector, nearest first.

        With ``among``, only those chunks.  While a large index is being loaded
        nothing is near but what few chunks are asked for; ``note`` says so.
        """
        import numpy as np

        self._asked = time.monotonic()
        if among is not None and len(among) <= FEW:
            return list(self.cosines(vector, among).items())[:limit]
        if limit <= 0 or self._loaded() is None:
            return []
        numbers = None if among is None else np.asarray(among, dtype=np.int64)
        with self._lock:
            held = self._held
            if held is None or len(vector) != self._dimensions or not held.notice(CHEAP):
                return []
            found = held.nearest(vector, limit, numbers)
            due = held.is_due()
        if due:
            self._start()
        return cast(list[tuple[ChunkId, float]], found)

    def cosines(self, vector: Vectors, chunks: Sequence[ChunkId]) -> dict[ChunkId, float]:
        """Return the cosine of each of these chunks that has a vector, nearest first."""
        import numpy as np

        known = self._encoder_known()
        if known is None or len(vector) != known.dimensions:
            return {}
        found: list[tuple[ChunkId, float]] = []
        for ids, vectors in vectors_of(self._store, known.id, chunks):
            found += zip(ids, np.einsum("ij,j->i", vectors, vector).tolist(), strict=True)
        return dict(sorted(found, key=lambda one: -one[1]))

    def vectors(self, chunks: Sequence[ChunkId]) -> tuple[list[ChunkId], Vectors]:
        """Return those of the chunks that have a vector, and their vectors in that order."""
        import numpy as np

        known = self._encoder_known()
        found = [] if known is None else list(vectors_of(self._store, known.id, chunks))
        ids = [id for some, _ in found for id in some]
        if not found:
            return [], np.zeros((0, self._dimensions), dtype="f4")
        return ids, np.concatenate([vectors for _, vectors in found])

    def catching_up(self) -> Work[Progress, None]:
        """Take in what the store has more, a little at a time; seal the index if that is much."""
        while not self._turn.acquire(blocking=False):
            yield self._progress()  # the index's own thread is at it
            time.sleep(0.05)
        try:
            yield from self._working()
        finally:
            self._turn.release()

    def become(self, other: VectorIndex) -> None:
        """Be the other index from now on: that of an encoder which takes over."""
        closed = self._closing.is_set()
        self._closing.set()
        with self._turn, self._lock:
            self._encoder, self._dimensions = other._encoder, other._dimensions
            self._known, self._held, self._sealed = None, other._held, other._sealed
        if not closed:
            self._closing.clear()

    def close(self) -> None:
        """Stop what is done in the background."""
        self._closing.set()
        if self._worker is not None:
            self._worker.join()

    def _loaded(self) -> Held | None:
        """Return what is held; a small index is loaded at once, a large one in the background."""
        if self._held is None and self._encoder_known() is not None:
            row = self._store.db.execute("select max(id) - min(id) from vectors").fetchone()
            if (row[0] or 0) > CHEAP:
                self._start()
            else:
                with self._turn:
                    finish(self._loading())
        return self._held

    def _encoder_known(self) -> Known | None:
        """Return the encoder as the store knows it; None before its first vector."""
        if self._known is None:
            all = encoders(self._store)
            self._known = next((one for one in all if one.name == self._encoder), None)
        return self._known

    # In the background

    def _start(self) -> None:
        """Catch up on a thread of its own: a question found much to do, and nobody else may come.

        Below the runner of jobs, because a script or the command line has none.
        """
        if self._turn.locked() or (self._worker is not None and self._worker.is_alive()):
            return
        self._worker = threading.Thread(  # noqa: TID251
            target=self._work, name="index", daemon=True
        )
        self._worker.start()

    def _work(self) -> None:
        with suppress(Problem):  # a damaged or missing file is said to who asks
            finish(self.catching_up())
        self._store.close()

    def _working(self) -> Work[Progress, None]:
        yield from self._loading()
        while (held := self._held) is not None and not self._closing.is_set():
            with self._lock:
                there = held.notice(READ)
                anew = there and (held.is_stale() or held.is_far_behind())
                more = len(held.fresh) > 0 and not held.is_small()
            if anew:
                yield from self._building(held)
            elif there and more:
                self._graft(held)
            elif not there or not held.behind:
                break
            yield self._progress()
        yield from self._sealing()

    def _loading(self) -> Work[Progress, None]:
        known = self._encoder_known()
        if self._held is not None or known is None:
            return
        taken = last_deleted(self._store)
        graph = yield from unsealing(self._store, known)
        self._sealed = len(graph) if graph else 0
        self._held = Held(self._store, known, graph or Graph(self._dimensions), taken)

    def _graft(self, held: Held) -> None:
        """Add some of what is fresh to the graph that serves."""
        lately = time.monotonic() - self._asked < LATELY
        self._store.courtesy.give_way()
        began = time.perf_counter()
        with self._lock:
            held.graft(STEP if lately else QUIET_STEP, 1 if lately else -1)
        if lately:  # a lock goes to who waits for it only if nobody takes it at once
            time.sleep(time.perf_counter() - began)

    def _building(self, held: Held) -> Work[Progress, None]:
        """Build a graph of all that is stored while the other one serves; then it serves."""
        graph = Graph(self._dimensions)
        self._step_back()
        with self._lock:
            held.begin_other()
        for rows in self._pieces():
            yield Progress(len(graph), None, BUILDING)
            graph.add(rows, self._threads())
            if self._closing.is_set():
                return
        with self._lock:
            if held.take_other(graph):
                self._sealed = 0

    def _step_back(self) -> None:
        """Let every other thread and program have the cores first while a graph is built.

        Not sooner: a thread that steps back while it holds the interpreter, as loading
        does, makes the questions wait for every other program, too.
        """
        of_its_own = threading.current_thread() is self._worker
        if of_its_own and sys.platform == "linux":  # elsewhere this would be the whole program
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)

    def _pieces(self) -> Iterator[Rows]:
        known, newest = self._encoder_known(), 0
        assert known is not None
        while len((rows := rows_after(self._store, known.id, newest, READ)).ids):
            newest = int(rows.ids[-1])
            for start in range(0, len(rows.ids), PIECE):
                yield rows.each(itemgetter(slice(start, start + PIECE)))

    def _threads(self) -> int:
        """How many cores may build: while questions are asked, all but one."""
        lately = time.monotonic() - self._asked < LATELY
        return max(1, (os.cpu_count() or 1) - 1) if lately else -1

    def _sealing(self) -> Iterator[Progress]:
        self._known = None  # it may serve by now
        known, held = self._encoder_known(), self._held
        if known is None or held is None or self._closing.is_set():
            return
        shorten_log(self._store)
        if len(held.graph) - self._sealed > GROWN_SHARE * len(held.graph):
            yield self._progress()
            with self._lock:
                state = held.graph.frozen()
            seal_state(self._store, known, state)
            self._sealed = int(state["cur_element_count"])

    def _progress(self) -> Progress:
        if self._held is None:
            return Progress(0, None, NOTE)
        return Progress(len(self._held.graph), None, BUILDING)
