"""What was believed comes back the same in another memory, and nothing forged comes in with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest.chunk import chunks
from memory.cipher import DataKey
from memory.claims import telling
from memory.claims.changes import history, undo
from memory.erasing.claim import forgetting_claims
from memory.erasing.erase import erasing
from memory.erasing.targets import Target
from memory.errors import Problem
from memory.progress import finish
from memory.safekeeping.archive import exporting
from memory.safekeeping.archive_reader import importing
from memory.safekeeping.verify import verifying
from memory.store import MemoryStore
from memory.types import Scope, Status
from tests.fakes import day
from tests.memory.claims.drafts import LIKES, claims, hear, state, statuses, the_mail
from tests.memory.safekeeping.test_archive import rows
from tests.memory.safekeeping.test_archive_reader import forged


@pytest.fixture
def believing(store: MemoryStore) -> MemoryStore:
    hear(store, "Bath", day(3))
    hear(store, "Leeds", day(9))
    hear(store, "tea", day(3), slot=LIKES, scope=Scope(when="mornings"))
    hear(store, "beer", day(3), slot=LIKES)
    hear(store, "harp", day(3), slot=LIKES, ended=True)
    found = claims(store)
    telling.edit(store, found["tea"].id, "Loves tea.")
    telling.pin(store, found["Leeds"].id)
    telling.tell(store, "Has a dog.")
    telling.deny(store, found["beer"].id)
    undo(store, history(store)[0].id)
    return store


@pytest.fixture
def archive(believing: MemoryStore, tmp_path: Path) -> Path:
    exported = finish(exporting(believing, tmp_path / "a.zip"))
    assert exported.claims == 6
    return tmp_path / "a.zip"


@pytest.fixture
def other(tmp_path: Path) -> Iterator[MemoryStore]:
    (tmp_path / "other").mkdir()
    other = MemoryStore(tmp_path / "other", DataKey.new())
    yield other
    other.close()


def told(store: MemoryStore) -> list[tuple[Any, ...]]:
    return [(one.at, one.by, one.what, one.before, one.after, one.why, one.undone)
            for one in history(store)]  # fmt: skip


def test_another_memory_believes_the_same(believing, archive, other):
    imported = finish(importing(other, archive, chunks))

    assert imported.claims == 6
    assert state(other) == state(believing)
    assert told(other) == told(believing)
    assert finish(verifying(other.home, other.key)).parts() == {"keys"}  # a bare store has none
    undo(other, next(one.id for one in history(other) if one.what == "pin"))
    assert not claims(other)["Leeds"].pinned


def test_nothing_comes_in_twice(believing, archive, other):
    before = (state(believing), told(believing))
    assert finish(importing(believing, archive, chunks)).claims == 0
    assert (state(believing), told(believing)) == before
    for _ in "12":
        finish(importing(other, archive, chunks))
    assert (state(other), told(other)) == before


def test_what_is_never_to_be_remembered_here_stays_out(archive, other):
    hear(other, "Bath", day(1))
    finish(forgetting_claims(other, [claims(other)["Bath"].id]))
    finish(importing(other, archive, chunks))

    assert "Bath" not in claims(other)
    assert statuses(other)["Leeds"] is Status.ACTIVE


def test_what_stood_on_a_document_that_was_erased_here_stays_out(archive, other):
    hear(other, "Leeds", day(9))
    finish(erasing(other, Target(document=the_mail("Leeds", day(9)).id)))
    finish(importing(other, archive, chunks))

    assert statuses(other)["Bath"] is Status.ACTIVE
    assert "Leeds" not in claims(other)


def test_an_archive_from_before_there_were_claims_can_be_read(archive, other):
    def without(lines: list[Any]) -> None:
        lines.clear()

    import json
    import zipfile

    old = archive.with_name("old.zip")
    with zipfile.ZipFile(archive) as all_parts, zipfile.ZipFile(old, "w") as few:
        manifest = json.loads(all_parts.read("manifest.json"))
        manifest["parts"] = [
            part
            for part in manifest["parts"]
            if part["name"] not in ("claims.jsonl", "changes.jsonl")
        ]
        for part in manifest["parts"]:
            few.writestr(part["name"], all_parts.read(part["name"]))
        few.writestr("manifest.json", json.dumps(manifest))

    assert finish(importing(other, old, chunks)).added == 5
    assert claims(other) == {}


def change(name: str, **fields: Any) -> Callable[[list[Any]], None]:
    def changed(lines: list[Any]) -> None:
        (lines[0]["evidence"][0] if name == "evidence" else lines[0]).update(fields)

    return changed


@pytest.mark.parametrize(
    ("part", "forge"),
    [
        ("claims.jsonl", change("claim", kind="spell")),
        ("claims.jsonl", change("claim", polarity=7)),
        ("claims.jsonl", change("claim", place=["", ""])),
        ("claims.jsonl", change("claim", about=None)),
        ("claims.jsonl", change("evidence", says="sings")),
        ("claims.jsonl", change("evidence", strength="divine")),
        ("claims.jsonl", change("evidence", start="1")),
        ("claims.jsonl", change("evidence", at="2026-03-03")),
        ("changes.jsonl", change("change", at=None)),
        ("changes.jsonl", change("change", sets={"active": True})),
        ("changes.jsonl", change("change", sets={"words": ["a"]})),
        ("changes.jsonl", change("change", after={"text": ["a"]})),
    ],
)
def test_what_is_not_of_the_right_shape_is_refused_as_a_whole(archive, other, part, forge):
    with pytest.raises(Problem, match="damaged"):
        finish(importing(other, forged(archive, part, forge), chunks))

    assert other.db.execute("select * from documents").fetchall() == []


@pytest.mark.parametrize(
    "forge",
    [
        change("evidence", words=["", "Rome", "Lives in Rome.", ["", "", "", ""]]),
        change("evidence", start=99, end=2000),
        change("evidence", document="f" * 32),
        change("evidence", change=99),
    ],
)
def test_evidence_that_its_document_does_not_hold_stays_out(archive, other, forge):
    finish(importing(other, forged(archive, "claims.jsonl", forge), chunks))

    assert "Bath" not in claims(other)
    assert len(claims(other)) == 5
    assert finish(verifying(other.home, other.key)).parts() == {"keys"}  # a bare store has none


def test_it_is_plain_text(archive):
    (first, *_) = rows(archive, "claims.jsonl")

    assert first["words"] == ["", "Bath", "Lives in Bath.", ["", "", "", ""]]
    assert [one["what"] for one in rows(archive, "changes.jsonl")][:2] == ["learn", "learn"]
