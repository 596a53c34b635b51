"""Whatever dies on the way, what could be read is kept, once and whole."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ingest import pipeline
from ingest.pipeline import in_a_sentence, read_source
from memory.cipher import DataKey
from memory.sources import add_source, all_sources, unread
from memory.store import MemoryStore
from tests.fakes import logical
from tests.ingest.fakes import DEATH, FakeChild, read, texts

ROOT = Path(__file__).parents[2]


def test_a_unit_that_kills_the_worker_is_named_and_the_rest_is_read(store, folder, worker):
    worker(a=["one", DEATH, "three", DEATH, "five"], b=["six"], c=["seven"])
    report = read(store, folder)

    assert texts(store) == ["five", "one", "seven", "six", "three"]
    assert [(one.path.name, one.locator) for one in unread(store, "Notes")] == [
        ("a.txt", "mail 2"),
        ("a.txt", "mail 4"),
    ]
    assert "signal 11" in unread(store, "Notes")[0].reason
    assert report.unreadable[folder / "a.txt"].startswith("mail 2: ")
    assert report.unreadable[folder / "a.txt"].endswith("And 1 more.")
    assert (report.added, report.unchanged) == (5, 0)
    assert len(FakeChild.made) == 3


def test_a_file_that_kills_every_worker_is_given_up(store, folder, worker):
    worker(a=[DEATH] * 100, b=["six"], c=["seven"])
    report = read(store, folder)

    assert texts(store) == ["seven", "six"]
    assert len(FakeChild.made) == pipeline.DEATHS + 2
    assert "Too much of this file" in unread(store, "Notes")[-1].reason
    assert folder / "a.txt" in report.unreadable


def test_a_death_before_any_unit_costs_the_file_alone(store, folder, worker, monkeypatch):
    worker(a=[], b=["six"], c=["seven"])
    real = FakeChild.send

    def send(self: FakeChild, request: dict[str, Any]) -> None:
        if request["path"].endswith("a.txt"):
            self.lines.append(DEATH)
        else:
            real(self, request)

    monkeypatch.setattr(FakeChild, "send", send)
    report = read(store, folder)

    assert texts(store) == ["seven", "six"]
    assert list(report.unreadable) == [folder / "a.txt"]
    assert [one.locator for one in unread(store, "Notes")] == [""]


def test_every_worker_is_closed_at_the_end_and_at_a_stop(store, folder, worker):
    worker(a=["one", DEATH, "three"], b=["six"], c=["seven"])
    work = read_source(store, add_source(store, folder), folder)
    for _ in range(2):
        next(work)
    work.close()
    assert not any(child.alive for child in FakeChild.made)

    read(store, folder)
    assert not any(child.alive for child in FakeChild.made)


def test_a_file_whose_trouble_was_mended_is_no_longer_named(store, folder, worker):
    worker(a=["one", DEATH], b=["six"], c=["seven"])
    read(store, folder)
    worker(a=["one", "two"], b=["six"], c=["seven"])
    (folder / "a.txt").write_text("changed, so that it is read again")
    report = read(store, folder)

    assert report.unreadable == {}
    assert unread(store, "Notes") == []
    assert "two" in texts(store)


@pytest.mark.parametrize("steps", range(1, 8))
def test_stopped_anywhere_what_was_read_stays_and_the_next_time_does_the_rest(
    store, folder, worker, steps, monkeypatch
):
    monkeypatch.setattr(pipeline, "AT_ONCE", 1)
    worker(a=[f"a{n}" for n in range(40)], b=["six"], c=["seven"])
    work = read_source(store, add_source(store, folder), folder)
    for _ in range(steps):
        next(work)
    work.close()
    half = texts(store)
    assert all_sources(store)[0].read_at is None
    read(store, folder)

    assert set(half) < set(texts(store))
    assert len(texts(store)) == 42
    assert all_sources(store)[0].read_at is not None


def test_failures_are_told_in_a_sentence():
    assert in_a_sentence([("", "It is empty.")]) == "It is empty."
    assert in_a_sentence([("mail 3", "Cut off."), ("mail 5", "Cut off.")]) == (
        "mail 3: Cut off. And 1 more."
    )


# When everything dies


MAILS = 300
KILLS = 5
# In one process, so that the libraries are loaded once: each reading is a fork of it.
READING = """
import os, signal, sys, time
from pathlib import Path
from memory.cipher import DataKey
from memory.progress import finish
from memory.sources import add_source
from memory.store import MemoryStore
from ingest.pipeline import read_source
home, mailbox, *moments = sys.argv[1:]
for n, moment in enumerate(moments):
    place = Path(home, str(n))
    place.mkdir()
    began, begin = os.pipe()
    child = os.fork()
    if child == 0:
        store = MemoryStore(place, DataKey(bytes(32)))
        work = read_source(store, add_source(store, Path(mailbox)), Path(mailbox))
        for step in work:
            os.write(begin, b".")
        os._exit(0)
    os.close(begin)
    while int(moment) > 0 and os.read(began, 1):
        moment = int(moment) - 1
    os.close(began)
    time.sleep(float(sys.argv[3 + n]) % 7 / 500)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
"""


def a_mailbox(path: Path) -> None:
    random_ = random.Random(7)
    mails = []
    for n in range(MAILS):
        answered = random_.randrange(n) if n and n % 3 else None
        answers = "" if answered is None else f"In-Reply-To: <{answered}@x>\n"
        who = random_.choice(["Ada <ada@x.org>", "bo@x.org", "Bo <bo@x.org>", "Cy <cy@x.org>"])
        words = " ".join(random_.choices(["tea", "rain", "lease", "kiln", "bread", "boat"], k=40))
        mails.append(
            f"From x@x.org Fri Mar  3 10:00:00 2023\nFrom: {who}\nTo: Ada <ada@x.org>\n"
            f"Date: Fri, 3 Mar 2023 10:{n % 60:02}:00 +0000\nMessage-ID: <{n}@x>\n{answers}"
            f"Subject: About {n // 7}\n\nMail {n}. {words}.\n\n"
        )
    path.write_text("".join(mails))


def test_killed_at_any_moment_and_read_again_it_is_as_if_nothing_had_happened(tmp_path):
    mailbox = tmp_path / "long.mbox"
    a_mailbox(mailbox)
    whole = MemoryStore(tmp_path, DataKey(bytes(32)))
    assert read(whole, mailbox).added == MAILS
    expected = logical(whole)
    whole.close()

    moments = [str(random.randrange(1, 36)) for _ in range(KILLS)]
    subprocess.run(
        [sys.executable, "-c", READING, tmp_path, mailbox, *moments], check=True, cwd=ROOT
    )

    broken_off = 0
    for n, moment in enumerate(moments):
        store = MemoryStore(tmp_path / str(n), DataKey(bytes(32)))
        (kept,) = store.db.execute("select count(*) from documents").fetchone()
        broken_off += kept < MAILS
        report = read(store, mailbox)
        assert logical(store) == expected, f"killed after {moment} steps with {kept} mails kept"
        assert report.added == MAILS - kept
        assert store.db.execute("pragma cipher_integrity_check").fetchall() == []
        store.db.execute("insert into chunks_fts(chunks_fts, rank) values ('integrity-check', 1)")
        store.close()
    assert broken_off
