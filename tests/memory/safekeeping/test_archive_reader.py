"""What was exported comes back the same; what was forged or spoilt does not come in."""

from __future__ import annotations

import hashlib
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest.chunk import chunks
from memory import conversations, settings
from memory.cipher import DataKey
from memory.errors import Problem
from memory.people.joining import join, undo
from memory.people.known import everybody
from memory.progress import finish
from memory.safekeeping.archive import exporting
from memory.safekeeping.archive_reader import Imported, importing
from memory.sources import all_sources
from memory.store import MemoryStore
from memory.types import Answer, Participant, Turn
from tests.fakes import a_chat, a_mail, a_note, day, files_in, logical, put

BO_AT_HOME = (Participant("from", "Bo", "bo@home.org"),)
BO_AT_WORK = (Participant("from", "Bo", "bo@work.org"),)


@pytest.fixture
def archive(store: MemoryStore, tmp_path: Path) -> Path:
    put(store, *(a_mail(f"{n}", f"Words of {n}. " * 9, f"{n - 3}") for n in range(12)))
    put(store, a_chat(("Hello", day(3)), ("Good day", day(4))), path="/chat")
    put(store, a_note("The boiler is 12 years old.", locator="here"), source="Papers", path="/n")
    conversation = conversations.start(store)
    answer = Answer("In May.", "quoted", 0, True, (), (), (), ())
    for turn in (
        Turn("user", "When?", conversations.now()),
        Turn("assistant", "In May.", conversations.now(), answer),
    ):
        conversations.add_turn(store, conversation, turn)
    settings.choose(store, {"identity": "Ada"})
    finish(exporting(store, tmp_path / "a.zip"))
    return tmp_path / "a.zip"


@pytest.fixture
def other(tmp_path: Path) -> Iterator[MemoryStore]:
    (tmp_path / "other").mkdir()
    other = MemoryStore(tmp_path / "other", DataKey.new())
    yield other
    other.close()


def taken_in(store: MemoryStore, path: Path) -> Imported:
    return finish(importing(store, path, chunks))


def told(store: MemoryStore) -> list[list[Turn]]:
    return [conversations.turns(store, one.id) for one in conversations.conversations(store)]


