"""The table of what left the machine, as its step of the store made it; never edited."""

from __future__ import annotations

LEDGER = (
    # hash is over the hash of the row before and over all of this row but what may be erased:
    # of that only digest is in it, over salt, body and told.  Without the salt a digest tells
    # nothing.  told holds, as JSON, what was hidden and of what the words were made.
    """
    create table disclosures (
        n integer primary key,
        kind text not null,
        of integer,
        at text not null,
        purpose text not null,
        provider text not null,
        model text not null,
        mine integer not null,
        size integer not null,
        cost text not null,
        digest blob not null,
        hash blob not null,
        conversation integer,
        salt blob,
        body blob,
        told text
    )""",
    "create index disclosures_of on disclosures(of)",
    "create index disclosures_conversation on disclosures(conversation)",
    """
    create trigger disclosures_stay before delete on disclosures begin
        select raise(abort, 'no row of the ledger is deleted');
    end""",
    """
    create trigger disclosures_are_kept before update on disclosures
        when new.salt is not null or new.body is not null or new.told is not null
            or new.n <> old.n or new.hash <> old.hash or new.digest <> old.digest begin
        select raise(abort, 'no row of the ledger is changed');
    end""",
)
