"""Kills, full disks, damage and several at once, on the real thing; the long runs are in bench."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from assistant import Assistant
from assistant.keeping import Keeping
from memory.cipher import DataKey, connect
from memory.errors import Problem, StoreDamaged
from memory.keys import Lock
from memory.migrations import migrations, names
from memory.progress import finish
from memory.safekeeping.backup import backing_up
from memory.safekeeping.verify import verifying
from memory.store import MemoryStore
from tests.fakes import WordEmbedder, a_mail, learn, put
from tests.trip.conftest import ROOT

KEY = "00" * 32
HEAD = """
import sys
from pathlib import Path
from memory.cipher import DataKey
from memory.progress import finish
from memory.store import MemoryStore
from tests.fakes import WordEmbedder, a_mail, learn, put
home, n = Path(sys.argv[1]), int(sys.argv[2])
"""
WRITING = (
    HEAD
    + """
store = MemoryStore(home, DataKey(bytes(32)))
embedder = WordEmbedder()
for k in range(1000):
    put(store, a_mail(f"{n}-{k}", f"words {n} {k} " * 60), path=f"/{n}-{k}")
    learn(store, embedder)
    print(f"{n}-{k}", flush=True)
"""
)
BESIDE = (
    HEAD
    + """
store = MemoryStore(home, DataKey(bytes(32)))
embedder = WordEmbedder()
for k in range(25):
    put(store, a_mail(f"{n}-{k}", f"words {n} {k}"), a_mail(f"shared {k}"), path=f"/{n}-{k}")
    learn(store, embedder)
"""
)
UPGRADING = (
    HEAD
    + """
print("ready", flush=True)
sys.stdin.read(1)
MemoryStore(home, DataKey(bytes(32))).close()
"""
)
RESTORING = (
    HEAD
    + """
