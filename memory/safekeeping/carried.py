"""Labels in an archive: what bears them is told by what it is, for its numbers stay behind.

An archive comes from anywhere: a label in it can only make something stricter here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, get_args

from memory.cipher import Database
from memory.labels import STRICT, Origin, What, labelled, own_label, set_label
from memory.store import MemoryStore
from memory.types import Label

Row = dict[str, Any]
Told = tuple[What, list[Any], Label]

# How each is told, and found again by that.
TELLS = {
    "source": "select path from sources where name = ?",
    "person": "select json_group_array(handle) from handles where person_id = ?",
    "claim": """select json_array(about, kind, slot, key, polarity, place)
        from claims where id = ?""",
    "conversation": "select min(at) from turns where conversation_id = ?",
}
FINDS = {
    "source": "select name from sources where path = ?",
    "person": "select person_id from handles where handle = ?",
    "claim": """select id from claims where about = ? and kind = ? and slot = ? and key = ?
        and polarity = ? and place = ? and status is not null""",
    "conversation": """select conversation_id from turns
        group by conversation_id having min(at) = ?""",
}


def label_rows(store: MemoryStore) -> Iterator[Row]:
    """Yield every label with what tells its bearer."""
    for one in labelled(store):
        what = one.origin.what
        (told,) = store.db.execute(TELLS[what], [one.origin.key]).fetchone() or (None,)
        if told is not None:
            listed = json.loads(told) if what in {"person", "claim"} else [told]
            yield {"what": what, "is": listed, "label": one.label}


def a_label(row: Row) -> Told:
    """Return a label as it stands in an archive.  Raises ValueError."""
    what, told = row["what"], row["is"]
    if what not in get_args(What) or what not in FINDS or not isinstance(told, list):
        raise ValueError
    if what != "person" and len(told) != FINDS[what].count("?"):
        raise ValueError
    if not all(isinstance(one, str | int) for one in told):
        raise ValueError
    return what, told, Label(row["label"])


def take_in(store: MemoryStore, rows: Iterable[Told]) -> int:
    """Set those labels that are stricter than those here; return how many."""
    count = 0
    for what, told, label in rows:
        for key in _found(store.db, what, told):
            origin = Origin(what, key)
            if STRICT.index(label) < STRICT.index(own_label(store, origin) or Label.REWRITE):
                set_label(store, origin, label)
                count += 1
    return count


def _found(db: Database, what: What, told: list[Any]) -> set[str | int]:
    asked = [[one] for one in told] if what == "person" else [told]
    return {key for one in asked for (key,) in db.execute(FINDS[what], one).fetchall()}
