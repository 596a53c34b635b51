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


def to_conclude(store: MemoryStore, by: str) -> list[DocumentId]:
    """Return documents that were learned from and that this model has not read, newest first."""
    rows = store.db.execute(
        """select id from documents join learned on learned.document_id = id
            where id not in (select document_id from concluded where model = ?)
            and id not in (select id from due where what = 'erase')
            order by at desc, id""",
        [by],
    )
    return [DocumentId(id) for (id,) in rows]


def set_concluded(db: Database, id: DocumentId, by: str) -> None:
    """Note that a model has read a document.  Called inside ``store.write``."""
    db.execute("insert or ignore into concluded select id, ? from documents where id = ?", [by, id])


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
