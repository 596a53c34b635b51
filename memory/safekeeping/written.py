"""What the user writes with, in an archive and out of it again: snippets, phrases, commands, style.

What is here stands: nothing of an archive takes its place.  What was made of a document, or is of
somebody, goes with the last document that holds it; so it stays out where that one does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import astuple, dataclass, field
from typing import Any

from memory import snippets, voice_lines
from memory.held import NAME
from memory.progress import Progress, Work
from memory.safekeeping.shapes import Row, a_moment, a_number, a_text
from memory.snippets import Snippet
from memory.store import MemoryStore
from memory.types import Document
from memory.voice_lines import Decided, Edit

NOTE = "Reading what you write with"
COMMAND = re.compile(r"\w+(?:-\w+)*")
STATES = {"changed", "struck", "own", "accepted", "refused"}

Read = Callable[[str], Iterator[Any]]


def snippet_rows(store: MemoryStore) -> Iterator[Row]:
    for one in snippets.all_snippets(store):
        yield {"name": one.name, "text": one.text, "used": one.used}


def phrase_rows(store: MemoryStore) -> Iterator[Row]:
    """Yield what was chosen or refused for abbreviations."""
    for short, text, chosen, passed, never, at in store.db.execute(
        "select short, text, chosen, passed, never, at from expansions order by short, text"
    ).fetchall():
        yield {
            "short": short, "text": text, "chosen": chosen, "passed": passed,
            "never": bool(never), "at": at,
        }  # fmt: skip


def command_rows(store: MemoryStore) -> Iterator[Row]:
    """Yield the user's own commands, without the one that was taken away."""
    for name, title, ask, shortcut, made in store.db.execute(
        "select name, title, ask, shortcut, made from commands where not gone order by made, name"
    ).fetchall():
        yield {"id": name, "title": title, "ask": ask, "shortcut": shortcut, "made": made}


def style_rows(store: MemoryStore) -> Iterator[Row]:
    """Yield what was decided on the style card, in its order."""
    for one in voice_lines.decided(store):
        yield {
            "trait": one.trait, "who": one.who, "language": one.language,
            "occasion": one.occasion, "state": one.state, "value": one.value, "text": one.text,
            "locked": one.locked,
        }  # fmt: skip


def edit_rows(store: MemoryStore) -> Iterator[Row]:
    """Yield the kinds of edits made in drafts; no word of a draft is in them."""
    for one in voice_lines.edits(store):
        yield {
            "trait": one.trait, "value": one.value, "kind": one.kind, "who": one.who,
            "language": one.language, "times": one.times,
        }  # fmt: skip


# What a line has to be


def a_snippet(row: Row) -> Snippet:
    name = a_text(row["name"])
    if not name or name.split() != [name]:
        raise ValueError
    return Snippet(name, a_text(row["text"]), _a_count(row["used"]))


def a_phrase(row: Row) -> list[Any]:
    at = a_moment(row["at"])
    if at is None:
        raise ValueError
    counts = [_a_count(row[name]) for name in ("chosen", "passed")]
    return [a_text(row["short"]), a_text(row["text"]), *counts, bool(row["never"]), at.isoformat()]


def a_command(row: Row) -> list[str]:
    made = a_moment(row["made"])
    if made is None or not COMMAND.fullmatch(a_text(row["id"])):
        raise ValueError
    told = [a_text(row[name]) for name in ("id", "title", "ask", "shortcut")]
    return [*told, made.isoformat()]


def a_decision(row: Row) -> Decided:
    if row["state"] not in STATES:
        raise ValueError
    names = ("trait", "who", "language", "occasion", "state", "value", "text")
    trait, who, language, occasion, state, value, text = (a_text(row[name]) for name in names)
    return Decided(trait, who, language, occasion, state, value, text, bool(row["locked"]))


