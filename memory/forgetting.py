"""Taking documents out of the memory to the last word, in steps that can be broken off.

What has been begun is written down in the table ``due``, in the transaction
that begins it: a kill in between leaves nothing half forgotten for good.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from memory import readings
from memory.cipher import Database
from memory.claims.falling import fall
from memory.progress import Progress, Work
from memory.store import MemoryStore

SLICE = 500  # documents forgotten together: who waits to write waits for no more than that
FEW = 50  # documents whose words are taken out of the indexes at once
PAGES = 500  # of an index of words rewritten together
NOTE = "Forgetting what was read"

Place = tuple[int, str]  # file, document


def set_due(db: Database, what: str, ids: Sequence[str] = ("",)) -> None:
    """Write down what has to be finished.  Called inside ``store.write``."""
    db.conn.executemany("insert or ignore into due values (?, ?)", [(what, id) for id in ids])


def set_done(db: Database, what: str, ids: Sequence[str] = ("",)) -> None:
    db.conn.executemany("delete from due where what = ? and id = ?", [(what, id) for id in ids])


def due(db: Database, what: str, most: int = -1) -> list[str]:
    """Return what has to be finished of this kind."""
    rows = db.execute("select id from due where what = ? order by id limit ?", [what, most])
    return [id for (id,) in rows]


def giving_up(store: MemoryStore, places: Sequence[Place]) -> Work[Progress, None]:
    """Delete these places, and every word that stands nowhere else.

    Taking each word out of the indexes of words at once is slow; those of many
    documents are only marked there, until ``purging``.
    """
    for done in range(0, len(places), SLICE):
        yield Progress(done, len(places), NOTE)
        with store.write() as db, marking_only(db, len(places)):
            give_up(db, places[done : done + SLICE])


@contextmanager
def marking_only(db: Database, documents: int) -> Iterator[None]:
    """Within it the words of few documents are taken out one by one, of many marked only."""
    set_due(db, "log")
    if documents > FEW:
        set_due(db, "purge")
        _configure(db, "secure-delete", 0)
    yield
    if documents > FEW:
        _configure(db, "secure-delete", 1)


def purging(store: MemoryStore) -> Work[Progress, None]:
    """Rewrite the indexes of words, a little at a time, until nothing deleted is in them."""
    if not due(store.db, "purge"):
        return
    for name in indexes_of_words(store.db):
        pages, changed = -PAGES, 2  # negative: begin with the whole index
        while changed >= 2:  # SQLite's own sign that there was something to do
            yield Progress(0, None, NOTE)
            with store.write() as db:
                before = db.conn.total_changes
                _configure_one(db, name, "merge", pages)
                changed = db.conn.total_changes - before
            pages = PAGES
    with store.write() as db:
        set_done(db, "purge")


def emptying(store: MemoryStore) -> Work[Progress, None]:
    """Leave no copy of what was deleted in the write-ahead log, nor what a model read of it."""
    readings.forget(store)
    if not due(store.db, "log"):
        return
    yield Progress(0, None, NOTE)
    if store.tidy():  # else somebody reads; it stays due
        with store.write() as db:
            set_done(db, "log")
        store.tidy()


def finishing(store: MemoryStore) -> Work[Progress, None]:
    """Finish what a removal that was broken off has left of the words it took out."""
    yield from purging(store)
    yield from emptying(store)


def give_up(db: Database, places: Sequence[Place]) -> None:
    """Delete these places, the documents that stand nowhere else, and what stood on them."""
    db.conn.executemany("delete from places where file_id = ? and document_id = ?", places)
    db.conn.executemany(
        """delete from documents where id = :id
            and not exists (select 1 from places where document_id = :id)""",
        [{"id": id} for _, id in places],
    )
    fall(db)


def forget_unnamed(db: Database) -> None:
    """Delete the people and the threads that no document names any more."""
    db.execute("delete from people where id not in (select person_id from appearances)")
    db.execute("""delete from thread_ids
        where thread not in (select thread from documents where thread is not null)""")


def indexes_of_words(db: Database) -> list[str]:
    """Return the names of the full-text indexes that can hold a word after it is deleted."""
    rows = db.execute("""select name from sqlite_master where type = 'table'
        and sql like 'create virtual table%using fts5%' and sql not like '%fts5vocab%'""")
    return [name for (name,) in rows]


def _configure(db: Database, what: str, value: int) -> None:
    for name in indexes_of_words(db):
        _configure_one(db, name, what, value)


def _configure_one(db: Database, name: str, what: str, value: int) -> None:
    db.execute(f"insert into {name}({name}, rank) values (?, ?)", [what, value])
