"""The shape of the store, as the ordered list of steps that made it.

A step is never edited once released; a mistake is mended by a further step.
"""

from __future__ import annotations

from collections.abc import Iterable

from memory.cipher import Database  # isort: skip - before sqlite_utils, see there
from sqlite_utils import Migrations

from memory.claim_tables import CLAIMS, CONCLUDED
from memory.client_tables import CLIENTS
from memory.command_tables import COMMANDS
from memory.erased_tables import ERASED
from memory.errors import StoreTooNew
from memory.mentions import put_all_mentions
from memory.model_tables import MODELS
from memory.people_tables import PEOPLE_CHANGES
from memory.shorthand_tables import SHORTHAND
from memory.voice_tables import VOICE
from memory.word_tables import UNSPACED

migrations = Migrations("memory")


def upgrade(db: Database) -> None:
    """Bring the store to the newest shape, step by step, each step whole or not at all."""
    known = set(names())
    if db.table("_sqlite_migrations").exists():
        newer = [m.name for m in migrations.applied(db) if m.name not in known]
        if newer:
            raise StoreTooNew(
                f"This memory was written by a newer version of Famulus ({newer[0]}).",
                remedy="Nothing was changed. Update Famulus, or open a backup of this version.",
            )
        if len(migrations.applied(db)) == len(known):
            return
    migrations.apply(db)


def names() -> list[str]:
    """Return the names of all steps, oldest first."""
    return [m.name for m in migrations.pending(Database(memory=True))]


def _make(db: Database, tables: Iterable[str]) -> None:
    for statement in tables:
        db.execute(statement)


@migrations()
def m001_sources(db: Database) -> None:
    # autoincrement: what was removed is never taken for what came after it.
    db.execute("""
        create table sources (
            id integer primary key autoincrement,
            name text not null unique,
            path text not null,
            paused integer not null default 0,
            read_at text
        )""")
    # size and mtime tell whether a file has changed since it was read to its end;
    # they are NULL until then, so that a reading that was broken off is taken up again,
    # and NULL again when the file is gone but a mail stands nowhere else.
    db.execute("""
        create table files (
            id integer primary key autoincrement,
            source_id integer not null references sources(id) on delete cascade,
            path text not null,
            size integer,
            mtime_ns integer,
            unique (source_id, path)
        )""")
    db.execute("""
        create table unread (
            file_id integer not null references files(id) on delete cascade,
            locator text not null,
            reason text not null
        )""")
    db.execute("create index unread_file on unread(file_id)")


@migrations()
def m002_documents(db: Database) -> None:
    # date keeps the zone it was written in; at is the same moment, to compare.
    # What is short comes first: what lies behind a long text is slow to reach.
    db.execute("""
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
        )""")
    db.execute("create index documents_at on documents(at)")
    db.execute("create index documents_thread on documents(thread)")
    db.execute("create index documents_external_id on documents(external_id)")
    db.execute("""
        create table places (
            file_id integer not null references files(id) on delete cascade,
            document_id text not null references documents(id) on delete cascade,
            locator text not null,
            primary key (file_id, document_id)
        ) without rowid""")
    db.execute("create index places_document on places(document_id)")
    # Every id that a mail bears or names, and the thread it belongs to.
    db.execute("create table thread_ids (external_id text primary key, thread integer not null)")
    db.execute("create index thread_ids_thread on thread_ids(thread)")


@migrations()
def m003_people(db: Database) -> None:
    db.execute("create table people (id integer primary key, name text not null)")
    # What a person is known by: an address, or a name where no address is given.
    db.execute("""
        create table handles (
            handle text primary key,
            person_id integer not null references people(id) on delete cascade
        )""")
    db.execute("create index handles_person on handles(person_id)")
    db.execute("""
        create table appearances (
            document_id text not null references documents(id) on delete cascade,
            person_id integer not null references people(id) on delete cascade,
            role text not null,
            name text not null,
            address text not null,
            n integer not null
        )""")
    db.execute("create index appearances_document on appearances(document_id)")
    db.execute("create index appearances_person on appearances(person_id)")


