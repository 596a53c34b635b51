"""What we take for granted of the libraries below us."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3
from PySide6.QtCore import QObject

from memory.cipher import Database

ROOT = Path(__file__).parents[2]
SPEAKS_TO_THE_STORE = sorted(
    path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    for path in (ROOT / "memory").rglob("*.py")
    if "from sqlite_utils" in path.read_text(encoding="utf-8")
)


def test_qt_calls_do_not_wear_out_none():
    """PySide6 6.12.0 on Python 3.11 drops a reference to None at every void call."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(200):
        thing.setObjectName("x")

    assert sys.getrefcount(None) > before - 100


def test_sqlite_is_past_the_bug_that_loses_a_reset_log():
    version = tuple(map(int, sqlcipher3.sqlite_version.split(".")))

    assert version >= (3, 51, 3)


def test_the_cipher_knows_full_text_search_and_keeps_temporary_tables_in_memory():
    connection = sqlcipher3.connect(":memory:")
    options = {row[0] for row in connection.execute("pragma compile_options")}

    assert connection.execute("pragma cipher_version").fetchone()
    assert "ENABLE_FTS5" in options
    assert "TEMP_STORE=2" in options


@pytest.mark.parametrize("module", SPEAKS_TO_THE_STORE)
def test_sqlite_utils_uses_the_cipher_whichever_module_comes_first(module):
    code = f"import {module}; from sqlite_utils.utils import sqlite3; print(sqlite3.__name__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)

    assert done.stdout.strip() == "sqlcipher3", done.stderr


@pytest.fixture
def db(tmp_path):
    connection = sqlcipher3.connect(str(tmp_path / "test.db"))
    connection.execute(f"pragma key = \"x'{'11' * 32}'\"")
    db = Database(connection)
    db.enable_wal()
    rows = [{"id": i, "t": f"hello {i}", "n": i / 2, "b": b"x"} for i in range(20)]
    db.table("a").insert_all(rows, pk="id")
    db.table("a").enable_fts(["t"], create_triggers=True)
    yield db
    db.close()


def reference(db):
    db["b"].insert({"id": 1, "a_id": 1}, pk="id")
    db["b"].add_foreign_key("a_id", "a", "id")


def call_registered(db):
    db.register_function(lambda text: text.upper(), name="upx", deterministic=True)
    assert list(db.query("select upx('a') as x")) == [{"x": "A"}]


def find_replaced(db):
    db["a"].upsert({"id": 1, "t": "zap", "n": 1, "b": b""}, pk="id")
    assert [row["id"] for row in db["a"].search("zap")] == [1]


def undo_atomic(db):
    with pytest.raises(ZeroDivisionError), db.atomic():
        db["a"].delete_where("1")
        raise ZeroDivisionError
    assert db["a"].count == 20


def indexed_again(db):
    db["a"].create_index(["t"])
    db["a"].create_index(["t"], if_not_exists=True)
    db["a"].create_index(["t"], find_unique_name=True)


def view_again(db):
    db.create_view("v", "select 1")
    db.create_view("v", "select 2", ignore=True)
    db.create_view("v", "select 3", replace=True)


def refuse_twins(db):
    with pytest.raises(sqlcipher3.dbapi2.IntegrityError):
        db["a"].insert({"id": 1, "t": "q"})


def attach_another(db):
    [(_, _, own)] = db.execute("pragma database_list").fetchall()
    db.attach("other", Path(own).with_name("other.db"))
    db.execute("create table other.t (a)")
    assert not Path(own).with_name("other.db").read_bytes().startswith(b"SQLite format 3")


OPERATIONS = {
    "wal": lambda db: db.journal_mode == "wal",
    "search": lambda db: len(list(db["a"].search("hello"))) == 20,
    "upsert": find_replaced,
    "insert ignore": lambda db: db["a"].insert({"id": 1, "t": "q"}, ignore=True),
    "insert replace": lambda db: db["a"].insert({"id": 1, "t": "q"}, replace=True),
    "insert a twin": refuse_twins,
    "insert alter": lambda db: db["a"].insert({"id": 99, "new": 1}, alter=True),
    "update": lambda db: db["a"].update(1, {"t": "new"}),
    "get": lambda db: db["a"].get(1)["t"] == "hello 1",
    "transform": lambda db: db["a"].transform(types={"n": str}),
    "foreign key": reference,
    "register function": call_registered,
    "view": view_again,
    "drop ignore": lambda db: db["nope"].drop(ignore=True),
    "atomic": undo_atomic,
    "rebuild fts": lambda db: db["a"].rebuild_fts(),
    "optimize": lambda db: db["a"].optimize(),
    "index": indexed_again,
    "delete": lambda db: db["a"].delete(1),
    "delete where": lambda db: db["a"].delete_where("id > 5"),
    "vacuum": lambda db: db.vacuum(),
    "strict": lambda db: db.supports_strict,
    "count": lambda db: db["a"].count == 20,
    "lookup": lambda db: db["l"].lookup({"name": "x"}) == 1,
    "m2m": lambda db: db["a"].update(1).m2m("tags", {"id": 1, "n": "x"}, pk="id"),
    "analyze": lambda db: db.analyze(),
    "attach": attach_another,
    "named values": lambda db: list(db.query("select id from a where t = :t", {"t": "hello 3"})),
    "schema": lambda db: "CREATE TABLE" in db.schema,
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_sqlite_utils_works_on_the_cipher(db, name):
    assert OPERATIONS[name](db) is not False
