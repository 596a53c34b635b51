"""How far something may go: the user's labels, and what follows of everything made of it.

Sources, people, claims and conversations bear labels.  What is made of several
things goes no further than the strictest of them: a document as its sources, the
people it names, the mail it was attached to and the one it quotes; a claim as the
documents that tell it and whom it is about; a conversation as all its answers rest on.
What bears none is rewritten first.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from memory.cipher import Database
from memory.errors import Problem
from memory.runs import holds, plain, runs, shares_a_run
from memory.store import MemoryStore
from memory.types import Changes, Label, Topic

What = Literal["source", "person", "claim", "conversation", "document"]

STRICT = (Label.STAYS, Label.REWRITE, Label.LEAVES)  # strictest first
GIVEN = "(select value from json_each(?))"
WINDOW = 4  # words looked up as one; every run of runs.LONG words holds such a stretch whole
AT_ONCE = 40  # stretches of one look-up

# A document and all whose words it holds besides.
WHOLE = f"""with recursive whole(id) as (
    select value from json_each(?)
    union select other.id from whole join documents on documents.id = whole.id
        join documents other on documents.parent <> '' and other.external_id = documents.parent
    union select before_id from whole join chunks on document_id = whole.id
        where before_id is not null)
select coalesce(label, '{Label.REWRITE}') from places join files on files.id = file_id
    left join labels on what = 'source' and key = cast(source_id as text)
    where document_id in (select id from whole)
