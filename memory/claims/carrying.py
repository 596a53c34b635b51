"""Evidence carried over while its document is taken out and put back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from memory.cipher import Database

COLUMNS = """claim_id, document_id, start, end, says, strength, at, until, locator, subject,
    value, text, scope, change_id"""
Row = tuple[Any, ...]


@contextmanager
def carried(db: Database, document: str) -> Iterator[None]:
    """Keep the evidence of a document that is put anew within it."""
    rows = evidence_of(db, document)
    learned = db.execute("select * from learned where document_id = ?", [document]).fetchall()
    yield
    put_back(db, rows)
    db.conn.executemany(
        """insert or ignore into learned select ?1, ?2
            where exists (select 1 from documents where id = ?1)""",
        learned,
    )


def evidence_of(db: Database, document: str) -> list[Row]:
    return db.execute(
        f"select {COLUMNS} from evidence where document_id = ?", [document]
    ).fetchall()


def put_back(db: Database, rows: list[Row]) -> None:
    """Put evidence back where its document and its claim are there."""
    marks = ", ".join(f"?{n}" for n in range(1, COLUMNS.count(",") + 2))
    db.conn.executemany(
        f"""insert or ignore into evidence ({COLUMNS}) select {marks}
            where exists (select 1 from documents where id = ?2)
            and exists (select 1 from claims where id = ?1)""",
        rows,
    )
