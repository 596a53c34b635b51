"""Whole or not at all, whoever writes, and every trouble of the disk said in a sentence."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from memory import cipher
from memory.cipher import DatabaseError, DataKey
from memory.errors import Problem, StoreDamaged, WrongKey
from memory.store import MemoryStore, must_be_there, only_user, private_folder, settled
from memory.tally import Tally
from tests.fakes import a_mail, put

ROOT = Path(__file__).parents[2]


def sources(store: MemoryStore) -> list[str]:
    return [name for (name,) in store.db.execute("select name from sources order by id")]


def add(db, name: str) -> None:
    db.execute("insert into sources (name, path) values (?, ?)", [name, f"/{name}"])


def test_what_was_written_is_there_after_reopening(store):
    with store.write() as db:
        add(db, "Mail")
    store.close()

    again = MemoryStore(store.home, store.key)
    assert sources(again) == ["Mail"]
    again.close()


@pytest.mark.parametrize("failure", [ZeroDivisionError, KeyboardInterrupt, GeneratorExit])
def test_a_block_that_raises_leaves_no_trace(store, failure):
    with pytest.raises(failure), store.write() as db:
        add(db, "Mail")
        raise failure

    assert sources(store) == []
    with store.write() as db:
        add(db, "Notes")
    assert sources(store) == ["Notes"]


def test_another_thread_sees_a_block_only_when_it_is_whole(store):
    seen: list[list[str]] = []

    def look() -> None:
        seen.append(sources(store))
        store.close()

    with store.write() as db:
        add(db, "Mail")
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert seen == [[]]


def test_writers_on_two_threads_wait_for_each_other(store):
    failures: list[Exception] = []

    def write(kind: str) -> None:
        try:
            for n in range(60):
                with store.write() as db:
                    (before,) = db.execute("select count(*) from sources").fetchone()
                    add(db, f"{kind} {n}")
                    (after,) = db.execute("select count(*) from sources").fetchone()
                    assert after == before + 1
        except (DatabaseError, Problem, AssertionError) as err:
            failures.append(err)
        finally:
            store.close()

    threads = [threading.Thread(target=write, args=[kind]) for kind in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert len(sources(store)) == 120


def test_the_file_is_for_its_owner_alone(store):
    assert (store.home / "memory.db").stat().st_mode & 0o777 == 0o600


def test_a_disk_that_is_full_is_said_and_what_was_there_stays(store):
    with store.write() as db:
        add(db, "Mail")
    (pages,) = store.db.execute("pragma page_count").fetchone()
    store.db.execute(f"pragma max_page_count = {pages}")

    with pytest.raises(Problem, match="no space left") as full, store.write() as db:
        for n in range(3000):
            add(db, f"{n} " + "x" * 400)

    assert full.value.remedy
    assert sources(store) == ["Mail"]


def test_a_disk_that_refuses_bytes_is_said_and_the_store_goes_on_afterwards(store):
    with store.write() as db:
        add(db, "Mail")
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, hard))
    try:
        with pytest.raises(Problem, match="no space left"), store.write() as db:
            for n in range(3000):
                add(db, f"{n} " + "x" * 400)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))

    assert sources(store) == ["Mail"]
    with store.write() as db:
        add(db, "Notes")
    assert sources(store) == ["Mail", "Notes"]


TINY = """
mount -t tmpfs -o size=2m none "$1" || exit 77
exec "$2" -c "$3" "$1"
"""


def on_a_tiny_disk(folder: Path, code: str) -> str:
    """Run the code on a disk of two megabytes, in a world of mounts of its own."""
    if not shutil.which("unshare"):
        pytest.skip("unshare is not installed here")
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", TINY, "sh", str(folder), sys.executable, code],
        capture_output=True, text=True, cwd=ROOT, timeout=60,
    )  # fmt: skip
    if done.returncode == 77 or "unshare failed" in done.stderr:
        pytest.skip("this system lets nobody mount a small disk")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_real_disk_that_fills_up_is_said_and_what_was_kept_is_whole(tmp_path):
    said = on_a_tiny_disk(
        tmp_path,
        """
import sys
from pathlib import Path
from memory.cipher import DatabaseError, DataKey
from memory.errors import Problem
from memory.store import MemoryStore
from tests.fakes import a_mail, put
store = MemoryStore(Path(sys.argv[1]), DataKey(bytes(32)))
kept = 0
try:
    for n in range(1000):
        put(store, a_mail(str(n), f"{n} words " * 1000))
        kept += 1
except Problem as problem:
    print(problem)
print(kept > 5, store.db.execute("select count(*) from documents").fetchone() == (kept,))
print(store.db.execute("pragma cipher_integrity_check").fetchall())
""",
    )

    assert said.splitlines() == ["There is no space left on the disk.", "True True", "[]"]


def test_opening_on_a_disk_that_is_full_does_not_blame_the_key(tmp_path):
    said = on_a_tiny_disk(
        tmp_path,
        """
import sys
from pathlib import Path
from memory.cipher import DatabaseError, DataKey
from memory.errors import Problem
from memory.store import MemoryStore
home = Path(sys.argv[1])
MemoryStore(home, DataKey(bytes(32))).close()
try:
    with (home / "ballast").open("wb", 0) as file:
        while True:
            file.write(bytes(512))
except OSError:
    pass
try:
    store = MemoryStore(home, DataKey(bytes(32)))
    with store.write() as db:
        db.execute("insert into sources (name, path) values ('a', ?)", ["b" * 9000])
except Problem as problem:
    print(type(problem).__name__, problem)
