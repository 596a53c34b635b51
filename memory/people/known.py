"""The people that documents name: what they are called, and how often one was in touch."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from memory.cipher import Database
from memory.errors import Problem
from memory.held import NAME, Person, PersonId
from memory.store import MemoryStore

GIVEN = "(select value from json_each(:given))"
OWN = "(select value from json_each(:own))"
# How many messages each speaker of a chat has said in it, and when.
SPOKEN = """with spoken as (
    select documents.id as document, part.value ->> 3 as who, count(*) as said,
        min(coalesce(unixepoch(part.value ->> 4, 'subsec'), at)) as first,
        max(coalesce(unixepoch(part.value ->> 4, 'subsec'), at)) as last
    from documents, json_each(parts) as part where kind = 'chat'
        and documents.id in (select document_id from appearances where person_id in {given})
    group by 1, 2)"""


@dataclass
class _Touch:
    """What was counted of one person so far."""

    count: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)


def everybody(store: MemoryStore, own: Collection[int] = ()) -> list[Person]:
    """Return all who are known; ``own`` are the user, who wrote what counts as written to them."""
    return _people(store.db, None, own)


def names(store: MemoryStore) -> list[Person]:
    """Return all who are known with nothing but what they are called."""
    rows = store.db.execute("select id, name from people order by id").fetchall()
    called = _called(store.db, {"given": json.dumps([id for id, _ in rows])})
    return [Person(PersonId(id), name, _aliases(name, called[id])) for id, name in rows]


def person(store: MemoryStore, id: int, own: Collection[int] = ()) -> Person:
    """Raises Problem if there is nobody of that number."""
    found = _people(store.db, [id], own)
    if not found:
        raise Problem("This person is no longer known.", remedy="`famulus people` shows who is.")
    return found[0]


def handles(store: MemoryStore, of: Collection[int] | None = None) -> dict[int, list[str]]:
    """Return by which addresses, and names where there is none, each person is known."""
    rows = store.db.execute("select person_id, handle from handles order by rowid").fetchall()
    found: dict[int, list[str]] = defaultdict(list)
    for id, handle in rows:
        if of is None or id in of:
            found[id].append(handle)
    return found


def documents_of(store: MemoryStore, ids: Collection[int]) -> int:
    """Return how many documents name any of these people."""
    sql = f"select count(distinct document_id) from appearances where person_id in {GIVEN}"
    (count,) = store.db.execute(sql, {"given": json.dumps(list(ids))}).fetchone()
    return int(count)


def documents_with(store: MemoryStore, id: int, since: datetime, most: int) -> list[str]:
    """Return the mails and chats of one person since then, oldest first, the newest ``most``."""
    rows = store.db.execute(
        """select distinct id, at from appearances join documents on id = document_id
            where person_id = ? and kind in ('mail', 'chat') and role <> 'cc' and at >= ?
            order by at desc, id limit ?""",
        [id, since.timestamp(), most],
    ).fetchall()
    return [document for document, _ in reversed(rows)]


def named_in(store: MemoryStore, id: int, documents: Collection[str]) -> set[str]:
    """Return which of these documents name this person."""
    rows = store.db.execute(
        f"select document_id from appearances where person_id = :id and document_id in {GIVEN}",
        {"id": id, "given": json.dumps(list(documents))},
    )
    return {document for (document,) in rows}


def threads(store: MemoryStore, documents: Collection[str]) -> dict[str, int]:
    """Return of each mail to which exchange it belongs."""
    rows = store.db.execute(
        "select id, thread from documents where thread is not null and id in " + GIVEN,
        {"given": json.dumps(list(documents))},
    )
    return dict(rows.fetchall())


def with_attachment(store: MemoryStore, documents: Collection[str]) -> set[str]:
    """Return which of these mails had something attached to them that was read."""
    rows = store.db.execute(
        f"""select id from documents where id in {GIVEN} and external_id <> '' and external_id in
            (select parent from documents where parent <> '')""",
        {"given": json.dumps(list(documents))},
    )
    return {id for (id,) in rows}


def _people(db: Database, of: Collection[int] | None, own: Collection[int]) -> list[Person]:
    where = "true" if of is None else f"id in {GIVEN}"
    values = {"given": json.dumps(list(of or ()))}
    rows = db.execute(f"select id, name from people where {where} order by id", values).fetchall()
    ids = [id for id, _ in rows]
    values = {"given": json.dumps(ids), "own": json.dumps(list(own))}
    known = _addresses(db, values)
    called = _called(db, values)
    touched = _touched(db, values, own=bool(own))
    counts = dict(
        db.execute(
            f"""select person_id, count(distinct document_id) from appearances
                where person_id in {GIVEN} group by 1""",
            values,
        ).fetchall()
    )
    return [
        _person(id, name, known[id], called[id], touched[id], counts.get(id, 0))
        for id, name in rows
    ]


def _person(
    id: int, name: str, known: list[str], called: Iterable[str], touch: _Touch, documents: int
) -> Person:
    times = sorted(touch.times)
    return Person(
        id=PersonId(id),
        name=name,
        aliases=_aliases(name, called),
        addresses=tuple(known),
        first=datetime.fromtimestamp(times[0], UTC) if times else None,
        last=datetime.fromtimestamp(times[-1], UTC) if times else None,
        mails_from=touch.count["mails_from"],
        mails_to=touch.count["mails_to"],
        messages_from=touch.count["messages_from"],
        messages_to=touch.count["messages_to"],
        documents=documents,
    )


def _aliases(name: str, called: Iterable[str]) -> tuple[str, ...]:
    """Return how else somebody is called; a name in other letters is no other name."""
    others = {one.casefold(): one for one in called if one.casefold() != name.casefold()}
    return tuple(sorted(others.values()))


def _addresses(db: Database, values: dict[str, str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for id, handle in db.execute(
        f"select person_id, handle from handles where person_id in {GIVEN} order by rowid", values
    ).fetchall():
        if not handle.startswith(NAME):
            found[id].append(handle)
    return found


def _called(db: Database, values: dict[str, str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for id, name in db.execute(
        f"""select distinct person_id, name from appearances
            where person_id in {GIVEN} and name <> '' order by name""",
        values,
    ).fetchall():
        found[id].append(" ".join(name.split()))
    return found


def _touched(db: Database, values: dict[str, str], *, own: bool) -> dict[int, _Touch]:
    """Count mails and messages in both directions."""
    found: dict[int, _Touch] = defaultdict(_Touch)
    for sql in (_mails(own=own), _spoken(), _answered()):
        for id, what, count, first, last in db.execute(sql, values).fetchall():
            found[id].count[what] += count
            found[id].times += [at for at in (first, last) if at is not None]
    return found


def _mails(*, own: bool) -> str:
    mine = f"""and document_id in (select document_id from appearances
        where role = 'from' and person_id in {OWN})"""
    return f"""select person_id, iif(role = 'from', 'mails_from', 'mails_to') as what,
            count(distinct document_id), min(at), max(at)
        from appearances join documents on id = document_id
        where kind = 'mail' and person_id in {GIVEN}
            and (role = 'from' or (role in ('to', 'cc') {mine if own else ""}))
        group by 1, 2"""


def _spoken() -> str:
    return f"""{SPOKEN.format(given=GIVEN)}
        select person_id, 'messages_from', sum(said), min(first), max(last)
        from appearances join spoken on document = document_id and who = name
        where role = 'speaker' and person_id in {GIVEN} group by 1"""


def _answered() -> str:
    return f"""{SPOKEN.format(given=GIVEN)}
        select them.person_id, 'messages_to', sum(said), min(first), max(last)
        from appearances as them join appearances as me on me.document_id = them.document_id
            join spoken on document = me.document_id and who = me.name
        where them.role = 'speaker' and me.role = 'speaker' and me.person_id in {OWN}
            and them.person_id in {GIVEN} and them.person_id not in {OWN} group by 1"""
