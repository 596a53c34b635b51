"""The sealed graph is believed only as it was written, for this store, and holds no vector."""

from __future__ import annotations

import numpy as np
import pytest

from memory.cipher import unseal
from memory.index.cache import forget, seal_state, take_place, unsealing
from memory.index.encoding import SERVING, encoder_in, rows_after, want
from memory.index.graph import Graph
from memory.progress import finish
from memory.sources import remove
from tests.fakes import a_note, learn, put


@pytest.fixture
def known(store, embedder):
    put(store, *(a_note(f"tea number{n}", locator=str(n)) for n in range(60)))
    put(store, *(a_note(f"rain {n}", locator=str(n)) for n in range(9)), source="Goes", path="/go")
    learn(store, embedder)
    return encoder_in(store, SERVING)


def built(store, known) -> Graph:
    graph = Graph(known.dimensions)
    graph.add(rows_after(store, known.id, 0, 1000))
    return graph


def sealed(store, known) -> Graph:
    graph = finish(unsealing(store, known))
    assert graph is not None
    return graph


def found(graph, embedder, text, limit=100):
    return [chunk for chunk, _ in graph.nearest(embedder.encode([text])[0], limit)]


def test_what_was_sealed_is_the_same_graph(store, embedder, known):
    graph = built(store, known)
    seal_state(store, known, graph.frozen())
    again = sealed(store, known)

    assert len(again) == 69
    assert again.newest == graph.newest
    for text in ("tea number7", "rain", "number40"):
        assert found(again, embedder, text, 10) == found(graph, embedder, text, 10)
    cosines = [cosine for _, cosine in again.nearest(embedder.encode(["tea"])[0], 5)]
    assert cosines == pytest.approx(
        [cosine for _, cosine in graph.nearest(embedder.encode(["tea"])[0], 5)], abs=1e-6
    )


def test_it_can_be_added_to(store, embedder, known):
    seal_state(store, known, built(store, known).frozen())
    put(store, *(a_note(f"boat {n}", locator=str(n)) for n in range(200)), path="/boats")
    learn(store, embedder)
    again = sealed(store, known)
    again.add(rows_after(store, known.id, again.newest, 1000))

    assert len(again) == 269
    assert len(found(again, embedder, "boat", 269)) == 269


def test_what_was_removed_meanwhile_is_dead_and_the_rest_is_still_found(store, embedder, known):
    graph = built(store, known)
    graph.remove(*next((row, chunk) for row, chunk in zip(*graph.rows(), strict=True)))
    seal_state(store, known, graph.frozen())
    remove_later = {id for (id,) in store.db.execute("select id from chunks where text like 'r%'")}
    state = (store.home / "vectors.index").read_bytes()
    remove(store, "Goes")
    (store.home / "vectors.index").write_bytes(state)
    again = sealed(store, known)

    assert again.dead == 9
    assert len(again) == 69
    assert len(remove_later) == 9
    assert len(found(again, embedder, "rain")) == 60  # the one that only the graph let go is back
    assert not remove_later & set(found(again, embedder, "rain"))


def test_no_vector_stands_in_it(store, known):
    seal_state(store, known, built(store, known).frozen())
    (number,) = store.db.execute("select n from counters where name like 'index%'").fetchone()
    label = f"{known.name} {known.dimensions} {number}".encode()
    plain = unseal(store.home / "vectors.index", store.key.derive("index"), label)

    assert b"links" in plain
    for (vector,) in store.db.execute("select vector from vectors"):
        for at in range(0, len(vector), 64):
            assert vector[at : at + 64] not in plain


@pytest.mark.parametrize(
    "harm",
    [
        lambda raw: raw[:-1],
        lambda raw: raw[: len(raw) // 2],
        lambda raw: b"",
        lambda raw: raw[:500] + bytes([raw[500] ^ 1]) + raw[501:],
        lambda raw: raw + b"x",
    ],
)
def test_one_that_was_touched_is_none(store, known, harm):
    seal_state(store, known, built(store, known).frozen())
    path = store.home / "vectors.index"
    path.write_bytes(harm(path.read_bytes()))

    assert finish(unsealing(store, known)) is None


def test_one_of_an_earlier_state_is_none(store, known):
    graph = built(store, known)
    seal_state(store, known, graph.frozen())
    older = (store.home / "vectors.index").read_bytes()
    seal_state(store, known, graph.frozen())
    (store.home / "vectors.index").write_bytes(older)

    assert finish(unsealing(store, known)) is None


def test_one_with_a_row_that_it_does_not_know_is_none(store, known):
    graph = built(store, known)
    frozen = graph.frozen()
    seal_state(store, known, frozen | {"newest": frozen["newest"] + 5})
    with store.write() as db:
        db.execute("update vectors set id = 72 where id = 3")

    assert finish(unsealing(store, known)) is None


def test_one_that_lacks_a_row_among_others_is_none(store, known):
    with store.write() as db:
        db.execute("update vectors set id = 1000 where id = 3")
    graph = Graph(known.dimensions)
    graph.add(rows_after(store, known.id, 0, 1000, last=999))
    seal_state(store, known, graph.frozen())
    assert len(sealed(store, known)) == 68
    with store.write() as db:
        db.execute("update vectors set id = 3 where id = 1000")

    assert finish(unsealing(store, known)) is None


def test_a_dead_point_lies_amid_its_neighbours(store, known):
    seal_state(store, known, built(store, known).frozen())
    with store.write() as db:
        db.execute("delete from vectors where id < 5")
    again = sealed(store, known)
    state = again._index.__getstate__()[0]
    whole = state["data_level0"].view(np.uint8).reshape(-1, state["size_data_per_element"])
    held = whole[:, state["offset_data"] : state["label_offset"]]
    lengths = np.linalg.norm(np.ascontiguousarray(held).view("<f4"), axis=1)

    assert again.dead == 4
    assert lengths == pytest.approx(np.ones(69), abs=1e-5)


def test_without_a_file_there_is_none_and_no_fault(store, known):
    assert finish(unsealing(store, known)) is None
    forget(store)
    seal_state(store, known, built(store, known).frozen())
    forget(store)
    assert finish(unsealing(store, known)) is None


def test_that_of_an_encoder_that_is_wanted_lies_beside_and_then_takes_the_place(store, known):
    wanted = want(store, "other", "/folder", known.dimensions)
    seal_state(store, known, built(store, known).frozen())
    seal_state(store, wanted, built(store, known).frozen() | {"newest": 0})
    assert len(sealed(store, known)) == 69
    with store.write() as db:
        db.execute("update encoders set state = 'gone' where name <> 'other'")
        db.execute("update encoders set state = 'serving' where name = 'other'")
    serving = encoder_in(store, SERVING)
    assert serving is not None
    assert len(sealed(store, serving)) == 69  # a kill before it took its place
    take_place(store)
    take_place(store)

    assert len(sealed(store, serving)) == 69
    assert not (store.home / "vectors.next.index").exists()


def test_a_disk_that_is_full_costs_only_the_cache(store, known, monkeypatch):
    def full(*said):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("memory.index.cache.seal", full)
    seal_state(store, known, built(store, known).frozen())

    assert finish(unsealing(store, known)) is None
