"""Which documents were learned from, and by which rules; what is forgotten is learned anew."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from memory.cipher import Database
from memory.store import MemoryStore
from memory.types import DocumentId

UNLEARNED = """from documents where id not in (select document_id from learned where rules = ?)
    and id not in (select id from due where what = 'erase')"""


def to_learn(store: MemoryStore, rules: str, most: int = -1) -> list[DocumentId]:
    """Return documents from which nothing was learned by these rules, oldest first."""
    rows = store.db.execute(
        f"select id {UNLEARNED} order by at is null, at, id limit ?", [rules, most]
    )
    return [DocumentId(id) for (id,) in rows]


def count_to_learn(store: MemoryStore, rules: str) -> int:
    (count,) = store.db.execute(f"select count(*) {UNLEARNED}", [rules]).fetchone()
    return int(count)


def learned_before(store: MemoryStore, ids: Sequence[DocumentId]) -> list[DocumentId]:
    """Return from which of these documents something was learned already, by whatever rules."""
    rows = store.db.execute(
        """select document_id from learned
            where document_id in (select value from json_each(?)) order by document_id""",
        [json.dumps(ids)],
    )
    return [DocumentId(id) for (id,) in rows]


def set_learned(db: Database, ids: Iterable[DocumentId], rules: str) -> None:
    """Note from which documents was learned.  Called inside ``store.write``."""
    db.conn.executemany(
        "insert or replace into learned select id, ? from documents where id = ?",
        [(rules, id) for id in ids],
    )
