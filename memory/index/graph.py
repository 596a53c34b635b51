"""Graph: which points lie near each other (hnswlib), and which chunks each of them stands for.

Texts that mean the same are one point with many chunks: points that lie on one
another link only to each other, and the graph would fall to pieces.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Vectors = NDArray[np.float32]  # (n, dimensions), each of length 1

NEIGHBOURS = 16  # M of HNSW
EFFORT_BUILDING = 200
EFFORT_SEARCHING = 256  # candidates looked at; above any limit that is asked for
ROOM = 1.1  # how much larger the room is made: what is not used is still copied when it is sealed
DEAD = -1  # the chunk of a point that none stands for any more


class Rows(NamedTuple):
    """Some vectors as they are stored: row, chunk, point, and the vectors themselves."""

    ids: Numbers
    chunks: Numbers
    points: Numbers
    vectors: Vectors

    def each(self, part: Callable[[NDArray[Any]], NDArray[Any]]) -> Rows:
        """Return the same part of all four."""
        return Rows(part(self.ids), part(self.chunks), part(self.points), part(self.vectors))


class Graph:
    """Points of vectors that were stored, in the order of their rows.  Not for two threads."""

    def __init__(self, dimensions: int) -> None:
        import hnswlib
        import numpy as np

        self.newest = 0  # the last row that was added
        self.dead = 0  # points that none stands for any more
        self._index: Any = hnswlib.Index("ip", dimensions)
        self._index.init_index(1024, M=NEIGHBOURS, ef_construction=EFFORT_BUILDING)
        self._index.set_ef(EFFORT_SEARCHING)
        self._row: Numbers = np.zeros(1024, dtype=np.int64)  # of each chunk, 0 if it has none
        self._point: Numbers = np.zeros(1024, dtype=np.int64)  # of each chunk
        self._first: Numbers = np.zeros(1024, dtype=np.int64)  # of each point: a chunk of it …
        self._others: dict[int, set[int]] = {}  # … and those that share it

    def __len__(self) -> int:
        """How many points it has, the dead ones among them."""
        return int(self._index.get_current_count())

    def add(self, rows: Rows, threads: int = 1) -> None:
        """Add these rows, which are newer than all it has."""
        new = self.hold(rows)
        if len(new):
            needed = len(self) + len(new)
            if needed > self._index.get_max_elements():
                self._index.resize_index(max(needed, int(ROOM * needed) + 1024))
            vectors, points = rows.vectors[new], rows.points[new]
            self._index.add_items(vectors, points, num_threads=threads)

    def hold(self, rows: Rows) -> Numbers:
        """Note which chunk has which point; return which of the rows begin a new one."""
        import numpy as np

        if not len(rows.ids):
            return np.zeros(0, dtype=np.int64)
        self._row = _roomy(self._row, int(rows.chunks.max()))
        self._point = _roomy(self._point, int(rows.chunks.max()))
        self._first = _roomy(self._first, int(rows.points.max()))
        self._row[rows.chunks] = rows.ids
        self._point[rows.chunks] = rows.points
        begins = np.zeros(len(rows.ids), dtype=bool)
        begins[np.unique(rows.points, return_index=True)[1]] = True
        begins &= self._first[rows.points] == 0
        self._first[rows.points[begins]] = rows.chunks[begins]
        for n in np.flatnonzero(~begins):
            self._join(int(rows.points[n]), int(rows.chunks[n]))
        self.newest = int(rows.ids[-1])
        return np.flatnonzero(begins)

    def remove(self, row: int, chunk: int) -> None:
        """Let the chunk go, if it is held by this row."""
        if chunk >= len(self._row) or self._row[chunk] != row:
            return
        self._row[chunk] = 0
        point = int(self._point[chunk])
        others = self._others.get(point, set())
        if self._first[point] != chunk:
            others.discard(chunk)
        elif others:
            self._first[point] = others.pop()
        else:
            self._bury(point)
        if not others:
            self._others.pop(point, None)

    def rows(self) -> tuple[Numbers, Numbers]:
        """Return the rows that are held, and their chunks."""
        import numpy as np

        chunks = np.flatnonzero(self._row)
        return self._row[chunks], chunks

    def nearest(
        self, vector: Vectors, limit: int, among: Numbers | None = None
    ) -> list[tuple[int, float]]:
        """Return chunks and their cosine to the vector, nearest first: ``limit`` or a few more.

        With ``among``, only chunks of these numbers.
        """
        allowed = None if among is None else self._allowed(among)
        points, distances = self._query(vector, limit, allowed)
        firsts, cosines = self._first[points].tolist(), (1 - distances).tolist()
        found = list(zip(firsts, cosines, strict=True))
        if allowed is None and self._others.keys().isdisjoint(points.tolist()):
            return found
        return [
            (chunk, cosine)
            for point, (first, cosine) in zip(points.tolist(), found, strict=True)
            for chunk in (first, *self._others.get(point, ()))
            if allowed is None or allowed[chunk]
        ]

    def frozen(self) -> dict[str, Any]:
        """Return all that the graph is but the vectors; those stand in the store."""
        import numpy as np

        state: dict[str, Any] = self._index.__getstate__()[0]
        size, count = state["size_data_per_element"], state["cur_element_count"]
        whole = state.pop("data_level0").view(np.uint8).reshape(-1, size)
        state["links"] = whole[:count, : state["offset_data"]].copy()
        state["element_levels"] = state["element_levels"][:count]
        return state | {"max_elements": count, "newest": self.newest}

    def adopt(self, state: dict[str, Any]) -> None:
        """Take this state of hnswlib for the points that were noted; those of no chunk are dead."""
        import hnswlib
        import numpy as np

        # Not Index(…): a state may only be set on an object that has none yet.
        self._index = hnswlib.Index.__new__(hnswlib.Index)
        self._index.__setstate__((state,))
        self._index.set_ef(EFFORT_SEARCHING)
        points = np.asarray(state["label_lookup_external"], dtype=np.int64)
        self._first = _roomy(self._first, int(points.max(initial=0)))
        within = np.asarray(state["label_lookup_internal"], dtype=np.int64)
        whole = state["data_level0"].view(np.uint8).reshape(-1, state["size_data_per_element"])
        marked = (whole[within, 2] & 1).astype(bool)  # hnswlib's own mark of what is deleted
        unheld = self._first[points] == 0
        self._first[points[unheld]] = DEAD
        self.dead = int(unheld.sum())
        for point in points[unheld & ~marked].tolist():
            self._index.mark_deleted(point)
        for point in points[marked & ~unheld].tolist():
            self._index.unmark_deleted(point)

    def _allowed(self, chunks: Numbers) -> NDArray[np.bool_]:
        """Return of every chunk that is held whether it is one of these."""
        import numpy as np

        allowed = np.zeros(len(self._row), dtype=bool)
        allowed[chunks[chunks < len(self._row)]] = True
        return allowed & (self._row > 0)

    def _query(
        self, vector: Vectors, limit: int, allowed: NDArray[np.bool_] | None
    ) -> tuple[Numbers, Vectors]:
        """Return up to so many points and how far they are; fewer where the graph is torn."""
        import numpy as np

        count, keep = len(self) - self.dead, None
        if allowed is not None:
            wanted = np.zeros(len(self._first), dtype=np.uint8)
            wanted[self._point[allowed]] = 1
            count, keep = int(wanted.sum()), bytearray(wanted).__getitem__
        count = min(limit, count)
        wide = count > EFFORT_SEARCHING
        if wide:
            self._index.set_ef(count)
        points, distances = np.zeros((1, 0), dtype=np.int64), np.zeros((1, 0), dtype=np.float32)
        while count > 0:
            try:
                points, distances = self._index.knn_query(vector, count, filter=keep)
                break
            except RuntimeError:  # fewer than that can be reached
                count //= 2
        if wide:
            self._index.set_ef(EFFORT_SEARCHING)
        return points[0], distances[0]

    def _join(self, point: int, chunk: int) -> None:
        """Let the chunk share a point that is there."""
        first = self._first[point]
        if first == DEAD:
            self._index.unmark_deleted(point)
            self.dead -= 1
            self._first[point] = chunk
        elif first != chunk:
            self._others.setdefault(point, set()).add(chunk)

    def _bury(self, point: int) -> None:
        self._index.mark_deleted(point)
        self._first[point] = DEAD
        self.dead += 1


def _roomy(numbers: Numbers, last: int) -> Numbers:
    """Return the array, made longer if it does not reach so far."""
    import numpy as np

    if last < len(numbers):
        return numbers
    longer = np.zeros(max(last + 1, int(1.5 * len(numbers))), dtype=np.int64)
    longer[: len(numbers)] = numbers
    return longer
