"""Another key: the old memory or the new one, whenever it is killed, and never anything between."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from memory.cipher import DataKey
from memory.errors import Problem, WrongKey
from memory.keys import Lock, unlocked
from memory.progress import finish
from memory.safekeeping.rekey import rekeying, seen, unseen
from memory.store import MemoryStore, settled
from memory.swap import is_settled
from tests.fakes import a_mail, a_note, files_in, logical, put

ROOT = Path(__file__).parents[3]
WORDS = "Kraut und Rüben"


@pytest.fixture
def home(tmp_path):
    """A memory with something in it, open nowhere."""
    return made(tmp_path / "home")


def made(home: Path, passphrase: str | None = None) -> Path:
    home.mkdir()
    store = MemoryStore(home, Lock(home).create(passphrase).key)
    put(store, *(a_mail(str(n), f"Words of {n}.") for n in range(40)), a_note("Stays."))
    store.close()
    return home


def held(home: Path, key: DataKey) -> object:
    store = MemoryStore(home, key)
    try:
        assert store.db.execute("pragma cipher_integrity_check").fetchall() == []
        assert store.missing == 0
        return logical(store)
    finally:
        store.close()


def test_everything_is_there_under_the_new_key_and_nothing_under_the_old(home):
    old = Lock(home).open()
    before, raw = held(home, old), (home / "memory.db").read_bytes()
    new = finish(rekeying(home, old))

    assert new.key != old
    assert Lock(home).open() == new.key
    assert unlocked(Lock(home).travelling(), new.recovery_code) == new.key
    assert held(home, new.key) == before
    with pytest.raises(WrongKey):
        MemoryStore(home, old)
    pages = {raw[n : n + 4096] for n in range(0, len(raw), 4096)}
    after = (home / "memory.db").read_bytes()
    assert pages.isdisjoint(after[n : n + 4096] for n in range(0, len(after), 4096))


def test_nothing_of_the_old_memory_is_left_beside_it(home):
    secret = (home / "key").read_bytes()
    finish(rekeying(home, Lock(home).open()))

    assert set(files_in(home)) == {
        *("memory.db", "memory.tally", "keys.json", "key", "users", "lock", "code.unseen")
    }
    assert (home / "key").read_bytes() != secret
    assert oct((home / "memory.db").stat().st_mode)[-3:] == "600"
    assert [path for path in home.iterdir() if path.is_dir()] == []


def test_the_old_recovery_code_opens_nothing(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    first = Lock(home).create(WORDS)
    MemoryStore(home, first.key).close()
    new = finish(rekeying(home, first.key, WORDS))

    assert Lock(home).open(WORDS) == Lock(home).open(new.recovery_code) == new.key
    with pytest.raises(WrongKey):
        Lock(home).open(first.recovery_code)


@pytest.mark.parametrize("given", [None, "Rüben und Kraut"])
def test_the_passphrase_has_to_be_given_and_to_be_right(tmp_path, given):
    home = made(tmp_path / "home", WORDS)
    before = files_in(home)
    with pytest.raises(Problem):
        finish(rekeying(home, Lock(home).open(WORDS), given))

    assert files_in(home) | {"lock": b"", "users": b""} == before | {"lock": b"", "users": b""}


def test_the_recovery_code_is_no_passphrase(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    first = Lock(home).create(WORDS)
    MemoryStore(home, first.key).close()

    with pytest.raises(WrongKey):
        finish(rekeying(home, first.key, first.recovery_code))


def test_a_memory_that_is_open_elsewhere_keeps_its_key(home):
    store = MemoryStore(home, Lock(home).open())
    with pytest.raises(Problem, match="open in a window"):
        finish(rekeying(home, store.key))
    store.close()

    assert held(home, store.key)


def test_without_room_nothing_is_begun(home, monkeypatch):
    key = Lock(home).open()
    real = os.statvfs(home)
    full = os.statvfs_result([*real[:4], 1, *real[5:]])
    monkeypatch.setattr(os, "statvfs", lambda _: full)
    with pytest.raises(Problem, match="not enough space"):
        finish(rekeying(home, key))

    assert held(home, key)


def test_a_code_that_nobody_saw_is_replaced_once(home):
    new = finish(rekeying(home, Lock(home).open()))
    code = unseen(home, new.key)
    assert code
    assert unlocked(Lock(home).travelling(), code) == new.key
    with pytest.raises(WrongKey):
        unlocked(Lock(home).travelling(), new.recovery_code)
    seen(home)

    assert unseen(home, new.key) is None
    assert "recovery" in Lock(home).kinds()


# Killed

CHILD = """
import os, signal, sys
from pathlib import Path
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
import shutil
from memory import swap
from memory.keys import Lock, unlocked
from memory.progress import finish
from memory.safekeeping.rekey import rekeying
home, left = Path(sys.argv[1]), int(sys.argv[2])
key = Lock(home).open()
def mortal(module, name):
    real = getattr(module, name)
    def deed(*words, **more):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*words, **more)
    setattr(module, name, deed)
for module, name in ((os, "fsync"), (os, "open"), (os, "unlink"), (os, "mkdir"), (os, "rmdir"),
                     (os, "rename"), (os, "replace"), (shutil, "rmtree"), (os, "chmod")):
    mortal(module, name)
finish(rekeying(home, key))
"""


def test_killed_anywhere_it_is_the_old_or_the_new(home, tmp_path):
    old = Lock(home).open()
    before = held(home, old)
    keys, n = set(), 0
    while True:
        n += 7
        copy = tmp_path / f"{n}"
        shutil.copytree(home, copy)
        child = subprocess.run(
            [sys.executable, "-c", CHILD, str(copy), str(n)],
            cwd=ROOT, capture_output=True, text=True,
        )  # fmt: skip
        assert child.returncode in (0, -9), child.stderr
        settled(copy)
        assert is_settled(copy)
        key = Lock(copy).open()
        assert held(copy, key) == before, n
        keys.add(key == old)
        left = {path.name for path in copy.iterdir() if path.is_dir()}
        assert left <= {"staging"}, n  # emptied by the next change
        assert (key == old) != (copy / "code.unseen").exists()
        if child.returncode == 0:
            break
    assert keys == {True, False}
    assert n > 20
