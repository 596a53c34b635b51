"""Claims, their evidence and their changes: as rows of the store, and what these stand for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, cast

from memory.cipher import Database
from memory.claims.belief import Said
from memory.claims.sameness import Identity
from memory.claims.standing import Heard, Held, Marks, Reaction, Says, Standing, Words
from memory.types import (
    Change,
    ChangeId,
    Claim,
    ClaimId,
    ClaimKind,
    DocumentId,
    Evidence,
    Scope,
    Sensitivity,
    Status,
    Strength,
)

Sets = dict[str, Any]
GIVEN = "(select value from json_each(?))"
IDENTITY = "about, kind, slot, key, polarity, place"
CLAIM = """id, subject, kind, slot, value, text, scope, status, confidence, since, until,
    sensitivity, locked, pinned, changed_at, polarity"""
LIVE = "(select undone from changes where changes.id = change_id) = 0"
EARLIER = """(select sets ->> '$.words[2]' from changes earlier
    where earlier.claim_id = changes.claim_id and earlier.id < changes.id
    and sets ->> '$.words[2]' is not null and not undone order by id desc limit 1)"""
FIRST_HEARD = """(select text from evidence
    where evidence.claim_id = changes.claim_id and evidence.change_id < changes.id
    order by evidence.id limit 1)"""
REACTIONS = "reactions"  # of what the user decided: to what, and when, for or against, how strongly
MOMENTS = ("vouched", "denied", "over", "until")  # of what the user decided


def find(db: Database, one: Identity) -> int | None:
    """Return the key of a claim, if there is one."""
    row = db.execute(
        """select id from claims where about = ? and kind = ? and slot = ? and key = ?
            and polarity = ? and place = ?""",
        _identity_row(one),
    ).fetchone()
    return int(row[0]) if row else None


def known_in(db: Database, one: Identity) -> list[tuple[str, ClaimKind]]:
    """Return the other slots in which the same value is known of the same person."""
    rows = db.execute(
        """select distinct slot, kind from claims where about = ? and key = ? and polarity = ?
            and slot <> ? and status is not null order by slot""",
        [one.subject, one.value, one.polarity, one.slot],
    )
    return [(slot, ClaimKind(kind)) for slot, kind in rows]


def put_claim(db: Database, one: Identity) -> int:
    """Return the key of a claim, put there if it is new."""
    db.execute(
        f"insert or ignore into claims ({IDENTITY}) values (?, ?, ?, ?, ?, ?)", _identity_row(one)
    )
    key = find(db, one)
    assert key is not None
    return key


def identities(db: Database, where: str, values: Sequence[object]) -> dict[int, Identity]:
    rows = db.execute(
        f"select id, {IDENTITY} from claims where {where} order by id", list(values)
    ).fetchall()
    return {
        id: Identity(about, ClaimKind(kind), slot, key, _scope(place), polarity)
        for id, about, kind, slot, key, polarity, place in rows
    }


def held(db: Database, known: Mapping[int, Identity]) -> list[Held]:
    """Return claims with all that counts for and against them."""
    marks, heard = _marks(db, known), _heard(db, known)
    return [Held(id, one, marks[id], tuple(heard[id])) for id, one in known.items()]


def _marks(db: Database, ids: Iterable[int]) -> dict[int, Marks]:
    """Return what the user decided, in the order in which they did, less what was undone."""
    found: dict[int, Sets] = {id: {} for id in ids}
    for id, sets in db.execute(
        f"""select claim_id, sets from changes
            where claim_id in {GIVEN} and sets is not null and not undone order by id""",
        [json.dumps(list(found))],
    ).fetchall():
        decided: Sets = json.loads(sets)
        reactions = found[id].get(REACTIONS, {}) | decided.get(REACTIONS, {})
        found[id] |= decided | {REACTIONS: reactions}
    return {id: _decided(sets) for id, sets in found.items()}


def reactions(db: Database) -> dict[str, Literal[-1, 0, 1]]:
    """Return to what the user reacted, and how: 0 where that was undone."""
    found: dict[str, Literal[-1, 0, 1]] = {}
    for to, says, undone in db.execute(
        f"""select one.key, one.value ->> 1, undone
            from changes, json_each(sets, '$.{REACTIONS}') as one order by changes.id"""
    ):
        if not undone:
            found[to] = 1 if says == "holds" else -1
        else:
            found.setdefault(to, 0)
    return found


def _decided(sets: Sets) -> Marks:
    words = sets.get("words")
    vouched, denied, over, until = (moment(sets.get(name)) for name in MOMENTS)
    return Marks(
        vouched=vouched,
        words=_words(*words) if words else None,
        locked=bool(sets.get("locked")),
        pinned=bool(sets.get("pinned")),
        denied=denied,
        over=over,
        until=until,
        reactions=tuple(_reaction(to, *row) for to, row in sets.get(REACTIONS, {}).items()),
    )


def _reaction(to: str, at: str, says: Says, strength: str) -> Reaction:
    """Return a reaction; each is to something else, so that none repeats another."""
    return Reaction(says, Said(moment(at), to, Strength(strength)))


def _heard(db: Database, ids: Iterable[int]) -> dict[int, list[Heard]]:
    found: dict[int, list[Heard]] = {id: [] for id in ids}
    rows = db.execute(
        f"""select claim_id, document_id, start, end, says, strength, evidence.at, until,
                subject, value, evidence.text, scope,
                iif(external_id <> '', external_id, document_id)
            from evidence join documents on documents.id = document_id
            where claim_id in {GIVEN} and {LIVE} order by evidence.id""",
        [json.dumps(list(found))],
    ).fetchall()
    for id, document, start, end, says, strength, at, until, *words, exchange in rows:
        said = Said(moment(at), str(exchange), Strength(strength))
        found[id].append(Heard(document, start, end, says, said, moment(until), _words(*words)))
    return found


def put_standing(db: Database, id: int, standing: Standing | None, marks: Marks) -> None:
    """Keep what follows for a claim."""
    db.execute(
        """update claims set subject = ?, value = ?, text = ?, scope = ?, status = ?,
            confidence = ?, since = ?, until = ?, sensitivity = ?, locked = ?, pinned = ?,
            changed_at = iif(?5 is null, null, (
                select max(at) from changes where claim_id = claims.id and not undone))
            where id = ?""",
        [*standing_row(standing, marks), id],
    )


def standing_row(standing: Standing | None, marks: Marks) -> list[object]:
    """Return what follows for a claim as it is kept."""
    if standing is None:
        return ["", "", "", scope_row(Scope()), None, 0.0, None, None, "normal", False, False]
    return [
        *words_row(standing.words),
        standing.status,
        standing.confidence,
        iso(standing.since),
        iso(standing.until),
        standing.sensitivity,
        marks.locked,
        marks.pinned,
    ]


def snapshot(db: Database, id: int) -> dict[str, Any] | None:
    """Return how a claim stands, with no word of a document; None where nothing speaks of it."""
    row = db.execute(
        "select status, confidence, since, until, locked, pinned from claims where id = ?", [id]
    ).fetchone()
    if row is None or row[0] is None:
        return None
    names = ("status", "confidence", "since", "until", "locked", "pinned")
    return dict(zip(names, row, strict=True))


def read_claims(db: Database, where: str = "true", values: Sequence[object] = ()) -> list[Claim]:
    """Return the claims that something speaks of, with their evidence."""
    rows = db.execute(
        f"select {CLAIM} from claims where status is not null and {where} order by id",
        list(values),
    ).fetchall()
    evidence = _evidence(db, [row[0] for row in rows])
    return [_claim(row, evidence[row[0]]) for row in rows]


def at_time(claim: Claim, now: datetime) -> Claim:
    """Return a claim as it stands now: what had a day is over after it."""
    over = claim.until is not None and claim.until <= now
    if over and claim.status in (Status.ACTIVE, Status.DISPUTED):
        return replace(claim, status=Status.EXPIRED)
    return claim


def _claim(row: Sequence[Any], evidence: Sequence[Evidence]) -> Claim:
    id, subject, kind, slot, value, text, scope, status, confidence, since, until, *rest = row
    sensitivity, locked, pinned, changed_at, polarity = rest
    return Claim(
        id=ClaimId(id),
        subject=subject,
        kind=ClaimKind(kind),
        slot=slot,
        value=value,
        text=text,
        scope=_scope(scope),
        status=Status(status),
        confidence=confidence,
        since=moment(since),
        until=moment(until),
        sensitivity=Sensitivity(sensitivity),
        locked=bool(locked),
        pinned=bool(pinned),
        evidence=tuple(evidence),
        changed_at=moment(changed_at) or datetime.fromtimestamp(0, UTC),
        polarity=polarity,
    )


def _evidence(db: Database, ids: Sequence[int]) -> dict[int, list[Evidence]]:
    found: dict[int, list[Evidence]] = {id: [] for id in ids}
    rows = db.execute(
        f"""select claim_id, document_id, start, end,
                substr(documents.text, start + 1, end - start), says, strength, evidence.at,
                (select path from places join files on files.id = file_id
                    where places.document_id = documents.id order by files.id limit 1),
                iif(evidence.locator <> '', evidence.locator,
                    (select min(locator) from places where places.document_id = documents.id))
            from evidence join documents on documents.id = document_id
            where claim_id in {GIVEN} and {LIVE}
            order by claim_id, evidence.at, document_id, start, end, says""",
        [json.dumps(ids)],
    ).fetchall()
    for id, document, start, end, quote, says, strength, at, path, locator in rows:
        stance: Literal["supports", "contradicts"] = (
            "supports" if says == "holds" else "contradicts"
        )
        found[id].append(
            Evidence(
                DocumentId(document),
                start,
                end,
                quote,
                stance,
                Strength(strength),
                moment(at),
                Path(path or ""),
                locator or "",
            )
        )
    return found


def read_changes(db: Database, where: str, values: Sequence[object]) -> list[Change]:
    rows = db.execute(
        f"""select id, at, by, what, claim_id, before, after, why, undone, sets ->> '$.words[2]',
                iif(sets ->> '$.words[2]' is null, null, coalesce({EARLIER}, {FIRST_HEARD}))
            from changes where {where}""",
        list(values),
    ).fetchall()
    return [
        Change(
            id=ChangeId(id),
            at=datetime.fromisoformat(at),
            by=by,
            what=what,
            claim=ClaimId(claim),
            before=_stood(before, earlier),
            after=_stood(after, text),
            why=why,
            undone=bool(undone),
        )
        for id, at, by, what, claim, before, after, why, undone, text, earlier in rows
    ]


def _stood(stored: str | None, text: str | None) -> dict[str, Any] | None:
    """Return how a claim stood; with its text where the user put it otherwise."""
    if stored is None:
        return None
    stood: dict[str, Any] = json.loads(stored)
    return stood | ({} if text is None else {"text": text})


def words_row(words: Words) -> list[str]:
    return [words.subject, words.value, words.text, scope_row(words.scope)]


def scope_row(scope: Scope) -> str:
    return json.dumps(astuple(scope))


def moment(iso: str | None) -> datetime | None:
    return datetime.fromisoformat(iso) if iso else None


def iso(moment: datetime | None) -> str | None:
    """Return a moment as it is kept; one without a zone is taken for UTC."""
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


def _words(subject: str, value: str, text: str, scope: str) -> Words:
    return Words(subject, value, text, _scope(scope))


def _scope(stored: str) -> Scope:
    return Scope(*cast("list[str]", json.loads(stored)))


def _identity_row(one: Identity) -> list[object]:
    return [one.subject, one.kind, one.slot, one.value, one.polarity, scope_row(one.scope)]
