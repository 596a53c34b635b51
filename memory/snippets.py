"""Snippets: texts of the user's own under short names."""

from __future__ import annotations

from dataclasses import dataclass, field

from memory.store import MemoryStore


@dataclass(frozen=True, slots=True)
class Snippet:
    """A text with its name, ";addr", and how often it was used."""

    name: str = field(repr=False)
    text: str = field(repr=False)
    used: int = 0


def all_snippets(store: MemoryStore) -> list[Snippet]:
    rows = store.db.execute("select name, text, used from snippets order by name")
    return [Snippet(*row) for row in rows]


def snippet(store: MemoryStore, name: str) -> Snippet | None:
    row = store.db.execute(
        "select name, text, used from snippets where name = ?", [name]
    ).fetchone()
    return Snippet(*row) if row else None


def put(store: MemoryStore, one: Snippet) -> None:
    """Keep a snippet in place of the one of that name."""
    with store.write() as db:
        db.execute(
            "insert or replace into snippets values (?, ?, ?)", [one.name, one.text, one.used]
        )


def count_use(store: MemoryStore, name: str) -> None:
    with store.write() as db:
        db.execute("update snippets set used = used + 1 where name = ?", [name])


def remove(store: MemoryStore, name: str) -> None:
    with store.write() as db:
        db.execute("delete from snippets where name = ?", [name])
