"""Held: what an index has of the store's vectors, kept as the store has them now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from memory.index.encoding import GONE, Known, rows_after
from memory.index.fresh import Fresh
from memory.index.graph import Graph
from memory.store import MemoryStore

if TYPE_CHECKING:
    from memory.index.graph import Numbers, Vectors

FEW = 4096  # chunks of which all are compared: exact, and as fast as a graph
MANY = 4096  # that are in no graph yet, and it should not wait for the next reading
CHEAP = 20_000  # chunks that a question may read or compare where they are in no graph yet
STALE_SHARE = 0.2  # of the points dead, and the graph is built anew
LOG_KEPT = 100_000  # deletions told of; an index that missed more compares all rows


class Held:
    """A graph of most vectors, and those that came since.  Not for two threads."""

    def __init__(self, store: MemoryStore, encoder: Known, graph: Graph, taken: int) -> None:
        self.graph = graph
        self.fresh = Fresh(encoder.dimensions)
        self.behind = False  # whether there are rows beyond those seen
        self._store = store
        self._encoder = encoder
        self._seen = graph.newest  # every row up to here is in the graph or fresh
        self._taken = taken  # the last deletion that was taken in
        self._marks: tuple[Any, ...] = ()  # what the store said when it was last compared
        self._since: list[tuple[int, int]] | None = None  # what goes while another graph is built

    def notice(self, most: int) -> bool:
        """Take in what changed in the store, of new rows only so many.

        Return False if this encoder is to go, and nothing of it counts any more.
        """
        # The last numbers given, whichever process gave them: one look, whatever the size.
        marks = self._store.db.conn.execute(
            """select (select seq from sqlite_sequence where name = 'vectors'),
                (select seq from sqlite_sequence where name = 'vectors_gone'),
                (select state from encoders where id = ?)""",
            [self._encoder.id],
        ).fetchone()
        if marks[2] in (None, GONE):
            return False
        if marks != self._marks:
            self._take_out(marks[1] or 0)
            self._read_on(marks[0] or 0, most)
            self._marks = () if self.behind else marks
        return True

    def nearest(
        self, vector: Vectors, limit: int, among: Numbers | None
    ) -> list[tuple[int, float]]:
        """Return chunks and their cosine to the vector, nearest first."""
        found = self.graph.nearest(vector, limit, among)
        if len(self.fresh):
            found += self.fresh.nearest(vector, limit, among)
            found.sort(key=lambda one: -one[1])
        return found[:limit]

    def is_due(self) -> bool:
        """Whether there is so much to do that it should not wait for the next reading."""
        return self.behind or len(self.fresh) > MANY or self.is_stale()

    def is_small(self) -> bool:
        """Whether no graph is needed: all are compared."""
        return not len(self.graph) and len(self.fresh) <= FEW

    def is_stale(self) -> bool:
        """Whether so much of the graph is dead that it should be built anew."""
        return self.graph.dead > max(FEW // 8, STALE_SHARE * len(self.graph))

    def is_far_behind(self) -> bool:
        """Whether so much is new that a graph of all is sooner built than this one added to."""
        most = max(FEW, len(self.graph))
        if len(self.fresh) > most or not self.behind:
            return len(self.fresh) > most
        (more,) = self._store.db.execute(
            """select count(*) from
                (select 1 from vectors where id > ? and +encoder = ? limit ?)""",
            [self._seen, self._encoder.id, most + 1],
        ).fetchone()
        return len(self.fresh) + int(more) > most

    def graft(self, most: int, threads: int) -> None:
        """Add the oldest of what is fresh to the graph."""
        self.graph.add(self.fresh.first(most), threads)
        self.fresh.drop_first(most)

    def begin_other(self) -> None:
        """Note from now on what goes, for the graph that is built aside."""
        self._since = []

    def take_other(self, graph: Graph) -> bool:
        """Take the graph that was built aside, unless too much went to know what."""
        since, self._since = self._since, None
        if since is None:
            return False
        for row, chunk in since:
            graph.remove(row, chunk)
        self.graph = graph
        self.fresh.drop(graph.newest)
        self._seen = max(self._seen, graph.newest)
        self._marks = ()
        return True

    def _read_on(self, last: int, most: int) -> None:
        most = min(most, CHEAP - len(self.fresh))
        self.behind = last > self._seen
        if self.behind and most > 0:
            rows = rows_after(self._store, self._encoder.id, self._seen, most)
            if len(rows.ids):
                self.fresh.add(rows)
                self._seen = int(rows.ids[-1])
            if len(rows.ids) < most:
                self._seen, self.behind = max(self._seen, last), False

    def _take_out(self, last: int) -> None:
        """Let go of what was deleted since."""
        if last == self._taken:
            return
        (first,) = self._store.db.execute("select min(n) from vectors_gone").fetchone()
        if first is not None and first <= self._taken + 1:
            gone = self._store.db.execute(
                "select id, chunk_id from vectors_gone where n > ? and n <= ? and encoder = ?",
                [self._taken, last, self._encoder.id],
            ).fetchall()
            if self._since is not None:
                self._since += gone
        else:
            gone = self._missing()
            self._since = None  # what is being built aside may hold others
        for row, chunk in gone:
            self.graph.remove(row, chunk)
            self.fresh.remove(row)
        self._taken = last

    def _missing(self) -> list[tuple[int, int]]:
        """Return the rows that are held and not in the store, and their chunks."""
        import numpy as np

        stored = self._store.db.execute(
            "select id from vectors where encoder = ?", [self._encoder.id]
        )
        kept = np.fromiter((id for (id,) in stored), dtype=np.int64)
        rows, chunks = self.graph.rows()
        gone = ~np.isin(rows, kept)
        fresh = np.setdiff1d(self.fresh.ids(), kept)
        return [
            *zip(rows[gone].tolist(), chunks[gone].tolist(), strict=True),
            *((id, 0) for id in fresh.tolist()),
        ]


def last_deleted(store: MemoryStore) -> int:
    """Return the number of the last deletion."""
    (last,) = store.db.execute("select max(n) from vectors_gone").fetchone()
    return int(last or 0)


def shorten_log(store: MemoryStore) -> None:
    """Cut off what every index should have taken in long ago; one that has not compares all."""
    first, last = store.db.execute("select min(n), max(n) from vectors_gone").fetchone()
    if last is not None and last - first > 2 * LOG_KEPT:
        with store.write() as db:
            db.execute("delete from vectors_gone where n <= ?", [last - LOG_KEPT])
