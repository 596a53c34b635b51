"""A backup is the memory of one moment, whole and locked, or it is refused."""

from __future__ import annotations

import random
import threading
from pathlib import Path

import pytest

from memory.errors import Problem, StoreDamaged, StoreTooNew, WrongKey
from memory.keys import Lock, NewLock
from memory.progress import finish
from memory.safekeeping.backup import backing_up, is_backup, last_backup, read_head, restoring
from memory.store import MemoryStore
from memory.swap import kept_aside
from tests.fakes import a_mail, files_in, learn, logical, put

CANARY = "Zyxomquaver"


@pytest.fixture
def lock(tmp_path: Path) -> NewLock:
    (tmp_path / "home").mkdir()
    return Lock(tmp_path / "home").create("a passphrase")


@pytest.fixture
def store(tmp_path, lock):
    store = MemoryStore(tmp_path / "home", lock.key)
    put(store, *(a_mail(str(n), f"{CANARY} {n} " * 50) for n in range(20)))
    yield store
    store.close()


def restored(home: Path, path: Path, passphrase: str | None) -> MemoryStore:
    finish(restoring(home, path, passphrase))
    return MemoryStore(home, Lock(home).open(passphrase))


@pytest.mark.parametrize("way", ["passphrase", "recovery code"])
def test_another_computer_opens_it_with_the_passphrase_or_the_code(
    store, lock, embedder, tmp_path, way
):
    learn(store, embedder)
    finish(backing_up(store, tmp_path / "b"))
    given = "a passphrase" if way == "passphrase" else lock.recovery_code
    other = restored(tmp_path / "other", tmp_path / "b", given)

    assert logical(other) == logical(store)
    query = "select count(*), sum(length(vector)) from vectors"
    assert other.db.execute(query).fetchone() == store.db.execute(query).fetchone()
    assert other.missing == 0
    assert set(Lock(other.home).kinds()) == {"passphrase", "recovery"}
    other.close()


def test_without_a_passphrase_slot_this_computer_gets_one_of_its_own(tmp_path):
    (tmp_path / "home").mkdir()
    new = Lock(tmp_path / "home").create()
    store = MemoryStore(tmp_path / "home", new.key)
    finish(backing_up(store, tmp_path / "b"))
    store.close()
    result = finish(restoring(tmp_path / "other", tmp_path / "b", new.recovery_code))

    assert result.warnings
    assert "file" not in [slot["kind"] for slot in read_head(tmp_path / "b").slots]
    assert Lock(tmp_path / "other").open() == new.key


def test_nothing_in_it_can_be_read(store, lock, tmp_path):
    finish(backing_up(store, tmp_path / "b"))
    raw = (tmp_path / "b").read_bytes()

    assert CANARY.encode() not in raw
    assert lock.key.secret not in raw
    assert b"SQLite format" not in raw
    assert (tmp_path / "b").stat().st_mode & 0o777 == 0o600
    assert set(files_in(tmp_path)) - set(files_in(store.home)) >= {"b"}
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["b"]


def test_a_wrong_passphrase_changes_nothing(store, tmp_path):
    finish(backing_up(store, tmp_path / "b"))
    (tmp_path / "other").mkdir()

    for given in ("another", None):
        with pytest.raises(WrongKey):
            finish(restoring(tmp_path / "other", tmp_path / "b", given))
    assert files_in(tmp_path / "other") == {}


def test_any_change_to_it_is_refused_and_the_memory_stays(tmp_path):
    (tmp_path / "home").mkdir()
    store = MemoryStore(tmp_path / "home", Lock(tmp_path / "home").create().key)
    put(store, *(a_mail(str(n), f"{n} " * 50) for n in range(20)))
    finish(backing_up(store, tmp_path / "b"))
    store.close()
    raw = (tmp_path / "b").read_bytes()
    before = files_in(store.home)
    seeded = random.Random(1)
    places = [seeded.randrange(len(raw)) for _ in range(60)] + list(range(0, 800, 20))
    for n, place in enumerate(places):
        changed = bytearray(raw)
        changed[place] ^= 1 << n % 8
        for broken in (bytes(changed), raw[:place]):
            (tmp_path / "b").write_bytes(broken)
            with pytest.raises(Problem):
                finish(restoring(store.home, tmp_path / "b"))
    assert files_in(store.home) == before


