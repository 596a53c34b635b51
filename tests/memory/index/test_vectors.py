"""The index finds what an exact comparison finds, and never what is gone."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from memory.index import held, vectors
from memory.index.cache import unsealing
from memory.index.vectors import VectorIndex
from memory.progress import Progress, finish
from memory.sources import remove
from memory.types import ChunkId
from tests.fakes import WordEmbedder, a_note, learn, put

ROOT = Path(__file__).parents[3]
SUBJECTS = ["tea", "rain", "lease", "kiln", "bread", "boat", "garden", "train", "music", "snow"]
SUBJECTS += ["river", "glass", "clay", "school"]


def notes(count: int, first: int = 0):
    for n in range(first, first + count):
        words = " ".join(SUBJECTS[(n * k) % len(SUBJECTS)] for k in range(1, 6))
        yield a_note(f"{words} number{n}", title=f"t{n}", locator=f"note {n}")


@pytest.fixture
def graphed(monkeypatch):
    """Put even a few chunks into a graph."""
    monkeypatch.setattr(held, "FEW", 0)


def exact(store, embedder, text: str) -> list[ChunkId]:
    """Return all chunks by their cosine to the text, compared one by one."""
    rows = store.db.execute("select chunk_id, vector from vectors").fetchall()
    matrix = np.array([np.frombuffer(v, dtype="<f4") for _, v in rows])
    order = np.argsort(-(matrix @ embedder.encode([text])[0]))
    return [ChunkId(rows[n][0]) for n in order]


def nearest(index, embedder, text: str, limit: int = 10) -> list[ChunkId]:
    return [id for id, _ in index.nearest(embedder.encode([text])[0], limit)]


@pytest.mark.parametrize("text", ["tea number7", "rain boat", "nothing of the kind", "clay"])
def test_the_nearest_are_those_of_an_exact_comparison(store, embedder, index, text):
    put(store, *notes(300))
    learn(store, embedder)

    assert nearest(index, embedder, text) == exact(store, embedder, text)[:10]


def test_each_comes_with_its_cosine(store, embedder, index):
    put(store, *notes(50))
    learn(store, embedder)
    vector = embedder.encode(["tea rain"])[0]
    found = index.nearest(vector, 50)
    stored = dict(store.db.execute("select chunk_id, vector from vectors").fetchall())

    for id, cosine in found:
        assert cosine == pytest.approx(float(np.frombuffer(stored[id], "<f4") @ vector), abs=1e-5)
    assert [c for _, c in found] == sorted((c for _, c in found), reverse=True)
    assert index.cosines(vector, [id for id, _ in found]) == pytest.approx(dict(found), abs=1e-5)


def test_an_empty_memory_has_nothing_near(store, embedder, index):
    assert nearest(index, embedder, "tea") == []
    assert index.cosines(embedder.encode(["tea"])[0], [ChunkId(1)]) == {}


def test_no_more_are_returned_than_there_are(store, embedder, index):
    put(store, *notes(3))
    learn(store, embedder)

    assert len(nearest(index, embedder, "tea", 100)) == 3


def test_only_those_that_are_asked_for_are_compared(store, embedder, index):
    put(store, *notes(60))
    learn(store, embedder)
    order = exact(store, embedder, "tea rain")
    among = [order[30], order[5], order[12], ChunkId(99_999)]
    found = index.nearest(embedder.encode(["tea rain"])[0], 2, among)

    assert [id for id, _ in found] == [order[5], order[12]]


def test_a_vector_of_another_encoder_finds_nothing(store, embedder, index):
    put(store, *notes(3))
    learn(store, embedder)
    other = np.ones(embedder.dimensions + 1, dtype="f4")

    assert index.nearest(other, 3) == []
    assert index.cosines(other, [ChunkId(1)]) == {}


def test_many_texts_that_mean_the_same_do_not_hide_the_others(store, embedder, index):
    same = (a_note("ok", external_id=str(n), title="", locator=f"ok {n}") for n in range(400))
    put(store, *same, *notes(30))
    learn(store, embedder)

    assert len(nearest(index, embedder, "ok", 100)) == 100
    assert nearest(index, embedder, "tea number7", 1) == exact(store, embedder, "tea number7")[:1]


def test_a_deleted_chunk_is_never_returned(store, embedder, index):
    put(store, *notes(100), source="Stays", path="/stays")
    put(store, *notes(5, first=100), source="Goes", path="/goes")
    learn(store, embedder)
    gone = exact(store, embedder, "number102")[0]
    assert nearest(index, embedder, "number102")[0] == gone

    remove(store, "Goes")

    vector = embedder.encode(["number102"])[0]
    assert gone not in nearest(index, embedder, "number102", 100)
    assert len(nearest(index, embedder, "number102", 105)) == 100
    assert index.nearest(vector, 10, [gone]) == []
    assert index.cosines(vector, [gone]) == {}


def test_a_number_that_is_given_again_means_what_it_means_now(store, embedder, index):
    put(store, *notes(100), source="Stays", path="/stays")
    for round in range(3):
        put(store, a_note(f"fresh{round}"), source="Goes", path="/goes")
        learn(store, embedder)
        found = nearest(index, embedder, f"fresh{round}", 101)
        assert found == exact(store, embedder, f"fresh{round}")
        vector = embedder.encode([f"fresh{round}"])[0]
        assert index.nearest(vector, 1, found)[0][0] == found[0]
        remove(store, "Goes")
        assert nearest(index, embedder, f"fresh{round}", 101) == exact(
            store, embedder, f"fresh{round}"
        )


def test_what_is_added_later_is_found(store, embedder, index):
    put(store, *notes(10))
    learn(store, embedder)
    nearest(index, embedder, "tea")
    put(store, *notes(1500, first=10))  # more than the index had room for
    learn(store, embedder)

    assert nearest(index, embedder, "number1400", 1) == exact(store, embedder, "number1400")[:1]


def test_what_another_process_adds_and_removes_is_seen(store, embedder, index):
    put(store, *notes(50))
    put(store, a_note("goes away"), source="Goes", path="/goes")
    learn(store, embedder)
    nearest(index, embedder, "tea")
    code = f"""
