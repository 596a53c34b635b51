"""What is kept of a source that changes, is paused, goes or is removed, and how it is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ingest import pipeline
from ingest.pipeline import read_source
from memory.errors import Problem
from memory.progress import Progress, finish
from memory.sources import add_source, all_sources, pause, remove, unread
from memory.store import MemoryStore
from tests.fakes import dump
from tests.ingest.fakes import DEATH, FakeChild, read, texts

# What a file held once


def test_a_source_that_is_paused_is_not_read(store, folder):
    name = add_source(store, folder)
    pause(store, name, paused=True)

    assert list(read_source(store, name, folder / "not even looked at")) == []
    assert texts(store) == []


def test_a_reading_ends_when_its_source_is_paused_and_keeps_what_it_read(store, folder, worker):
    worker(a=[f"a{n}" for n in range(40)], b=["six"], c=["seven"])
    name = add_source(store, folder)
    work = read_source(store, name, folder)
    for _ in range(3):
        next(work)
    pause(store, name, paused=True)
    finish(work)

    assert 0 < len(texts(store)) < 40
    assert all_sources(store)[0].read_at is None
    pause(store, name, paused=False)
    read(store, folder)
    assert len(texts(store)) == 42


@pytest.mark.parametrize("at_once", [1, 1000])
def test_a_source_that_is_removed_while_it_is_read_is_a_problem(
    store, folder, worker, monkeypatch, at_once
):
    monkeypatch.setattr(pipeline, "AT_ONCE", at_once)
    worker(a=[f"a{n}" for n in range(40)], b=["six"], c=["seven"])
    name = add_source(store, folder)
    work = read_source(store, name, folder)
    for _ in range(3):
        next(work)
    remove(store, name)
    add_source(store, folder)

    with pytest.raises(Problem, match="removed while it was read"):
        finish(work)
    assert texts(store) == []


def test_two_documents_at_one_place_of_a_file_are_both_kept(store, folder, worker, monkeypatch):
    worker(a=["one", "two"], b=["six"], c=["seven"])
    monkeypatch.setattr(FakeChild, "same_place", True)
    read(store, folder)

    assert texts(store) == ["one", "seven", "six", "two"]


def test_what_a_file_no_longer_holds_goes_when_it_was_read_to_its_end(store, folder, worker):
    worker(a=["one", "two", "three"], b=["six"], c=["seven"])
    read(store, folder)
    (folder / "a.txt").write_text("changed")
    worker(a=["one", DEATH], b=["six"], c=["seven"])
    read(store, folder)
    assert texts(store) == ["one", "seven", "six", "three", "two"]  # "two" may be in what is broken

    (folder / "a.txt").write_text("changed again")
    worker(a=["one", DEATH, "four"], b=["six"], c=["seven"])
    work = read_source(store, "Notes", folder)
    next(work)
    work.close()
    assert "two" in texts(store)

    worker(a=["one", "four"], b=["six"], c=["seven"])
    read(store, folder)
    assert texts(store) == ["four", "one", "seven", "six"]


CHAT = "[01.03.2026, 10:0{n}:00] Ada: {words}\n[01.03.2026, 10:1{n}:00] Bo: Yes.\n"


def a_mail_with(id: str, name: str, words: str) -> str:
    return (
        f"From x@x.org Fri Mar  3 10:00:00 2023\nFrom: Ada <ada@x.org>\nMessage-ID: <{id}@x>\n"
        f"Subject: {id}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
        f"Content-Type: text/plain\n\nMail {id}.\n--b\nContent-Type: text/plain; name={name}\n"
        f"Content-Disposition: attachment; filename={name}\n\n{words}\n--b--\n\n"
    )


def test_each_chat_and_note_that_came_with_a_mail_is_kept(store, tmp_path):
    mails = [
        a_mail_with(id, "_chat.txt", CHAT.format(n=n, words=f"About {id}."))
        for n, id in enumerate(["first", "second"])
    ]
    box = tmp_path / "a.mbox"
    box.write_text("".join([*mails, a_mail_with("third", "plan.md", "The plan.")]))
    read(store, box)
    places = sorted(p for (p,) in store.db.execute("select locator from places"))
    assert places == [
        "first@x", "first@x/1/#1", "second@x", "second@x/1/#1", "third@x", "third@x/1/plan.md",
    ]  # fmt: skip

    box.write_text(mails[0])
    read(store, box)
    assert len(texts(store)) == 6  # what was once sent stays sent


# What is gone


def paths(store: MemoryStore) -> list[str]:
    return sorted(Path(p).name for (p,) in store.db.execute("select path from files"))


def test_a_file_that_is_gone_is_forgotten_by_the_next_reading(store, folder):
    (folder / "empty.txt").write_text("")
    read(store, folder)
    (folder / "a.txt").unlink()
    (folder / "empty.txt").unlink()
    (folder / "b.txt").rename(folder / "other.txt")
    report = read(store, folder)

    assert texts(store) == ["The words of b.", "The words of c."]
    assert paths(store) == ["c.txt", "other.txt"]
    assert unread(store, "Notes") == []
    assert (report.added, report.unchanged) == (0, 2)


@pytest.mark.parametrize("many", [3, 120])
def test_files_that_are_gone_leave_no_word_behind(store, folder, many):
    gone = [folder / f"canary{n}.txt" for n in range(many)]
    for n, path in enumerate(gone):
        path.write_text(f"The zyxomquaver number {n}.")
    read(store, folder)
    for path in gone:
        path.unlink()
    read(store, folder)

    assert len(texts(store)) == 3
    assert [value for value in dump(store) if "zyxo" in value] == []


def test_a_folder_in_which_nothing_is_left_forgets_nothing(store, folder):
    read(store, folder)
    for path in [*folder.rglob("*.txt")]:
        path.unlink()
    read(store, folder)

    assert len(texts(store)) == 3


def test_a_mail_keeps_its_last_place_when_its_file_is_gone(store, tmp_path):
    folder = tmp_path / "Mail"
    folder.mkdir()
    one = a_mail_with("one", "plan.md", "The plan.")
    both = a_mail_with("both", "list.md", "The list.")
    (folder / "a.mbox").write_text(one + both)
    (folder / "b.mbox").write_text(both)
    (folder / "c.mbox").write_text(both)
    (folder / "note.txt").write_text("A note.")
    (folder / "stays.txt").write_text("What stays.")
    read(store, folder)
    for name in ("a.mbox", "note.txt", "b.mbox"):
        (folder / name).unlink()
    read(store, folder)

    assert paths(store) == ["a.mbox", "c.mbox", "stays.txt"]
    assert len(texts(store)) == 5
    assert "A note." not in texts(store)
    (folder / "c.mbox").unlink()
    read(store, folder)
    read(store, folder)
    assert paths(store) == ["a.mbox", "c.mbox", "stays.txt"]
    assert len(texts(store)) == 5
    known = dict(store.db.execute("select path, size from files").fetchall())
    assert known[str(folder / "a.mbox")] is None


def test_a_mail_whose_files_all_go_at_once_is_kept(store, folder):
    for name in ("x.mbox", "y.mbox"):
        (folder / name).write_text(a_mail_with("one", "cat.xyz", "\0\1"))
    report = read(store, folder)
    (folder / "x.mbox").unlink()
    (folder / "y.mbox").unlink()
    read(store, folder)

    assert len(report.unreadable) == 2
    assert "Mail one." in texts(store)
    assert unread(store, "Notes") == []


# How it is written down


def test_what_is_skipped_is_counted_and_named_as_when_it_was_read(store, folder, worker):
    worker(a=["one", DEATH, "three"], b=["six"], c=["seven"])
    first = read(store, folder)
    second = read(store, folder)

    assert (first.added, first.unchanged) == (4, 0)
    assert (second.added, second.unchanged) == (0, 4)
    assert second.unreadable == first.unreadable


def test_many_small_files_are_committed_together(store, folder, worker, monkeypatch):
    monkeypatch.setattr(pipeline, "AT_LEAST_EVERY", 60)
    for n in range(200):
        (folder / f"{n}.txt").write_text("x")
    worker(a=["a"], b=["b"], c=["c"], **{str(n): [f"words {n}"] for n in range(200)})
    writes: list[int] = []
    real = store.write

    def write() -> Any:
        writes.append(1)
        return real()

    monkeypatch.setattr(store, "write", write)
    assert read(store, folder).added == 203
    assert len(writes) < 12
    assert all_sources(store)[0].documents == 203


def test_what_waits_is_written_down_after_a_while(store, folder, worker, monkeypatch):
    monkeypatch.setattr(pipeline, "AT_LEAST_EVERY", 0)
    worker(a=["one"], b=["six"], c=["seven"])
    work = read_source(store, add_source(store, folder), folder)
    while next(work) != Progress(1, 3, "b.txt"):
        pass

    assert texts(store) == ["one"]
    work.close()
