"""What stands around a passage: a message of three words means what those beside it mean.

Each stretch of the same document counts by how near it stands (a kernel over
the distance in characters), so that a long message or a whole mail is hardly
blurred and a short one is read with its neighbours.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from memory.index.vectors import VectorIndex
from memory.store import MemoryStore
from memory.types import ChunkId

if TYPE_CHECKING:
    from memory.index.vectors import Vectors

REACH = {True: 16, False: 3}  # chunks to either side that are looked at, of a chat or not
NEAR, WIDE, WORDS = 240.0, 2000.0, 960.0  # characters over which what is around counts less
FAR = 4  # times that distance: from there on not at all


class Place(NamedTuple):
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
    return list(map(Place._make, sorted(rows)))


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
    near = [place for group in beside for place in group]
    own = [n for n, place in enumerate(near) if place.id in wanted]
    rows, vectors = index.vectors([place.id for place in near])
    row_of = {id: row for row, id in enumerate(rows)}
    nothing = np.zeros((1, len(question)), dtype="f4")  # what a chunk means that has no vector
    meant = np.concatenate([vectors, nothing])[[row_of.get(place.id, -1) for place in near]]
    kernels = _kernels(beside, own)
    held = np.array([shares.get(place.id, 0.0) for place in near])
    words = kernels[2] @ held / np.maximum(kernels[2].sum(axis=1), 1.0)
    close, wide = _cosines(_blurred(beside, own, kernels[:2], meant), question)
    itself = np.vecdot(meant[own], question)
    fits = zip(itself.tolist(), close.tolist(), wide.tolist(), words.tolist(), strict=True)
    found = {near[n].id: Around(*fit) for n, fit in zip(own, fits, strict=True)}
    for id in found.keys() - row_of.keys():
        found[id] = replace(found[id], itself=None)
    return found, {near[n].id: meant[n] for n in own if near[n].id in row_of}


def _joined(reaches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join stretches of numbers where they overlap."""
    joined: list[tuple[int, int]] = []
    for first, last in reaches:
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _kernels(beside: Sequence[Sequence[Place]], own: Sequence[int]) -> Any:
    """Return how much each place counts for each of its own: near, wide, and for words."""
    import numpy as np

    middles = np.array([place.middle for group in beside for place in group])
    document = np.repeat(np.arange(len(beside)), [len(group) for group in beside])
    apart = np.abs(middles[own][:, None] - middles)
    apart[document[own][:, None] != document] = np.inf
    across = np.array([NEAR, WIDE, WORDS], dtype="f4")[:, None, None]
    apart = apart.astype("f4")
    return np.exp(-apart / across) * (apart < FAR * across)


def _blurred(
    beside: Sequence[Sequence[Place]], own: Sequence[int], kernels: Any, meant: Vectors
) -> Any:
    """Return what is meant around each of its own places, by each kernel."""
    import numpy as np

    blurred = np.zeros((len(kernels), len(own), meant.shape[1]), dtype="f4")
    first = begin = 0
    for group in beside:  # each by itself: between documents all kernels are 0
        end = begin + len(group)
        last = bisect_left(own, end)
        blurred[:, first:last] = kernels[:, first:last, begin:end] @ meant[begin:end]
        first, begin = last, end
    return blurred


def _cosines(blurred: Any, question: Vectors) -> Any:
    import numpy as np

    lengths = np.sqrt(np.vecdot(blurred, blurred))
    # Not "@": to multiply by one vector its threads cost more than they do.
    return np.vecdot(blurred, question) / np.where(lengths > 0, lengths, 1.0)
