"""What other mails quote of one that is erased, taken out of them without moving a character."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime

from memory.cipher import Database
from memory.conversations import rename_in, take_out_of
from memory.mentions import put_mentions
from memory.tombstones import put_mark_of_id
from memory.types import Document, Fold, Kind

MARKS = re.compile(r"^[\s>|]+")  # of a quoted line
WORD = re.compile(r"\w+")
ERASED = "[erased]"


def unquote(db: Database, erased: str) -> int:
    """Blank the words of this mail where others of its thread quote it; return in how many.

    Called inside ``store.write``, before the mail is deleted.
    """
    row = db.execute(
        "select thread, kind, title, text, folds from documents where id = ? and kind = ?",
        [erased, Kind.MAIL],
    ).fetchone()
    if row is None or row[0] is None:
        return 0
    thread, kind, title, text, folds = row
    own = Document(Kind(kind), title, text, folds=_folds(folds)).body
    named = db.execute(
        "select name, address from appearances where document_id = ? and role = 'from'", [erased]
    )
    names = [one for pair in named for one in pair if one]
    changed = 0
    for id, external_id, others, folded in quoting(db, thread, erased):
        blanked = without(others, _folds(folded), own, names)
        if blanked != others:
            mail = Document(Kind.MAIL, "", blanked, external_id=external_id)
            if _cut_anew(db, id, blanked):
                take_out_of(db, id)
            _replace(db, id, mail)
            changed += 1
    return changed


def quoting(db: Database, thread: int, erased: str) -> list[tuple[str, str, str, str]]:
    """Return the mails of a thread that quote something and stay, with text and folds."""
    return db.execute(
        """select id, external_id, text, folds from documents
            where thread = ? and id <> ? and kind = 'mail' and folds like '%"quote"%'
            and id not in (select id from due where what = 'erase')""",
        [thread, erased],
    ).fetchall()


def without(text: str, folds: Iterable[Fold], words: str, names: Iterable[str] = ()) -> str:
    """Return the text without the quoted lines that are made of these words.

    Every other character keeps its place.  With such lines go the ones of the
    same quote that say whose they are.
    """
    held = _plain(words)
    named = [f" {one} " for one in map(_plain_inner, names) if one]
    for fold in folds:
        if fold.why != "quote":
            continue
        lines = text[fold.start : fold.end].split("\n")
        own = [bool(_plain_inner(line)) and _plain(line) in held for line in lines]
        if any(own):
            lines = [
                _blank(line) if mine or any(name in _plain(line) for name in named) else line
                for line, mine in zip(lines, own, strict=True)
            ]
            text = text[: fold.start] + "\n".join(lines) + text[fold.end :]
    return text


def _blank(line: str) -> str:
    start = match.end() if (match := MARKS.match(line)) else 0
    room = len(line) - start
    return line[:start] + (ERASED if room >= len(ERASED) else "…").ljust(room)


def _plain(words: str) -> str:
    return f" {_plain_inner(words)} "


def _plain_inner(words: str) -> str:
    return " ".join(WORD.findall(words.casefold()))


def _folds(stored: str) -> tuple[Fold, ...]:
    return tuple(Fold(*fold) for fold in json.loads(stored))


def _replace(db: Database, id: str, mail: Document) -> None:
    """Put a mail in the place of another; what was read is what its id says, so it gets a new one.

    The one before is not to be read again.
    """
    db.execute("pragma defer_foreign_keys = on")
    db.execute("update documents set id = ?, text = ? where id = ?", [mail.id, mail.text, id])
    for table, column in _hanging_on_documents(db):
        db.execute(f"update {table} set {column} = ? where {column} = ?", [mail.id, id])
    rename_in(db, id, mail.id)
    put_mark_of_id(db, id)


def _hanging_on_documents(db: Database) -> list[tuple[str, str]]:
    """Return the columns that name a document."""
    return db.execute(
        """select tables.name, "from" from sqlite_master tables
            join pragma_foreign_key_list(tables.name) where "table" = 'documents'"""
    ).fetchall()


def _cut_anew(db: Database, id: str, text: str) -> bool:
    """Make those chunks anew in which the text is another now; return whether there are such."""
    columns = [one.name for one in db.table("chunks").columns if one.name != "id"]
    given = ["?" if name == "text" else name for name in columns]
    chunks = db.execute("select id, start, end, text, at from chunks where document_id = ?", [id])
    changed = [
        (text[start:end], chunk, at)
        for chunk, start, end, old, at in chunks
        if old != text[start:end]
    ]
    for words, chunk, at in changed:
        (new,) = db.execute(
            f"""insert into chunks ({", ".join(columns)})
                select {", ".join(given)} from chunks where id = ? returning id""",
            [words, chunk],
        ).fetchone()
        put_mentions(db, new, words, datetime.fromtimestamp(at).astimezone() if at else None)
        db.execute("delete from chunks where id = ?", [chunk])
    return bool(changed)
