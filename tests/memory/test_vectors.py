"""The index finds what an exact comparison finds, and never what is gone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from memory import vectors
from memory.progress import Progress, finish
from memory.sources import remove
from memory.types import ChunkId
from memory.vectors import VectorIndex, encode_waiting
from tests.fakes import WordEmbedder, a_note, learn, put

ROOT = Path(__file__).parents[2]
SUBJECTS = ["tea", "rain", "lease", "kiln", "bread", "boat", "garden", "train", "music", "snow"]
SUBJECTS += ["river", "glass", "clay", "school"]


def notes(count: int, first: int = 0):
    for n in range(first, first + count):
        words = " ".join(SUBJECTS[(n * k) % len(SUBJECTS)] for k in range(1, 6))
        yield a_note(f"{words} number{n}", title=f"t{n}", locator=f"note {n}")


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


def test_when_much_is_gone_the_rest_is_still_found(store, embedder, index):
    put(store, *notes(40), source="Goes", path="/goes")
    put(store, *notes(60, first=40), source="Stays", path="/stays")
    learn(store, embedder)
    nearest(index, embedder, "tea")
    remove(store, "Goes")

    assert nearest(index, embedder, "tea rain") == exact(store, embedder, "tea rain")[:10]


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


class Counting(VectorIndex):
    """An index that tells how many rows it took from the store."""

    taken = 0

    def _rows_after(self, newest, most=None):
        for batch in super()._rows_after(newest, most):
            self.taken += len(batch[1])
            yield batch


def test_a_saved_index_is_loaded_and_only_what_is_new_is_added(store, embedder, index):
    put(store, *notes(200))
    learn(store, embedder)
    before = nearest(index, embedder, "tea rain")
    finish(index.catching_up())
    put(store, *notes(3, first=200), path="/more")
    learn(store, embedder)
    again = Counting(store, embedder.name, embedder.dimensions)

    assert set(before) & set(nearest(again, embedder, "tea rain", 20)) == set(before)
    assert again.taken == 3
    assert (
        nearest(again, embedder, "tea number201", 5) == exact(store, embedder, "tea number201")[:5]
    )


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
def test_a_saved_index_that_was_touched_is_built_anew(store, embedder, index, harm):
    put(store, *notes(80))
    learn(store, embedder)
    before = nearest(index, embedder, "tea rain")
    finish(index.catching_up())
    path = store.home / "vectors.index"
    path.write_bytes(harm(path.read_bytes()))
    again = Counting(store, embedder.name, embedder.dimensions)

    assert nearest(again, embedder, "tea rain") == before
    assert again.taken == 80


def test_an_index_of_another_encoder_is_not_taken_for_ours(store, embedder, index):
    put(store, *notes(20))
    learn(store, embedder)
    finish(index.catching_up())
    other = WordEmbedder()
    other.name = "other words"
    again = Counting(store, other.name, other.dimensions)

    assert nearest(again, other, "tea") == []
    learn(store, other)
    assert nearest(again, other, "tea") == exact(store, other, "tea")[:10]


def test_a_saved_index_holds_no_vector_of_what_was_removed(store, embedder, index):
    put(store, *notes(100), source="Stays", path="/stays")
    put(store, a_note("secret"), source="Goes", path="/goes")
    learn(store, embedder)
    finish(index.catching_up())
    remove(store, "Goes")
    nearest(index, embedder, "tea")
    finish(index.catching_up())
    again = VectorIndex(store, embedder.name, embedder.dimensions)

    assert len(nearest(again, embedder, "secret", 101)) == 100
    assert len(again._index.get_ids_list()) == 100


def test_an_index_of_nothing_catches_up_at_once(store, embedder, index):
    finish(index.catching_up())

    assert nearest(index, embedder, "tea") == []
    assert nearest(VectorIndex(store, embedder.name, embedder.dimensions), embedder, "tea") == []


def test_catching_up_can_be_stopped_and_taken_up_again(store, embedder, index, monkeypatch):
    monkeypatch.setattr(vectors, "ADDED_AT_ONCE", 20)
    put(store, *notes(100))
    learn(store, embedder)
    work = index.catching_up()
    assert next(work) == Progress(20, None, "Building the index")
    work.close()
    finish(index.catching_up())

    assert nearest(index, embedder, "tea rain") == exact(store, embedder, "tea rain")[:10]


def test_a_question_does_not_wait_for_an_index_that_is_far_behind(
    store, embedder, index, monkeypatch
):
    monkeypatch.setattr(vectors, "MUCH", 50)
    put(store, *notes(100))
    learn(store, embedder)
    order = exact(store, embedder, "tea rain")
    vector = embedder.encode(["tea rain"])[0]

    assert nearest(index, embedder, "tea rain") == order[:10]
    among = [order[9], order[3], ChunkId(99_999)]
    assert [id for id, _ in index.nearest(vector, 5, among)] == [order[3], order[9]]
    assert index._index.get_current_count() == 0
    finish(index.catching_up())
    assert nearest(index, embedder, "tea rain") == order[:10]
    assert index._index.get_current_count() == 100


def test_a_sealed_index_of_an_earlier_state_is_not_believed(store, embedder, index):
    put(store, *notes(50))
    learn(store, embedder)
    finish(index.catching_up())
    older = (store.home / "vectors.index").read_bytes()
    put(store, *notes(50, first=50), path="/more")
    learn(store, embedder)
    finish(index.catching_up())
    (store.home / "vectors.index").write_bytes(older)
    again = Counting(store, embedder.name, embedder.dimensions)

    assert nearest(again, embedder, "tea rain") == exact(store, embedder, "tea rain")[:10]
    assert again.taken == 100


# Encoding what has no vector yet


def test_encoding_says_how_far_it_is_and_returns_how_many(store, embedder):
    put(store, *notes(40))
    work = encode_waiting(store, embedder)
    steps = list(work)

    assert steps[0] == Progress(0, 40, "Learning what the texts mean")
    assert steps[-1].done == 40
    assert finish(encode_waiting(store, embedder)) == 0


def test_stopping_keeps_what_was_encoded_and_the_next_time_does_the_rest(store, embedder):
    put(store, *notes(40))
    work = encode_waiting(store, embedder)
    next(work)
    next(work)
    work.close()
    done = len(embedder.asked)
    kept = store.db.execute("select count(*) from vectors").fetchone()

    assert kept == (done,)
    assert 0 < done < 40
    assert finish(encode_waiting(store, embedder)) == 40 - done
    assert len(embedder.asked) == 40


def test_a_text_is_encoded_with_who_and_what_it_is_about(store, embedder):
    put(store, a_note("Yes, at noon.", title="Lunch"))
    learn(store, embedder)

    assert embedder.asked == ["Lunch\nYes, at noon."]


def test_what_was_removed_while_it_was_encoded_gets_no_vector(store, embedder):
    put(store, *notes(3))

    class Meanwhile(WordEmbedder):
        def encode(self, texts):
            if store.db.execute("select count(*) from sources").fetchone() == (1,):
                remove(store, "Notes")
            return super().encode(texts)

    finish(encode_waiting(store, Meanwhile()))

    assert store.db.execute("select count(*) from vectors").fetchone() == (0,)
