"""Fresh: chunks that the graph does not have yet, each of them compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memory.index.graph import Rows

if TYPE_CHECKING:
    from memory.index.graph import Numbers, Vectors


class Fresh:
    """Vectors in the order of their rows.  Not for two threads."""

    def __init__(self, dimensions: int) -> None:
        import numpy as np

        none = np.zeros(0, dtype=np.int64)
        self._rows = Rows(none, none, none, np.zeros((0, dimensions), dtype=np.float32))
        self._alive = np.zeros(0, dtype=bool)
        self._start = self._end = 0

    def __len__(self) -> int:
        """How many it holds, those that were removed meanwhile among them."""
        return self._end - self._start

    def add(self, rows: Rows) -> None:
        """Add these, which are newer than all it has."""
        import numpy as np

        more = len(rows.ids)
        if self._end + more > len(self._alive):
            held, alive = self._held(), self._alive[self._start : self._end]
            room = max(256, 2 * (len(alive) + more)) - len(alive)
            self._rows = held.each(
                lambda part: np.concatenate([part, np.zeros((room, *part.shape[1:]), part.dtype)])
            )
            self._alive = np.concatenate([alive, np.zeros(room, dtype=bool)])
            self._start, self._end = 0, len(alive)
        where = slice(self._end, self._end + more)
        self._rows.ids[where], self._rows.chunks[where] = rows.ids, rows.chunks
        self._rows.points[where], self._rows.vectors[where] = rows.points, rows.vectors
        self._alive[where] = True
        self._end += more

    def remove(self, row: int) -> None:
        """Let the chunk go that is held by this row, if there is one."""
        import numpy as np

        ids = self._rows.ids[self._start : self._end]
        at = int(np.searchsorted(ids, row))
        if at < len(ids) and ids[at] == row:
            self._alive[self._start + at] = False

    def ids(self) -> Numbers:
        return self._rows.ids[self._start : self._end][self._alive[self._start : self._end]]

    def first(self, most: int) -> Rows:
        """Return the oldest of them, without those that were removed meanwhile."""
        end = min(self._start + most, self._end)
        alive = self._alive[self._start : end]
        return self._rows.each(lambda part: part[self._start : end][alive])

    def drop(self, newest: int) -> None:
        """Let go of all up to this row."""
        import numpy as np

        ids = self._rows.ids[self._start : self._end]
        self._start += int(np.searchsorted(ids, newest, side="right"))

    def drop_first(self, most: int) -> None:
        """Let go of the oldest."""
        self._start = min(self._start + most, self._end)

    def nearest(
        self, vector: Vectors, limit: int, among: Numbers | None = None
    ) -> list[tuple[int, float]]:
        """Return chunks and their cosine to the vector, nearest first."""
        import numpy as np

        if not len(self):
            return []
        held = self._held()
        alive = self._alive[self._start : self._end]
        if among is not None:
            alive = alive & np.isin(held.chunks, among)
        # Not the product of matrices: its threads wait for each other when the cores are busy.
        cosines = np.einsum("ij,j->i", held.vectors, vector)
        at = np.flatnonzero(alive)
        if len(at) > limit:
            at = at[np.argpartition(-cosines[at], limit)[:limit]]
        at = at[np.argsort(-cosines[at], kind="stable")]
        return list(zip(held.chunks[at].tolist(), cosines[at].tolist(), strict=True))

    def _held(self) -> Rows:
        return self._rows.each(lambda part: part[self._start : self._end])
