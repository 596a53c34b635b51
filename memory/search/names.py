"""The names of all people, kept in memory: whom a word or several together may mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from memory.search.ranking import PROGRAMS
from memory.search.words import WORD, content_words, plain
from memory.store import MemoryStore

ROWS = 20_000  # appearances that are looked at for other names, and for who is the user
NAME = 4  # words of a name that are looked up together, at the most
MANY = 6  # persons of one word: of more, none is meant by it
MOST, MORE = 0.5, 1.5  # who is in so many documents, and more than the next, is the user
YOU = {"you", "user", "human", "me", "ich", "du"}  # as programs call the user
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
NICKNAME = re.compile(r"[\"“”'‘(]([^\W\d_]+)[\"“”'’)]")  # Robert "Bob" Smith


@dataclass(slots=True)
class Names:
    """Everybody's names, as far as they were read."""

    upto: int = 0  # appearances read
    last: str = ""  # the document of the last of them
    of: dict[int, str] = field(default_factory=dict, repr=False)
    whole: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set), repr=False)
    word: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set), repr=False)
    me: frozenset[str] = field(default=frozenset(), repr=False)

    def add(self, id: int, name: str, address: str) -> None:
        self.of.setdefault(id, name)
        local = plain(address.partition("@")[0])
        if local.isalpha():
            self.word[local].add(id)
        if "@" in name:
            return
        words = [plain(word) for word in WORD.findall(name)]
        self.whole[" ".join(words)].add(id)
        if words and len(words) <= NAME:
            for word in (words[0], words[-1], *map(plain, NICKNAME.findall(name))):
                self.word[word].add(id)


class NameIndex:
    """Who is known by which names.  Safe from any thread."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._commits = -1
        self._names = Names()

    def renewed(self) -> bool:
        """Read the names that have come since, or all if some went; whether anything changed."""
        commits = self._store.counter("commits")
        if commits == self._commits:
            return False
        names = self._names
        row = self._store.db.execute(
            "select document_id from appearances where rowid = ?", [names.upto]
        ).fetchone()
        if row is None or row[0] != names.last:
            names = self._all()
        self._read_on(names)
        self._names, self._commits = names, commits
        return True

    def named(self, question: str) -> list[tuple[str, set[int]]]:
        """Return the words of a question that name somebody, and whom they may mean."""
        found = [(one, self._by_address(one)) for one in ADDRESS.findall(question)]
        words = WORD.findall(ADDRESS.sub(" ", question))
        folded = [plain(word) for word in words]
        small = question == question.lower()
        n = 0
        while n < len(words):
            length, ids = self._longest(words[n:], folded[n:], small=small)
            if ids:
                found.append((" ".join(words[n : n + length]), ids))
            n += length
        return [(said, ids) for said, ids in found if ids]

    def known(self, ids: Collection[int]) -> frozenset[int]:
        """Return those of them that are still in the memory."""
        rows = self._store.db.execute(f"select id from people where id in ({listed(ids)})")
        return frozenset(id for (id,) in rows)

    def name(self, id: int) -> str:
        return self._names.of.get(id, "")

    def whole(self, name: str) -> set[int]:
        """Return whom a name means, written as a whole or a word of it."""
        words = [plain(word) for word in WORD.findall(name)]
        return self._names.whole.get(" ".join(words)) or self._of_word(" ".join(words))

    def bearing(self, word: str) -> list[int]:
        """Return who is called by a word and at most one more: "Mama", "Oma Meier"."""
        ids = sorted(self._names.word.get(word, ()))
        names = {id: WORD.findall(self.name(id)) for id in ids}
        return [id for id in ids if len(names[id]) <= 2 and plain(names[id][0]) == word]

    def is_name(self, word: str) -> bool:
        """Whether the word, folded, is the first or last of somebody's name."""
        return word in self._names.word

    def is_me(self, name: str) -> bool:
        """Whether the user bears this name; nobody does where it is not known who that is."""
        return plain(name) in self._names.me or plain(name) in YOU

    @property
    def knows_me(self) -> bool:
        return bool(self._names.me)

    def _longest(self, words: list[str], folded: list[str], *, small: bool) -> tuple[int, set[int]]:
        """Return how many of the words are a name, and whose."""
        for length in range(min(NAME, len(words)), 1, -1):
            if ids := self._names.whole.get(" ".join(folded[:length])):
                return length, ids
        if (small or words[0][0].isupper()) and content_words(words[0]):
            return 1, self._of_word(folded[0])
        return 1, set()

    def _of_word(self, word: str) -> set[int]:
        """Return whom one word may mean: "Claires" is Claire, too."""
        known = self._names.word
        ids = known.get(word) or (known.get(word[:-1]) if word.endswith("s") else None) or set()
        ids = {id for id in ids if not self.is_me(self.name(id))} or ids
        return ids if len(ids) <= MANY else set()

    def _by_address(self, address: str) -> set[int]:
        rows = self._store.db.execute(
            "select person_id from handles where handle = ?", [address.lower()]
        )
        return {id for (id,) in rows}

    def _all(self) -> Names:
        names = Names()
        rows = self._store.db.execute(
            "select id, name, handle from people join handles on person_id = people.id"
        )
        for id, name, handle in rows:
            names.add(id, name, "" if handle.startswith("name:") else handle)
        (last,) = self._store.db.execute(
            "select coalesce(max(rowid), 0) from appearances"
        ).fetchone()
        names.upto = max(0, last - ROWS)
        names.me = self._me(names.upto)
        return names

    def _read_on(self, names: Names) -> None:
        rows = self._store.db.execute(
            """select max(rowid), document_id, person_id, name, address from appearances
                where rowid > ? group by person_id, name, address order by 1""",
            [names.upto],
        )
        for row, document, id, name, address in rows:
            names.add(id, name or address, address)
            names.upto, names.last = row, document

    def _me(self, since: int) -> frozenset[str]:
        """Return the name of the user: who is in most of the documents."""
        rows = self._store.db.execute(
            """select people.name, document_id from appearances
                join people on people.id = person_id where appearances.rowid > ?""",
            [since],
        )
        of: dict[str, set[str]] = defaultdict(set)
        for name, document in rows:
            if plain(name) not in YOU | PROGRAMS:
                of[plain(name)].add(document)
        documents = len(set().union(*of.values()))
        first, second = ([*sorted(of, key=lambda name: (-len(of[name]), name)), "", ""])[:2]
        many, fewer = len(of.get(first, ())), len(of.get(second, ()))
        return frozenset({first} if many >= max(MOST * documents, MORE * fewer, 1) else ())


def listed(ids: Collection[int]) -> str:
    """Return the ids as SQL lists them."""
    return ",".join(str(int(id)) for id in sorted(ids))
