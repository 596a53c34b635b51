"""An older copy of the store is noticed; nothing else raises an alarm."""

from __future__ import annotations

import shutil

import pytest

from memory.cipher import DataKey
from memory.store import MemoryStore
from memory.tally import Tally
from tests.fakes import a_mail, put


def reopened(store: MemoryStore) -> int:
    again = MemoryStore(store.home, store.key)
    try:
        return again.missing
    finally:
        again.close()


def test_a_number_is_read_as_it_was_noted(tmp_path):
    tally = Tally(tmp_path, DataKey.new())
    assert tally.read() == 0
    tally.note(3)
    tally.note(1 << 40)

    assert tally.read() == 1 << 40
    assert (tmp_path / "memory.tally").stat().st_mode & 0o777 == 0o600


def test_what_is_not_authentic_counts_for_nothing(tmp_path):
    key = DataKey.new()
    tally = Tally(tmp_path, key)
    tally.note(7)
    raw = (tmp_path / "memory.tally").read_bytes()
    for n in range(len(raw)):
        (tmp_path / "memory.tally").write_bytes(raw[:n] + bytes([raw[n] ^ 1]) + raw[n + 1 :])
        assert tally.read() == 0
    (tmp_path / "memory.tally").write_bytes(raw[:-1])
    assert tally.read() == 0
    (tmp_path / "memory.tally").write_bytes(raw)
    assert Tally(tmp_path, DataKey.new()).read() == 0


def test_an_older_copy_in_place_of_the_store_is_noticed_and_stays_so(store):
    put(store, a_mail("one"))
    store.tidy()
    store.close()
    path = store.home / "memory.db"
    shutil.copyfile(path, store.home.parent / "old.db")
    put(store, a_mail("two"))
    put(store, a_mail("three"))
    store.tidy()
    store.close()
    shutil.copyfile(store.home.parent / "old.db", path)

    assert reopened(store) == 4  # two sources looked for, two files read
    assert reopened(store) == 4


def test_a_log_whose_end_is_not_what_was_written_is_noticed(store):
    put(store, a_mail("one"))
    put(store, a_mail("two"))
    log = (store.home / "memory.db-wal").read_bytes()
    base = (store.home / "memory.db").read_bytes()
    store.close()
    broken = bytearray(log)
    broken[-3000] ^= 1
    (store.home / "memory.db").write_bytes(base)
    (store.home / "memory.db-wal").write_bytes(broken)

    assert reopened(store) > 0


@pytest.mark.parametrize("left", ["gone", "garbage"])
def test_without_a_tally_that_can_be_trusted_there_is_no_alarm(store, left):
    put(store, a_mail("one"))
    store.close()
    if left == "gone":
        (store.home / "memory.tally").unlink()
    else:
        (store.home / "memory.tally").write_bytes(b"x" * 36)

    assert reopened(store) == 0
    assert Tally(store.home, store.key).read() > 0