""",
    )

    assert said.splitlines() == ["Problem There is no space left on the disk."]


def test_a_file_with_other_bytes_in_it_is_a_problem(store):
    put(store, *(a_mail(str(n), "words " * 400) for n in range(30)))
    store.tidy()
    store.close()
    path = store.home / "memory.db"
    raw = bytearray(path.read_bytes())
    for position in range(5000, len(raw), 4096):
        raw[position] ^= 1
    path.write_bytes(raw)

    with pytest.raises(StoreDamaged):
        MemoryStore(store.home, store.key).db.execute("select * from documents").fetchall()


def test_a_file_that_was_cut_off_is_a_problem(store):
    put(store, *(a_mail(str(n), "words " * 400) for n in range(30)))
    store.tidy()
    store.close()
    path = store.home / "memory.db"
    path.write_bytes(path.read_bytes()[:9000])

    with pytest.raises((StoreDamaged, WrongKey)):
        MemoryStore(store.home, store.key)


def test_a_folder_where_the_file_should_be_is_a_problem(tmp_path):
    (tmp_path / "memory.db").mkdir()

    with pytest.raises(Problem):
        MemoryStore(tmp_path, DataKey.new())


def test_a_writer_that_waits_too_long_is_told_why(store):
    with store.write():
        failures: list[Exception] = []

        def write() -> None:
            store.db.execute("pragma busy_timeout = 50")
            try:
                with store.write() as db:
                    add(db, "Mail")
            except Problem as problem:
                failures.append(problem)
            finally:
                store.close()

        thread = threading.Thread(target=write)
        thread.start()
        thread.join()

    assert [str(f) for f in failures] == ["Another program is writing to the memory."]


def test_a_mistake_of_ours_is_not_dressed_up_as_the_worlds(store):
    with pytest.raises(Exception, match="no such table") as err, store.write() as db:
        db.execute("select * from nonsense")

    assert not isinstance(err.value, Problem)


def test_tidying_empties_the_log_of_writes(store):
    put(store, a_mail("one"))
    before = (store.home / "memory.db-wal").stat().st_size
    store.tidy()

    assert before > 0
    assert (store.home / "memory.db-wal").stat().st_size == 0


def test_a_private_folder_is_made_for_its_owner_alone(tmp_path):
    made = private_folder(tmp_path / "a" / "b")
    (tmp_path / "open").mkdir(mode=0o755)

    assert made.stat().st_mode & 0o777 == 0o700
    assert private_folder(tmp_path / "open").stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_made_is_a_problem(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(Problem) as refused:
        private_folder(tmp_path / "file" / "home")
    assert refused.value.remedy


def test_a_page_that_is_spoilt_is_said_when_it_is_read_and_the_rest_is_still_read(store):
    put(store, *(a_mail(str(n), "words " * 800) for n in range(60)))
    store.tidy()
    store.close()
    path = store.home / "memory.db"
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    read, damaged = 0, 0
    for number in range(1, 61):
        try:
            rows = store.db.execute("select text from documents where rowid = ?", [number])
            read += len(rows.fetchall())
        except StoreDamaged:
            damaged += 1

    assert damaged < 10
    assert read > 50


def test_what_a_commit_must_stand_is_asked_of_the_connection(store):
    def asked(pragma: str) -> object:
        return store.db.execute(f"pragma {pragma}").fetchone()

    assert asked("journal_mode") == ("wal",)
    assert asked("synchronous") == (2,)
    assert asked("secure_delete") == (1,)
    assert asked("temp_store") == (2,)
    assert asked("mmap_size") in (None, (0,))
    assert asked("foreign_keys") == (1,)
    assert asked("cipher_log_level") == ("NONE",)


def test_an_sqlite_that_can_lose_writes_is_refused(store, monkeypatch):
    monkeypatch.setattr(cipher, "OLDEST", (99, 0, 0))
    with pytest.raises(Problem, match="can lose"):
        MemoryStore(store.home, store.key)


def test_each_write_is_counted_and_one_that_was_undone_is_not(store):
    before = store.counter("commits")
    put(store, a_mail("one"))
    after = store.counter("commits")
    with pytest.raises(ZeroDivisionError), store.write():
        raise ZeroDivisionError

    assert after > before
    assert store.counter("commits") == after == Tally(store.home, store.key).read()


def test_the_only_user_is_told_of_others_and_others_of_the_only_user(store, monkeypatch):
    with pytest.raises(Problem, match="open in a window"), only_user(store.home):
        pass
    store.close()
    monkeypatch.setattr("memory.store.PATIENCE", 0.1)
    with only_user(store.home), pytest.raises(Problem, match="repaired or put back"):
        MemoryStore(store.home, store.key)
    assert MemoryStore(store.home, store.key).counter("commits") == 0


def test_a_store_that_could_not_be_opened_does_not_count_as_in_use(store):
    with pytest.raises(WrongKey) as kept:
        MemoryStore(store.home, DataKey.new())
    store.close()
    with only_user(store.home):
        assert kept.value


@pytest.mark.parametrize("size", [None, 0, 9, 4095])
def test_a_file_that_was_never_a_store_is_not_begun_anew(tmp_path, size):
    if size is not None:
        (tmp_path / "memory.db").write_bytes(bytes(size))
    with pytest.raises(StoreDamaged, match="missing or empty") as said:
        must_be_there(tmp_path)

    assert "famulus restore" in said.value.remedy


def test_a_move_that_was_broken_off_is_finished(store):
    store.close()
    ready = store.home / "ready"
    ready.mkdir()
    (ready / "aside").write_text("before-now")
    (ready / "memory.db").write_text("new")
    settled(store.home)

    assert (store.home / "memory.db").read_text() == "new"
    assert (store.home / "before-now" / "memory.db").exists()
