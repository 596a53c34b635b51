"""What is held is what the store has: of every deletion it learns, whoever deleted."""

from __future__ import annotations

import pytest

from memory.index import held as module
from memory.index.encoding import SERVING, encode_waiting, encoder_in, want
from memory.index.graph import Graph
from memory.index.held import Held, last_deleted, shorten_log
from memory.progress import finish
from memory.sources import remove
from tests.fakes import WordEmbedder, a_note, learn, put


def filled(store, embedder, count=30):
    put(store, *(a_note(f"tea number{n}", locator=str(n)) for n in range(count)))
    put(store, a_note("goes away"), source="Goes", path="/goes")
    learn(store, embedder)


def held_of(store, embedder):
    known = encoder_in(store, SERVING)
    assert known is not None
    return Held(store, known, Graph(embedder.dimensions), last_deleted(store))


def found(held, embedder, text, limit=40):
    return [chunk for chunk, _ in held.nearest(embedder.encode([text])[0], limit, None)]


def stored(store):
    return {chunk for (chunk,) in store.db.execute("select chunk_id from vectors")}


def test_new_rows_are_taken_in_so_many_at_a_time(store, embedder):
    filled(store, embedder)
    held = held_of(store, embedder)

    assert held.notice(20)
    assert held.behind
    assert len(found(held, embedder, "tea")) == 20
    held.notice(20)
    assert not held.behind
    assert set(found(held, embedder, "tea")) == stored(store)


@pytest.mark.parametrize("in_graph", [True, False])
@pytest.mark.parametrize("log_is_whole", [True, False])
def test_what_was_deleted_goes_from_the_graph_and_from_what_is_fresh(
    store, embedder, in_graph, log_is_whole, monkeypatch
):
    filled(store, embedder)
    held = held_of(store, embedder)
    held.notice(100)
    if in_graph:
        held.graft(100, 1)
    remove(store, "Goes")
    if not log_is_whole:
        put(store, a_note("goes too"), source="Goes", path="/goes")
        learn(store, embedder)
        remove(store, "Goes")
        store.db.execute("delete from vectors_gone where n = 1")
        store.db.conn.commit()
    held.notice(100)

    assert set(found(held, embedder, "goes away")) == stored(store)
    assert held.graph.dead == int(in_graph)


def test_a_log_that_has_grown_long_is_cut_and_not_to_nothing(store, embedder, monkeypatch):
    monkeypatch.setattr(module, "LOG_KEPT", 2)
    filled(store, embedder)
    for _ in range(6):
        put(store, a_note("goes too"), source="Goes", path="/goes")
        learn(store, embedder)
        remove(store, "Goes")
    before = last_deleted(store)
    shorten_log(store)

    assert store.db.execute("select count(*) from vectors_gone").fetchone() == (2,)
    assert last_deleted(store) == before


def test_a_graph_that_was_built_aside_lacks_what_went_meanwhile(store, embedder):
    filled(store, embedder)
    held = held_of(store, embedder)
    held.notice(100)
    other = Graph(embedder.dimensions)
    held.begin_other()
    other.add(held.fresh.first(100))
    remove(store, "Goes")
    held.notice(100)

    assert held.take_other(other)
    assert held.graph is other
    assert len(held.fresh) == 0
    held.notice(100)
    assert set(found(held, embedder, "goes away")) == stored(store)


def test_a_graph_that_was_built_aside_is_not_taken_if_nobody_knows_what_went(store, embedder):
    filled(store, embedder)
    held = held_of(store, embedder)
    held.notice(100)
    held.begin_other()
    store.db.execute("delete from vectors where chunk_id < 3")
    store.db.execute("delete from vectors_gone where n = 1")
    store.db.conn.commit()
    held.notice(100)

    assert not held.take_other(Graph(embedder.dimensions))


def test_nothing_of_an_encoder_that_is_to_go_counts_any_more(store, embedder):
    filled(store, embedder)
    held = held_of(store, embedder)
    assert held.notice(100)
    store.db.execute("update encoders set state = 'gone'")
    store.db.conn.commit()

    assert not held.notice(100)


def test_rows_of_another_encoder_are_none_of_its_own(store, embedder):
    filled(store, embedder)
    held = held_of(store, embedder)
    other = WordEmbedder()
    other.name = "other"
    want(store, "other", "", 64)
    finish(encode_waiting(store, other))
    held.notice(1000)

    assert len(held.fresh) == 31


def test_it_is_due_far_behind_or_stale_by_how_much_there_is_to_do(store, embedder, monkeypatch):
    monkeypatch.setattr(module, "FEW", 10)
    filled(store, embedder)
    held = held_of(store, embedder)
    held.notice(5)
    assert held.is_due()
    assert held.is_far_behind()
    assert held.is_small()
    held.notice(100)
    assert not held.is_small()
    held.graft(30, 1)
    assert not held.is_far_behind()
    assert not held.is_due()
    assert not held.is_stale()
    with store.write() as db:
        db.execute("delete from chunks where id < 9")
    held.notice(100)
    assert held.is_stale()
    assert held.is_due()
