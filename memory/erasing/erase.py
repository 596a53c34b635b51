"""Erasing: after it no byte of what was erased is left here, nor of what was made from it.

What is to go is decided in one transaction, with the marks that keep it from
coming back.  Carrying it out takes as many as it needs and, broken off, is
taken up where it stood.  What other documents say in their own words stays.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from memory import conversations, ledger
from memory.cipher import Database
from memory.claims.falling import fall, falling_with
from memory.erasing.quoted import unquote
from memory.erasing.targets import GIVEN, Chosen, Target, as_json, chosen_by, column, of_source
from memory.forgetting import (
    SLICE,
    due,
    finishing,
    forget_unnamed,
    marking_only,
    set_done,
    set_due,
)
from memory.progress import Progress, Work
from memory.store import MemoryStore
from memory.swap import STAGING, kept_aside
from memory.tombstones import EVERYWHERE, put_marks, put_marks_of_unread

NOTE = "Erasing"


@dataclass(frozen=True, slots=True)
class Erased:
    """What went, or would go."""

    documents: int
    attached: int  # of them: those that go because of the mail they came with
    elsewhere: int  # of them: those that stand in several sources
    passages: int
    answers: int  # of conversations, whose words are taken out
    unfinished: int  # answers that do not say on what they rest; they go to be safe
    copies: int  # memories set aside by a repair or a restore, which hold it too
    people: tuple[str, ...] = field(default=(), repr=False)  # whom the name given stands for
    claims: int = 0  # what was believed because of it alone
    disclosures: int = 0  # requests in the ledger whose words are taken out; what left stays gone


def would_erase(store: MemoryStore, target: Target) -> Erased:
    """Count what would go, and change nothing.  Raises Problem if there is no such thing."""
    return _counted(store, chosen_by(store, target))


def erasing(store: MemoryStore, target: Target) -> Work[Progress, Erased]:
    """Erase it.

    Once it is decided, ``carrying_out`` finishes what was broken off.
    """
    yield from carrying_out(store)  # what was decided before
    with store.write() as db:
        chosen = chosen_by(store, target)
        counted = _counted(store, chosen)
        _decide(db, chosen)
    yield from carrying_out(store)
    return counted


def is_due(store: MemoryStore) -> bool:
    """Whether something that was decided has not been carried out to its end."""
    return store.db.execute("select 1 from due limit 1").fetchone() is not None


def carrying_out(store: MemoryStore) -> Work[Progress, None]:
    """Do to its end what was decided, by whomever, and broken off."""
    while _decided(store.db):
        yield from _deleting(store)
        _close_sources(store)
    if due(store.db, "names", 1):
        yield Progress(0, None, NOTE)
        with store.write() as db:
            _leave_no_name(db)
            set_done(db, "names")
        for folder in (*kept_aside(store.home), store.home / STAGING):
            shutil.rmtree(folder, ignore_errors=True)
    yield from finishing(store)


def _counted(store: MemoryStore, chosen: Chosen) -> Erased:
    db, ids = store.db, as_json(chosen.ids)
    (passages,) = db.execute(
        f"select count(*) from chunks where document_id in {GIVEN}", [ids]
    ).fetchone()
    (elsewhere,) = db.execute(
        f"""select count(*) from (select 1 from places join files on files.id = file_id
            where document_id in {GIVEN} group by document_id
            having count(distinct source_id) > 1)""",
        [ids],
    ).fetchone()
    answers, unfinished = conversations.resting_on(store, chosen.ids)
    return Erased(
        documents=len(chosen.ids),
        attached=chosen.attached,
        elsewhere=elsewhere,
        passages=passages,
        answers=answers,
        unfinished=unfinished,
        copies=len(kept_aside(store.home)),
        people=chosen.people,
        claims=falling_with(db, chosen.ids),
        disclosures=len(ledger.holding(db, chosen.ids, _texts(db, chosen.ids))),
    )


def _texts(db: Database, ids: Collection[str]) -> list[str]:
    return column(db, f"select text from documents where id in {GIVEN}", ids)


# Deciding


def _decide(db: Database, chosen: Chosen) -> None:
    """Write down what is to go, and mark it so that no reading brings it back.

    Of a source that is erased its own documents may come back, if the user
    adds it again: only in other sources are they marked.
    """
    if chosen.source is not None:
        set_due(db, "source", [str(chosen.source)])
        db.execute("update sources set paused = 1 where id = ?", [chosen.source])
        db.execute(
            "update files set size = null, mtime_ns = null where source_id = ?", [chosen.source]
        )
    _mark(db, chosen.ids, chosen.source)
    set_due(db, "erase", sorted(chosen.ids))
    set_due(db, "names")


def _mark(db: Database, ids: Collection[str], source: int | None) -> None:
    rows = db.execute(
        f"""select documents.id, kind, external_id, group_concat(distinct source_id)
            from documents left join places on document_id = documents.id
            left join files on files.id = file_id
            where documents.id in {GIVEN} group by documents.id""",
        [as_json(ids)],
    ).fetchall()
    for id, kind, external_id, stands_in in rows:
        places = [int(one) for one in (stands_in or "").split(",") if one]
        where = [one for one in places if one != source]
        put_marks(db, [(id, kind, external_id)], where + [EVERYWHERE] * (source is None))
    _forget_failures(db, ids, [EVERYWHERE] if source is None else [])


def _forget_failures(db: Database, ids: Collection[str], marked: Sequence[int]) -> None:
    """Delete what could not be read and bears the title of a mail that goes."""
    given = [as_json(ids)]
    titles = set(column(db, f"select title from documents where id in {GIVEN}", ids))
    rows = db.execute(
        f"""select unread.rowid, locator from unread where locator like '%)' and file_id in
            (select file_id from places where document_id in {GIVEN})""",
        given,
    ).fetchall()
    gone = [(row, locator) for row, locator in rows if _named_after(locator) & titles]
    put_marks_of_unread(db, [locator for _, locator in gone], marked)
    db.conn.executemany("delete from unread where rowid = ?", [(row,) for row, _ in gone])


def _named_after(locator: str) -> set[str]:
    """Return what the mail may be called to which a "name (title)" was attached."""
    return {locator[n + 1 : -1] for n, letter in enumerate(locator) if letter == "("}


# Carrying out


def _decided(db: Database) -> bool:
    return bool(due(db, "erase", 1) or due(db, "source", 1))


def _deleting(store: MemoryStore) -> Work[Progress, None]:
    ids = due(store.db, "erase")
    if ids:
        yield from conversations.taking_out(store, frozenset(ids))
    for done in range(0, len(ids), SLICE):
        yield Progress(done, len(ids), NOTE)
        with store.write() as db, marking_only(db, len(ids)):
            _delete(db, ids[done : done + SLICE])


def _delete(db: Database, ids: Sequence[str]) -> None:
    """Delete these documents with all that hangs on them, and note whom and what they named."""
    ledger.take_out(db, ids, _texts(db, ids))
    for id in ids:
        unquote(db, id)
    for what, named in (
        ("person", f"select distinct person_id from appearances where document_id in {GIVEN}"),
        ("file", f"select distinct file_id from places where document_id in {GIVEN}"),
        ("thread", f"select distinct thread from documents where thread > 0 and id in {GIVEN}"),
    ):
        set_due(db, what, [str(one) for one in column(db, named, ids)])
    db.execute(f"delete from documents where id in {GIVEN}", [as_json(ids)])
    fall(db)
    set_done(db, "erase", ids)


def _close_sources(store: MemoryStore) -> None:
    """Delete the sources that are to go; what a reading has added to one since is to go too."""
    for id in due(store.db, "source"):
        with store.write() as db:
            late = of_source(db, int(id))
            _mark(db, late, int(id))
            set_due(db, "erase", sorted(late))
            if not late:
                db.execute("delete from sources where id = ?", [id])
                db.execute("delete from erased where source_id = ?", [id])
                set_done(db, "source", [id])


def _leave_no_name(db: Database) -> None:
    """Let no person, thread or file be known by what only an erased document said."""
    for id in due(db, "person"):
        _known_by_the_rest(db, int(id))
    for id in due(db, "thread"):
        db.execute(
            """delete from thread_ids where thread = :id and external_id not in (
                select external_id from documents where thread = :id
                union select parent from documents where thread = :id)""",
            {"id": int(id)},
        )
    for id in due(db, "file"):  # one that is being read has no size yet
        db.execute(
            """delete from files where id = :id and size is not null
                and not exists (select 1 from places where file_id = :id)""",
            {"id": int(id)},
        )
    forget_unnamed(db)
    db.execute("delete from due where what in ('person', 'thread', 'file')")


def _known_by_the_rest(db: Database, person: int) -> None:
    """Call a person as the documents that are left do, and know them by nothing else."""
    rows = db.execute(
        """select name, address from appearances where person_id = ?
            group by name, address order by count(*) desc""",
        [person],
    ).fetchall()
    named = [(" ".join(name.split()), address) for name, address in rows]
    names = [name or address for name, address in named]
    handles = {address.lower() for _, address in named if address}
    handles |= {f"name:{name.casefold()}" for name, _ in named if name}  # joined by the user
    (own,) = db.execute("select name from people where id = ?", [person]).fetchone() or ("",)
    if names and own not in {one for pair in named for one in pair}:
        best = next((name for name, _ in named if name), names[0])
        db.execute("update people set name = ? where id = ?", [best, person])
    for (handle,) in db.execute(
        "select handle from handles where person_id = ?", [person]
    ).fetchall():
        if handle not in handles:
            db.execute("delete from handles where handle = ?", [handle])