from pathlib import Path
from memory.cipher import DataKey
from memory.sources import remove
from memory.store import MemoryStore
from tests.fakes import WordEmbedder, a_note, learn, put
store = MemoryStore(Path({str(store.home)!r}), DataKey(bytes.fromhex({store.key.secret.hex()!r})))
remove(store, "Goes")
put(store, a_note("brandnew words"), path="/other")
learn(store, WordEmbedder())
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)

    order = exact(store, embedder, "brandnew words")
    assert nearest(index, embedder, "brandnew words", 51) == order
    assert index.cosines(embedder.encode(["brandnew words"])[0], order[:1])[order[0]] > 0.5


def graph_of(index):
    return index._held.graph


def fresh_of(index):
    return index._held.fresh


@pytest.mark.parametrize("text", ["tea number7", "rain boat", "nothing of the kind", "clay"])
def test_in_a_graph_the_nearest_are_the_same(store, embedder, index, graphed, text):
    put(store, *notes(300))
    learn(store, embedder)
    finish(index.catching_up())
    order = exact(store, embedder, text)

    assert len(graph_of(index)) == 300
    assert len(fresh_of(index)) == 0
    assert nearest(index, embedder, text) == order[:10]
    among = [*order[5:], ChunkId(99_999)]
    found = index.nearest(embedder.encode([text])[0], 3, among)
    assert [id for id, _ in found] == order[5:8]


def test_many_that_are_asked_for_are_found_in_the_graph(
    store, embedder, index, graphed, monkeypatch
):
    monkeypatch.setattr(vectors, "FEW", 20)
    put(store, *notes(100))
    learn(store, embedder)
    finish(index.catching_up())
    put(store, *notes(20, first=100), path="/more")
    learn(store, embedder)
    order = exact(store, embedder, "tea rain")
    found = index.nearest(embedder.encode(["tea rain"])[0], 40, order[10:])

    assert [id for id, _ in found] == order[10:50]


