"""Every shape the store ever had becomes the newest, and a newer one is left alone."""

from __future__ import annotations

import pytest

from memory.cipher import Database
from memory.errors import StoreTooNew
from memory.migrations import migrations, names, upgrade
from memory.store import MemoryStore
from tests.fakes import files_in


def shape(db: Database) -> list[tuple[str, str]]:
    return sorted(
        (row[0], row[1] or "") for row in db.execute("select name, sql from sqlite_master")
    )


@pytest.mark.parametrize("name", names())
def test_every_older_shape_becomes_the_newest(name):
    fresh, older = Database(memory=True), Database(memory=True)
    upgrade(fresh)
    migrations.apply(older, stop_before=name)

    upgrade(older)

    assert shape(older) == shape(fresh)


def test_upgrading_twice_changes_nothing():
    db = Database(memory=True)
    upgrade(db)
    before = shape(db)
    upgrade(db)

    assert shape(db) == before


def test_the_steps_are_numbered_in_their_order():
    assert [name[1:4] for name in names()] == [f"{n:03}" for n in range(1, len(names()) + 1)]


def test_what_an_older_store_holds_is_there_afterwards():
    db = Database(memory=True)
    migrations.apply(db, stop_before="m002_documents")
    db.execute("insert into sources (name, path) values ('Mail', '/mail')")

    upgrade(db)

    assert db.execute("select name, paused from sources").fetchall() == [("Mail", 0)]


def test_a_newer_store_is_refused_and_no_byte_of_it_changes(store):
    with store.write() as db:
        db.table("_sqlite_migrations").insert(
            {"migration_set": "memory", "name": "m999_future", "applied_at": "2030"}
        )
    store.tidy()
    store.close()
    before = files_in(store.home)

    with pytest.raises(StoreTooNew, match="m999_future"):
        MemoryStore(store.home, store.key)

    assert files_in(store.home)["memory.db"] == before["memory.db"]


def test_a_step_that_fails_is_undone_and_the_steps_before_it_stay(monkeypatch):
    db = Database(memory=True)
    db.execute("create table vectors (mine text)")  # in the way of the fifth step

    with pytest.raises(Exception, match="already exists"):
        upgrade(db)

    applied = [m.name for m in migrations.applied(db)]
    assert applied == names()[:4]
    assert not db.table("counters").exists()


def test_deleted_words_do_not_stay_in_the_index_of_words(store):
    said = dict(store.db.execute("select k, v from chunks_fts_config").fetchall())

    assert said["secure-delete"] == 1