def forged(path: Path, name: str, change: Callable[[list[Any]], None]) -> Path:
    """Return an archive in which a part was changed by somebody who keeps the digests right."""
    with zipfile.ZipFile(path) as old:
        parts = {one: old.read(one) for one in old.namelist()}
    lines = [json.loads(line) for line in parts[name].splitlines()]
    change(lines)
    parts[name] = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    manifest = json.loads(parts["manifest.json"])
    for part in manifest["parts"]:
        if part["name"] == name:
            digest = hashlib.sha256(parts[name]).hexdigest()
            part.update(sha256=digest, rows=len(lines))
    parts["manifest.json"] = json.dumps(manifest).encode()
    target = path.with_name("forged.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for one, data in parts.items():
            new.writestr(one, data)
    return target


def test_another_memory_becomes_the_same(store, archive, other):
    came = taken_in(other, archive)

    assert logical(other) == logical(store)
    assert told(other) == told(store)
    assert (came.added, came.known, came.conversations) == (14, 0, 1)
    assert came.settings == {"identity": "Ada"}
    before = "select document_id, start, before from chunks order by 1, 2"
    assert other.db.execute(before).fetchall() == store.db.execute(before).fetchall()


def test_nothing_comes_in_twice(store, archive, other):
    was = logical(store)
    again = taken_in(store, archive)
    assert (again.added, again.known, again.conversations, again.sources) == (0, 14, 0, [])
    assert logical(store) == was
    taken_in(other, archive)
    taken_in(other, archive)

    assert logical(other) == was
    assert len(told(other)) == 1


def test_a_source_that_is_new_here_is_not_read_unasked(archive, other):
    came = taken_in(other, archive)

    assert came.sources == ["Notes", "Papers"]
    assert all(source.paused for source in all_sources(other))


def test_stopped_on_the_way_it_goes_on_later(store, archive, other):
    work = importing(other, archive, chunks)
    while not other.db.execute("select count(*) from documents").fetchone()[0]:
        next(work)
    work.close()
    taken_in(other, archive)

    # But for its files, which are read again where they are: nobody knows how far they came.
    assert logical(other) | {"files": []} == logical(store) | {"files": []}


def test_an_archive_that_was_changed_is_refused_or_says_the_same(archive, store, other):
    raw = archive.read_bytes()
    was, seeded = logical(store), random.Random(4)
    refused = 0
    for n in range(40):
        spoilt = bytearray(raw)
        place = seeded.randrange(len(raw))
        spoilt[place] ^= 1 << n % 8
        archive.write_bytes(spoilt if n % 2 else raw[:place])
        try:
            taken_in(other, archive)
        except Problem:
            refused += 1
            assert other.db.execute("select count(*) from documents").fetchone()[0] in (0, 14)
        else:
            assert logical(other) == was
    assert refused > 25  # the rest hit bits of the archive that say nothing


FORGERIES: list[tuple[str, Callable[[list[Any]], None]]] = [
    ("documents.jsonl", lambda rows: rows[0].update(text="another")),
    ("documents.jsonl", lambda rows: rows[0].update(kind="virus")),
    ("documents.jsonl", lambda rows: rows[0].update(date="2026-01-01")),
    ("documents.jsonl", lambda rows: rows[0].update(date=3)),
    ("documents.jsonl", lambda rows: rows[0].update(title="\ud800")),
    ("documents.jsonl", lambda rows: rows[0].update(folds=[[0, 1 << 70, "quote"]])),
    ("documents.jsonl", lambda rows: rows[0].update(folds=[[5, 2, "quote"]])),
    ("documents.jsonl", lambda rows: rows[0].update(parts=[[0, 1, 2]])),
    ("documents.jsonl", lambda rows: rows[0].update(people=[["boss", "a", "b"]])),
    ("documents.jsonl", lambda rows: rows[0].update(places=[["Nowhere", "/x", ""]])),
    ("documents.jsonl", lambda rows: rows[0].pop("id")),
    ("documents.jsonl", lambda rows: rows.append(3)),
    ("files.jsonl", lambda rows: rows[0].update(size="big")),
    ("files.jsonl", lambda rows: rows[0].update(source="Nowhere")),
    ("sources.jsonl", lambda rows: rows[0].update(path=None)),
    ("threads.jsonl", lambda rows: rows[0].update(ids=[1])),
    ("conversations.jsonl", lambda rows: rows[0]["turns"][1]["answer"].update(odd=1)),
    ("conversations.jsonl", lambda rows: rows[0]["turns"][1]["answer"].update(text=[1])),
    ("conversations.jsonl", lambda rows: rows[0]["turns"][1].update(role="system")),
]


@pytest.mark.parametrize(("name", "change"), FORGERIES)
def test_a_line_that_does_not_belong_there_is_refused_before_anything_is_kept(
    archive, other, name, change
):
    path = forged(archive, name, change)
    with pytest.raises(Problem) as refused:
        taken_in(other, path)

    assert refused.value.remedy
    assert other.db.execute("select count(*) from sources").fetchone() == (0,)
    assert other.db.execute("select count(*) from documents").fetchone() == (0,)


def test_names_in_it_name_no_file(archive, other, tmp_path):
    with zipfile.ZipFile(archive, "a") as file:
        file.writestr("../outside.txt", "x")
        file.writestr("/absolute.txt", "x")
    before = set(files_in(tmp_path))
    taken_in(other, archive)

    assert set(files_in(tmp_path)) - before <= {"other/memory.tally"}
    assert not (tmp_path.parent / "outside.txt").exists()


def test_a_bomb_is_not_unpacked(archive, other):
    with zipfile.ZipFile(archive) as old:
        parts = {one: old.read(one) for one in old.namelist()}
    parts["documents.jsonl"] = b" " * 60_000_000
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as new:
        for one, data in parts.items():
            new.writestr(one, data)

    with pytest.raises(Problem):
        taken_in(other, archive)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no archive at all"])
def test_what_is_no_archive_is_said(other, tmp_path, data):
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(Problem):
        taken_in(other, tmp_path / "a.zip")
    with pytest.raises(Problem):
        taken_in(other, tmp_path / "nothing.zip")


def test_lists_in_lists_without_end_are_refused(archive, other):
    path = forged(archive, "settings.json", lambda rows: None)
    with zipfile.ZipFile(path) as old:
        parts = {one: old.read(one) for one in old.namelist()}
    deep = b"[" * 200_000 + b"]" * 200_000
    parts["settings.json"] = deep
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for one, data in parts.items():
            new.writestr(one, data)

    with pytest.raises(Problem):
        taken_in(other, path)


def test_who_is_one_person_comes_with_the_archive(store, other, tmp_path):
    put(store, a_mail("1", people=BO_AT_HOME), a_mail("2", people=BO_AT_WORK))
    join(store, *(one.id for one in everybody(store)))
    finish(exporting(store, tmp_path / "people.zip"))
    for _ in range(2):
        taken_in(other, tmp_path / "people.zip")
    (bo,) = everybody(other)

    assert bo.addresses == ("bo@home.org", "bo@work.org")
    undo(other)
    assert len(everybody(other)) == 2


@pytest.mark.parametrize("row", [{"name": 3}, {"handles": [1]}, {"handles": None}])
def test_people_that_are_none_are_refused(store, other, tmp_path, row):
    put(store, a_mail("1", people=BO_AT_HOME), a_mail("2", people=BO_AT_WORK))
    join(store, *(one.id for one in everybody(store)))
    finish(exporting(store, tmp_path / "people.zip"))
    with pytest.raises(Problem):
        taken_in(
            other, forged(tmp_path / "people.zip", "people.jsonl", lambda rows: rows[0].update(row))
        )

    assert everybody(other) == []
