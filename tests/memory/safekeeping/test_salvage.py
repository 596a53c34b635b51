"""Rows that can be read are read, whatever lies between them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from memory.cipher import DataKey, connect
from memory.progress import finish
from memory.safekeeping.salvage import Saved, lengthen, salvaging
from memory.store import MemoryStore
from tests.fakes import a_mail, put


@pytest.fixture
def path(store: MemoryStore, tmp_path: Path) -> Path:
    put(store, *(a_mail(str(n), f"Words of {n}. " * 80) for n in range(80)))
    store.tidy()
    store.close()
    return shutil.copyfile(store.home / "memory.db", tmp_path / "damaged.db")


def saved(path: Path, key: DataKey) -> tuple[Saved, list[str]]:
    target = path.with_name("new.db")
    result = finish(salvaging(path, target, key))
    new = connect(target, key)
    try:
        ids = [id for (id,) in new.execute("select external_id from documents order by rowid")]
        assert new.execute("pragma integrity_check").fetchone() == ("ok",)
    finally:
        new.close()
    return result, ids


def test_of_a_sound_store_everything_is_read(path, store):
    result, ids = saved(path, store.key)

    assert ids == [str(n) for n in range(80)]
    assert result.rows["chunks"] == store.db.execute("select count(*) from chunks").fetchone()[0]
    assert result.gaps == {}


def test_around_a_page_that_is_spoilt_everything_is_read(path, store):
    raw = bytearray(path.read_bytes())
    whole = set(range(80))
    lost = set()
    for page in range(40, len(raw) // 4096, 12):
        spoilt = bytearray(raw)
        spoilt[page * 4096 + 8] ^= 1
        path.write_bytes(spoilt)
        result, ids = saved(path, store.key)
        gone = whole - set(map(int, ids))
        assert len(gone) < 12
        assert bool(gone) <= bool(result.gaps)
        lost |= gone
        path.with_name("new.db").unlink()
    assert lost


def test_a_number_is_not_given_again(path, store):
    last = store.db.execute("select seq from sqlite_sequence where name = 'chunks'").fetchone()
    with store.write() as db:
        db.execute("delete from chunks")
    store.tidy()
    store.close()
    shutil.copyfile(store.home / "memory.db", path)
    saved(path, store.key)
    new = connect(path.with_name("new.db"), store.key)

    assert new.execute("select seq from sqlite_sequence where name = 'chunks'").fetchone() == last
    new.close()


def test_a_file_that_was_cut_off_opens_again(path, store):
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) * 3 // 4])
    lengthen(path, store.key)

    connect(path, store.key).close()


def test_of_what_is_no_store_nothing_is_read_and_that_is_known(path, store):
    path.write_bytes(b"x" * 40_000)
    lengthen(path, store.key)
    result, ids = saved(path, store.key)

    assert ids == []
    assert path.stat().st_size == 40_000
    assert {"documents", "sources", "turns"} <= result.gaps.keys()
