"""What lies on the disk says nothing, and what was changed is not taken for what was written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from memory import cipher
from memory.cipher import DataKey, connect, seal, unseal
from memory.errors import StoreDamaged, WrongKey
from memory.progress import finish
from memory.store import MemoryStore
from tests.fakes import a_mail, files_in, learn, put

ROOT = Path(__file__).parents[2]
CANARY = "Zyxomquaver"
KEY = bytes(range(32))


def test_no_word_of_what_is_kept_is_in_any_file_of_the_home(store, embedder, index, monkeypatch):
    monkeypatch.setattr("memory.index.held.FEW", 0)  # else so few are compared without an index
    put(store, a_mail("one", f"The secret is {CANARY}."), path=f"/mail/{CANARY}.mbox")
    learn(store, embedder)
    finish(index.catching_up())
    kept = files_in(store.home)

    assert {"memory.db", "memory.db-wal", "vectors.index"} <= set(kept)
    for name, data in kept.items():
        assert CANARY.encode() not in data, name
        assert CANARY.lower().encode() not in data, name
        assert b"SQLite format" not in data, name
        assert store.key.secret not in data, name
        assert store.key.secret.hex().encode() not in data, name


def test_no_word_is_left_in_the_clear_by_a_process_that_is_killed_while_writing(tmp_path):
    key = DataKey.new()
    code = f"""
from pathlib import Path
from typing import Any
from memory.cipher import DataKey
from memory.store import MemoryStore
from tests.fakes import a_mail, put
store = MemoryStore(Path({str(tmp_path)!r}), DataKey(bytes.fromhex({key.secret.hex()!r})))
put(store, *(a_mail(str(n), "{CANARY} " * 500) for n in range(40)))
store.db.execute("begin immediate")
store.db.execute("update documents set title = '{CANARY}' || text")
print("written", flush=True)
import time; time.sleep(60)
"""
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=ROOT)
    assert child.stdout
    assert child.stdout.readline() == b"written\n"
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    left = files_in(tmp_path)

    assert "memory.db-wal" in left
    assert [name for name, data in left.items() if CANARY.encode() in data] == []
    store = MemoryStore(tmp_path, key)
    assert store.db.execute("select count(*) from documents where title like 'A%'").fetchone() == (
        40,
    )
    store.close()


def test_another_key_is_refused_and_no_byte_is_changed(store):
    put(store, a_mail("one"))
    store.tidy()
    before = files_in(store.home)

    with pytest.raises(WrongKey):
        connect(store.home / "memory.db", DataKey.new())
    assert files_in(store.home) == before


def test_the_database_is_opened_as_it_should_be(store):
    def pragma(name: str) -> object:
        return store.db.execute(f"pragma {name}").fetchone()[0]

    assert pragma("journal_mode") == "wal"
    assert str(pragma("synchronous")) == "2"  # full
    assert str(pragma("secure_delete")) == "1"
    assert str(pragma("foreign_keys")) == "1"
    assert str(pragma("trusted_schema")) == "0"


def test_the_driver_and_sqlite_utils_speak_of_the_same_exceptions():
    sqlite_utils_db: Any = import_module("sqlite_utils.db")

    assert sqlite_utils_db.OperationalError is cipher.OperationalError


def test_keys_for_two_purposes_do_not_tell_of_each_other():
    key = DataKey(KEY)

    assert key.derive("store") == DataKey(KEY).derive("store")
    assert len({key.derive("store"), key.derive("index"), key.secret}) == 3
    assert len(key.derive("index")) == 32


def test_two_new_keys_are_two_and_neither_is_in_a_repr():
    one, other = DataKey.new(), DataKey.new()

    assert one.secret != other.secret
    assert len(one.secret) == 32
    assert one.secret.hex() not in repr(one)
    assert repr(one.secret) not in repr(one)


@pytest.fixture
def small_pieces(monkeypatch):
    monkeypatch.setattr(cipher, "PIECE", 16)


@given(data=st.binary(max_size=70), label=st.binary(max_size=8))
def test_what_was_sealed_comes_back(small_pieces, data, label):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.index"
        seal(path, data, KEY, label)

        assert unseal(path, KEY, label) == data
        assert [p.name for p in Path(folder).iterdir()] == ["a.index"]
        assert path.stat().st_mode & 0o777 == 0o600


@settings(max_examples=25)
@given(data=st.binary(max_size=50))
@example(data=b"x" * 40)
def test_every_bit_that_flips_is_found(small_pieces, data):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.index"
        seal(path, data, KEY, b"label")
        sealed = path.read_bytes()
        for position in range(len(sealed)):
            changed = bytearray(sealed)
            changed[position] ^= 1 << (position % 8)
            path.write_bytes(changed)
            with pytest.raises(StoreDamaged):
                unseal(path, KEY, b"label")


@settings(max_examples=25)
@given(data=st.binary(max_size=50), more=st.binary(min_size=1, max_size=40))
@example(data=b"x" * 40, more=b"y")  # three pieces: a cut may fall between two
def test_every_cut_and_every_addition_is_found(small_pieces, data, more):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.index"
        seal(path, data, KEY, b"label")
        sealed = path.read_bytes()
        for changed in [sealed + more, *(sealed[:end] for end in range(len(sealed)))]:
            path.write_bytes(changed)
            with pytest.raises(StoreDamaged):
                unseal(path, KEY, b"label")


def test_pieces_that_changed_places_are_found(tmp_path, small_pieces):
    path = tmp_path / "a.index"
    seal(path, b"a" * 16 + b"b" * 16, KEY, b"label")
    raw = path.read_bytes()
    path.write_bytes(raw[:8] + raw[40:72] + raw[8:40])

    with pytest.raises(StoreDamaged):
        unseal(path, KEY, b"label")


@pytest.mark.parametrize(("key", "label"), [(KEY, b"other"), (bytes(32), b"label")])
def test_another_label_or_key_does_not_open_it(tmp_path, key, label):
    path = tmp_path / "a.index"
    seal(path, b"words", KEY, b"label")

    with pytest.raises(StoreDamaged):
        unseal(path, key, label)


def test_sealing_twice_gives_other_bytes(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    seal(one, b"words", KEY, b"")
    seal(other, b"words", KEY, b"")

    assert one.read_bytes() != other.read_bytes()


def test_a_sealing_that_fails_leaves_what_was_there(tmp_path, monkeypatch):
    path = tmp_path / "a.index"
    seal(path, b"before", KEY, b"label")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        seal(path, b"after", KEY, b"label")

    assert unseal(path, KEY, b"label") == b"before"