def test_what_comes_and_goes_is_known_at_once_whether_in_the_graph_or_not(
    store, embedder, index, graphed
):
    put(store, *notes(100), source="Stays", path="/stays")
    put(store, *notes(5, first=100), source="Goes", path="/goes")
    learn(store, embedder)
    finish(index.catching_up())
    put(store, *notes(5, first=105), source="Goes too", path="/too")
    learn(store, embedder)
    assert nearest(index, embedder, "number107", 1) == exact(store, embedder, "number107")[:1]

    remove(store, "Goes")
    remove(store, "Goes too")

    kept = {id for (id,) in store.db.execute("select chunk_id from vectors")}
    assert set(nearest(index, embedder, "number102 number107", 110)) == kept
    assert len(kept) == 100


def test_when_much_of_it_is_dead_another_is_built_aside(store, embedder, index, graphed):
    put(store, *notes(40), source="Goes", path="/goes")
    put(store, *notes(60, first=40), source="Stays", path="/stays")
    learn(store, embedder)
    finish(index.catching_up())
    remove(store, "Goes")
    order = exact(store, embedder, "tea rain")
    work = index.catching_up()
    next(work)
    assert graph_of(index).dead == 40
    assert nearest(index, embedder, "tea rain") == order[:10]
    finish(work)

    assert graph_of(index).dead == 0
    assert len(graph_of(index)) == 60
    assert nearest(index, embedder, "tea rain") == order[:10]


def test_catching_up_can_be_stopped_and_taken_up_again(store, embedder, index, graphed):
    put(store, *notes(1200))
    learn(store, embedder)
    work = index.catching_up()
    assert next(work) == Progress(0, None, "Building the index")
    assert next(work) == Progress(512, None, "Building the index")
    work.close()
    assert nearest(index, embedder, "tea rain") == exact(store, embedder, "tea rain")[:10]
    finish(index.catching_up())

    assert len(graph_of(index)) == 1200


def test_a_large_index_is_loaded_beside_the_questions_which_do_not_wait(
    store, embedder, index, graphed, monkeypatch
):
    put(store, *notes(100))
    learn(store, embedder)
    finish(index.catching_up())
    monkeypatch.setattr(vectors, "CHEAP", 50)
    go_on = threading.Event()

    def slowly(*said):
        go_on.wait(5)
        return (yield from unsealing(*said))

    monkeypatch.setattr(vectors, "unsealing", slowly)
    again = VectorIndex(store, embedder.name, embedder.dimensions)
    order = exact(store, embedder, "tea rain")
    vector = embedder.encode(["tea rain"])[0]

    assert again.nearest(vector, 10) == []
    assert again.note == "the index of meanings is still being loaded"
    assert list(again.cosines(vector, [order[3], order[1]])) == [order[1], order[3]]
    assert [id for id, _ in again.nearest(vector, 1, order[2:])] == [order[2]]
    go_on.set()
    finish(again.catching_up())
    again.close()
    assert nearest(again, embedder, "tea rain") == order[:10]
    assert again.note == ""


def test_what_is_far_behind_is_said_and_made_good_in_the_background(
    store, embedder, index, graphed, monkeypatch
):
    monkeypatch.setattr(held, "CHEAP", 50)
    put(store, *notes(300))
    learn(store, embedder)

    assert len(nearest(index, embedder, "tea rain", 300)) == 50
    assert index.note == "the newest texts are still being sorted in"
    index._worker.join(10)
    assert nearest(index, embedder, "tea rain") == exact(store, embedder, "tea rain")[:10]
    assert index.note == ""
    index.close()


