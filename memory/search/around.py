"""What stands around a passage: a message of three words means what those beside it mean.

Each stretch of the same document counts by how near it stands (a kernel over
the distance in characters), so that a long message or a whole mail is hardly
blurred and a short one is read with its neighbours.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from memory.index.vectors import VectorIndex
from memory.store import MemoryStore
from memory.types import ChunkId

if TYPE_CHECKING:
    from memory.index.vectors import Vectors

REACH = {True: 16, False: 3}  # chunks to either side that are looked at, of a chat or not
NEAR, WIDE, WORDS = 240.0, 2000.0, 960.0  # characters over which what is around counts less
FAR = 4  # times that distance: from there on not at all


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chunk stands."""

    id: ChunkId
    document: str
    start: int
    end: int

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class Around:
    """How well a chunk fits together with what is around it: cosines, and a share of words."""

    itself: float | None  # None: it has no vector yet
    near: float
    wide: float
    words: float


def places_around(store: MemoryStore, chats: Mapping[ChunkId, bool]) -> list[Place]:
    """Return these chunks and those that may stand beside them, in order.

    ``chats`` tells of each whether it is a message of a chat.
    """
    reaches = sorted((id - REACH[chat], id + REACH[chat]) for id, chat in chats.items())
    rows = store.db.execute(
        # cross: else SQLite may go through all chunks and look for each in the stretches.
        """select chunks.id, document_id, start, end from json_each(?) as stretch
            cross join chunks on chunks.id between stretch.value ->> 0 and stretch.value ->> 1""",
        [json.dumps(_joined(reaches))],
    ).fetchall()
    return [Place(ChunkId(id), document, start, end) for id, document, start, end in sorted(rows)]


def neighbours(places: Iterable[Place], ids: Collection[ChunkId]) -> list[ChunkId]:
    """Return the chunks just before and after these, in the same document."""
    wanted, found = set(ids), []
    ordered = list(places)
    for one, other in pairwise(ordered):
        if one.document == other.document and other.id - one.id == 1:
            found += [other.id] if one.id in wanted else []
            found += [one.id] if other.id in wanted else []
    return [id for id in dict.fromkeys(found) if id not in wanted]


def around(
    places: Iterable[Place],
    ids: Collection[ChunkId],
    question: Vectors,
    index: VectorIndex,
    shares: Mapping[ChunkId, float],
) -> tuple[dict[ChunkId, Around], dict[ChunkId, Vectors]]:
    """Return how well each of the chunks fits a question together with what is around it.

    Return also their vectors.  ``shares`` tells how well each chunk fits by words alone, 0 to 1.
    """
    import numpy as np

    wanted = set(ids)
    documents = [list(group) for _, group in groupby(places, key=attrgetter("document"))]
    beside = [near for near in documents if any(place.id in wanted for place in near)]
    rows, vectors = index.vectors([place.id for near in beside for place in near])
    row_of = {id: row for row, id in enumerate(rows)}
    found: dict[ChunkId, Around] = {}
    for near in beside:
        if len(near) == 1 and near[0].id in row_of:  # a mail: nothing stands beside it
            alone = float(vectors[row_of[near[0].id]] @ question)
            found[near[0].id] = Around(alone, alone, alone, shares.get(near[0].id, 0.0))
            continue
        own = [place for place in near if place.id in wanted]
        there = [place for place in near if place.id in row_of]
        meant = vectors[[row_of[place.id] for place in there]]
        apart = np.abs(_middles(own)[:, None] - _middles(there)[None])
        close, wide = (_cosines(_kernel(apart, across), meant, question) for across in (NEAR, WIDE))
        word_kernel = _kernel(np.abs(_middles(own)[:, None] - _middles(near)[None]), WORDS)
        held = np.array([shares.get(place.id, 0.0) for place in near])
        words = word_kernel @ held / np.maximum(word_kernel.sum(axis=1), 1.0)
        for n, place in enumerate(own):
            row = row_of.get(place.id)
            itself = None if row is None else float(vectors[row] @ question)
            found[place.id] = Around(itself, float(close[n]), float(wide[n]), float(words[n]))
    return found, {id: vectors[row] for id, row in row_of.items() if id in wanted}


def _joined(reaches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join stretches of numbers where they overlap."""
    joined: list[tuple[int, int]] = []
    for first, last in reaches:
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _middles(places: list[Place]) -> Any:
    import numpy as np

    return np.array([place.middle for place in places])


def _kernel(apart: Any, across: float) -> Any:
    import numpy as np

    return np.exp(-apart / across) * (apart < FAR * across)


def _cosines(kernel: Any, meant: Vectors, question: Vectors) -> Any:
    """Return the cosines of the question to what is meant around each place."""
    import numpy as np

    if not len(meant):
        return np.zeros(len(kernel))
    blurred = kernel.astype("f4") @ meant
    lengths = np.linalg.norm(blurred, axis=1)
    return blurred @ question / np.where(lengths > 0, lengths, 1.0)