def an_edit(row: Row) -> Edit:
    trait, value, kind, who, language = (
        a_text(row[name]) for name in ("trait", "value", "kind", "who", "language")
    )
    return Edit(trait, value, kind, who, language, _a_count(row["times"]))


def _a_count(value: Any) -> int:
    if a_number(value) < 0:
        raise ValueError
    return int(value)


# What comes in


@dataclass(frozen=True)
class _Erased:
    """What stands in documents of an archive that are not to be remembered here."""

    texts: tuple[str, ...] = field(repr=False)
    handles: frozenset[str] = field(repr=False)

    def holds(self, phrase: str) -> bool:
        return any(phrase.lower() in text for text in self.texts)


def taking_in(store: MemoryStore, read: Read, parts: Collection[str]) -> Work[Progress, None]:
    """Keep what is new here; ``read`` yields the lines of a part, the documents' among them."""
    yield Progress(0, None, NOTE)
    erased = _erased(store, read("documents.jsonl"))
    for name, take in TAKEN.items():
        if name in parts:
            take(store, list(read(name)), erased)
            yield Progress(0, None, NOTE)


def _erased(store: MemoryStore, documents: Iterator[tuple[Document, Any]]) -> _Erased:
    texts, handles = [], set()
    for document, _ in documents:
        if not store.db.execute("select 1 from documents where id = ?", [document.id]).fetchone():
            texts.append(document.text.replace("\n", " ").lower())
            handles |= {_handle(one.name, one.address) for one in document.people}
    known = {handle for (handle,) in store.db.execute("select handle from handles").fetchall()}
    return _Erased(tuple(texts), frozenset(handles - known))


def _handle(name: str, address: str) -> str:
    return address.lower() or NAME + " ".join(name.split()).casefold()


def _snippets(store: MemoryStore, rows: list[Snippet], _erased: _Erased) -> None:
    known = {one.name for one in snippets.all_snippets(store)}
    for one in rows:
        if one.name not in known:
            snippets.put(store, one)


def _phrases(store: MemoryStore, rows: list[list[Any]], erased: _Erased) -> None:
    with store.write() as db:
        db.conn.executemany(
            """insert or ignore into expansions (short, text, chosen, passed, never, at)
                values (?, ?, ?, ?, ?, ?)""",
            [row for row in rows if not erased.holds(row[1])],
        )


def _commands(store: MemoryStore, rows: list[list[str]], _erased: _Erased) -> None:
    with store.write() as db:
        db.conn.executemany(
            """insert or ignore into commands (name, title, ask, shortcut, made)
                values (?, ?, ?, ?, ?)""",
            rows,
        )


def _style(store: MemoryStore, rows: list[Decided], erased: _Erased) -> None:
    voice_lines.take_in(store, [one for one in rows if one.who not in erased.handles])


def _edits(store: MemoryStore, rows: list[Edit], erased: _Erased) -> None:
    with store.write() as db:
        db.conn.executemany(
            """insert or ignore into voice_edits (trait, value, kind, who, language, times)
                values (?, ?, ?, ?, ?, ?)""",
            [astuple(one) for one in rows if one.who not in erased.handles],
        )


PARTS = {
    "snippets.jsonl": snippet_rows,
    "phrases.jsonl": phrase_rows,
    "commands.jsonl": command_rows,
    "style.jsonl": style_rows,
    "edits.jsonl": edit_rows,
}
SHAPES: dict[str, Callable[[Row], Any]] = {
    "snippets.jsonl": a_snippet,
    "phrases.jsonl": a_phrase,
    "commands.jsonl": a_command,
    "style.jsonl": a_decision,
    "edits.jsonl": an_edit,
}
TAKEN: dict[str, Callable[[MemoryStore, Any, _Erased], None]] = {
    "snippets.jsonl": _snippets,
    "phrases.jsonl": _phrases,
    "commands.jsonl": _commands,
    "style.jsonl": _style,
    "edits.jsonl": _edits,
}
