"""Reading what can still be read of a damaged store, row by row, into a new one.

A page that is not authentic takes the rows on it away, and those alone: what
lies around it is found by asking for ever smaller stretches.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from memory.cipher import Database, DataKey, connect
from memory.errors import StoreDamaged, WrongKey
from memory.migrations import migrations, names
from memory.progress import Progress, Work

AT_ONCE = 200  # rows
PATIENT = 50  # failures in a table after which stretches are given up twice as large, and again
PAGE = 4096  # bytes
DOUBLED = 20  # times at most that a file is made longer
UNKNOWN = 1 << 62
SMALLEST = 16  # bytes of a row with its place

Row = tuple[Any, ...]


@dataclass
class Saved:
    """What came of a salvage: how many rows were copied, and where some may be missing."""

    rows: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    gaps: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    columns: list[str]
    keys: list[str]  # of a table whose rows have no numbers; else empty


def salvaging(damaged: Path, target: Path, key: DataKey) -> Work[Progress, Saved]:
    """Copy what can be read of a damaged store into a new one."""
    reader = _Reader(damaged, key)
    new = connect(target, key)
    saved = Saved()
    try:
        _begin(new, reader)
        new.execute("pragma foreign_keys = off")
        new.execute("pragma synchronous = off")  # nobody has it yet
        opens = _opens(damaged, key)
        for table in _tables(new):
            if not opens:
                saved.gaps[table.name].append((0, UNKNOWN))
                continue
            yield Progress(0, None, "Saving what can be read")
            yield from _copied(reader, new, table, saved)
        _continue_numbers(reader, new)
    finally:
        reader.close()
        new.close()
    return saved


def lengthen(path: Path, key: DataKey) -> None:
    """Give a file that was cut off its length again, else SQLite does not look at it at all."""
    size = path.stat().st_size
    for doubled in range(DOUBLED):
        if _opens(path, key):
            return
        # A hole, not bytes: what was cut off is not authentic, and is not read.
        os.truncate(path, (size - size % PAGE) << doubled + 1)
    os.truncate(path, size)


def _opens(path: Path, key: DataKey) -> bool:
    try:
        connect(path, key).close()
    except (StoreDamaged, WrongKey):
        return False
    return True


class _Reader:
    """Reads a damaged file; after each failure anew, because nothing is read after one."""

    def __init__(self, path: Path, key: DataKey) -> None:
        self._path = path
        self._key = key
        self.most = path.stat().st_size // SMALLEST  # rows that a table can have
        self._db: Database | None = None

    def rows(self, sql: str, *values: Any) -> list[Row]:
        """Raises StoreDamaged, and can be asked again."""
        try:
            if self._db is None:
                self._db = connect(self._path, self._key)
            found: list[Row] = self._db.execute(sql, list(values)).fetchall()
        except (StoreDamaged, WrongKey) as err:
            self.close()
            raise StoreDamaged(str(err)) from err
        return found

    def rows_or_none(self, sql: str) -> list[Row]:
        try:
            return self.rows(sql)
        except StoreDamaged:
            return []

    def close(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None


def _begin(new: Database, reader: _Reader) -> None:
    """Give the new store the shape of the old one: what changed it later is done to it later."""
    done = {name for (name,) in reader.rows_or_none("select name from _sqlite_migrations")}
    later = [name for name in names() if name not in done] if done else []
    if later:
        migrations.apply(new, stop_before=later[0])
    else:
        migrations.apply(new)


def _tables(new: Database) -> list[Table]:
    """Return the tables that are not made from others."""
    rows = new.execute(
        "select name, wr from pragma_table_list where schema = 'main' and type = 'table'"
    ).fetchall()
    found = []
    for name, keyed in rows:
        if not name.startswith(("sqlite_", "_sqlite_")):
            columns = new.execute("select name, pk from pragma_table_info(?)", [name]).fetchall()
            keys = sorted((pk, column) for column, pk in columns if pk) if keyed else []
            found.append(Table(name, [c for c, _ in columns], [c for _, c in keys]))
    return found


def _copied(reader: _Reader, new: Database, table: Table, saved: Saved) -> Iterator[Progress]:
    """Copy the rows of a table that can be read, each under its own number."""
    held = {
        c for (c,) in reader.rows_or_none(f"select name from pragma_table_info('{table.name}')")
    }
    columns = [c for c in table.columns if not held or c in held]
    if not table.keys:
        columns.insert(0, "rowid")
    listed, marks = ", ".join(columns), ", ".join("?" * len(columns))
    readable = _by_keys if table.keys else _by_numbers
    for rows in readable(reader, table, listed, saved):
        new.conn.executemany(
            f"insert or replace into {table.name} ({listed}) values ({marks})", rows
        )
        new.conn.commit()
        saved.rows[table.name] += len(rows)
        yield Progress(saved.rows[table.name], None, "Saving what can be read")


def _by_numbers(reader: _Reader, table: Table, columns: str, saved: Saved) -> Iterator[list[Row]]:
    """Yield the rows of a table in the order of their numbers; note where some may be missing."""
    sql = f"""select {columns} from {table.name} where rowid between ? and ?
        order by rowid limit {AT_ONCE}"""
    stretches, failures = [(0, _last(reader, table.name))], 0
    while stretches:
        low, high = stretches.pop()
        try:
            rows = reader.rows(sql, low, high)
        except StoreDamaged:
            failures += 1
            if high - low < 1 << failures // PATIENT:
                saved.gaps[table.name].append((low, high))
            else:
                middle = (low + high) // 2
                stretches += [(middle + 1, high), (low, middle)]
            continue
        if len(rows) == AT_ONCE:
            stretches.append((rows[-1][0] + 1, high))
        yield rows


def _last(reader: _Reader, table: str) -> int:
    """Return the number of the last row, or one that is not lower."""
    for sql in (
        f"select max(rowid) from {table}",
        f"select seq from sqlite_sequence where name = '{table}'",
    ):
        for (number,) in reader.rows_or_none(sql):
            return int(number or 0)
    return reader.most


def _by_keys(reader: _Reader, table: Table, columns: str, saved: Saved) -> Iterator[list[Row]]:
    """Yield the rows of a table without numbers, from both ends to where it cannot be read."""
    keys, marks = ", ".join(table.keys), ", ".join("?" * len(table.keys))
    where = [table.columns.index(key) for key in table.keys]
    for order, beyond in (("asc", ">"), ("desc", "<")):
        last: list[Any] = []
        most = AT_ONCE
        while most:
            condition = f"where ({keys}) {beyond} ({marks})" if last else ""
            ordered = ", ".join(f"{key} {order}" for key in table.keys)
            sql = f"select {columns} from {table.name} {condition} order by {ordered} limit {most}"
            try:
                rows = reader.rows(sql, *last)
            except StoreDamaged:
                most //= 2
                continue
            yield rows
            if len(rows) < most:
                return  # to the end
            last = [rows[-1][n] for n in where]
        saved.gaps[table.name].append((0, UNKNOWN))


def _continue_numbers(reader: _Reader, new: Database) -> None:
    """Give no number again that was given before."""
    for name, last in reader.rows_or_none("select name, seq from sqlite_sequence"):
        new.execute("update sqlite_sequence set seq = max(seq, ?) where name = ?", [last, name])
        new.execute(
            """insert into sqlite_sequence (name, seq) select ?, ?
                where not exists (select 1 from sqlite_sequence where name = ?)""",
            [name, last, name],
        )
    new.conn.commit()


# What is lost with a table, as it is told.
SAID = {
    "sources": "sources",
    "files": "files of the sources",
    "conversations": "conversations",
    "turns": "questions and answers of conversations",
    "settings": "settings",
    "people": "names of people",
    "handles": "addresses of people",
    "appearances": "senders and recipients of documents",
    "people_changes": "joins and splits of people",
    "people_moved": "addresses in joins and splits of people",
    "erased": "marks of what was erased",
    "claim_tombstones": "marks of what is never to be remembered",
    "claims": "claims",
    "evidence": "quotes on which claims stand",
    "changes": "decisions of yours about claims",
    "models": "what is known of language models",
    "model_pins": "digests of language models that were got",
    "expansions": "phrases chosen for abbreviations",
    "snippets": "snippets",
    "voice_lines": "what you decided of how you write",
    "voice_deeds": "decisions of yours about how you write, to be undone",
    "voice_edits": "counts of what you change in drafts",
}
