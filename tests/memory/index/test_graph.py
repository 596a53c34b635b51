"""The graph finds the nearest, texts that mean the same do not tear it, and the dead stay dead."""

from __future__ import annotations

import numpy as np
import pytest

from memory.index import graph as module
from memory.index.graph import Graph, Rows

SIZE = 16


def rows(vectors, points=None, first=1):
    ids = np.arange(first, first + len(vectors), dtype=np.int64)
    return Rows(ids, ids + 100, ids if points is None else np.asarray(points, np.int64), vectors)


@pytest.fixture
def vectors():
    drawn = np.random.default_rng(3).standard_normal((300, SIZE)).astype("f4")
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


@pytest.fixture
def graph(vectors):
    graph = Graph(SIZE)
    graph.add(rows(vectors))
    return graph


def chunks(graph, vector, limit=10, among=None):
    found = graph.nearest(vector, limit, None if among is None else np.asarray(among, np.int64))
    return [chunk for chunk, _ in found]


def nearest(vectors, vector, limit=10):
    return [int(n) + 101 for n in np.argsort(-(vectors @ vector))[:limit]]


def test_it_finds_the_nearest_and_their_cosines(graph, vectors):
    found = graph.nearest(vectors[5], 10)

    assert [chunk for chunk, _ in found] == nearest(vectors, vectors[5])
    assert [cosine for _, cosine in found] == pytest.approx(
        sorted(vectors @ vectors[5], reverse=True)[:10], abs=1e-5
    )


def test_it_grows_as_more_is_added(graph, vectors):
    more = np.roll(vectors, 1, axis=1)
    for start in range(0, 300, 100):
        graph.add(rows(more[start : start + 100], first=1001 + 100 * start))

    assert len(graph) == 600
    assert graph.newest == 21_100
    assert chunks(graph, more[299], 1) == [21_200]


def test_many_that_mean_the_same_are_one_point_and_hide_nobody():
    drawn = np.random.default_rng(4).standard_normal((3400, SIZE)).astype("f4")
    drawn[:400] = drawn[0]
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    points = np.arange(1, 3401)
    points[:400] = 1
    graph = Graph(SIZE)
    graph.add(rows(drawn, points))
    found = [set(chunks(graph, vector)) & set(nearest(drawn, vector)) for vector in drawn[400:500]]

    assert len(graph) == 3001
    assert sum(map(len, found)) >= 0.97 * 1000
    assert len(chunks(graph, drawn[0], 100)) >= 400


def test_a_chunk_that_went_is_not_found_and_its_place_not_lost(graph, vectors):
    graph.remove(6, 106)

    assert 106 not in chunks(graph, vectors[5], 299)
    assert graph.dead == 1
    assert len(chunks(graph, vectors[5], 300)) == 299
    graph.remove(6, 106)
    graph.remove(7, 9999)
    graph.remove(8, 107)  # held by row 7
    assert graph.dead == 1


def test_a_point_lives_as_long_as_one_that_shares_it(graph, vectors):
    graph.add(rows(vectors[[5, 5]], [6, 6], first=301))
    assert chunks(graph, vectors[5], 1) == [106, 401, 402]

    graph.remove(6, 106)
    assert set(chunks(graph, vectors[5], 1)) == {401, 402}
    graph.remove(301, 401)
    assert chunks(graph, vectors[5], 1) == [402]
    graph.remove(302, 402)
    assert graph.dead == 1
    assert not {106, 401, 402} & set(chunks(graph, vectors[5], 300))
    graph.add(rows(vectors[[5]], [6], first=303))
    assert chunks(graph, vectors[5], 1) == [403]
    assert graph.dead == 0


def test_only_those_that_are_allowed_are_found(graph, vectors):
    order = nearest(vectors, vectors[0], 300)
    among = [*order[50:150], 10**6]

    assert chunks(graph, vectors[0], 10, among) == order[50:60]
    assert chunks(graph, vectors[0], 200, among) == order[50:150]
    graph.remove(order[50] - 100, order[50])
    assert chunks(graph, vectors[0], 1, among) == [order[51]]


def test_of_those_that_share_a_point_only_the_allowed_are_found(graph, vectors):
    graph.add(rows(vectors[[5]], [6], first=301))

    assert chunks(graph, vectors[5], 5, [401]) == [401]
    assert chunks(graph, vectors[5], 5, [106]) == [106]


def test_more_than_the_usual_effort_are_found_too_when_asked_for(graph, vectors):
    assert chunks(graph, vectors[0], 300) == nearest(vectors, vectors[0], 300)
    assert graph._index.ef == module.EFFORT_SEARCHING


def test_a_torn_graph_says_what_it_can_reach(graph, vectors, monkeypatch):
    class Torn:
        ef = module.EFFORT_SEARCHING

        def __getattr__(self, name):
            return getattr(whole, name)

        def knn_query(self, vector, count, filter):
            if count > 20:
                raise RuntimeError("Cannot return the results in a contiguous 2D array.")
            return whole.knn_query(vector, count, filter=filter)

    whole = graph._index
    monkeypatch.setattr(graph, "_index", Torn())

    assert chunks(graph, vectors[0], 100) == nearest(vectors, vectors[0], 12)


def test_an_empty_one_finds_nothing(vectors):
    assert Graph(SIZE).nearest(vectors[0], 10) == []
    assert Graph(SIZE).nearest(vectors[0], 10, np.array([5])) == []


def test_what_it_holds_is_told_by_row_and_chunk(graph):
    graph.remove(6, 106)
    ids, held = graph.rows()

    assert 6 not in ids
    assert (held - ids == 100).all()
    assert len(ids) == 299


def test_frozen_it_holds_no_vector(graph, vectors):
    frozen = graph.frozen()
    everything = b"".join(np.asarray(value).tobytes() for value in frozen.values())

    assert vectors[5].tobytes()[:16] not in everything
    assert len(frozen["links"]) == 300
    assert frozen["newest"] == 300
