"""2,500 real mails (SpamAssassin, easy-ham-1) in one go, with a kill -9 in the middle."""

from __future__ import annotations

import email
import json
import os
import signal
import subprocess
import tarfile
import time
from collections import Counter
from collections.abc import Callable
from email.policy import compat32
from functools import partial
from pathlib import Path

import pytest

from assistant import Assistant
from ingest.pipeline import read_source
from memory.keys import Lock
from memory.progress import finish
from memory.sources import add_source
from memory.store import MemoryStore
from tests.trip.conftest import ROOT, command

DATA = Path(os.environ.get("FAMULUS_BENCH_DATA", ROOT.parent / "shared/data")) / "dev.tar.xz"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the evaluation data is not here")
FOLDER = "dev/SpamAssassin/data/easy-ham-1"


@pytest.fixture(scope="module")
def mails(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("data")
    with tarfile.open(DATA) as archive:
        members = [m for m in archive if m.name.startswith(FOLDER + "/")]
        archive.extractall(place, members, filter="data")
    return place / FOLDER


def message_ids(folder: Path) -> Counter[str]:
    """Count the ids by the standard library, which knows nothing of our reader."""
    found: Counter[str] = Counter()
    for path in folder.iterdir():
        raw = path.read_bytes()
        raw = raw.partition(b"\n")[2] if raw.startswith(b"From ") else raw
        id = email.message_from_bytes(raw, policy=compat32).get("Message-ID", "")
        found[str(id).strip().strip("<>")] += 1
    return found


def contents(store: MemoryStore) -> list[list[tuple[object, ...]]]:
    """All that was read, but for when and in what order."""
    return [
        sorted(store.db.execute(query).fetchall())
        for query in (
            "select id, kind, title, text, date, external_id, parent, folds from documents",
            "select document_id, start, end, locator, people, context, text from chunks",
            "select path, document_id, locator from places join files on files.id = file_id",
            "select path, locator, reason from unread join files on files.id = file_id",
            "select document_id, role, name, address, n from appearances",
        )
    ]


def start(*words: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(*words), cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def opened(home: Path) -> MemoryStore:
    return MemoryStore(home, Lock(home).open())


def wait_until(condition: Callable[[], bool], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_none_is_lost_and_a_killed_reading_ends_the_same(mails, tmp_path):
    home = tmp_path / "home"
    Assistant.open(home).close()

    # 1. Killed while reading, and again while encoding.
    began = time.monotonic()
    store = opened(home)
    for table, enough in (("documents", 700), ("vectors", 150)):
        reading = start("read", mails, "--home", home)
        wait_until(partial(has, store, table, enough))
        reading.send_signal(signal.SIGKILL)
        reading.communicate()

    # 2. To its end.
    reading = start("read", mails, "--home", home, "--json")
    report = json.loads(reading.communicate()[0])
    first = time.monotonic() - began

    # 3. Nothing lost, by the standard library's count.
    kept = {id for (id,) in store.db.execute("select external_id from documents")}
    expected = message_ids(mails)
    print(f"{sum(expected.values())} mails, {len(expected)} ids, {len(kept & set(expected))} kept")
    assert sum(expected.values()) == 2500
    assert set(expected) <= kept
    undated = store.db.execute("select count(*) from documents where date is null").fetchone()[0]
    encoded = store.db.execute("select count(*) from documents where title like '%=?%'").fetchone()
    assert undated == 0
    assert encoded[0] == 0

    # 4. A second reading adds nothing, in no time.
    began = time.monotonic()
    again = json.loads(start("read", mails, "--home", home, "--json").communicate()[0])
    second = time.monotonic() - began
    print(f"first {first:.0f} s (killed twice), second {second:.1f} s")
    assert again["added"] == 0
    assert second < first / 10
    assert report["unreadable"] == dict(sorted(report["unreadable"].items()))

    # 5. The same store as that of a reading without a kill, each chunk with its vector.
    whole = MemoryStore(tmp_path, Lock(home).open())
    finish(read_source(whole, add_source(whole, mails), mails))
    assert contents(store) == contents(whole)
    assert count(store, "vectors") == count(store, "chunks")
    assert store.db.execute("pragma integrity_check").fetchone() == ("ok",)


def has(store: MemoryStore, table: str, enough: int) -> bool:
    return count(store, table) >= enough


def count(store: MemoryStore, table: str) -> int:
    (n,) = store.db.execute(f"select count(*) from {table}").fetchone()
    return int(n)
