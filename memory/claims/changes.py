"""What was done to claims, newest first, and undoing any of it in any order.

A deed is undone with what followed from it.  How claims stand is worked out
anew from what is left, so it is as if the deed had never been done.
"""

from __future__ import annotations

from memory.cipher import Database
from memory.claims.rows import read_changes
from memory.claims.settling import settle
from memory.errors import Problem
from memory.store import MemoryStore
from memory.types import Change, ChangeId, ClaimId

ERASED = "What this changed was erased meanwhile; it does not come back."


def history(store: MemoryStore, claim: ClaimId | None = None, limit: int = 100) -> list[Change]:
    """Return what was done, of one claim or of all, newest first."""
    where = "claim_id = ?" if claim is not None else "? is null"
    return read_changes(store.db, f"{where} order by id desc limit ?", [claim, limit])


def undo(store: MemoryStore, change: ChangeId) -> None:
    """Undo a change with the deed that it belongs to.  Raises Problem."""
    with store.write() as db:
        deed = _deed(db, change, undone=False)
        _turn(db, deed, undone=True)


def redo(store: MemoryStore, change: ChangeId) -> None:
    """Do again what was undone.  Raises Problem."""
    with store.write() as db:
        deed = _deed(db, change, undone=True)
        _turn(db, deed, undone=False)


def can_undo(db: Database, deed: int) -> bool:
    """Whether there is something to take back, and a claim to take it back from."""
    row = db.execute(
        """select 1 from changes join claims on claims.id = claim_id where changes.id = ?
            and (sets is not null or exists (
                select 1 from evidence where change_id = changes.id))""",
        [deed],
    ).fetchone()
    return row is not None


def _deed(db: Database, change: ChangeId, *, undone: bool) -> int:
    row = db.execute("select deed, undone from changes where id = ?", [change]).fetchone()
    if row is None:
        raise Problem("There is no such change.", remedy="`famulus profile history` shows them.")
    deed, was_undone = row
    if bool(was_undone) != undone:
        raise Problem("This is undone already." if was_undone else "This was not undone.")
    if not can_undo(db, deed):
        raise Problem(ERASED)
    return int(deed)


def _turn(db: Database, deed: int, *, undone: bool) -> None:
    db.execute("update changes set undone = ? where deed = ?", [undone, deed])
    claims = db.execute("select distinct claim_id from changes where deed = ?", [deed]).fetchall()
    settle(db, [id for (id,) in claims])
