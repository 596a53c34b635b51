"""The graph sealed beside the store: its links without the vectors, which stand in the store.

So the file is a tenth of the graph, it holds nothing of what a text means, and
it can be thrown away at any time.  hnswlib believes every byte it loads: what is
not authentic is never shown to it.
"""

from __future__ import annotations

import io
import secrets
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from memory.cipher import seal, unseal
from memory.errors import StoreDamaged
from memory.index.encoding import SERVING, Known, rows_after
from memory.index.graph import Graph
from memory.progress import Progress, Work
from memory.store import MemoryStore, alone

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

NOTE = "Loading the index"
BUILDING = "Building the index"
READ = 4096  # vectors read from the store at once: a few milliseconds


def seal_state(store: MemoryStore, encoder: Known, state: dict[str, Any]) -> None:
    """Write a frozen graph beside the store, bound to it by a number that is drawn anew."""
    import numpy as np

    plain = io.BytesIO()
    arrays: dict[str, Any] = {name: np.asarray(value) for name, value in state.items()}
    np.savez(plain, **arrays)
    number = secrets.randbits(62)
    key, label = store.key.derive("index"), _label(encoder, number)
    # A cache: without it the next start takes longer.
    with suppress(OSError), alone(store.home):  # two that seal at once would mix file and number
        with store.write() as db:
            db.execute("insert or replace into counters values (?, ?)", [_counter(encoder), number])
        seal(_path(store, encoder), plain.getvalue(), key, label)


def unsealing(store: MemoryStore, encoder: Known) -> Work[Progress, Graph | None]:
    """Return the graph as it was sealed, but for what was deleted since; None if there is none."""
    state = _unsealed(store, encoder)
    if state is None:
        return None
    import numpy as np

    graph = Graph(encoder.dimensions)
    newest = int(state.pop("newest"))
    links: Bytes = state.pop("links")
    size, begin = state["size_data_per_element"], state["offset_data"]
    end = state["label_offset"]
    whole = np.zeros((len(links), size), dtype=np.uint8)
    whole[:, :begin] = links
    order = np.argsort(state["label_lookup_external"])
    points = state["label_lookup_external"][order].astype(np.int64)
    places = state["label_lookup_internal"][order]
    whole[places, end : end + 8] = points.astype("<u8").view(np.uint8).reshape(-1, 8)
    del links
    filled = np.zeros(len(whole), dtype=bool)
    while len((rows := rows_after(store, encoder.id, graph.newest, READ, newest)).ids):
        yield Progress(len(graph), len(whole), NOTE)
        new = graph.hold(rows)
        at = np.searchsorted(points, rows.points[new])
        if at.max(initial=0) >= len(points) or (points[at] != rows.points[new]).any():
            return None  # not the store that it was made from
        vectors = np.ascontiguousarray(rows.vectors[new], dtype="<f4")
        whole[places[at], begin:end] = vectors.view(np.uint8)
        filled[places[at]] = True
    _fill_in(whole, np.flatnonzero(~filled), begin, end)
    graph.newest = newest
    store.courtesy.give_way()  # hnswlib holds the interpreter for this: at a million, a second
    graph.adopt(state | {"data_level0": whole.reshape(-1).view(np.int8)})
    return graph


def forget(store: MemoryStore) -> None:
    """Throw the sealed files away."""
    for path in store.home.glob("vectors*.index"):
        path.unlink(missing_ok=True)


def take_place(store: MemoryStore) -> None:
    """Let the file of the encoder that was wanted be that of the one that serves."""
    with suppress(FileNotFoundError):
        _beside(store).replace(_serving(store))


def _unsealed(store: MemoryStore, encoder: Known) -> dict[str, Any] | None:
    import numpy as np

    row = store.db.execute("select n from counters where name = ?", [_counter(encoder)]).fetchone()
    if row is None:
        return None
    key, label = store.key.derive("index"), _label(encoder, row[0])
    plain = None
    for path in (_path(store, encoder), _beside(store)):  # where it was before its encoder served
        with suppress(StoreDamaged, OSError):
            plain = plain or unseal(path, key, label)
    if plain is None:
        return None
    with np.load(io.BytesIO(plain), allow_pickle=False) as arrays:
        return {n: arrays[n] if arrays[n].shape else arrays[n].item() for n in arrays.files}


def _fill_in(whole: Bytes, places: NDArray[np.int64], begin: int, end: int) -> None:
    """Put points whose vector was deleted amid their neighbours: a way may lead through them."""
    import numpy as np

    for start in range(0, len(places), 256):
        some = places[start : start + 256]
        heads = np.ascontiguousarray(whole[some, :begin])
        counts = heads[:, :2].copy().view("<u2")
        linked = heads[:, 4:].copy().view("<u4")
        real = np.arange(linked.shape[1]) < counts
        linked[~real] = 0
        near = np.ascontiguousarray(whole[linked.reshape(-1).astype(np.int64), begin:end])
        vectors = near.view("<f4").reshape(*linked.shape, -1)
        middle = np.einsum("ijk,ij->ik", vectors, real.astype("<f4"))
        lengths = np.linalg.norm(middle, axis=1, keepdims=True)
        middle = (middle / np.where(lengths == 0, 1, lengths)).astype("<f4")
        whole[some, begin:end] = np.ascontiguousarray(middle).view(np.uint8)


def _path(store: MemoryStore, encoder: Known) -> Path:
    return _serving(store) if encoder.state == SERVING else _beside(store)


def _serving(store: MemoryStore) -> Path:
    return store.home / "vectors.index"


def _beside(store: MemoryStore) -> Path:
    return store.home / "vectors.next.index"


def _counter(encoder: Known) -> str:
    return f"index {encoder.name}"


def _label(encoder: Known, number: int) -> bytes:
    """What a sealed index is bound to: the encoder, and this state of this store."""
    return f"{encoder.name} {encoder.dimensions} {number}".encode()
