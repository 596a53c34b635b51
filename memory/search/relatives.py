"""Who is of a relation to somebody, by what all the texts say of it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from memory.search.names import NameIndex
from memory.search.relations import ADDRESSED, ANYBODY, ME, SPEAKER, Pointed, Told, every_word, told
from memory.search.words import WORD, plain
from memory.store import MemoryStore
from memory.types import Kind

READ = 400  # chunks in which a relation is looked for, the newest first
SEVERAL, OFTEN = 4, 0.25  # persons of one relation, told of so often beside the first
BEARS = 3  # sayings that it is worth to be called "Mama"

MY = ""  # whose relation is the user's


@dataclass(frozen=True, slots=True)
class Saying:
    """Somebody is of a relation to somebody."""

    whose: str = field(repr=False)
    name: str = field(repr=False)
    told: int  # the chunk that says so; 0 if a name says it


@dataclass(frozen=True, slots=True)
class Relative:
    """Persons of one name, and the chunks that tell of their relation."""

    ids: frozenset[int]  # none, if only the name is known
    name: str = field(repr=False)
    told: frozenset[int] = frozenset()


class Relatives:
    """The relations of all people.  Safe from any thread."""

    def __init__(self, store: MemoryStore, names: NameIndex) -> None:
        self._store = store
        self._names = names
        self._sayings: dict[tuple[str, ...], list[Saying]] = {}

    def forget(self) -> None:
        """Read again what is asked for: the texts have changed."""
        self._sayings = {}

    def of(self, one: Pointed) -> list[Relative]:
        """Return who is of this relation, the one told of most first."""
        said = self._said(one.words)
        if one.of is None:
            whose = [MY if one.owner == ME else one.owner]
            return self._told_of_most(said, lambda owner: _is_any(owner, whose))
        first = replace(one.of, owner=ME) if one.of.owner == ANYBODY else one.of
        whose = [relative.name for relative in self.of(first)]
        found = self._told_of_most(said, lambda owner: _is_any(owner, whose))
        # Nobody is called a friend, and it is somebody's brother: then that of anybody.
        return found or self._told_of_most(said, lambda owner: owner != MY)

    def _told_of_most(
        self, said: Sequence[Saying], is_owner: Callable[[str], bool]
    ) -> list[Relative]:
        told: dict[tuple[frozenset[int], str], list[int]] = defaultdict(list)
        for saying in said:
            ids = self._names.known(self._names.whole(saying.name))
            name = self._names.name(min(ids)) if ids else saying.name
            if is_owner(saying.whose) and not (saying.whose == MY and self._names.is_me(name)):
                told[ids, name].append(saying.told)
        known = {who: chunks for who, chunks in told.items() if who[0]} or told
        most = max(map(len, known.values()), default=0)
        ordered = sorted(known, key=lambda who: (-len(known[who]), who[1]))
        return [
            Relative(*who, frozenset(known[who]) - {0})
            for who in ordered
            if len(known[who]) >= OFTEN * most
        ][:SEVERAL]

    def telling(self, ids: frozenset[int], name: str) -> list[int]:
        """Return the chunks that tell whose relative somebody is."""
        words = every_word()
        named = {plain(word) for word in WORD.findall(name) if len(word) > 1}
        if not named:
            return []
        return [
            saying.told
            for saying in self._read(words, f" AND ({_any_of(named)})")
            if (self._names.whole(saying.name) & ids) or plain(saying.name) == plain(name)
        ]

    def _said(self, words: tuple[str, ...]) -> list[Saying]:
        if words not in self._sayings:
            called = [
                self._names.name(id) for word in words for id in self._names.bearing(plain(word))
            ]
            sayings = [Saying(MY, name, 0) for name in called if not self._names.is_me(name)]
            self._sayings[words] = [*(sayings * BEARS), *self._read(words)]
        return self._sayings[words]

    def _read(self, words: Sequence[str], where: str = "") -> Iterator[Saying]:
        rows = self._store.db.execute(
            """select chunks.id, chunks.document_id, kind, chunks.people, chunks.text
                from chunks_fts join chunks on chunks.id = chunks_fts.rowid
                join documents on documents.id = chunks.document_id
                where chunks_fts match ? order by chunks_fts.rowid desc limit ?""",
            [f"text : (({_any_of(words)}){where})", READ],
        ).fetchall()
        senders, all_of = self._participants({document for _, document, *_ in rows})
        for id, document, kind, people, text in rows:
            speaker = people if kind == Kind.CHAT else senders.get(document, "")
            others = [name for name in all_of.get(document, ()) if name != speaker]
            for one in told(text, words, self._names.is_name):
                whose, name = self._resolved(one, speaker, others)
                if whose is not None and name and name != whose:
                    yield Saying(whose, name, id)

    def _resolved(self, one: Told, speaker: str, others: Sequence[str]) -> tuple[str | None, str]:
        """Return who is told to be whose by name, instead of as the one who tells or is told."""
        other = others[0] if len(others) == 1 else ""
        meant = {SPEAKER: speaker, ADDRESSED: other}
        name = meant.get(one.name, one.name)
        whose: str | None = meant.get(one.owner, one.owner) or None
        if one.owner == SPEAKER and (not speaker or self._is_user(speaker)):
            whose = MY
        elif one.owner == ADDRESSED and (not speaker or not self._names.is_me(speaker)):
            whose = MY if not other or self._is_user(other) else other
        return whose, name

    def _is_user(self, name: str) -> bool:
        """Whether it is the user who says "my"; everybody may be where nobody is known to be."""
        return self._names.is_me(name) or not self._names.knows_me

    def _participants(self, documents: set[str]) -> tuple[dict[str, str], dict[str, list[str]]]:
        """Return who wrote each of the documents, and everybody who is in it."""
        senders: dict[str, str] = {}
        everybody: dict[str, list[str]] = {}
        for document, role, name in self._store.db.execute(
            """select document_id, role, coalesce(nullif(appearances.name, ''), people.name)
                from appearances join people on people.id = person_id
                where document_id in (select value from json_each(?)) order by n""",
            [json.dumps(sorted(documents))],
        ):
            if role in ("from", "author"):
                senders.setdefault(document, name)
            if name not in everybody.setdefault(document, []):
                everybody[document].append(name)
        return senders, everybody


def _any_of(words: Collection[str]) -> str:
    """Return how any of the words is looked up."""
    return " OR ".join(f'"{plain(word)}"' for word in sorted(words))


def _is_any(owner: str, names: Sequence[str]) -> bool:
    """Whether the owner is one of these: "Ana" is Ana Kovač, "Jame" is James."""
    if owner in names:
        return True
    held = _without_endings(owner)
    return any(_without_endings(name) & held for name in names)


def _without_endings(name: str) -> set[str]:
    return {plain(word).rstrip("s") for word in WORD.findall(name)}