@migrations()
def m004_chunks(db: Database) -> None:
    # An explicit key, because the words index is keyed by rowid, and implicit
    # rowids are not stable across VACUUM; and never given twice, because the index
    # of vectors is keyed by it too.
    # before: words of another document, the mail that this one answers (before_id).
    db.execute("""
        create table chunks (
            id integer primary key autoincrement,
            document_id text not null references documents(id) on delete cascade,
            start integer not null,
            end integer not null,
            locator text not null,
            people text not null,
            context text not null,
            at real,
            before text not null,
            before_id text references documents(id),
            text text not null
        )""")
    db.execute("create index chunks_document on chunks(document_id)")
    db.execute("create index chunks_at on chunks(at)")
    db.execute("create index chunks_before on chunks(before_id) where before_id is not null")
    db.table("chunks").enable_fts(
        ["people", "context", "before", "text"],
        tokenize="unicode61 remove_diacritics 2",
        create_triggers=True,
    )
    # Without it, deleted words stay readable in the index even after VACUUM.
    db.execute("insert into chunks_fts(chunks_fts, rank) values ('secure-delete', 1)")
    # How many chunks hold a word: a rare word says more about what is asked.
    db.execute("create virtual table chunks_words using fts5vocab('chunks_fts', 'row')")


@migrations()
def m005_vectors(db: Database) -> None:
    # autoincrement: an id is never given twice, so "newer than id" finds what an index lacks.
    db.execute("""
        create table vectors (
            id integer primary key autoincrement,
            chunk_id integer not null unique references chunks(id) on delete cascade,
            encoder text not null,
            vector blob not null
        )""")
    db.execute("create index vectors_encoder on vectors(encoder, chunk_id)")
    db.execute("create table counters (name text primary key, n integer not null)")
    db.execute("insert into counters values ('vectors deleted', 0)")
    db.execute("""
        create trigger vectors_deleted after delete on vectors begin
            update counters set n = n + 1 where name = 'vectors deleted';
        end""")
    # Words that were copied go with the document they are from.
    db.execute("""
        create trigger documents_copied before delete on documents begin
            delete from vectors where chunk_id in (select id from chunks where before_id = old.id);
            update chunks set before = '', before_id = null where before_id = old.id;
        end""")


@migrations()
def m006_conversations(db: Database) -> None:
    db.execute("create table conversations (id integer primary key, title text not null)")
    db.execute("""
        create table turns (
            id integer primary key,
            conversation_id integer not null references conversations(id) on delete cascade,
            role text not null,
            text text not null,
            at text not null,
            answer text
        )""")
    db.execute("create index turns_conversation on turns(conversation_id)")


@migrations()
def m007_settings(db: Database) -> None:
    db.execute("create table settings (name text primary key, value text not null)")


@migrations()
def m008_erased(db: Database) -> None:
    # What was erased and is not to come back, as marks that tell nobody what it was
    # (memory.tombstones); in the source it stood in, and in 0: everywhere.  A document has
    # one mark that counts, and others that only tell it again.
    db.execute("""
        create table erased (
            mark blob not null,
            source_id integer not null,
            counts integer not null,
            primary key (mark, source_id)
        ) without rowid""")
    db.execute("create index erased_source on erased(source_id)")
    db.execute("create table secrets (name text primary key, value blob not null)")
    # What was begun and has to be finished, whatever happens meanwhile (memory.forgetting).
    db.execute("""
        create table due (
            what text not null,
            id text not null,
            primary key (what, id)
        ) without rowid""")


