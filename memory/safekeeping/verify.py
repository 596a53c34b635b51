"""Whether everything that is stored is what was written, and what helps where it is not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from memory.cipher import DatabaseError, DataKey, pages_that_fail
from memory.claims.checking import bad_evidence, is_whole, unsettled
from memory.errors import Problem, StoreDamaged, StoreTooNew, WrongKey
from memory.forgetting import indexes_of_words
from memory.index.cache import unsealing
from memory.index.encoding import SERVING, encoder_in
from memory.keys import Lock
from memory.progress import Progress, Work
from memory.safekeeping.backup import last_backup
from memory.store import MemoryStore, must_be_there
from memory.types import Document, Kind

Part = Literal[
    "keys",
    "file",
    "tables",
    "words",
    "documents",
    "passages",
    "claims",
    "vectors",
    "index",
    "age",
    "backup",
]

CONTENT = re.compile(r"content\s*=\s*\W?(\w+)")
PARTIAL = {"chunks_unspaced"}  # holds some rows of its table only: not compared, not rebuilt
AT_ONCE = 200  # documents looked at between two steps
ROWS = 4096  # vectors
TOLERANCE = 1e-3  # by which the length of a vector may differ from 1
FAULTS = 20  # of a kind; more say nothing new
REPAIR = "`famulus repair` mends this."
AGAIN = "`famulus repair` has everything read again that may be missing."
SET_ANEW = "Set a passphrase again, so that the keys are written anew."
SALVAGE = "`famulus repair` saves what can be saved and says what is lost."


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be."""

    part: Part
    what: str  # one sentence
    remedy: str
    damage: bool = True  # else it is only worth knowing


@dataclass(frozen=True, slots=True)
class Health:
    """What a verification found and how much it looked at."""

    findings: tuple[Finding, ...]
    checked: dict[str, int] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        return not any(finding.damage for finding in self.findings)

    def parts(self) -> set[Part]:
        """Return which parts are damaged."""
        return {finding.part for finding in self.findings if finding.damage}


def verifying(home: Path, key: DataKey) -> Work[Progress, Health]:
    """Check all that is stored.

    Raises Problem only where nothing can be checked: StoreTooNew, no permission.
    """
    found = _locked_keys(home)
    yield Progress(0, None, "Checking the file")
    try:
        must_be_there(home)
        store = MemoryStore(home, key)
    except StoreTooNew:
        raise
    except StoreDamaged as err:
        broken = pages_that_fail(home / "memory.db", key)
        return Health((*found, *_broken(broken), _damage("file", str(err), SALVAGE)))
    except WrongKey:  # the key was authenticated: it is the file that is wrong
        beginning = "The file of the memory is damaged at its beginning."
        return Health((*found, _damage("file", beginning, SALVAGE)))
    try:
        checks = _Checks(store, found)
        yield from checks.run()
    finally:
        store.close()
    return Health(tuple(found), checks.checked)


def _locked_keys(home: Path) -> list[Finding]:
    try:
        return [_damage("keys", fault, SET_ANEW) for fault in Lock(home).faults()]
    except Problem as problem:  # the file cannot be read at all
        return [_damage("keys", str(problem), problem.remedy)]


