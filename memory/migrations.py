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
from memory.first_tables import (
    CONVERSATIONS,
    DOCUMENTS,
    PEOPLE,
    SETTINGS,
    SOURCES,
    TOMBSTONES,
)
from memory.label_tables import LABELS
from memory.ledger_tables import LEDGER
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


def _tables(name: str, tables: Iterable[str]) -> None:
    """Add a step that does no more than make these tables."""
    migrations(name=name)(lambda db: _make(db, tables))


_tables("m001_sources", SOURCES)
_tables("m002_documents", DOCUMENTS)
_tables("m003_people", PEOPLE)


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


_tables("m006_conversations", CONVERSATIONS)
_tables("m007_settings", SETTINGS)
_tables("m008_erased", TOMBSTONES)


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


_tables("m012_claims", CLAIMS)
_tables("m013_people_changes", PEOPLE_CHANGES)
_tables("m014_erased", ERASED)
_tables("m015_models", MODELS)
_tables("m016_clients", CLIENTS)
_tables("m017_concluded", [CONCLUDED])
_tables("m018_voice", VOICE)
_tables("m019_commands", [COMMANDS])
_tables("m020_shorthand", SHORTHAND)
_tables("m021_ledger", LEDGER)
_tables("m022_labels", LABELS)