@migrations()
def m009_encoders(db: Database) -> None:
    import hashlib

    import numpy as np

    def digest(vector: bytes) -> int:
        coarse = np.round(np.frombuffer(vector, dtype="<f4") * 1000).astype("<i2").tobytes()
        return int.from_bytes(hashlib.blake2b(coarse, digest_size=7).digest())

    # state: serving (answers questions), wanted (its vectors are being made), gone (they are
    # being deleted).  Every chunk up to upto has its vector.
    db.execute("""
        create table encoders (
            id integer primary key,
            name text not null unique,
            folder text not null,
            dimensions integer not null,
            state text not null,
            upto integer not null default 0
        )""")
    db.execute("""
        insert into encoders (name, folder, dimensions, state)
            select encoder, '', length(vector) / 4,
                iif(row_number() over (order by count(*) desc) = 1, 'serving', 'gone')
            from vectors group by encoder""")
    aside = db.execute(
        "select name, sql from sqlite_master where type = 'trigger' and name = 'documents_copied'"
    ).fetchall()
    for name, _ in aside:
        db.execute(f'drop trigger "{name}"')
    db.execute("alter table vectors rename to vectors_before")
    # digest is shared by vectors that mean the same, and point is the first row of them
    # (NULL: this one), though it may have gone.  Ids are never given twice.
    db.execute("""
        create table vectors (
            id integer primary key autoincrement,
            chunk_id integer not null references chunks(id) on delete cascade,
            encoder integer not null references encoders(id),
            digest integer not null,
            point integer,
            vector blob not null,
            unique (chunk_id, encoder)
        )""")
    db.conn.create_function("digest", 1, digest, deterministic=True)
    db.execute("""
        insert into vectors (id, chunk_id, encoder, digest, point, vector)
            select before.id, chunk_id, encoders.id, digest(vector), null, vector
            from vectors_before before join encoders on name = encoder order by before.id""")
    db.execute("drop table vectors_before")
    db.execute("create index vectors_digest on vectors(encoder, digest)")
    db.execute("""
        update vectors set point = (select min(other.id) from vectors other
            where other.encoder = vectors.encoder and other.digest = vectors.digest)
        where exists (select 1 from vectors other where other.encoder = vectors.encoder
            and other.digest = vectors.digest and other.id < vectors.id)""")
    for _, sql in aside:
        db.execute(sql)
    # What was deleted, for every index in memory to take out; an old part of it may be cut off.
    db.execute("""
        create table vectors_gone (
            n integer primary key autoincrement,
            id integer not null,
            chunk_id integer not null,
            encoder integer not null
        )""")
    db.execute("""
        create trigger vectors_deleted after delete on vectors
            when (select state from encoders where id = old.encoder) <> 'gone' begin
            insert into vectors_gone (id, chunk_id, encoder)
                values (old.id, old.chunk_id, old.encoder);
            update encoders set upto = min(upto, old.chunk_id - 1) where id = old.encoder
                and exists (select 1 from chunks where id = old.chunk_id);
        end""")
    db.execute("delete from counters where name = 'vectors deleted'")


@migrations()
def m010_words(db: Database) -> None:
    # English words by their stems; other languages are looked up by beginnings.
    for trigger in ("chunks_ai", "chunks_ad", "chunks_au"):
        db.execute(f"drop trigger {trigger}")
    db.execute("drop table chunks_words")
    db.execute("drop table chunks_fts")
    db.execute("""
        create virtual table chunks_fts using fts5(people, context, before, text,
            content='chunks', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')
        """)
    db.execute("insert into chunks_fts(chunks_fts, rank) values ('secure-delete', 1)")
    db.execute("insert into chunks_fts(chunks_fts) values ('rebuild')")
    gone = """insert into chunks_fts(chunks_fts, rowid, people, context, before, text)
        values ('delete', old.id, old.people, old.context, old.before, old.text);"""
    come = """insert into chunks_fts(rowid, people, context, before, text)
        values (new.id, new.people, new.context, new.before, new.text);"""
    db.execute(f"create trigger chunks_ai after insert on chunks begin {come} end")
    db.execute(f"create trigger chunks_ad after delete on chunks begin {gone} end")
    db.execute(f"create trigger chunks_au after update on chunks begin {gone} {come} end")
    _make(db, UNSPACED)


@migrations()
def m011_mentions(db: Database) -> None:
    # The times that a chunk speaks of, in seconds: up to ends, which is not in it.
    db.execute("""
        create table mentions (
            chunk_id integer not null references chunks(id) on delete cascade,
            begins real not null,
            ends real not null
        )""")
    db.execute("create index mentions_begins on mentions(begins, ends)")
    db.execute("create index mentions_chunk on mentions(chunk_id)")
    put_all_mentions(db)


@migrations()
def m012_claims(db: Database) -> None:
    _make(db, CLAIMS)


@migrations()
def m013_people_changes(db: Database) -> None:
    _make(db, PEOPLE_CHANGES)


@migrations()
def m014_erased(db: Database) -> None:
    _make(db, ERASED)


@migrations()
def m015_models(db: Database) -> None:
    _make(db, MODELS)


@migrations()
def m016_clients(db: Database) -> None:
    _make(db, CLIENTS)


@migrations()
def m017_concluded(db: Database) -> None:
    db.execute(CONCLUDED)


@migrations()
def m018_voice(db: Database) -> None:
    _make(db, VOICE)


@migrations()
def m019_commands(db: Database) -> None:
    db.execute(COMMANDS)


@migrations()
def m020_shorthand(db: Database) -> None:
    _make(db, SHORTHAND)
