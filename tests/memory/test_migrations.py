"""Every shape the store ever had becomes the newest, and a newer one is left alone."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from memory.cipher import Database, DataKey, connect
from memory.errors import StoreTooNew
from memory.index.vectors import VectorIndex
from memory.migrations import migrations, names, upgrade
from memory.search import Retriever
from memory.search.words import WordIndex
from memory.sources import remove
from memory.store import MemoryStore
from tests.fakes import WordEmbedder, a_note, files_in, put

ROOT = Path(__file__).parents[2]


def shape(db: Database) -> list[tuple[str, str]]:
    return sorted(
        (row[0], row[1] or "") for row in db.execute("select name, sql from sqlite_master")
    )


@pytest.mark.parametrize("name", names())
def test_every_older_shape_becomes_the_newest(name):
    fresh, older = Database(memory=True), Database(memory=True)
    upgrade(fresh)
    migrations.apply(older, stop_before=name)

    upgrade(older)

    assert shape(older) == shape(fresh)


def test_upgrading_twice_changes_nothing():
    db = Database(memory=True)
    upgrade(db)
    before = shape(db)
    upgrade(db)

    assert shape(db) == before


def test_the_steps_are_numbered_in_their_order():
    assert [name[1:4] for name in names()] == [f"{n:03}" for n in range(1, len(names()) + 1)]


def test_what_an_older_store_holds_is_there_afterwards():
    db = Database(memory=True)
    migrations.apply(db, stop_before="m002_documents")
    db.execute("insert into sources (name, path) values ('Mail', '/mail')")

    upgrade(db)

    assert db.execute("select name, paused from sources").fetchall() == [("Mail", 0)]


def test_a_newer_store_is_refused_and_no_byte_of_it_changes(store):
    with store.write() as db:
        db.table("_sqlite_migrations").insert(
            {"migration_set": "memory", "name": "m999_future", "applied_at": "2030"}
        )
    store.tidy()
    store.close()
    before = files_in(store.home)

    with pytest.raises(StoreTooNew, match="m999_future"):
        MemoryStore(store.home, store.key)

    assert files_in(store.home)["memory.db"] == before["memory.db"]


def test_a_step_that_fails_is_undone_and_the_steps_before_it_stay(monkeypatch):
    db = Database(memory=True)
    db.execute("create table vectors (mine text)")  # in the way of the fifth step

    with pytest.raises(Exception, match="already exists"):
        upgrade(db)

    applied = [m.name for m in migrations.applied(db)]
    assert applied == names()[:4]
    assert not db.table("counters").exists()


def test_deleted_words_do_not_stay_in_the_index_of_words(store):
    said = dict(store.db.execute("select k, v from chunks_fts_config").fetchall())

    assert said["secure-delete"] == 1


# From m009 to m011: another index of words, one of signs, the times that are spoken of

CHUNKS = [
    ("The agreement was reached at noon.", "What are the agreements?"),
    ("Die Fähre legt um neun ab.", "Wann legen die Fähren ab?"),
    ("引っ越し先は東京", "東京"),
    ("They were meeting at the weir.", "Where did we meet?"),
]

CHILD = """
import os, signal, sys
from pathlib import Path
from memory.cipher import DataKey, connect
from memory.migrations import upgrade
db = connect(Path(sys.argv[1]), DataKey(bytes.fromhex(sys.argv[2])))
left = int(sys.argv[3])
def said(sql):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
db.conn.set_trace_callback(said)
upgrade(db)
db.conn.set_trace_callback(None)
print(int(sys.argv[3]) - left)
"""


@pytest.fixture
def older(tmp_path) -> tuple[Path, DataKey]:
    """A store as it was at m009, with a note for each of CHUNKS and its vector."""
    key, home = DataKey.new(), tmp_path / "older"
    home.mkdir()
    db = connect(home / "memory.db", key)
    migrations.apply(db, stop_before="m010_words")
    db.execute("insert into sources (name, path) values ('Notes', '/')")
    db.execute("insert into files (source_id, path, size) values (1, '/notes', 1)")
    db.execute(
        "insert into encoders (name, folder, dimensions, state) values ('words', '', 64, 'serving')"
    )
    for n, (text, _) in enumerate(CHUNKS, 1):
        db.execute(
            """insert into documents values
                (?, 'document', '', '', null, null, null, '', ?, '[]', '[]')""",
            [f"d{n}", text],
        )
        db.execute("insert into places values (1, ?, '')", [f"d{n}"])
        db.execute(
            """insert into chunks
                (document_id, start, end, locator, at, people, context, before, text)
                values (?, 0, ?, '', null, '', '', '', ?)""",
            [f"d{n}", len(text), text],
        )
        db.execute(
            "insert into vectors (chunk_id, encoder, digest, vector) values (?, 1, ?, ?)",
            [n, n, WordEmbedder().encode([text])[0].tobytes()],
        )
    db.conn.commit()
    db.conn.close()
    return home, key


def found_in(home: Path, key: DataKey) -> list[str]:
    """Return what is found first for each question, by words alone."""
    store, embedder = MemoryStore(home, key), WordEmbedder()
    embedder.dead = True
    retriever = Retriever(store, VectorIndex(store, "words", 64), embedder)
    try:
        assert store.db.execute("select count(*) from vectors").fetchone() == (len(CHUNKS),)
        store.db.execute("insert into chunks_fts(chunks_fts, rank) values ('integrity-check', 1)")
        return [retriever.search(asked).passages[0].text for _, asked in CHUNKS]
    finally:
        store.close()


def test_what_an_older_store_holds_is_found_after_the_step_and_leaves_no_word_when_it_goes(older):
    home, key = older
    assert found_in(home, key) == [text for text, _ in CHUNKS]

    store = MemoryStore(home, key)
    put(store, a_note("来年は京都", locator="2"), source="More", path="/more")
    remove(store, "Notes")
    words = WordIndex(store)
    assert list(words.matched(["京都"], 9).scores) == [len(CHUNKS) + 1]
    assert words.matched(["東京"], 9).scores == {}
    for index in ("chunks_fts", "chunks_unspaced"):
        said = dict(store.db.execute(f"select k, v from {index}_config").fetchall())
        assert said["secure-delete"] == 1
    signs = "".join(term for (term,) in store.db.execute("select term from chunks_signs"))
    assert "来年" in signs
    assert "引" not in signs
    store.close()


def test_killed_in_the_middle_of_a_step_the_store_is_old_or_new(older, tmp_path):
    home, key = older

    def upgraded(name: str, deaths: int) -> tuple[Path, subprocess.CompletedProcess[str]]:
        copy = tmp_path / name
        shutil.copytree(home, copy)
        words = [sys.executable, "-c", CHILD, copy / "memory.db", key.secret.hex(), deaths]
        return copy, subprocess.run(
            list(map(str, words)), cwd=ROOT, capture_output=True, text=True, check=False
        )

    _, whole = upgraded("whole", 10_000)
    statements = int(whole.stdout)
    applied = set()
    for share in (0.2, 0.4, 0.6, 0.8, 0.97):
        copy, killed = upgraded(f"{share}", int(statements * share))
        assert killed.returncode == -9, killed.stderr
        db = connect(copy / "memory.db", key)
        steps = [m.name for m in migrations.applied(db)]
        assert steps == names()[: len(steps)]
        assert ("mentions" in db.table_names()) == ("m011_mentions" in steps)
        assert ("chunks_words" in db.table_names()) == ("m010_words" not in steps)
        applied.add(len(steps))
        db.conn.close()
        assert found_in(copy, key) == [text for text, _ in CHUNKS]
    assert len(applied) > 1, "killed within more than one step"