union select label from appearances join handles using (person_id)
    join labels on what = 'person' and key = handle
    where document_id in (select id from whole)"""
TOLD_ABOUT = """select label from claims
    join people on people.name = subject collate nocase
    join handles on person_id = people.id
    join labels on what = 'person' and labels.key = handle where claims.id = ?1
    union select label from claims
    join handles on handle = 'name:' || lower(subject)
    join labels on what = 'person' and labels.key = handle where claims.id = ?1"""
RESTS_ON = """select value ->> 'document' from turns, json_each(answer, '$.citations')
        where conversation_id = ?1 and answer is not null
    union select value ->> 'document' from turns, json_each(answer, '$.considered')
        where conversation_id = ?1 and answer is not null"""
USES = """select value ->> 'claim' from turns, json_each(answer, '$.claims')
    where conversation_id = ? and answer is not null"""


@dataclass(frozen=True, slots=True)
class Origin:
    """Something of the memory that words stem from."""

    what: What
    key: str | int = field(repr=False)  # a number; of a source its name, of a document its id


@dataclass(frozen=True, slots=True)
class Labelled:
    """What bears a label of its own."""

    origin: Origin
    name: str = field(repr=False)  # as it is shown to the user
    label: Label


# Setting


def set_label(store: MemoryStore, origin: Origin, label: Label | None) -> Changes:
    """Let something bear this label, or none of its own.  Raises Problem if there is no such thing.

    A document bears none of its own: it goes by its sources and its people.
    """
    keys = _keys(store.db, origin)
    if not keys:
        raise Problem(
            f"There is no such {origin.what}.", remedy="`famulus privacy label` lists what has one."
        )
    with store.write() as db:
        (deed,) = db.execute("select coalesce(max(id), 0) + 1 from label_changes").fetchone()
        for key in keys:
            before = _label(db, origin.what, key)
            _put(db, origin.what, key, label)
            db.execute(
                """insert into label_changes (deed, at, what, key, before, after)
                    values (?, ?, ?, ?, ?, ?)""",
                [deed, datetime.now(UTC).isoformat(), origin.what, key, before, label],
            )
    return Changes(f"Label “{label}”" if label else "Take a label off", _touched(origin.what))


def undo(store: MemoryStore) -> Changes:
    """Take the newest label back that was set or taken off.  Raises Problem if there is none."""
    with store.write() as db:
        rows = db.execute(
            """update label_changes set undone = 1 where deed =
                (select deed from label_changes where not undone order by id desc limit 1)
                returning what, key, before"""
        ).fetchall()
        if not rows:
            raise Problem("There is no label to take back.")
        for what, key, before in rows:
            _put(db, what, key, before)
    return Changes("Undo label", _touched(rows[0][0]))


def labelled(store: MemoryStore) -> list[Labelled]:
    """Return what bears a label of its own, the strictest first."""
    rows = store.db.execute(
        """select what, key, label, case what
            when 'source' then (select name from sources where id = key)
            when 'claim' then (select text from claims where id = key)
            when 'conversation' then (select title from conversations where id = key)
            else (select people.id || char(0) || name from people
                join handles on person_id = people.id where handle = key) end
            from labels"""
    ).fetchall()
    found: dict[Origin, Labelled] = {}
    for what, key, label, name in rows:
        shown, own = name or "", int(key) if what in {"claim", "conversation"} else key
        if what == "person":
            number, _, shown = shown.partition("\0")
            own = int(number)
        origin = Origin(what, shown if what == "source" else own)
        strictest = _strictest([Label(label), *(o.label for o in found.values()
                                                if o.origin == origin)])  # fmt: skip
        found[origin] = Labelled(origin, shown, strictest)
    return sorted(found.values(), key=lambda one: (STRICT.index(one.label), one.name))


def own_label(store: MemoryStore, origin: Origin) -> Label | None:
    """Return the label that something bears itself."""
    found = [_label(store.db, origin.what, key) for key in _keys(store.db, origin)]
    told = [Label(label) for label in found if label]
    return _strictest(told) if told else None


def version(store: MemoryStore) -> str:
    """Return what changes whenever a label does."""
    row = store.db.execute(
        "select coalesce(max(id), 0), coalesce(sum(undone), 0) from label_changes"
    ).fetchone()
    (count,) = store.db.execute("select count(*) from labels").fetchone()
    return f"{row[0]} {row[1]} {count}"


def _keys(db: Database, origin: Origin) -> list[str]:
    """Return by what something is called where labels are kept; [] if there is no such thing."""
    find = {
        "source": "select id from sources where name = ?",
        "person": "select handle from handles where person_id = ?",
        "claim": "select id from claims where id = ? and status is not null",
        "conversation": "select id from conversations where id = ?",
    }.get(origin.what)
    return [str(key) for (key,) in db.execute(find, [origin.key])] if find else []


def _label(db: Database, what: str, key: str) -> str | None:
    row = db.execute("select label from labels where what = ? and key = ?", [what, key]).fetchone()
    return row[0] if row else None


def _put(db: Database, what: str, key: str, label: str | None) -> None:
    if label:
        db.execute("insert or replace into labels values (?, ?, ?)", [what, key, label])
    else:
        db.execute("delete from labels where what = ? and key = ?", [what, key])


def _touched(what: str) -> frozenset[Topic]:
    return frozenset({Topic.SETTINGS, {
        "source": Topic.SOURCES, "person": Topic.PEOPLE,
        "claim": Topic.CLAIMS, "conversation": Topic.CONVERSATIONS,
    }[what]})  # fmt: skip


# What follows


def label_of(store: MemoryStore, origins: Iterable[Origin]) -> Label:
    """Return how far words may go that stem from all of these; of nothing, rewritten first."""
    return _strictest([_follows(store.db, origin) for origin in set(origins)] or [Label.REWRITE])


def _strictest(labels: Collection[Label]) -> Label:
    return min(labels, key=STRICT.index)


def _follows(db: Database, origin: Origin) -> Label:
    found = [_label(db, origin.what, key) for key in _keys(db, origin)]
    told = {Label(label) for label in found if label}
    if origin.what == "document":
        told |= _of_documents(db, [str(origin.key)])
    elif origin.what == "claim":
        told |= _of_claims(db, [int(origin.key)])
    elif origin.what == "conversation":
        told |= _of_documents(db, _column(db, RESTS_ON, origin.key))
        told |= _of_claims(db, map(int, _column(db, USES, origin.key)))
    return _strictest(told or {Label.REWRITE})


def _of_documents(db: Database, ids: Iterable[str]) -> set[Label]:
    return set(map(Label, _column(db, WHOLE, json.dumps(list(ids)))))


def _of_claims(db: Database, ids: Iterable[int]) -> set[Label]:
    told: set[Label] = set()
    for id in ids:
        own = _label(db, "claim", str(id))
        told |= {Label(own)} if own else set()
        told |= set(map(Label, _column(db, TOLD_ABOUT, id)))
        told |= _of_documents(
            db, _column(db, "select document_id from evidence where claim_id = ?", id)
        )
    return told


def _column(db: Database, sql: str, given: object) -> list[str]:
    return [str(value) for (value,) in db.execute(sql, [given])]


# Words that stay


def holds_what_stays(store: MemoryStore, text: str) -> bool:
    """Whether a text holds, word for word, a stretch of something that stays here.

    A stretch is ``runs.LONG`` words in a row of a document or a conversation, or all
    that a claim says.  What a mail quotes of another is known by that other alone.
    """
    db, words = store.db, plain(text)
    staying = db.execute("select what, key from labels where label = ?", [Label.STAYS]).fetchall()
    if not staying:
        return False
    return any(_is_said(db, words, what, key) for what, key in staying) or any(
        shares_a_run(words, set(runs(plain(said)))) for said in _staying_near(db, words)
    )


def _is_said(db: Database, words: list[str], what: str, key: str) -> bool:
    if what == "claim":
        return any(holds(words, plain(s)) for s in _column(db, CLAIM_SAYS, key))
    if what == "conversation":
        said = _column(db, "select text from turns where conversation_id = ?", key)
        return any(shares_a_run(words, set(runs(plain(turn)))) for turn in said)
    return False


def _staying_near(db: Database, words: list[str]) -> Iterator[str]:
    """Yield the documents that stay and hold any stretch of these words, as far as it is read."""
    stretches = [words[at : at + WINDOW] for at in range(0, len(words) - WINDOW + 1, WINDOW)]
    seen: set[str] = set()
    for at in range(0, len(stretches), AT_ONCE):
        asked = " OR ".join(f'"{" ".join(one)}"' for one in stretches[at : at + AT_ONCE])
        near = _column(db, NEAR, f"text : ({asked})")
        for id in set(near) - seen:
            if Label.STAYS in _of_documents(db, [id]):
                yield from _column(db, "select text from documents where id = ?", id)
        seen |= set(near)


CLAIM_SAYS = "select text from claims where id = ? and text <> ''"
NEAR = """select distinct document_id from chunks where id in
    (select rowid from chunks_fts where chunks_fts match ?)"""
