"""What the user writes with comes back the same; what was erased stays out, and old archives in."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from memory import expansions, snippets, voice_lines
from memory.commands import OwnCommand, OwnCommands
from memory.erasing.erase import erasing
from memory.erasing.targets import Target
from memory.errors import Problem
from memory.progress import finish
from memory.safekeeping.archive import exporting
from memory.safekeeping.written import PARTS
from memory.snippets import Snippet
from memory.store import MemoryStore
from memory.types import Participant
from memory.voice_lines import Decided, Edit
from tests.fakes import a_mail, put
from tests.memory.safekeeping.test_archive_reader import forged, other, taken_in  # noqa: F401

BO = "bo@example.org"
TABLES = ("snippets", "expansions", "commands", "voice_edits")
LINES = [
    Decided("greeting", who=BO, language="English", value="Hey [first name]"),
    Decided("exclamations", state="struck", value="often"),
    Decided("own", state="own", text="I never write “ASAP”.", locked=True),
    Decided("brevity", state="refused", value="shorter"),
]


@pytest.fixture
def written(store: MemoryStore) -> MemoryStore:
    """A memory in which something of each kind was made."""
    mail = a_mail("1", "The kiln is cold\nand the lease ends in May.", people=_to(BO))
    put(store, mail, a_mail("2", "Tea at four."))
    snippets.put(store, Snippet(";addr", "12 Kiln Lane\nLeith", 7))
    expansions.choose(store, "tkic", "The kiln is cold", ["The king is coming"])
    expansions.never(store, "taf", "Tea and fun")
    own = OwnCommands(store)
    own.add(OwnCommand("pirate", "Pirate", "Say it as a pirate to {to}.", "Q"))
    own.add(OwnCommand("gone", "Gone", "Say nothing."))
    own.remove("gone")
    for line in LINES:
        voice_lines.decide(store, line, "Decide")
    voice_lines.count_edits(store, [Edit("exclamations", "never", "removed", BO, "English", 3)])
    return store


def _to(address: str) -> tuple[Participant, ...]:
    return (Participant("from", "Ada", "ada@example.org"), Participant("to", "Bo", address))


def exported(store: MemoryStore, folder: Path) -> Path:
    finish(exporting(store, folder / "a.zip"))
    return folder / "a.zip"


def all_of(store: MemoryStore) -> dict[str, list[Any]]:
    where = {"commands": "where not gone"}
    rows = {
        table: sorted(store.db.execute(f"select * from {table} {where.get(table, '')}").fetchall())
        for table in TABLES
    }
    return rows | {"style": voice_lines.decided(store)}


def test_a_fresh_home_writes_as_the_old_one(written, other, tmp_path):  # noqa: F811
    taken_in(other, exported(written, tmp_path))

    assert all_of(other) == all_of(written)
    assert all(all_of(other).values())
    with pytest.raises(Problem, match="No command was taken away"):
        OwnCommands(other).restore()


def test_nothing_comes_in_twice_and_what_is_here_stands(written, other, tmp_path):  # noqa: F811
    path = exported(written, tmp_path)
    was = all_of(written)
    taken_in(written, path)
    assert all_of(written) == was

    snippets.put(other, Snippet(";addr", "Elsewhere"))
    OwnCommands(other).add(OwnCommand("pirate", "Pirate", "Arr."))
    mine = Decided("greeting", who=BO, language="English", value="Dear [first name]")
    voice_lines.decide(other, mine, "Decide")
    taken_in(other, path)

    assert snippets.all_snippets(other) == [Snippet(";addr", "Elsewhere")]
    assert [one.ask for one in OwnCommands(other).all()] == ["Arr."]
    assert mine in voice_lines.decided(other)
    assert LINES[0] not in voice_lines.decided(other)


def test_what_was_taken_away_here_stays_away(written, tmp_path):
    path = exported(written, tmp_path)
    OwnCommands(written).remove("pirate")
    taken_in(written, path)

    assert OwnCommands(written).all() == []


def test_what_was_erased_here_stays_out(written, tmp_path):
    path = exported(written, tmp_path)
    id = a_mail("1", "The kiln is cold\nand the lease ends in May.", people=_to(BO)).id
    finish(erasing(written, Target(document=id)))
    left = all_of(written)
    assert [short for short, *_ in left["expansions"]] == ["taf", "tkic"]
    taken_in(written, path)

    assert all_of(written) == left
    assert "The kiln is cold" not in str(left)
    assert BO not in str(left)


def test_what_was_erased_before_is_not_in_the_archive(written, tmp_path):
    id = a_mail("1", "The kiln is cold\nand the lease ends in May.", people=_to(BO)).id
    finish(erasing(written, Target(document=id)))
    with zipfile.ZipFile(exported(written, tmp_path)) as archive:
        told = b"".join(archive.read(name) for name in PARTS)

    assert b"kiln is cold" not in told
    assert BO.encode() not in told


def test_an_archive_from_before_comes_in(written, other, tmp_path):  # noqa: F811
    path = exported(written, tmp_path)
    older = tmp_path / "older.zip"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(older, "w") as new:
        manifest = json.loads(old.read("manifest.json"))
        manifest["parts"] = [part for part in manifest["parts"] if part["name"] not in PARTS]
        new.writestr("manifest.json", json.dumps(manifest))
        for name in old.namelist():
            if name not in PARTS and name != "manifest.json":
                new.writestr(name, old.read(name))

    assert taken_in(other, older).added == 2
    assert not any(all_of(other).values())


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("snippets.jsonl", {"name": "two words"}),
        ("snippets.jsonl", {"name": ""}),
        ("snippets.jsonl", {"used": -1}),
        ("snippets.jsonl", {"text": ["a"]}),
        ("phrases.jsonl", {"at": None}),
        ("phrases.jsonl", {"chosen": "3"}),
        ("commands.jsonl", {"id": "../x"}),
        ("commands.jsonl", {"made": "2026"}),
        ("style.jsonl", {"state": "learned"}),
        ("style.jsonl", {"value": 3}),
        ("edits.jsonl", {"times": 1.5}),
    ],
)
def test_a_line_that_does_not_belong_there_is_refused(
    written,
    other,  # noqa: F811
    tmp_path,
    part,
    change,
):
    path = forged(exported(written, tmp_path), part, lambda rows: rows[0].update(change))

    with pytest.raises(Problem, match="damaged"):
        taken_in(other, path)
    assert not any(all_of(other).values())