class _Checks:
    """One check after the other; what one cannot read, the next may."""

    def __init__(self, store: MemoryStore, found: list[Finding]) -> None:
        self._store = store
        self._found = found
        self.checked: dict[str, int] = {}

    def run(self) -> Iterator[Progress]:
        for part, check in (
            ("file", self._pages),
            ("tables", self._tables),
            ("words", self._words),
            ("documents", self._documents),
            ("claims", self._claims),
            ("vectors", self._vectors),
            ("index", self._index),
            ("settings", self._age_and_backup),
        ):
            yield Progress(0, None, f"Checking the {part}")
            try:
                yield from check()
            except (StoreDamaged, DatabaseError):  # what SQLite says of damage is not all known
                self._add("file", f"A part of the file that holds the {part} cannot be read.")

    def _add(self, part: Part, what: str, remedy: str = SALVAGE) -> None:
        finding = _damage(part, what, remedy)
        if finding not in self._found and len(self._found) < FAULTS:
            self._found.append(finding)

    def _rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._store.db.execute(sql, list(values)).fetchall()

    def _pages(self) -> Iterator[Progress]:
        """Every page carries a code that only the key could have made."""
        broken = set(self._failing())
        yield Progress(0, None, "Checking the file")
        if broken:  # unless somebody was just writing that page
            self._store.db.execute("pragma wal_checkpoint(passive)").fetchall()
            self._found += _broken(sorted(broken & set(self._failing())))
        ((self.checked["pages"],),) = self._rows("pragma page_count")

    def _failing(self) -> list[str]:
        return [said for (said,) in self._rows("pragma cipher_integrity_check")]

    def _tables(self) -> Iterator[Progress]:
        for (said,) in self._rows(f"pragma integrity_check({FAULTS})"):
            if "fts5" in said.lower():
                self._add("words", "An index of words does not fit what it is made from.", REPAIR)
            elif said != "ok":
                self._add("tables", "The tables of the memory contradict each other.")
        yield Progress(0, None, "Checking the tables")
        if self._rows("pragma foreign_key_check"):
            self._add("tables", "Something in the memory hangs on what is not there.")

    def _words(self) -> Iterator[Progress]:
        for name in indexes_of_words(self._store.db):
            yield Progress(0, None, "Checking the words")
            whole = name not in PARTIAL
            try:
                self._store.db.execute("begin immediate")  # to SQLite the check is a write
                self._store.db.execute(
                    f"insert into {name}({name}, rank) values ('integrity-check', {whole:d})"
                )
                self._store.db.conn.rollback()
                same = not whole or self._as_many(name)
            except (StoreDamaged, DatabaseError):
                same = False
            if not same:
                part: Part = "words" if whole else "tables"
                self._add(part, "An index of words does not fit what it is made from.", REPAIR)

    def _as_many(self, name: str) -> bool:
        """Whether an index of words holds as many rows as the table it is made from."""
        ((sql,),) = self._rows("select sql from sqlite_master where name = ?", name)
        table = CONTENT.search(sql)
        ((held,),) = self._rows(f"select count(*) from {name}_docsize")
        return table is None or self._rows(f"select count(*) from {table[1]}") == [(held,)]

    def _documents(self) -> Iterator[Progress]:
        ((total,),) = self._rows("select count(*) from documents")
        done = 0
        for fault in document_faults(self._store):
            if fault is not None:
                said = "A document is not what was read."
                if fault.part == "passages":
                    said = "A passage is not what its document says."
                self._add(fault.part, said)
                continue
            done += 1
            if done % AT_ONCE == 0:
                yield Progress(done, total, "Checking the documents")
        self.checked["documents"] = done
        ((self.checked["passages"],),) = self._rows("select count(*) from chunks")

    def _claims(self) -> Iterator[Progress]:
        yield Progress(0, None, "Checking the claims")
        db = self._store.db
        if not is_whole(db) or next(bad_evidence(db), None) is not None:
            self._add("claims", "A claim cites what its document does not say.", REPAIR)
        done = 0
        for fault in unsettled(db):
            if fault is not None:
                self._add("claims", "A claim is not what follows from its evidence.", REPAIR)
                continue
            done += 1
            if done % AT_ONCE == 0:
                yield Progress(done, None, "Checking the claims")
        self.checked["claims"] = done

    def _vectors(self) -> Iterator[Progress]:
        done = 0
        for _, bad in vector_faults(self._store):
            if bad:
                self._add("vectors", "A vector is not one that an encoder made.", REPAIR)
            done += 1
            if done % ROWS == 0:
                yield Progress(done, None, "Checking the vectors")
        self.checked["vectors"] = done

    def _index(self) -> Iterator[Progress]:
        encoder = encoder_in(self._store, SERVING)
        if encoder is None or not any(self._store.home.glob("vectors.index")):
            return
        if (yield from unsealing(self._store, encoder)) is None:
            self._add("index", "The index of vectors is not what was written.", REPAIR)

    def _age_and_backup(self) -> Iterator[Progress]:
        yield from ()
        if missing := self._store.missing:
            self._add("age", f"The file is older than it was: {missing} writes are missing.", AGAIN)
        backup = last_backup(self._store)
        if backup is not None and not backup.size:
            day = f"{backup.made.astimezone():%-d %B %Y}"
            what = f"The backup of {day} is not where it was made."
            self._found.append(Finding("backup", what, "Make another one.", damage=False))


class Fault(NamedTuple):
    """What is wrong with one document: with itself, or with a chunk of it."""

    part: Literal["documents", "passages"]
    document: str


def document_faults(store: MemoryStore) -> Iterator[Fault | None]:
    """Yield what is wrong with the documents, and None after each of them."""
    newest = -1
    while rows := store.db.execute(
        """select rowid, id, kind, external_id, text, folds, parts from documents
            where rowid > ? order by rowid limit ?""",
        [newest, AT_ONCE],
    ).fetchall():
        for newest, id, kind, external, text, *lists in rows:  # noqa: B007 - the last is needed
            if not _is_itself(id, kind, external, text, lists):
                yield Fault("documents", id)
            for start, end, words in store.db.execute(
                "select start, end, text from chunks where document_id = ?", [id]
            ).fetchall():
                if text[start:end] != words:
                    yield Fault("passages", id)
            yield None


def _is_itself(id: str, kind: str, external: str, text: str, lists: Sequence[str]) -> bool:
    with suppress(ValueError):
        _ = [json.loads(one) for one in lists]
        return Document(Kind(kind), "", text, external_id=external).id == id
    return False


def vector_faults(store: MemoryStore) -> Iterator[tuple[int, bool]]:
    """Yield the row of each vector, and whether it is one that no encoder made."""
    import numpy as np

    sizes: dict[Any, int] = {}
    newest = -1
    while rows := store.db.execute(
        "select id, encoder, vector from vectors where id > ? order by id limit ?", [newest, ROWS]
    ).fetchall():
        for newest, encoder, raw in rows:
            vector = np.frombuffer(raw, "<f4") if len(raw) % 4 == 0 else np.zeros(0)
            unit = abs(float(np.linalg.norm(vector)) - 1) < TOLERANCE  # not, if it is no number
            yield newest, not unit or sizes.setdefault(encoder, len(raw)) != len(raw)


def _damage(part: Part, what: str, remedy: str) -> Finding:
    return Finding(part, what, remedy)


def _broken(said: list[str]) -> list[Finding]:
    """Return what to say of pages that are not authentic."""
    if not said:
        return []
    pages = "1 page of the file is" if len(said) == 1 else f"{len(said)} pages of the file are"
    return [_damage("file", f"{pages} not what was written.", SALVAGE)]
