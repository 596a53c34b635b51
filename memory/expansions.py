"""What the user chose for abbreviations before, and what they never want to see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime

from memory.store import MemoryStore
from memory.types import Changes, Topic


@dataclass(frozen=True, slots=True)
class Chosen:
    """A phrase that was offered for an abbreviation, and how often it was wanted."""

    short: str = field(repr=False)
    text: str = field(repr=False)
    chosen: int
    passed: int  # how often another one, further down, was chosen
    never: bool
    at: datetime


def chosen_for(store: MemoryStore, short: str) -> list[Chosen]:
    """Return what was chosen or passed over for an abbreviation."""
    return _read(store, "short = ?", [short])


def all_chosen(store: MemoryStore) -> list[Chosen]:
    """Return every phrase that was chosen or is never wanted, the most wanted first."""
    return _read(store, "chosen > 0 or never", [])


def choose(store: MemoryStore, short: str, text: str, passed: Collection[str] = ()) -> Changes:
    """Count a choice, and for the phrases that stood before it that they were passed over."""
    now = datetime.now(UTC).isoformat()
    with store.write() as db:
        for column, texts in (("chosen", [text]), ("passed", list(passed))):
            db.conn.executemany(
                f"""insert into expansions (short, text, {column}, at) values (?, ?, 1, ?)
                    on conflict do update set {column} = {column} + 1, at = excluded.at""",
                [(short, one, now) for one in texts],
            )
    return _changes("Choose a phrase")


def never(store: MemoryStore, short: str, text: str, *, never: bool = True) -> Changes:
    """Offer a phrase for this abbreviation no more, or again."""
    with store.write() as db:
        db.execute(
            """insert into expansions (short, text, never, at) values (?, ?, ?, ?)
                on conflict do update set never = excluded.never""",
            [short, text, never, datetime.now(UTC).isoformat()],
        )
    return _changes("Never offer a phrase")


def forget(store: MemoryStore, short: str, text: str) -> Changes:
    """Forget that a phrase was ever chosen or refused."""
    with store.write() as db:
        db.execute("delete from expansions where short = ? and text = ?", [short, text])
    return _changes("Forget a phrase")


def put_back(store: MemoryStore, one: Chosen) -> Changes:
    """Hold of a phrase what was held before it was forgotten."""
    with store.write() as db:
        db.execute(
            """insert or replace into expansions (short, text, chosen, passed, never, at)
                values (?, ?, ?, ?, ?, ?)""",
            [one.short, one.text, one.chosen, one.passed, one.never, one.at.isoformat()],
        )
    return _changes("Remember a phrase")


def _read(store: MemoryStore, where: str, values: list[str]) -> list[Chosen]:
    rows = store.db.execute(
        f"""select short, text, chosen, passed, never, at from expansions where {where}
            order by never, chosen desc, at desc""",
        values,
    )
    return [
        Chosen(short, text, chosen, passed, bool(never), datetime.fromisoformat(at))
        for short, text, chosen, passed, never, at in rows
    ]


def _changes(label: str) -> Changes:
    return Changes(label, frozenset({Topic.SETTINGS}))
