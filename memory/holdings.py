"""What is held: how much of which kind, from when and from where, and the list behind it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path

from memory.claims.rows import GIVEN, LIVE, read_claims
from memory.held import Group, Holdings, Listed, Listing
from memory.store import MemoryStore
from memory.types import Claim, ClaimId, DocumentId, Kind, Status

SLICE = 200  # documents whose texts are read together
SHOWN = 4  # people of a document that are named in a list
# A source and a month are told apart by what a list of them is asked for by.
DATED = "substr(date, 1, 7)"
STANDS_IN = """documents.id in (select document_id from places
    join files on files.id = file_id join sources on sources.id = source_id
    where sources.name = ?)"""


def holdings(store: MemoryStore) -> Holdings:
    db = store.db
    kinds = {
        Kind(kind): _group(kind, *rest)
        for kind, *rest in db.execute(
            "select kind, count(*), min(at), max(at) from documents group by kind order by kind"
        ).fetchall()
    }
    sources = db.execute(
        """select name, count(distinct document_id), min(at), max(at) from sources
            left join files on source_id = sources.id left join places on file_id = files.id
            left join documents on documents.id = document_id
            group by sources.id order by sources.id"""
    ).fetchall()
    months: dict[str, dict[Kind, int]] = {}
    for month, kind, count in db.execute(
        f"""select {DATED}, kind, count(*) from documents where date is not null
            group by 1, 2 order by 1, 2"""
    ).fetchall():
        months.setdefault(month, {})[Kind(kind)] = count
    passages, claims, undated = db.execute(
        """select (select count(*) from chunks),
            (select count(*) from claims where status in ('active', 'disputed', 'draft')),
            (select count(*) from documents where date is null)"""
    ).fetchone()
    return Holdings(
        documents=sum(group.documents for group in kinds.values()),
        passages=passages,
        claims=claims,
        undated=undated,
        kinds=kinds,
        sources=tuple(_group(*row) for row in sources),
        months=months,
    )


def listed(store: MemoryStore, where: Listing, most: int, after: int = 0) -> list[Listed]:
    """Return documents, newest first, those without a date last."""
    clauses, values = _conditions(where)
    rows = store.db.execute(
        f"""select id, kind, title, date, coalesce((select files.path from places
                join files on files.id = file_id where document_id = documents.id
                order by files.id limit 1), '')
            from documents where {clauses}
            order by at is null, at desc, documents.id limit ? offset ?""",
        [*values, most, after],
    ).fetchall()
    people = _named(store, [row[0] for row in rows])
    return [
        Listed(
            DocumentId(id),
            Kind(kind),
            title,
            datetime.fromisoformat(date) if date else None,
            tuple(people.get(id, ())),
            Path(path),
        )
        for id, kind, title, date, path in rows
    ]


def counted(store: MemoryStore, where: Listing) -> int:
    """Count the documents of a list."""
    clauses, values = _conditions(where)
    (count,) = store.db.execute(
        f"select count(*) from documents where {clauses}", values
    ).fetchone()
    return int(count)


def ids_of(store: MemoryStore) -> list[DocumentId]:
    return [DocumentId(id) for (id,) in store.db.execute("select id from documents order by id")]


def texts(store: MemoryStore, ids: Collection[str]) -> Iterator[list[str]]:
    """Yield the texts of these documents, some at a time."""
    wanted = sorted(ids)
    for n in range(0, len(wanted), SLICE):
        rows = store.db.execute(
            f"select text from documents where id in {GIVEN}",
            [json.dumps(wanted[n : n + SLICE])],
        ).fetchall()
        yield [text for (text,) in rows]


def people_in(store: MemoryStore, ids: Collection[str]) -> int:
    """Count the people whom these documents name."""
    (count,) = store.db.execute(
        f"select count(distinct person_id) from appearances where document_id in {GIVEN}",
        [json.dumps(list(ids))],
    ).fetchone()
    return int(count)


def claims_on(store: MemoryStore, ids: Collection[str]) -> tuple[list[Claim], frozenset[ClaimId]]:
    """Return the claims that stand on these documents, and which of them on nothing else."""
    given = json.dumps(list(ids))
    found = read_claims(
        store.db,
        f"""status <> '{Status.RETRACTED}' and id in (
            select claim_id from evidence where document_id in {GIVEN} and {LIVE})""",
        [given],
    )
    elsewhere = {
        id
        for (id,) in store.db.execute(
            f"""select distinct claim_id from evidence
                where document_id not in {GIVEN} and {LIVE}""",
            [given],
        )
    }
    return found, frozenset(claim.id for claim in found if claim.id not in elsewhere)


def _conditions(where: Listing) -> tuple[str, list[object]]:
    clauses: list[str] = ["true"]
    values: list[object] = []

    def need(clause: str, *bound: object) -> None:
        clauses.append(clause)
        values.extend(bound)

    if where.kind:
        need("kind = ?", where.kind)
    if where.source:
        need(STANDS_IN, where.source)
    if where.person is not None:
        need(
            "documents.id in (select document_id from appearances where person_id = ?)",
            where.person,
        )
    if where.time:
        need("substr(date, 1, ?) = ?", len(where.time), where.time)
    if where.undated:
        need("date is null")
    return " and ".join(clauses), values


def _group(name: str, documents: int, first: float | None, last: float | None) -> Group:
    return Group(name, documents, _moment(first), _moment(last))


def _moment(at: float | None) -> datetime | None:
    return datetime.fromtimestamp(at, UTC) if at is not None else None


def _named(store: MemoryStore, ids: Collection[str]) -> dict[str, list[str]]:
    """Return who is named by each document, who wrote it first."""
    found: dict[str, list[str]] = {}
    for id, name in store.db.execute(
        f"""select document_id, iif(name <> '', name, address) from appearances
            where document_id in {GIVEN} order by document_id, n""",
        [json.dumps(list(ids))],
    ).fetchall():
        people = found.setdefault(id, [])
        if len(people) < SHOWN and name not in people:
            people.append(name)
    return found
