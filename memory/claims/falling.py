"""What falls when documents go: claims that stood on them alone, and every word that was theirs.

Claims that were superseded come back where what superseded them is gone.
"""

from __future__ import annotations

import json
from collections.abc import Collection

from memory.cipher import Database
from memory.claims.rows import GIVEN, identities
from memory.claims.settling import fell, settle

WHY = "A document that spoke of it is gone."
RULES_CHANGED = "It was read again by better rules."
TOLD = """id in (select claim_id from changes
    where not undone and json_extract(sets, '$.words') is not null)"""


def fall(db: Database) -> None:
    """Let fall what stood on evidence that went, in the transaction in which it went."""
    shaken = [id for (id,) in db.execute("select claim_id from claims_shaken").fetchall()]
    if not shaken:
        return
    db.execute("delete from claims_shaken")
    stands = {id for id, one in _with_evidence(db, shaken).items() if one}
    erase_claims(db, set(shaken) - stands)
    _forget_when(db, stands)
    fell(db, settle(db, stands), WHY)


def let_go(db: Database, evidence: Collection[int]) -> None:
    """Let evidence no longer count that better rules do not find where it was found before.

    It stays, so that its words go with its document, and what the user decided
    about its claims is not forgotten.
    """
    _turn(db, "update evidence set change_id = -change_id where change_id > 0", evidence)


def take_back(db: Database, evidence: Collection[int]) -> None:
    """Let evidence count again that was let go."""
    _turn(db, "update evidence set change_id = -change_id where change_id < 0", evidence)


def _turn(db: Database, update: str, evidence: Collection[int]) -> None:
    given = [json.dumps(sorted(evidence))]
    rows = db.execute(f"{update} and id in {GIVEN} returning claim_id", given).fetchall()
    fell(db, settle(db, {id for (id,) in rows}), RULES_CHANGED)


def falling_with(db: Database, documents: Collection[str]) -> int:
    """Count the claims that would fall with these documents."""
    (count,) = db.execute(
        f"""select count(*) from claims where id in (
                select claim_id from evidence where document_id in {GIVEN})
            and id not in (
                select claim_id from evidence where document_id not in {GIVEN})
            and not {TOLD}""",
        [json.dumps(list(documents))] * 2,
    ).fetchone()
    return int(count)


def erase_claims(db: Database, ids: Collection[int]) -> None:
    """Erase these claims to the last word, and let those that they stood before come back."""
    given = json.dumps(sorted(ids))
    beside = _beside(db, ids)
    db.execute(f"delete from claims where id in {GIVEN}", [given])
    db.execute(f"delete from claims_shaken where claim_id in {GIVEN}", [given])
    db.execute(
        f"""update changes set sets = null, before = null, after = null
            where claim_id in {GIVEN}""",
        [given],
    )
    fell(db, settle(db, beside), WHY)


def _beside(db: Database, ids: Collection[int]) -> set[int]:
    """Return the claims of the same slots."""
    found: set[int] = set()
    for one in identities(db, f"id in {GIVEN}", [json.dumps(sorted(ids))]).values():
        where = "about = ? and slot = ?" + ("" if one.one else " and key = ?")
        values = [one.subject, one.slot] + ([] if one.one else [one.value])
        found |= identities(db, where, values).keys()
    return found - set(ids)


def _with_evidence(db: Database, ids: Collection[int]) -> dict[int, bool]:
    """Return of each claim whether anything is left on which it stands."""
    rows = db.execute(
        f"""select id, exists (select 1 from evidence where claim_id = claims.id) or {TOLD}
            from claims where id in {GIVEN}""",
        [json.dumps(sorted(ids))],
    )
    return {id: bool(stands) for id, stands in rows.fetchall()}


def _forget_when(db: Database, ids: Collection[int]) -> None:
    """Leave of how these claims stood before no day that only what is gone said."""
    for column in ("before", "after"):
        db.execute(
            f"""update changes set {column} = json_remove({column}, '$.since', '$.until')
                where claim_id in {GIVEN} and {column} is not null""",
            [json.dumps(sorted(ids))],
        )
