"""The memory as an archive of plain text that anybody can read, and that can be read in again.

A zip of JSON Lines and Markdown; ``resources/archive/README.md``, which is put
into it, says what each part holds.  It is not encrypted.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import resources
from memory import settings
from memory.people.joining import decided
from memory.progress import Progress, Work
from memory.safekeeping import written
from memory.safekeeping.backup import LAST, replacing
from memory.safekeeping.believed import change_rows, claim_rows
from memory.safekeeping.carried import label_rows
from memory.store import MemoryStore

FORMAT, VERSION = "famulus archive", 1
MANIFEST = "manifest.json"
PRIVATE = {LAST, settings.TOOL_SERVERS}  # settings that say something of this computer alone
COUNTED = ("documents", "conversations", "claims")
AT_ONCE = 100  # rows

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Exported:
    """What an archive holds."""

    path: Path = field(repr=False)
    documents: int
    conversations: int
    claims: int = 0


def exporting(store: MemoryStore, path: Path) -> Work[Progress, Exported]:
    """Write all that is remembered into one archive, whole or not at all; it is not encrypted."""
    path = path.absolute()
    parts: list[Row] = []
    with (
        replacing(path, zipfile.is_zipfile) as unfinished,
        zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        archive.writestr("README.md", resources.text("archive/README.md"))
        for name, reading in PARTS.items():
            yield from _part(archive, name, map(_line, reading(store)), parts)
        yield from _part(archive, "conversations.md", map(_readable, _conversations(store)), parts)
        yield from _part(archive, "settings.json", iter([_line(_settings(store))]), parts)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = {"format": FORMAT, "version": VERSION, "made": now, "parts": parts}
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    counts = {part["name"]: part["rows"] for part in parts}
    return Exported(path, *(counts[f"{what}.jsonl"] for what in COUNTED))


def _part(
    archive: zipfile.ZipFile, name: str, lines: Iterator[str], parts: list[Row]
) -> Iterator[Progress]:
    """Write one part, and note how much it is and its digest."""
    digest, count = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as file:
        for words in lines:
            file.write(data := words.encode())
            digest.update(data)
            count += 1
            if count % AT_ONCE == 0:
                yield Progress(count, None, f"Writing {name}")
    yield Progress(count, count, f"Writing {name}")
    parts.append({"name": name, "rows": count, "sha256": digest.hexdigest()})


def _line(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def _sources(store: MemoryStore) -> Iterator[Row]:
    for name, path, read_at in store.db.execute(
        "select name, path, read_at from sources order by id"
    ).fetchall():
        yield {"name": name, "path": path, "read_at": read_at}


def _files(store: MemoryStore) -> Iterator[Row]:
    for id, source, path, size, mtime_ns in _slices(
        store,
        """select files.id, name, files.path, size, mtime_ns from files
            join sources on sources.id = source_id where files.id > ? order by files.id limit ?""",
    ):
        unread = store.db.execute(
            "select locator, reason from unread where file_id = ? order by rowid", [id]
        ).fetchall()
        yield {
            "source": source,
            "path": path,
            "size": size,
            "mtime_ns": mtime_ns,
            "unread": unread,
        }


def _documents(store: MemoryStore) -> Iterator[Row]:
    for _, id, folds, parts, *words in _slices(
        store,
        """select rowid, id, folds, parts, kind, title, text, date, external_id, parent
            from documents where rowid > ? order by rowid limit ?""",
    ):
        people = store.db.execute(
            "select role, name, address from appearances where document_id = ? order by n", [id]
        ).fetchall()
        answers = store.db.execute(
            """select external_id from documents where id in
                (select before_id from chunks where document_id = ?)""",
            [id],
        ).fetchone()
        places = store.db.execute(
            """select sources.name, files.path, locator from places
                join files on files.id = file_id join sources on sources.id = source_id
                where document_id = ? order by files.id""",
            [id],
        ).fetchall()
        yield {
            "id": id,
            **dict(zip(WORDS, words, strict=True)),
            "answers": answers[0] if answers else "",
            "people": people,
            "folds": json.loads(folds),
            "parts": json.loads(parts),
            "places": places,
        }


def _threads(store: MemoryStore) -> Iterator[Row]:
    """Yield the exchanges of more than one mail."""
    for (ids,) in store.db.execute(
        """select json_group_array(external_id) from thread_ids
            group by thread having count(*) > 1 order by thread"""
    ).fetchall():
        yield {"ids": json.loads(ids)}


def _conversations(store: MemoryStore) -> Iterator[Row]:
    for id, title in store.db.execute("select id, title from conversations order by id").fetchall():
        turns = store.db.execute(
            "select role, text, at, answer from turns where conversation_id = ? order by id", [id]
        ).fetchall()
        told = [
            {"role": role, "text": text, "at": at, "answer": answer and json.loads(answer)}
            for role, text, at, answer in turns
        ]
        yield {"title": title, "turns": told}


def _readable(conversation: Row) -> str:
    """Return a conversation as Markdown."""
    lines = [f"# {' '.join(conversation['title'].split()) or 'Conversation'}", ""]
    for turn in conversation["turns"]:
        who = "You" if turn["role"] == "user" else "Famulus"
        lines += [f"**{who}** ({turn['at'][:16].replace('T', ' ')}):", "", turn["text"], ""]
        for n, passage in enumerate((turn["answer"] or {}).get("citations", []), 1):
            lines.append(f"> [{n}] {' '.join(passage['title'].split())}: {passage['path']}")
        lines.append("")
    return "\n".join(lines) + "\n"


def _settings(store: MemoryStore) -> Row:
    return {name: value for name, value in settings.chosen(store).items() if name not in PRIVATE}


def _slices(store: MemoryStore, sql: str) -> Iterator[tuple[Any, ...]]:
    """Yield rows some at a time, so that no statement is open across a step."""
    newest = -1
    while rows := store.db.execute(sql, [newest, AT_ONCE]).fetchall():
        yield from rows
        newest = rows[-1][0]


WORDS = ("kind", "title", "text", "date", "external_id", "parent")
PARTS = {
    "sources.jsonl": _sources,
    "files.jsonl": _files,
    "documents.jsonl": _documents,
    "threads.jsonl": _threads,
    "people.jsonl": decided,
    "conversations.jsonl": _conversations,
    "claims.jsonl": claim_rows,
    "changes.jsonl": change_rows,
    **written.PARTS,
    "labels.jsonl": label_rows,
}
