"""The long runs of what a memory has to stand: `make bench` prints their counts.

Zero lost, doubled, orphaned or unnoticed, or the run fails; the control shows
that a fault which nothing guards against is seen.
"""

from __future__ import annotations

import shutil
import struct
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from ingest.chunk import chunks
from memory.cipher import connect
from memory.errors import Problem, StoreDamaged, WrongKey
from memory.keys import Lock
from memory.progress import finish
from memory.safekeeping.backup import backing_up, restoring
from memory.safekeeping.repair import repairing
from memory.safekeeping.verify import verifying
from memory.store import MemoryStore
from tests.fakes import WordEmbedder, a_mail, learn, put
from tests.trip.test_faults import (
    key,
    kill_while_restoring,
    kill_while_upgrading,
    kill_while_writing,
    on_a_disk_with_room_for,
    write_beside,
)

FRAME = 4096 + 24  # bytes of a page in the log of writes
LOG_HEAD = 32


def shown(what: str, counts: dict[str, int]) -> None:
    print(f"\n{what}: " + ", ".join(f"{name} {n}" for name, n in counts.items()))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("sound") / "home"
    home.mkdir()
    store = MemoryStore(home, Lock(home).create().key)
    for f in range(10):
        mails = (a_mail(f"{f}-{n}", f"Words of {f} and {n}. " * 100) for n in range(20))
        put(store, *mails, path=f"/mail/{f}")
    learn(store, WordEmbedder())
    finish(backing_up(store, home.parent / "backup"))
    store.tidy()
    store.close()
    return home


def test_200_kills_while_writing(tmp_path):
    counts = kill_while_writing(tmp_path, 200, Random(1))
    shown("killed while writing", counts)
    assert counts["lost"] == counts["twice"] == counts["orphans"] == counts["damaged"] == 0


def test_50_kills_while_upgrading(tmp_path):
    (tmp_path / "home").mkdir()
    counts = kill_while_upgrading(tmp_path / "home", 50, Random(2))
    shown("killed while upgrading", counts)
    assert counts["lost"] == counts["damaged"] == 0


def test_50_kills_while_restoring(tmp_path):
    counts = kill_while_restoring(tmp_path, 50, Random(3))
    shown("killed while restoring", counts)
    assert counts["other"] == 0
    assert counts["restored"]


def test_20_times_four_processes(tmp_path):
    runs = []
    for n in range(20):
        (tmp_path / str(n)).mkdir()
        runs.append(write_beside(tmp_path / str(n)))
    shown("four processes at once", {str(one): n for one, n in Counter(runs).items()})
    assert set(runs) == {(125, 125, 0, True)}


@pytest.mark.skipif(not shutil.which("unshare"), reason="unshare is not installed here")
def test_50_full_disks(tmp_path):
    right = 0
    for n in range(50):
        (tmp_path / str(n)).mkdir()
        said, files, kept, whole = on_a_disk_with_room_for(tmp_path / str(n), n)
        right += said.startswith("There is no") and files == ["ballast", "home"] and kept and whole
    shown("disks that filled up", {"runs": 50, "said, whole and gone on": right})
    assert right == 50


def test_400_flipped_bits(sound, tmp_path):
    home = shutil.copytree(sound, tmp_path / "home")
    path = home / "memory.db"
    raw = path.read_bytes()
    own = Lock(home).open()
    was = dict(MemoryStore(home, own).db.execute("select id, text from documents").fetchall())
    seeded, found, wrong = Random(4), 0, 0
    for _ in range(400):
        changed = bytearray(raw)
        changed[seeded.randrange(len(raw))] ^= 1 << seeded.randrange(8)
        path.write_bytes(changed)
        found += "file" in finish(verifying(home, own)).parts()
        try:
            store = MemoryStore(home, own)
            for id, text in was.items():
                row = store.db.execute("select text from documents where id = ?", [id]).fetchone()
                wrong += row != (text,)
            store.close()
        except (StoreDamaged, WrongKey):
            pass
    shown("one flipped bit", {"runs": 400, "found": found, "shown wrong": wrong})
    assert (found, wrong) == (400, 0)