from memory.safekeeping.backup import restoring
print("ready", flush=True)
sys.stdin.read(1)
finish(restoring(home, home.parent / "backup"))
"""
)


def child(code: str, home: Path, n: int = 0) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, str(home), str(n)],
        cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip


def killed(process: subprocess.Popen[str]) -> str:
    """Kill a process in the middle of it all; return what it had said by then."""
    process.send_signal(signal.SIGKILL)
    said, _ = process.communicate()
    return said


def key() -> DataKey:
    return DataKey(bytes.fromhex(KEY))


def is_whole(home: Path, key: DataKey) -> bool:
    found = finish(verifying(home, key))
    return not found.parts() - {"keys"}


def kill_while_writing(home: Path, kills: int, seeded: Random) -> dict[str, int]:
    """Kill a writer again and again; count what it had said to be kept and is not there."""
    acked: set[str] = set()
    for n in range(kills):
        writer = child(WRITING, home, n)
        assert writer.stdout
        acked.add(writer.stdout.readline().strip())  # it writes now
        time.sleep(seeded.random() * 0.1)
        acked.update(line for line in killed(writer).splitlines() if "-" in line)
    store = MemoryStore(home, key())
    held = [id for (id,) in store.db.execute("select external_id from documents")]
    orphans = store.db.execute(
        """select (select count(*) from documents where id not in (select document_id from places))
            + (select count(*) from chunks where document_id not in (select id from documents))
            + (select count(*) from documents where id not in (select document_id from chunks))"""
    ).fetchone()[0]
    missing = store.missing
    learn(store, WordEmbedder())
    store.close()
    return {
        "kills": kills,
        "acknowledged": len(acked),
        "lost": len(acked - set(held)),
        "twice": len(held) - len(set(held)),
        "orphans": orphans,
        "missing writes": missing,
        "damaged": int(not is_whole(home, key())),
    }


def test_no_kill_loses_what_was_kept(tmp_path):
    counts = kill_while_writing(tmp_path, 6, Random(1))

    assert counts.pop("acknowledged") >= counts.pop("kills")
    assert set(counts.values()) == {0}


def write_beside(home: Path, processes: int = 4) -> tuple[int, int, int, bool]:
    MemoryStore(home, key()).close()
    writers = [child(BESIDE, home, n) for n in range(processes)]
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    store = MemoryStore(home, key())
    count = "select count(*), count(distinct external_id) from documents"
    documents, unique = store.db.execute(count).fetchone()
    waiting = "select count(*) from chunks where id not in (select chunk_id from vectors)"
    without = store.db.execute(waiting).fetchone()[0]
    assert store.missing == 0
    store.close()
    return documents, unique, without, is_whole(home, key())


def test_four_processes_write_at_once(tmp_path):
    assert write_beside(tmp_path) == (125, 125, 0, True)


def old_store(home: Path, mails: int) -> None:
    """Make a store of the shape that the first version wrote."""
    db = connect(home / "memory.db", key())
    migrations.apply(db, stop_before=names()[7])
    db.execute("insert into sources (name, path) values ('Mail', '/mail')")
    db.execute("insert into files (source_id, path) values (1, '/mail/1')")
    text = "words of it " * 200
    for n in range(mails):
        db.execute(
            "insert into documents values (?, 'mail', ?, '', null, null, null, '', ?, '[]', '[]')",
            [str(n), str(n), text],
        )
        db.execute("insert into places values (1, ?, '')", [str(n)])
        db.execute(
            """insert into chunks (document_id, start, end, locator, people, context, before, text)
                values (?, 0, 2400, '', '', '', '', ?)""",
            [str(n), text],
        )
        vector = WordEmbedder().encode([str(n)])[0].tobytes()
        db.execute(
            "insert into vectors (chunk_id, encoder, vector) values (?, 'words', ?)",
            [n + 1, vector],
        )
    db.conn.commit()
    db.close()


def kill_while_upgrading(home: Path, kills: int, seeded: Random) -> dict[str, int]:
    """Kill an upgrade at random moments, each time of a store of the first version."""
    counts = {"kills": kills, "old": 0, "on the way": 0, "new": 0, "lost": 0, "damaged": 0}
    old_store(home, 150)
    whole = shutil.copytree(home, home.parent / "whole")
    for _ in range(kills):
        shutil.rmtree(home)
        shutil.copytree(whole, home)
        upgrade = child(UPGRADING, home)
        assert upgrade.stdin
        assert upgrade.stdout
        upgrade.stdout.readline()
        upgrade.stdin.write("x")
        upgrade.stdin.flush()
        time.sleep(seeded.random() * 0.25)
        killed(upgrade)
        db = connect(home / "memory.db", key())
        steps = len(migrations.applied(db))
        db.close()
        counts["old" if steps == 7 else "new" if steps == len(names()) else "on the way"] += 1
        store = MemoryStore(home, key())  # goes on where it was killed
        held = store.db.execute(
            "select (select count(*) from documents), (select count(*) from vectors)"
        ).fetchone()
        counts["lost"] += held != (150, 150)
        ok = store.db.execute("pragma integrity_check").fetchone() == ("ok",)
        counts["damaged"] += not ok or len(migrations.applied(store.db)) != len(names())
        store.close()
    return counts


def test_a_killed_upgrade_is_gone_on_with(tmp_path):
    (tmp_path / "home").mkdir()
    counts = kill_while_upgrading(tmp_path / "home", 5, Random(2))

    assert counts["lost"] == counts["damaged"] == 0


def kill_while_restoring(place: Path, kills: int, seeded: Random) -> dict[str, int]:
    """Kill a restore at random moments; the memory is the one before or the one restored."""
    home = place / "home"
    home.mkdir()
    store = MemoryStore(home, Lock(home).create().key)
    put(store, *(a_mail(str(n), "words " * 300) for n in range(40)))
    finish(backing_up(store, place / "backup"))
    put(store, a_mail("later"))
    store.tidy()
    store.close()
    whole = shutil.copytree(home, place / "whole")
    counts = {"kills": kills, "before": 0, "restored": 0, "other": 0}
    for _ in range(kills):
        shutil.rmtree(home)
        shutil.copytree(whole, home)
        restore = child(RESTORING, home)
        assert restore.stdin
        assert restore.stdout
        restore.stdout.readline()
        restore.stdin.write("x")
        restore.stdin.flush()
        time.sleep(seeded.random() * 0.25)
        killed(restore)
        again = opened(home)
        (documents,) = again.db.execute("select count(*) from documents").fetchone()
        again.close()
        sound = is_whole(home, again.key)
        counts[{40: "restored", 41: "before"}.get(documents if sound else -1, "other")] += 1
    return counts


def opened(home: Path) -> MemoryStore:
    """Open a home as the program does, that a kill may have left in the middle of a move."""
    from memory.store import settled

    settled(home)
    return MemoryStore(home, Lock(home).open())


def test_a_killed_restore_leaves_the_old_memory_or_the_new(tmp_path):
    counts = kill_while_restoring(tmp_path, 5, Random(3))

    assert counts["other"] == 0


FULL = """
import os
from memory.safekeeping.backup import backing_up
from memory.errors import Problem
from memory.keys import Lock
home = home / "home"
home.mkdir()
key = Lock(home).create().key
store = MemoryStore(home, key)
put(store, *(a_mail(str(k), f"words {k} " * 200) for k in range(20)))
ballast = home.parent / "ballast"
free = os.statvfs(home)
left = n * 20_000
with ballast.open("wb") as file:
    file.write(bytes(max(0, free.f_bavail * free.f_frsize - left)))
said, kept = "", 20
try:
    for k in range(20, 400):
        put(store, a_mail(str(k), f"words {k} " * 200), path=f"/{k}")
        kept += 1
except Problem as problem:
    said = str(problem)
try:
    finish(backing_up(store, home.parent / "backup"))
except Problem as problem:
    said += " / " + str(problem)
