"""The tables of claims as the twelfth step of the store made them; never edited once released."""

from __future__ import annotations

CLAIMS = (
    # about, kind, slot, key, polarity and place say what a claim is, in words as they are
    # compared; the rest follows from its evidence and from what the user decided
    # (memory.claims.standing).  status is NULL where nothing speaks of it any more.
    """
    create table claims (
        id integer primary key autoincrement,
        about text not null,
        kind text not null,
        slot text not null,
        key text not null,
        polarity integer not null,
        place text not null,
        subject text not null default '',
        value text not null default '',
        text text not null default '',
        scope text not null default '["", "", "", ""]',
        status text,
        confidence real not null default 0,
        since text,
        until text,
        sensitivity text not null default 'normal',
        locked integer not null default 0,
        pinned integer not null default 0,
        changed_at text,
        unique (about, slot, key, kind, polarity, place)
    )""",
    # What was done: sets holds what the user decided in it, before and after how the claim
    # stood.  deed is the change that it follows from.  No word of a document is in it.
    """
    create table changes (
        id integer primary key autoincrement,
        deed integer not null,
        at text not null,
        by text not null,
        what text not null,
        claim_id integer not null,
        sets text,
        before text,
        after text,
        why text not null,
        undone integer not null default 0
    )""",
    "create index changes_claim on changes(claim_id)",
    "create index changes_deed on changes(deed)",
    # Where it is said.  The quote is not copied: it is cut from the document.  What is told in
    # the words of a document goes with it.
    """
    create table evidence (
        id integer primary key autoincrement,
        claim_id integer not null references claims(id) on delete cascade,
        document_id text not null references documents(id) on delete cascade,
        start integer not null,
        end integer not null,
        says text not null,
        strength text not null,
        at text,
        until text,
        locator text not null,
        subject text not null,
        value text not null,
        text text not null,
        scope text not null,
        change_id integer not null,
        unique (claim_id, document_id, start, end, says)
    )""",
    "create index evidence_document on evidence(document_id)",
    "create index evidence_change on evidence(change_id)",
    # Claims of which evidence went, to be looked at in the transaction in which it goes.
    """
    create table claims_shaken (
        claim_id integer primary key references claims(id) on delete cascade
    )""",
    """
    create trigger evidence_gone after delete on evidence
        when exists (select 1 from claims where id = old.claim_id) begin
        insert or ignore into claims_shaken values (old.claim_id);
    end""",
    # What is never to be learned again, as marks that tell nobody what it was.
    "create table claim_tombstones (mark blob primary key) without rowid",
    # Which documents were learned from, and by which rules.
    """
    create table learned (
        document_id text primary key references documents(id) on delete cascade,
        rules text not null
    ) without rowid""",
)

# Which documents a model was asked about; the seventeenth step.
CONCLUDED = """
    create table concluded (
        document_id text not null references documents(id) on delete cascade,
        model text not null,
        primary key (document_id, model)
    ) without rowid"""