def test_60_damaged_stores(sound, tmp_path):
    own = Lock(sound).open()
    raw = (sound / "memory.db").read_bytes()
    store = MemoryStore(sound, own)
    was = dict(store.db.execute("select id, text from documents").fetchall())
    store.close()
    seeded = Random(5)
    counts: Counter[str] = Counter()
    for n in range(60):
        home = shutil.copytree(sound, tmp_path / str(n))
        spoilt = bytearray(raw)
        match n % 4:
            case 0:
                spoilt[seeded.randrange(len(raw))] ^= 1
            case 1:
                for _ in range(20):
                    spoilt[seeded.randrange(4096, len(raw))] ^= 1
            case 2:
                del spoilt[seeded.randrange(4096, len(raw)) :]
            case 3:
                page = seeded.randrange(1, len(raw) // 4096)
                spoilt[page * 4096 : (page + 1) * 4096] = bytes(4096)
        (home / "memory.db").write_bytes(spoilt)
        with_backup = n % 3 == 0
        copy = sound.parent / "backup" if with_backup else None
        repaired = finish(repairing(home, own, chunks, copy=copy))
        counts["start and are sound"] += finish(verifying(home, own)).sound
        store = MemoryStore(home, own)
        held = dict(store.db.execute("select id, text from documents").fetchall())
        store.close()
        counts["documents kept"] += len(held)
        counts["documents"] += len(was)
        counts["altered"] += sum(was.get(id) != text for id, text in held.items())
        counts["silent losses"] += len(held) < len(was) and not repaired.lost
        shutil.rmtree(home)
    shown("damaged stores", {"runs": 60, **counts})
    assert counts["start and are sound"] == 60
    assert counts["altered"] == counts["silent losses"] == 0


def test_200_changed_backups(sound, tmp_path):
    raw = (sound.parent / "backup").read_bytes()
    home = shutil.copytree(sound, tmp_path / "home")
    seeded, refused = Random(6), 0
    for n in range(200):
        place = seeded.randrange(len(raw))
        changed = bytearray(raw)
        changed[place] ^= 1 << n % 8
        (tmp_path / "b").write_bytes(changed if n % 2 else raw[:place])
        try:
            finish(restoring(home, tmp_path / "b"))
        except Problem:
            refused += 1
    shown("changed backups", {"runs": 200, "refused": refused})
    assert refused == 200


@pytest.mark.parametrize("guarded", [True, False], ids=["as it is", "control"])
def test_2000_power_cuts(tmp_path, guarded):
    """What a power cut leaves of the files: what was synced, and of the rest any part.

    Built of the log of writes, which is all that a commit writes: every frame up
    to the last commit that was acknowledged is there, those after it are cut,
    torn or missing.  In the control nothing is synced, so that any frame may be
    missing; that it loses commits shows that they are counted.
    """
    home = tmp_path / "home"
    home.mkdir()
    store = MemoryStore(home, key())
    store.tidy()
    store.db.execute("pragma wal_autocheckpoint = 0")
    ends = []
    for n in range(60):
        put(store, a_mail(str(n), f"words {n} " * 30), path=f"/{n}")
        ends.append((home / "memory.db-wal").stat().st_size)
    base = (home / "memory.db").read_bytes()
    log = (home / "memory.db-wal").read_bytes()
    store.close()
    seeded = Random(7)
    counts: Counter[str] = Counter()
    for _ in range(2000):
        acked = seeded.randrange(len(ends))
        synced = ends[acked] if guarded else LOG_HEAD
        last = ends[min(acked + 3, len(ends) - 1)]
        left = log[:synced] + b"".join(
            what_is_left(log[at : at + FRAME], seeded, 3 if guarded else 40)
            for at in range(synced, last, FRAME)
        )
        counts[after_the_cut(tmp_path / "crash", base, left, acked)] += 1
    shown("power cuts" + ("" if guarded else ", nothing synced"), dict(counts))
    assert struct.unpack(">I", log[8:12]) == (4096,)
    assert (counts["whole"] == 2000) == guarded


def what_is_left(frame: bytes, seeded: Random, odds: int) -> bytes:
    """Return a frame that was not synced: torn, missing, or, by the odds, as it was."""
    match seeded.randrange(odds):
        case 0:
            torn = 512 * seeded.randrange(9)
            return frame[:torn] + bytes(FRAME - torn)
        case 1:
            return bytes(FRAME)
    return frame


def after_the_cut(crash: Path, base: bytes, log: bytes, acked: int) -> str:
    """Open what is left, and say what came of the commits up to the one acknowledged."""
    shutil.rmtree(crash, ignore_errors=True)
    crash.mkdir()
    (crash / "memory.db").write_bytes(base)
    (crash / "memory.db-wal").write_bytes(log)
    db = connect(crash / "memory.db", key())
    try:
        held = [id for (id,) in db.execute("select external_id from documents order by rowid")]
        if db.execute("pragma integrity_check").fetchone() != ("ok",):
            return "damaged"
    except StoreDamaged:
        return "damaged"
    finally:
        db.close()
    if held != [str(n) for n in range(len(held))]:
        return "with a hole"
    return "whole" if len(held) > acked else "lost what was acknowledged"
