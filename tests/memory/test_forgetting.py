"""Taking out can be broken off anywhere and is finished, and nothing is done that is not due."""

from __future__ import annotations

from memory import forgetting
from memory.forgetting import (
    due,
    finishing,
    give_up,
    giving_up,
    indexes_of_words,
    marking_only,
    purging,
    set_done,
    set_due,
)
from memory.progress import finish
from memory.store import MemoryStore
from tests.fakes import a_mail, put
from tests.memory.laid_open import CANARY, TAIL, where


def places(store) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = store.db.execute("select file_id, document_id from places")
    return list(found)


def test_what_is_due_is_kept_until_it_is_done(store):
    with store.write() as db:
        set_due(db, "erase", ["b", "a"])
        set_due(db, "erase", ["a"])
        set_due(db, "purge")
    assert due(store.db, "erase") == ["a", "b"]
    assert due(store.db, "erase", 1) == ["a"]
    with store.write() as db:
        set_done(db, "erase", ["a"])
        set_done(db, "purge")

    assert (due(store.db, "erase"), due(store.db, "purge")) == (["b"], [])


def test_a_taking_out_that_was_broken_off_leaves_a_purge_that_is_due(store, monkeypatch):
    monkeypatch.setattr(forgetting, "SLICE", 40)
    put(store, *(a_mail(str(n), f"{CANARY} {n}.") for n in range(80)))
    work = giving_up(store, places(store))
    assert [next(work).done, next(work).done] == [0, 40]
    work.close()
    finish(giving_up(store, places(store)))  # as few are left as are taken out at once
    store.tidy()
    assert due(store.db, "purge") == [""]
    assert where(store, TAIL)  # a control: the words are only marked

    finish(finishing(store))
    assert due(store.db, "purge") == due(store.db, "log") == []
    assert where(store, TAIL) == []


def test_the_words_of_a_few_are_taken_out_at_once(store):
    put(store, *(a_mail(str(n), f"{CANARY} {n}.") for n in range(3)), a_mail("stays"))
    gone = [place for place in places(store) if place[1] != a_mail("stays").id]
    finish(giving_up(store, gone))

    assert due(store.db, "purge") == []
    assert due(store.db, "log") == [""]
    assert next(purging(store), None) is None
    store.tidy()
    assert where(store, TAIL) == []


def test_of_every_index_of_words_deletion_is_exact_again_afterwards(store):
    with store.write() as db, marking_only(db, 1000):
        for name in indexes_of_words(db):
            assert dict(db.execute(f"select k, v from {name}_config"))["secure-delete"] == 0

    assert "chunks_fts" in indexes_of_words(store.db)
    for name in indexes_of_words(store.db):
        assert dict(store.db.execute(f"select k, v from {name}_config"))["secure-delete"] == 1


def test_the_log_is_emptied_later_if_somebody_reads_now(store, monkeypatch):
    put(store, a_mail("one"))
    with store.write() as db, marking_only(db, 1):
        give_up(db, places(store))
    with monkeypatch.context() as reader:
        reader.setattr(MemoryStore, "tidy", lambda _: False)
        finish(finishing(store))
        assert due(store.db, "log") == [""]
    finish(finishing(store))

    assert due(store.db, "log") == []
    assert (store.home / "memory.db-wal").stat().st_size == 0


def test_somebody_who_reads_leaves_the_log_due_and_is_waited_for_not_for_ever(store):
    put(store, a_mail("one", f"{CANARY}."))
    reader = MemoryStore(store.home, store.key)
    reader.db.execute("begin")
    reader.db.execute("select count(*) from documents").fetchone()
    store.db.execute("pragma busy_timeout = 100")
    with store.write() as db, marking_only(db, 1):
        give_up(db, places(store))
    assert not store.tidy()
    finish(finishing(store))
    assert due(store.db, "log") == [""]
    reader.db.conn.rollback()
    reader.close()
    finish(finishing(store))

    assert due(store.db, "log") == []
    assert where(store, TAIL) == []