def test_while_questions_are_asked_only_a_little_is_added_at_a_time(
    store, embedder, index, graphed, monkeypatch
):
    monkeypatch.setattr(held.Held, "is_far_behind", lambda self: False)
    put(store, *notes(20))
    learn(store, embedder)
    nearest(index, embedder, "tea")
    work = index.catching_up()
    assert [next(work).done for _ in range(3)] == [2, 4, 6]
    assert nearest(index, embedder, "tea rain") == exact(store, embedder, "tea rain")[:10]
    work.close()
    index._asked = 0.0
    assert next(index.catching_up()).done == 20


def test_closing_ends_what_is_done_in_the_background(store, embedder, index, graphed, monkeypatch):
    monkeypatch.setattr(vectors, "PIECE", 1)
    put(store, *notes(600))
    learn(store, embedder)
    index._start()
    index.close()

    assert not index._worker.is_alive()
    assert len(graph_of(index)) == 0
    finish(index.catching_up())
    assert len(graph_of(index)) == 0


def test_two_who_catch_up_do_not_do_it_twice(store, embedder, index, graphed):
    put(store, *notes(30))
    learn(store, embedder)
    one, other = index.catching_up(), index.catching_up()
    next(one)
    assert next(other).done == 0
    finish(one)
    finish(other)

    assert len(graph_of(index)) == 30


def test_a_saved_index_is_loaded_and_only_what_is_new_is_added(store, embedder, index, graphed):
    put(store, *notes(200))
    learn(store, embedder)
    finish(index.catching_up())
    before = nearest(index, embedder, "tea rain")
    put(store, *notes(3, first=200), path="/more")
    learn(store, embedder)
    again = VectorIndex(store, embedder.name, embedder.dimensions)

    assert set(nearest(again, embedder, "tea rain", 20)) >= set(before)
    assert len(graph_of(again)) == 200
    assert len(fresh_of(again)) == 3
    order = exact(store, embedder, "tea number201")
    assert nearest(again, embedder, "tea number201", 5) == order[:5]


def test_an_index_of_another_encoder_is_not_taken_for_ours(store, embedder, index, graphed):
    put(store, *notes(20))
    learn(store, embedder)
    finish(index.catching_up())
    other = WordEmbedder()
    other.name = "other words"
    again = VectorIndex(store, other.name, other.dimensions)

    assert nearest(again, other, "tea") == []
    learn(store, other)
    assert set(nearest(again, other, "tea", 20)) == set(exact(store, other, "tea"))


def test_it_is_sealed_again_only_when_it_has_grown(store, embedder, index, graphed):
    put(store, *notes(100))
    learn(store, embedder)
    finish(index.catching_up())
    sealed = (store.home / "vectors.index").read_bytes()
    put(store, *notes(4, first=100), path="/more")
    learn(store, embedder)
    finish(index.catching_up())
    assert (store.home / "vectors.index").read_bytes() == sealed
    put(store, *notes(4, first=104), path="/still more")
    learn(store, embedder)
    finish(index.catching_up())

    assert (store.home / "vectors.index").read_bytes() != sealed


def test_an_index_of_nothing_catches_up_at_once(store, embedder, index):
    finish(index.catching_up())

    assert nearest(index, embedder, "tea") == []
    assert nearest(VectorIndex(store, embedder.name, embedder.dimensions), embedder, "tea") == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread has no priority")
def test_only_the_building_of_a_graph_steps_back(store, embedder, index, graphed, monkeypatch):
    stepped: list[str] = []
    monkeypatch.setattr(
        os, "setpriority", lambda *_: stepped.append(threading.current_thread().name)
    )
    put(store, *notes(20))
    learn(store, embedder)
    finish(index.catching_up())  # not on the index's own thread
    assert stepped == []

    again = VectorIndex(store, embedder.name, embedder.dimensions)
    again._start()
    assert again._worker is not None
    again._worker.join()
    assert stepped == []  # it was sealed, and is only loaded

    (store.home / "vectors.index").unlink()
    anew = VectorIndex(store, embedder.name, embedder.dimensions)
    anew._start()
    assert anew._worker is not None
    anew._worker.join()
    anew.close()
    assert stepped == ["index"]
