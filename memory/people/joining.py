"""Which names and addresses are one person, as the user says, whatever is read later.

An address that was ever moved stays with whom it was moved to: a later reading
looks addresses up before it makes anybody.  What was moved is noted, to be undone.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from memory.cipher import Database
from memory.errors import Problem
from memory.held import NAME
from memory.people.known import GIVEN
from memory.store import MemoryStore

LIST = "`famulus people` shows who is known."


def join(store: MemoryStore, person: int, *others: int) -> None:
    """Let the others be the same as this person, who keeps their name.  Raises Problem."""
    if person in others or not others:
        raise Problem("A person is joined with another one.", remedy=LIST)
    with store.write() as db:
        for id in (person, *others):
            _name(db, id)
        for other in others:
            _note(db, "join", person, _join(db, person, other))


def split(store: MemoryStore, person: int, chosen: Collection[str]) -> int:
    """Let these addresses and names be somebody else; return who.  Raises Problem."""
    with store.write() as db:
        _name(db, person)
        known = set(_keys(db, person))
        moved = [one for one in chosen if one in known]
        if not moved or not known - set(moved):
            raise Problem(
                "Some of a person's addresses can be somebody else, not all or none of them.",
                remedy="`famulus people show` lists them.",
            )
        new = _split(db, person, moved)
        _note(db, "split", person, moved)
    return new


def split_all(store: MemoryStore, person: int) -> list[int]:
    """Let each address be a person of its own again; return the new ones.  Raises Problem."""
    groups = groups_of(store, person)
    if len(groups) < 2:
        raise Problem(
            "This person is known by one address or name only.",
            remedy="There is nothing to take apart.",
        )
    return [split(store, person, group) for group in groups[1:]]


def groups_of(store: MemoryStore, person: int) -> list[list[str]]:
    """Return what a person would be split into: each address with the names it alone bears.

    The address of which there is most comes first.
    """
    keys = _keys(store.db, person)
    addresses = [key for key in keys if not key.startswith(NAME)]
    bearers: dict[str, Counter[str]] = defaultdict(Counter)
    for key, name, count in _borne(store.db, person):
        if not key.startswith(NAME):
            bearers[NAME + name.casefold()][key] += count
    groups: dict[str, list[str]] = {key: [key] for key in addresses}
    for key in keys:
        if key.startswith(NAME):
            home = bearers[key].most_common(1)[0][0] if bearers[key] else key
            groups.setdefault(home, []).append(key)
    weight = Counter(dict(_weights(store.db, person)))
    return sorted(groups.values(), key=lambda group: -max(weight[key] for key in group))


def undo(store: MemoryStore) -> None:
    """Undo the last join or split that was not undone.  Raises Problem."""
    with store.write() as db:
        row = db.execute(
            """select id, what, person_id from people_changes where not undone
                order by id desc limit 1"""
        ).fetchone()
        if row is None:
            raise Problem("There is nothing to undo.")
        id, what, person = row
        moved = [
            handle
            for (handle,) in db.execute(
                "select handle from people_moved where change_id = ? order by rowid", [id]
            ).fetchall()
        ]
        if what == "join":
            _split_again(db, person, moved)
        else:
            _join_again(db, person, moved)
        db.execute("update people_changes set undone = 1 where id = ?", [id])


def decided(store: MemoryStore) -> Iterator[dict[str, Any]]:
    """Yield the people of whom the user said who they are, for an archive."""
    rows = store.db.execute(
        """select person_id, json_group_array(handle) from handles
            where person_id in (select person_id from people_changes where not undone)
                or person_id in (select known.person_id from handles as known
                    join people_moved using (handle)
                    join people_changes on people_changes.id = change_id where not undone)
            group by person_id order by person_id"""
    ).fetchall()
    for id, known in rows:
        yield {"name": _name(store.db, id), "handles": json.loads(known)}


def take_in(store: MemoryStore, name: str, known: Sequence[str]) -> bool:
    """Let these be one person, as it was in an archive, unless the user said otherwise here.

    Called inside ``store.write``.
    """
    db = store.db
    rows = db.execute(
        f"""select distinct person_id, exists (select 1 from people_moved
                where people_moved.handle = handles.handle)
            from handles where handle in {GIVEN} order by person_id""",
        {"given": json.dumps(list(known))},
    ).fetchall()
    ids = list(dict.fromkeys(id for id, _ in rows))
    if any(said for _, said in rows):
        return False
    if not ids:
        return _take_apart(db, [key for key in known if key.startswith(NAME)])
    for other in ids[1:]:
        _note(db, "join", ids[0], _join(db, ids[0], other))
    if len(ids) > 1 and name in {own for _, own, _ in _borne(db, ids[0])}:
        db.execute("update people set name = ? where id = ?", [name, ids[0]])
    return len(ids) > 1


def _take_apart(db: Database, names: Sequence[str]) -> bool:
    """Let a bare name be somebody else than who else bears it."""
    for key in names:
        rows = db.execute(
            "select distinct person_id, name from appearances where address = ''"
        ).fetchall()
        for person in {id for id, name in rows if _key(name, "") == key}:
            if set(_keys(db, person)) - {key}:
                _split(db, person, [key])
                _note(db, "split", person, [key])
                return True
    return False


# What moves


def _join(db: Database, person: int, other: int) -> list[str]:
    """Move everything of the other to this person; return the addresses and names moved."""
    name = _name(db, other)
    moved = _keys(db, other)
    if "@" not in name and (key := _key(name, "")) not in moved:
        moved.append(key)  # or their bare name would be somebody new when it is read next
    for key in moved:
        db.execute("insert or ignore into handles values (?, ?)", [key, person])
    for table in ("handles", "appearances", "people_changes"):
        db.execute(f"update {table} set person_id = ? where person_id = ?", [person, other])
    db.execute("delete from people where id = ?", [other])
    return moved


def _split(db: Database, person: int, moved: Collection[str]) -> int:
    (new,) = db.execute("insert into people (name) values ('') returning id").fetchone()
    for key in moved:
        db.execute(
            """insert into handles values (?, ?)
                on conflict (handle) do update set person_id = excluded.person_id""",
            [key, new],
        )
    rows = db.execute(
        "select rowid, name, address from appearances where person_id = ?", [person]
    ).fetchall()
    db.conn.executemany(
        "update appearances set person_id = ? where rowid = ?",
        [(new, row) for row, name, address in rows if _key(name, address) in moved],
    )
    # What was joined to them before, to be undone, goes with them.
    db.execute(
        """update people_changes set person_id = ? where person_id = ? and id not in (
            select change_id from people_moved join handles using (handle)
            where handles.person_id <> ?)""",
        [new, person, new],
    )
    for id in (person, new):
        _call(db, id)
    return int(new)


def _split_again(db: Database, person: int, moved: Iterable[str]) -> None:
    """Take out what a join had moved, as far as it is still there."""
    known = set(_keys(db, person))
    mine = [key for key in moved if key in known]
    if not mine or not known - set(mine):
        raise Problem("These have changed since: they cannot be taken apart as they were.")
    _split(db, person, mine)


def _join_again(db: Database, person: int, moved: Sequence[str]) -> None:
    """Join who was split off, if they are still only that."""
    rows = db.execute(
        f"select distinct person_id from handles where handle in {GIVEN}",
        {"given": json.dumps(list(moved))},
    ).fetchall()
    if len(rows) != 1 or set(_keys(db, rows[0][0])) - set(moved) or rows[0][0] == person:
        raise Problem("These have changed since: they cannot be joined as they were.")
    _join(db, person, rows[0][0])


def _note(db: Database, what: str, person: int, moved: Iterable[str]) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    (id,) = db.execute(
        "insert into people_changes (at, what, person_id) values (?, ?, ?) returning id",
        [now, what, person],
    ).fetchone()
    db.conn.executemany("insert into people_moved values (?, ?)", [(id, key) for key in moved])


# What there is


def _name(db: Database, id: int) -> str:
    row = db.execute("select name from people where id = ?", [id]).fetchone()
    if row is None:
        raise Problem("This person is no longer known.", remedy=LIST)
    return str(row[0])


def _key(name: str, address: str) -> str:
    """Return by what somebody is known who is named so."""
    return address.lower() or NAME + " ".join(name.split()).casefold()


def _borne(db: Database, person: int) -> list[tuple[str, str, int]]:
    """Return by what somebody is known, under which name, and how often."""
    rows = db.execute(
        """select name, address, count(*) from appearances where person_id = ?
            group by name, address order by count(*) desc, name, address""",
        [person],
    ).fetchall()
    return [(_key(name, address), " ".join(name.split()), count) for name, address, count in rows]


def _weights(db: Database, person: int) -> Iterator[tuple[str, int]]:
    found: Counter[str] = Counter()
    for key, _, count in _borne(db, person):
        found[key] += count
    yield from found.items()


def _keys(db: Database, person: int) -> list[str]:
    """Return every address, and every name that stands without one, of a person."""
    known = [
        handle
        for (handle,) in db.execute(
            "select handle from handles where person_id = ? order by rowid", [person]
        ).fetchall()
    ]
    return list(dict.fromkeys([*known, *(key for key, _, _ in _borne(db, person))]))


def _call(db: Database, person: int) -> None:
    """Let a person bear a name that documents give them, if theirs is none of these."""
    borne = _borne(db, person)
    own = _name(db, person)
    if not borne or own in {name for _, name, _ in borne}:
        return
    best = next((name for _, name, _ in borne if name), borne[0][0])
    db.execute("update people set name = ? where id = ?", [best, person])
