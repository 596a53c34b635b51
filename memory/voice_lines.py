"""What the user decided of how they write, and which kinds of edits they make in drafts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from memory.cipher import Database
from memory.errors import Problem
from memory.store import MemoryStore
from memory.types import Changes, Topic

COLUMNS = "trait, who, language, occasion, state, value, text, locked"


@dataclass(frozen=True, slots=True)
class Decided:
    """A line that the user changed, struck out, wrote, accepted or refused."""

    trait: str
    who: str = field(default="", repr=False)  # a handle; "" is everybody
    language: str = ""
    occasion: str = ""
    state: str = "changed"
    value: str = field(default="", repr=False)
    text: str = field(default="", repr=False)  # of a line in the user's own words
    locked: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """What it stands in the place of; refusing one value decides nothing else."""
        refused = f"refused {self.value}" if self.state == "refused" else ""
        return self.trait, self.who, self.language, self.occasion, self.text, refused


@dataclass(frozen=True, slots=True)
class Edit:
    """A kind of edit, to whom and in which language, and how often it was made."""

    trait: str
    value: str = field(repr=False)
    kind: str
    who: str = field(repr=False)
    language: str
    times: int = 1


def decided(store: MemoryStore) -> list[Decided]:
    """Return what holds now, in the order in which it was decided."""
    rows = store.db.execute(f"select {COLUMNS} from voice_lines order by id")
    return [_line(row) for row in rows]


def decide(store: MemoryStore, line: Decided, label: str, *, gone: bool = False) -> Changes:
    """Keep a decision in place of the one before on the same; ``gone`` takes that back."""
    with store.write() as db:
        before = next((one for one in _all(db) if one.key == line.key), None)
        _put(db, line, None if gone else line)
        db.execute(
            "insert into voice_deeds (who, label, before, after) values (?, ?, ?, ?)",
            [line.who, label, _json(before), _json(None if gone else line)],
        )
    return _changes(label)


def take_in(store: MemoryStore, lines: Sequence[Decided]) -> None:
    """Keep decisions that were made in another memory, where nothing was decided on the same."""
    with store.write() as db:
        known = {one.key for one in _all(db)}
        for line in lines:
            if line.key not in known:
                _put(db, None, line)


def undo(store: MemoryStore) -> Changes:
    """Undo the last decision.  Raises Problem if there is none."""
    with store.write() as db:
        row = db.execute(
            """select id, label, before, after from voice_deeds where not undone
                order by id desc limit 1"""
        ).fetchone()
        if row is None:
            raise Problem("There is nothing to undo.")
        id, label, before, after = row
        was, now = (_read(told) for told in (before, after))
        _put(db, now or was, was)
        db.execute("update voice_deeds set undone = 1 where id = ?", [id])
    return _changes(f"Undo: {label}")


def edits(store: MemoryStore) -> list[Edit]:
    """Return which kinds of edits were made in drafts, and how often."""
    rows = store.db.execute(
        "select trait, value, kind, who, language, times from voice_edits order by 1, 2, 3, 4, 5"
    )
    return [Edit(*row) for row in rows]


def count_edits(store: MemoryStore, made: list[Edit]) -> Changes:
    """Count edits that were made in one draft."""
    with store.write() as db:
        for one in made:
            db.execute(
                """insert into voice_edits values (?, ?, ?, ?, ?, ?)
                    on conflict do update set times = times + excluded.times""",
                [one.trait, one.value, one.kind, one.who, one.language, one.times],
            )
    return _changes("Learn from an edit")


def _all(db: Database) -> list[Decided]:
    return [_line(row) for row in db.execute(f"select {COLUMNS} from voice_lines order by id")]


def _put(db: Database, where: Decided | None, line: Decided | None) -> None:
    """Let a line stand where another stood, or nothing."""
    for id, *row in db.execute(f"select id, {COLUMNS} from voice_lines").fetchall():
        if where is not None and _line(row).key == where.key:
            db.execute("delete from voice_lines where id = ?", [id])
    if line is not None:
        db.execute(
            f"insert into voice_lines ({COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?)", _row(line)
        )


def _row(line: Decided) -> list[Any]:
    return [line.trait, line.who, line.language, line.occasion, line.state, line.value, line.text,
            line.locked]  # fmt: skip


def _line(row: Any) -> Decided:
    trait, who, language, occasion, state, value, text, locked = row
    return Decided(trait, who, language, occasion, state, value, text, bool(locked))


def _json(line: Decided | None) -> str | None:
    return json.dumps(_row(line)) if line else None


def _read(told: str | None) -> Decided | None:
    return _line(json.loads(told)) if told else None


def _changes(label: str) -> Changes:
    return Changes(label, frozenset({Topic.VOICE}))
