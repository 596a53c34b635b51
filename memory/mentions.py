"""The times that a chunk speaks of, kept beside the time at which it was written."""

from __future__ import annotations

from datetime import datetime

from memory.cipher import Database
from memory.times.dates import dates_in

MOST = 16  # times of one chunk that are kept: more is a list of dates


def put_mentions(db: Database, chunk: int, text: str, written: datetime | None) -> None:
    """Keep the times that a chunk speaks of, as they are meant from the day it was written."""
    if written is None:
        return
    spoken_of = {(mention.begins, mention.ends) for mention in dates_in(text, written)}
    db.conn.executemany(
        "insert into mentions values (?, ?, ?)",
        [
            (chunk, begins.timestamp(), ends.timestamp())
            for begins, ends in sorted(spoken_of)[:MOST]
        ],
    )


def put_all_mentions(db: Database) -> None:
    """Note the times that each chunk speaks of; none is noted yet."""
    newest = 0
    while batch := db.execute(
        "select id, text, at from chunks where id > ? and at is not null order by id limit 500",
        [newest],
    ).fetchall():
        for id, text, at in batch:
            put_mentions(db, id, text, datetime.fromtimestamp(at).astimezone())
        newest = batch[-1][0]
