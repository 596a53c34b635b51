"""What a passage must be to be found at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from memory.errors import Problem
from memory.search.words import WORD, plain
from memory.store import MemoryStore
from memory.types import ChunkId, Kind

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Filter:
    """What a passage must be to be found at all; empty means anything."""

    since: datetime | None = None
    until: datetime | None = None
    person: str = field(default="", repr=False)
    source: str = ""
    kind: Kind | None = None
    sources: tuple[str, ...] = ()  # one of these
    kinds: tuple[Kind, ...] = ()

    def __bool__(self) -> bool:
        asked = (self.since, self.until, self.person, self.source, self.kind)
        return any((*asked, self.sources, self.kinds))


def allowed(store: MemoryStore, where: Filter) -> list[ChunkId]:
    """Return the chunks that pass the filter.  Raises Problem for a person of no letters."""
    clauses, values = conditions(store, where)
    rows = store.db.execute(
        f"""select chunks.id from chunks join documents on documents.id = document_id
            where {" and ".join(clauses)}""",
        values,
    ).fetchall()
    return [ChunkId(id) for (id,) in rows]


def conditions(store: MemoryStore, where: Filter) -> tuple[list[str], list[Any]]:
    """Return the SQL conditions on ``chunks`` and ``documents``, and their values."""
    clauses: list[str] = []
    values: list[Any] = []

    def need(clause: str, *bound: Any) -> None:
        clauses.append(clause)
        values.extend(bound)

    if where.since:
        need("chunks.at >= ?", where.since.timestamp())
    if where.until:
        need("chunks.at < ?", where.until.timestamp())
    for clause, bound in _sets(where):
        need(clause, *bound)
    if where.person:
        known = ",".join(map(str, persons(store, where.person)))
        need(f"documents.id in (select document_id from appearances where person_id in ({known}))")
    return clauses, values


def _sets(where: Filter) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the conditions that it is one of some kinds, and of some sources."""
    for kinds in (_given(where.kind), where.kinds):
        if kinds:
            yield f"kind in ({_marks(kinds)})", kinds
    for sources in (_given(where.source), where.sources):
        if sources:
            clause = f"""documents.id in (select document_id from places
                join files on files.id = file_id join sources on sources.id = source_id
                where sources.name in ({_marks(sources)}))"""
            yield clause, sources


def _given(one: T | None) -> tuple[T, ...]:
    return (one,) if one else ()


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def persons(store: MemoryStore, asked: str) -> dict[int, str]:
    """Return who is known by all of these words, each as a whole word of a name or address.

    Raises Problem if there is no word.
    """
    words = {plain(word) for word in WORD.findall(asked)}
    if not words:
        raise Problem("A person is looked for by a name or an address.")
    known: dict[int, set[str]] = {}
    names: dict[int, str] = {}
    for id, own, name, address in store.db.execute(
        """select distinct person_id, people.name, appearances.name, address
            from appearances join people on people.id = person_id"""
    ):
        found = WORD.findall(f"{own} {name} {address}")
        known.setdefault(id, set()).update(map(plain, found))
        names[id] = own
    return {id: names[id] for id, held in known.items() if words <= held}
