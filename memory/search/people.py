"""Whom a question means: by a name, a part of one, an address, or a relation ("my landlord")."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from memory.search.names import NameIndex, listed
from memory.search.ranking import Candidate
from memory.search.relations import pointed_at
from memory.search.relatives import Relatives
from memory.search.words import WORD, content_words, plain
from memory.store import MemoryStore
from memory.types import ChunkId

COMPARED = 2000  # chunks by which two of one name are told apart
# Who somebody is stands where it is told, not in what they write.
WHO_IS = r"""^\W*(?:(?:who|wer)\b.*\s(?:is|are|was|were|ist|war|sind)\s+{0}|who['’]s\s+{0}
    |wie\s+heißt\s+{0}|what(?:['’]s|\s+is)\s+(?:the\s+name\s+of\s+{0}|{0}['’]s?\s+name))\W*$"""
RELATED = re.compile(
    r"\brelat(?:ed|ion|ionship)\s+(?:to|with)\b|\bmit\s+\w+\s+verwandt\b|\bbeziehung\s+zu\b",
    re.IGNORECASE,
)
BY, WITH, NAMED = 1.0, 0.6, 0.6  # what it is worth to be from, to or about them …
TOLD = 8.0  # … and to tell who they are, if that is asked


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody a question means; of some only the name is known."""

    ids: frozenset[int]
    name: str = field(repr=False)
    phrase: str = field(default="", repr=False)  # by which the question means them
    pointed_at: bool = False  # by a relation, not a name


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a question means."""

    persons: tuple[Who, ...] = ()
    told: frozenset[ChunkId] = frozenset()  # the chunks that tell who they are, if that is asked
    note: str = field(default="", repr=False)

    @property
    def ids(self) -> frozenset[int]:
        return frozenset(id for who in self.persons for id in who.ids)

    @property
    def names(self) -> list[str]:
        """The names that the question does not say itself; none where who they are is asked."""
        return [] if self.told else [who.name for who in self.persons if who.pointed_at]


NOBODY = Meant()


class PeopleIndex:
    """The people of a memory.  Safe from any thread."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._names = NameIndex(store)
        self._relatives = Relatives(store, self._names)

    def meant(self, question: str) -> Meant:
        """Return whom the question means."""
        if self._names.renewed():
            self._relatives.forget()
        persons, notes = [], []
        told: set[int] = set()
        for one in pointed_at(question):
            owner = Who(frozenset(self._names.whole(one.owner)), one.owner)
            for relative in self._relatives.of(one):
                meant = self._told_apart(question, relative.ids, [owner])
                persons.append(Who(meant, relative.name, one.phrase, pointed_at=True))
                notes.append(f"{one.said} is {relative.name}")
                told |= relative.told
        for said, ids in self._names.named(question):
            known = self._names.known(ids)
            if not known or any(known <= who.ids for who in persons):
                continue
            chosen = self._told_apart(question, known, persons)
            persons.append(Who(chosen, self._names.name(min(chosen)), said))
            notes.append(self._note(said, known, chosen))
        if not any(_asks_who(question, who.phrase) for who in persons):
            told = set()
        elif not told:
            told = {id for who in persons for id in self._relatives.telling(who.ids, who.name)}
        return Meant(tuple(persons), frozenset(map(ChunkId, told)), "; ".join(notes))

    def named(self, question: str) -> str:
        """Return the question with names for those whom it points at, where there is one."""
        if pointed_at(question):
            persons = self.meant(question).persons
            phrases = [who.phrase for who in persons]
            for who in persons:
                if who.pointed_at and phrases.count(who.phrase) == 1:
                    question = question.replace(who.phrase, who.name, 1)
        return question

    def worth(self, meant: Meant, candidates: Iterable[Candidate]) -> dict[ChunkId, float]:
        """Return how much each of the candidates is from, to or about whom the question means."""
        if meant.told:
            return dict.fromkeys(meant.told, TOLD)
        if not meant.persons:
            return {}
        some = list(candidates)
        by = self._by(meant.ids, {one.document for one in some})
        called = {plain(self._names.name(id)) for id in meant.ids}
        names = [set(map(plain, WORD.findall(who.name))) for who in meant.persons]
        found = {}
        for one in some:
            own = plain(one.people) in called if one.chat else by.get(one.document, False)
            said = set(map(plain, WORD.findall(one.text)))
            named = NAMED * any(name & said for name in names)
            found[one.id] = BY if own else max(WITH * (one.document in by), named)
        return found

    def _by(self, ids: Collection[int], documents: Collection[str]) -> dict[str, bool]:
        """Return which of the documents the persons have to do with, and whether it is theirs."""
        rows = self._store.db.execute(
            f"""select document_id, max(role in ('from', 'author')) from appearances
                where document_id in (select value from json_each(?))
                    and person_id in ({listed(ids)}) group by document_id""",
            [json.dumps(sorted(documents))],
        )
        return {document: bool(by) for document, by in rows}

    def _chunks(self, ids: Collection[int], most: int) -> list[int]:
        rows = self._store.db.execute(
            f"""select chunks.id from appearances
                    cross join chunks on chunks.document_id = appearances.document_id
                where person_id in ({listed(ids)})
                    and (role <> 'speaker' or chunks.people = appearances.name)
                order by chunks.id desc limit ?""",
            [most],
        )
        return [id for (id,) in rows]

    # Two of one name

    def _told_apart(
        self, question: str, ids: frozenset[int], others: Sequence[Who]
    ) -> frozenset[int]:
        """Return the one that is meant, if something tells; else all of them.

        What tells is a word of the question in the address, somebody else who is named
        and is in the same documents, and the other words of the question.
        """
        if len(ids) < 2:
            return ids
        words = [plain(word) for word in content_words(question)]
        named = frozenset(id for who in others for id in who.ids)
        for telling in (self._addressed, self._together, self._speaking):
            found = {id: telling(id, words, named) for id in sorted(ids)}
            best = max(found.values())
            if list(found.values()).count(best) == 1:
                return frozenset(id for id, worth in found.items() if worth == best)
        return ids

    def _addressed(self, id: int, words: Collection[str], named: frozenset[int]) -> int:  # noqa: ARG002
        rows = self._store.db.execute("select handle from handles where person_id = ?", [id])
        own = set(map(plain, WORD.findall(self._names.name(id))))
        held = {plain(word) for (handle,) in rows for word in WORD.findall(handle)}
        return len((held - own) & set(words))

    def _together(self, id: int, words: Collection[str], named: frozenset[int]) -> bool:  # noqa: ARG002
        row = self._store.db.execute(
            f"""select 1 from appearances join appearances other using (document_id)
                where appearances.person_id = ? and other.person_id in ({listed(named)})
                limit 1""",
            [id],
        ).fetchone()
        return row is not None

    def _speaking(self, id: int, words: Collection[str], named: frozenset[int]) -> int:  # noqa: ARG002
        own = set(map(plain, WORD.findall(self._names.name(id))))
        theirs = set(self._chunks([id], COMPARED))
        return sum(bool(theirs & self._holding(word)) for word in words if word not in own)

    def _holding(self, word: str) -> set[int]:
        rows = self._store.db.execute(
            """select rowid from chunks_fts where chunks_fts match ?
                order by rowid desc limit ?""",
            [f'{{context text}} : "{word}"', COMPARED],
        )
        return {id for (id,) in rows}

    def _note(self, said: str, known: frozenset[int], chosen: frozenset[int]) -> str:
        if len(known) == 1:
            return f"{said} is {self._names.name(min(known))}"
        each = ", ".join(map(self._called, sorted(known)))
        note = f"{len(known)} persons are called {said}: {each}"
        return note if chosen == known else f"{note}; meant is {self._called(min(chosen))}"

    def _called(self, id: int) -> str:
        rows = self._store.db.execute(
            """select handle from handles where person_id = ? and handle not like 'name:%'
                order by handle limit 1""",
            [id],
        )
        return " ".join([self._names.name(id), *(f"<{handle}>" for (handle,) in rows)])


def _asks_who(question: str, phrase: str) -> bool:
    """Whether a question asks who somebody is, and not what they said or did."""
    who_is = WHO_IS.format(re.escape(phrase).replace("\\ ", r"\s"))
    return bool(RELATED.search(question) or re.search(who_is, question, re.I | re.X))
