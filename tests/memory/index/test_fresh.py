"""What is not in the graph yet is compared one by one."""

from __future__ import annotations

import numpy as np
import pytest

from memory.index.fresh import Fresh
from memory.index.graph import Rows

VECTORS = np.eye(8, dtype="f4")


def rows(first, count):
    ids = np.arange(first, first + count, dtype=np.int64)
    return Rows(ids, ids + 100, ids, VECTORS[(ids - 1) % 8])


@pytest.fixture
def fresh():
    fresh = Fresh(8)
    fresh.add(rows(1, 3))
    fresh.add(rows(4, 5))
    return fresh


def chunks(fresh, vector, limit=10, among=None):
    found = fresh.nearest(vector, limit, None if among is None else np.array(among))
    return [chunk for chunk, _ in found]


def test_the_nearest_come_first_and_no_more_than_asked_for(fresh):
    vector = np.array([0.1, 0.9, 0, 0.4, 0, 0, 0, 0], dtype="f4")

    assert chunks(fresh, vector, 3) == [102, 104, 101]
    assert fresh.nearest(vector, 1) == [(102, pytest.approx(0.9))]
    assert len(chunks(fresh, vector)) == 8
    assert chunks(fresh, vector, 3, [101, 104, 999]) == [104, 101]
    assert Fresh(8).nearest(vector, 3) == []


def test_what_was_removed_is_not_found(fresh):
    fresh.remove(2)
    fresh.remove(2)
    fresh.remove(99)

    assert 102 not in chunks(fresh, VECTORS[1])
    assert fresh.ids().tolist() == [1, 3, 4, 5, 6, 7, 8]
    assert fresh.first(3).ids.tolist() == [1, 3]


def test_what_is_in_the_graph_now_is_let_go(fresh):
    assert fresh.first(2).chunks.tolist() == [101, 102]
    fresh.drop_first(2)
    assert fresh.ids().tolist() == [3, 4, 5, 6, 7, 8]
    fresh.drop(5)
    assert fresh.ids().tolist() == [6, 7, 8]
    fresh.add(rows(9, 300))
    assert len(fresh) == 303
    assert fresh.ids()[-1] == 308
    assert chunks(fresh, VECTORS[5], 1, [106]) == [106]
    fresh.drop_first(1000)
    assert len(fresh) == 0
    assert chunks(fresh, VECTORS[5]) == []