files = sorted(path.name for path in home.parent.iterdir())
ballast.unlink()
put(store, a_mail("after"), path="/after")
(held,) = store.db.execute("select count(*) from documents").fetchone()
whole = store.db.execute("pragma integrity_check").fetchone() == ("ok",)
whole = whole and not store.db.execute("pragma cipher_integrity_check").fetchall()
import json
print(json.dumps([said, files, held == kept + 1, whole]))
"""
MOUNTED = 'mount -t tmpfs -o size=3m none "$1" || exit 77; exec "$2" -c "$3" "$1" "$4"'


def on_a_disk_with_room_for(place: Path, n: int) -> tuple[str, list[str], bool, bool]:
    """Write until the disk is full, which is so the sooner the smaller n is."""
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", MOUNTED, "sh", place, sys.executable, HEAD + FULL, str(n)],
        capture_output=True, text=True, cwd=ROOT, timeout=60,
    )  # fmt: skip
    if done.returncode == 77 or "unshare failed" in done.stderr:
        pytest.skip("this system lets nobody mount a small disk")
    assert done.returncode == 0, done.stderr
    said, files, kept, whole = json.loads(done.stdout)
    return said, files, kept, whole


@pytest.mark.skipif(not shutil.which("unshare"), reason="unshare is not installed here")
@pytest.mark.parametrize("n", [1, 7, 19])
def test_a_full_disk_at_any_moment_is_said_and_harms_nothing(tmp_path, n):
    said, files, kept, whole = on_a_disk_with_room_for(tmp_path, n)

    assert said.startswith("There is no")
    assert " / There is no" in said
    assert files == ["ballast", "home"]
    assert kept
    assert whole


def test_the_command_line_works_beside_an_open_window(famulus, sample_home, tmp_path):
    home = shutil.copytree(sample_home, tmp_path / "home")
    (tmp_path / "note.md").write_text("The bicycle is green.\n")
    window = MemoryStore(home, Lock(home).open())
    read = famulus("read", tmp_path / "note.md", "--home", home)
    saved = famulus("backup", tmp_path / "b", "--home", home)

    assert (read.returncode, saved.returncode) == (0, 0)
    assert window.db.execute("select count(*) from documents where text like '%green.%'").fetchone()
    refused = famulus("restore", tmp_path / "b", "--home", home)
    assert refused.returncode == 1
    assert "Close Famulus there" in refused.stderr
    window.close()


def spoilt(raw: bytearray, how: str) -> bytes:
    match how:
        case "page":
            for page in range(3, len(raw) // 4096, 3):
                raw[page * 4096 + 8] ^= 1
        case "cut":
            del raw[len(raw) // 2 :]
        case "short":
            del raw[9:]
        case "empty":
            raw.clear()
        case "beginning":
            raw[5] ^= 1
    return bytes(raw)


def test_a_damaged_memory_is_said_and_what_helps_helps(famulus, sample_home, tmp_path):
    home = shutil.copytree(sample_home, tmp_path / "home")
    assert famulus("backup", tmp_path / "b", "--home", home).returncode == 0
    path = home / "memory.db"
    path.write_bytes(spoilt(bytearray(path.read_bytes()), "page"))
    for words in (("search", "lease"), ("verify",)):
        done = famulus(*words, "--home", home)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert "`famulus repair`" in done.stderr
    done = famulus("restore", tmp_path / "b", "--home", home)
    assert done.returncode == 0, done.stderr
    assert "lease" in famulus("search", "lease", "--home", home).stdout.lower()


@pytest.mark.parametrize("how", ["cut", "short", "empty", "beginning", "gone"])
def test_a_memory_that_cannot_be_opened_names_what_helps(sample_home, tmp_path, how):
    home = shutil.copytree(sample_home, tmp_path / "home")
    path = home / "memory.db"
    raw = spoilt(bytearray(path.read_bytes()), how)
    path.write_bytes(raw)
    if how == "gone":
        path.unlink()
    with pytest.raises(StoreDamaged) as said:
        Assistant.open(home)

    assert "`famulus re" in said.value.remedy
    assert not finish(Keeping.verifying(home)).sound
    assert how == "gone" or path.read_bytes() == raw


def test_a_memory_that_was_never_finished_is_begun_anew(famulus, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    new = Lock(home).begin()
    MemoryStore(home, new.key).close()
    done = famulus("sources", "--home", home)

    assert done.returncode == 0
    assert "Its recovery code" in done.stderr


def test_a_copy_of_yesterday_is_noticed(famulus, sample_home, tmp_path):
    home = shutil.copytree(sample_home, tmp_path / "home")
    yesterday = (home / "memory.db").read_bytes()
    store = MemoryStore(home, Lock(home).open())
    put(store, a_mail("today"))
    store.tidy()
    store.close()
    (home / "memory.db").write_bytes(yesterday)

    assert "older than what was written last" in famulus("sources", "--home", home).stderr
    assert finish(Keeping.verifying(home)).parts() == {"age"}
    finish(Keeping.repairing(home))
    assert finish(Keeping.verifying(home)).sound


def test_what_is_no_place_for_a_backup_is_said(store):
    with pytest.raises(Problem):
        finish(backing_up(store, Path(os.devnull)))
