"""The tables that the first steps of the store made; never edited once released."""

from __future__ import annotations

SOURCES = (
    # autoincrement: what was removed is never taken for what came after it.
    """
        create table sources (
            id integer primary key autoincrement,
            name text not null unique,
            path text not null,
            paused integer not null default 0,
            read_at text
        )""",
    # size and mtime tell whether a file has changed since it was read to its end;
    # they are NULL until then, so that a reading that was broken off is taken up again,
    # and NULL again when the file is gone but a mail stands nowhere else.
    """
        create table files (
            id integer primary key autoincrement,
            source_id integer not null references sources(id) on delete cascade,
            path text not null,
            size integer,
            mtime_ns integer,
            unique (source_id, path)
        )""",
    """
        create table unread (
            file_id integer not null references files(id) on delete cascade,
            locator text not null,
            reason text not null
        )""",
    "create index unread_file on unread(file_id)",
)

DOCUMENTS = (
    # date keeps the zone it was written in; at is the same moment, to compare.
    # What is short comes first: what lies behind a long text is slow to reach.
    """
        create table documents (
            id text primary key,
            kind text not null,
            external_id text not null,
            parent text not null,
            thread integer,
            date text,
            at real,
            title text not null,
            text text not null,
            folds text not null,
            parts text not null
        )""",
    "create index documents_at on documents(at)",
    "create index documents_thread on documents(thread)",
    "create index documents_external_id on documents(external_id)",
    """
        create table places (
            file_id integer not null references files(id) on delete cascade,
            document_id text not null references documents(id) on delete cascade,
            locator text not null,
            primary key (file_id, document_id)
        ) without rowid""",
    "create index places_document on places(document_id)",
    # Every id that a mail bears or names, and the thread it belongs to.
    "create table thread_ids (external_id text primary key, thread integer not null)",
    "create index thread_ids_thread on thread_ids(thread)",
)

PEOPLE = (
    "create table people (id integer primary key, name text not null)",
    # What a person is known by: an address, or a name where no address is given.
    """
        create table handles (
            handle text primary key,
            person_id integer not null references people(id) on delete cascade
        )""",
    "create index handles_person on handles(person_id)",
    """
        create table appearances (
            document_id text not null references documents(id) on delete cascade,
            person_id integer not null references people(id) on delete cascade,
            role text not null,
            name text not null,
            address text not null,
            n integer not null
        )""",
    "create index appearances_document on appearances(document_id)",
    "create index appearances_person on appearances(person_id)",
)

CONVERSATIONS = (
    "create table conversations (id integer primary key, title text not null)",
    """
        create table turns (
            id integer primary key,
            conversation_id integer not null references conversations(id) on delete cascade,
            role text not null,
            text text not null,
            at text not null,
            answer text
        )""",
    "create index turns_conversation on turns(conversation_id)",
)

SETTINGS = ("create table settings (name text primary key, value text not null)",)

TOMBSTONES = (
    # What was erased and is not to come back, as marks that tell nobody what it was
    # (memory.tombstones); in the source it stood in, and in 0: everywhere.  A document has
    # one mark that counts, and others that only tell it again.
    """
        create table erased (
            mark blob not null,
            source_id integer not null,
            counts integer not null,
            primary key (mark, source_id)
        ) without rowid""",
    "create index erased_source on erased(source_id)",
    "create table secrets (name text primary key, value blob not null)",
    # What was begun and has to be finished, whatever happens meanwhile (memory.forgetting).
    """
        create table due (
            what text not null,
            id text not null,
            primary key (what, id)
        ) without rowid""",
)
