"""Whether what is believed is what follows from its evidence, and mending it where it is not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from memory.cipher import Database
from memory.claims.falling import fall
from memory.claims.rows import held, iso, standing_row
from memory.claims.sameness import holds_words
from memory.claims.settling import RULES, cells, settle_all
from memory.claims.standing import standings

FOLLOWS = """subject, value, text, scope, status, confidence, since, until, sensitivity,
    locked, pinned"""
UNKNOWN_CHANGE = "change_id > 0 and change_id not in (select id from changes)"
AT_ONCE = 200


def bad_evidence(db: Database) -> Iterator[int]:
    """Yield the evidence whose quote is not in its document, or does not hold its value."""
    newest = 0
    while rows := db.execute(
        """select evidence.id, start, end, value, length(documents.text),
                substr(documents.text, start + 1, end - start), says, strength
            from evidence join documents on documents.id = document_id
            where evidence.id > ? order by evidence.id limit ?""",
        [newest, AT_ONCE],
    ).fetchall():
        for newest, start, end, value, length, quote, *_ in rows:
            if not 0 <= start < end <= length or not holds_words(quote, value):
                yield newest


def unsettled(db: Database) -> Iterator[int | None]:
    """Yield the claims that do not stand as follows from their evidence, and None after each."""
    ids = [id for (id,) in db.execute("select id from claims order by id").fetchall()]
    for cell in cells(db, ids):
        claims = held(db, cell)
        marks = {one.key: one.marks for one in claims}
        for id, standing in standings(claims).items():
            row = db.execute(f"select {FOLLOWS} from claims where id = ?", [id]).fetchone()
            if row is None or list(row) != standing_row(standing, marks[id]):
                yield id
            yield None


def is_whole(db: Database) -> bool:
    """Whether every piece of evidence says by which change it came."""
    row = db.execute(f"select 1 from evidence where {UNKNOWN_CHANGE} limit 1").fetchone()
    return row is None


def mend(db: Database, *, learn_again: bool = False) -> None:
    """Take out what is no evidence, and let every claim stand as follows from the rest.

    Called inside ``store.write``.  Where something may be missing, all is to be
    learned again.
    """
    if learn_again:
        db.execute("delete from learned")
    bad = [(id,) for id in bad_evidence(db)]
    db.conn.executemany(
        """delete from learned where document_id =
            (select document_id from evidence where id = ?)""",
        bad,
    )
    db.conn.executemany("delete from evidence where id = ?", bad)
    db.execute(
        f"""insert into changes (id, deed, at, by, what, claim_id, why)
            select change_id, change_id, ?, ?, 'learn', claim_id, '' from evidence
            where {UNKNOWN_CHANGE} group by change_id""",
        [iso(datetime.now(UTC)), RULES],
    )
    fall(db)
    settle_all(db)