def test_it_is_one_moment_while_others_write(store, tmp_path):
    stop = threading.Event()

    def write() -> None:
        n = 100
        while not stop.is_set():
            put(store, a_mail(str(n)), a_mail(f"{n} again"), path=f"/{n}")
            n += 1
        store.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for n in range(3):
            finish(backing_up(store, tmp_path / f"b{n}"))
    finally:
        stop.set()
        writer.join()
    other = restored(tmp_path / "other", tmp_path / "b2", "a passphrase")
    counts = other.db.execute("select count(*) from documents where title like '%again'").fetchone()
    more = other.db.execute("select count(*) from documents").fetchone()
    other.close()

    assert more[0] == 20 + 2 * counts[0]


def test_the_memory_before_is_kept_aside_and_its_key_stays(store, tmp_path):
    finish(backing_up(store, tmp_path / "b"))
    put(store, a_mail("later"))
    Lock(store.home).set_passphrase(store.key, "a newer one")
    store.close()
    result = finish(restoring(store.home, tmp_path / "b", "a newer one"))
    again = MemoryStore(store.home, Lock(store.home).open("a newer one"))

    assert again.db.execute("select count(*) from documents").fetchone() == (20,)
    assert kept_aside(store.home) == [result.kept]
    assert result.kept
    assert "memory.db" in files_in(result.kept)
    again.close()


def test_nothing_is_restored_under_an_open_window(store, tmp_path):
    finish(backing_up(store, tmp_path / "b"))

    with pytest.raises(Problem, match="open in a window"):
        finish(restoring(store.home, tmp_path / "b", "a passphrase"))
    assert store.db.execute("select count(*) from documents").fetchone() == (20,)


def test_a_backup_of_a_newer_version_is_refused(store, tmp_path):
    with store.write() as db:
        db.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) values (?, ?, ?)",
            ["memory", "m999_tomorrow", "2030-01-01"],
        )
    finish(backing_up(store, tmp_path / "b"))

    with pytest.raises(StoreTooNew):
        finish(restoring(tmp_path / "other", tmp_path / "b", "a passphrase"))
    assert not (tmp_path / "other" / "memory.db").exists()


def test_the_store_knows_when_it_was_backed_up(store, tmp_path):
    assert last_backup(store) is None
    made = finish(backing_up(store, tmp_path / "b"))

    assert last_backup(store) == made
    (tmp_path / "b").unlink()
    gone = last_backup(store)
    assert gone is not None
    assert gone.size == 0


def test_it_replaces_a_backup_and_nothing_else(store, tmp_path):
    finish(backing_up(store, tmp_path / "b"))
    finish(backing_up(store, tmp_path / "b"))
    (tmp_path / "letter").write_text("Dear Ada")

    assert is_backup(tmp_path / "b")
    for place in (tmp_path / "letter", tmp_path, store.home / "b", tmp_path / "no" / "b"):
        with pytest.raises(Problem) as refused:
            finish(backing_up(store, place))
        assert refused.value.remedy
    assert (tmp_path / "letter").read_text() == "Dear Ada"


@pytest.mark.parametrize("data", [b"", b"famulus backup 1\n", b"PK\x03\x04", bytes(100)])
def test_what_is_no_backup_is_said(store, tmp_path, data):
    (tmp_path / "b").write_bytes(data)

    with pytest.raises(Problem):
        finish(restoring(tmp_path / "other", tmp_path / "b", "a passphrase"))


def test_stopped_on_the_way_it_leaves_nothing(store, tmp_path):
    work = backing_up(store, tmp_path / "b")
    next(work)
    next(work)
    work.close()

    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []
    assert last_backup(store) is None


def test_a_header_that_was_forged_is_refused(store, lock, tmp_path):
    """Someone who knows no key cannot give the pieces of one backup the head of another."""
    finish(backing_up(store, tmp_path / "a"))
    put(store, a_mail("later"))
    finish(backing_up(store, tmp_path / "b"))
    first, second = (tmp_path / "a").read_bytes(), (tmp_path / "b").read_bytes()
    start = read_head(tmp_path / "a").start
    (tmp_path / "c").write_bytes(first[:start] + second[start:])

    with pytest.raises(StoreDamaged):
        finish(restoring(tmp_path / "other", tmp_path / "c", "a passphrase"))
