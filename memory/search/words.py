"""Words: what a question says, and the chunks that share its words (BM25)."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise

import resources
from memory.store import MemoryStore
from memory.types import ChunkId

COLUMNS = "1.0, 1.0, 0.5, 1.0"  # weights of people, context, before and text in BM25
ROWS = 20_000  # chunks scored: a word of more is left out where rarer ones are asked for
GROWN = 0.02  # of the chunks new, and they and their words are counted again
SATURATED = 2.2  # times its rarity is the most that a word adds to a BM25 (k1 + 1)

WORD = re.compile(r"\w+")
# Chinese, Japanese, Thai, Lao, Burmese, Khmer: no spaces between words.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
RUN = re.compile(f"[{UNSPACED}]+")
QUOTE = '"'
ENGLISH = {"the", "what", "which", "who", "when", "where", "how", "did", "do", "does", "is", "are",
           "were", "my", "of", "to", "i", "have", "has", "with"}  # fmt: skip


@dataclass(frozen=True)
class Matched:
    """The chunks that share words with a question, and their BM25."""

    scores: dict[ChunkId, float] = field(default_factory=dict)
    most: float = 0.0  # what a chunk would have that holds all the words, again and again

    @cached_property
    def held(self) -> float:
        """How much of what was asked the best chunk holds, 0 to 1."""
        best = max(self.scores.values(), default=0.0)
        return min(1.0, best / self.most) if self.most > 0 else 0.0

    @cached_property
    def shares(self) -> dict[ChunkId, float]:
        """Each score as a share of the best."""
        best = max(self.scores.values(), default=0.0) or 1.0
        return {id: score / best for id, score in self.scores.items()}


class WordIndex:
    """The words of all chunks.  Safe from any thread."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._counted: dict[str, int] = {}  # chunks that match, by what is looked up
        self._newest, self._chunks = 0, 0

    def matched(
        self,
        words: Sequence[str],
        depth: int,
        *,
        english: bool = True,
        among: Collection[ChunkId] | None = None,
        besides: Collection[ChunkId] = (),
    ) -> Matched:
        """Return the chunks with the best BM25, and those ``besides`` that match at all.

        With ``among``, only those chunks.
        """
        self._recount()
        spaced = [word for word in words if not RUN.search(word)]
        found = self._best(
            "chunks_fts", COLUMNS, _looked_up(spaced, english=english), depth, among, besides
        )
        runs = [run for word in words for run in RUN.findall(word)]
        if not runs:
            return found
        pieces = [self._begun_by(pair) for pair in _pairs(runs)]
        unspaced = self._best("chunks_unspaced", "1.0", pieces, depth, among, besides)
        # What is found in one script is not found in the other: the scores do not mix.
        return Matched(unspaced.scores | found.scores, max(found.most, unspaced.most))

    def rarity(self, words: Sequence[str]) -> dict[str, float]:
        """Return how much each word says: 1 for one that hardly any chunk holds, near 0 for all."""
        self._recount()
        most = math.log(self._chunks + 1) or 1.0
        held = {word: self._holding("chunks_fts", f'"{plain(word)}"') for word in words}
        return {word: math.log((self._chunks + 1) / (n + 1)) / most for word, n in held.items()}

    def _best(
        self,
        table: str,
        columns: str,
        looked_up: Sequence[str],
        depth: int,
        among: Collection[ChunkId] | None,
        besides: Collection[ChunkId],
    ) -> Matched:
        known = {one: self._holding(table, one) for one in looked_up}
        asked = sorted((one for one in known if known[one]), key=known.__getitem__)
        affordable: list[str] = []
        rows = 0
        for one in asked:
            rows += known[one]
            if affordable and rows > ROWS:
                break
            affordable.append(one)
        most = SATURATED * sum(self._idf(count) for count in known.values())
        if not affordable:
            return Matched({}, most)
        everything = among is not None or besides
        found = self._store.db.execute(
            f"""select rowid, -bm25({table}, {columns}) as score from {table}
                where {table} match ? order by score desc"""
            + ("" if everything else f" limit {depth}"),
            [" OR ".join(affordable)],
        ).fetchall()
        if not everything:
            return Matched(dict(found), most)
        scores: dict[ChunkId, float] = {}
        for id, score in found:
            if (len(scores) < depth and (among is None or id in among)) or id in besides:
                scores[ChunkId(id)] = score
        return Matched(scores, most)

    def _begun_by(self, pair: str) -> str:
        """Return how two signs are looked up: by all the threes that begin with them."""
        rows = self._store.db.execute(
            "select term from chunks_signs where term >= ? and term < ?",
            [pair, pair[0] + chr(ord(pair[1]) + 1)],
        )
        threes = [f'"{three.replace(QUOTE, QUOTE * 2)}"' for (three,) in rows]
        return f"({' OR '.join(threes)})" if threes else f'"{pair}"'

    def _holding(self, table: str, looked_up: str) -> int:
        key = f"{table} {looked_up}"
        if key not in self._counted:
            (count,) = self._store.db.execute(
                f"select count(*) from {table} where {table} match ?", [looked_up]
            ).fetchone()
            self._counted[key] = int(count)
        return self._counted[key]

    def _idf(self, holding: int) -> float:
        """Return the rarity of a word as BM25 has it."""
        return max(1e-6, math.log((self._chunks - holding + 0.5) / (holding + 0.5)))

    def _recount(self) -> None:
        """Count again when much has come since: words that are counted once are asked again."""
        (newest,) = self._store.db.execute("select coalesce(max(id), 0) from chunks").fetchone()
        if self._chunks == 0 or abs(newest - self._newest) > GROWN * self._newest:
            self._newest = newest
            (self._chunks,) = self._store.db.execute("select count(*) from chunks").fetchone()
            self._counted = {}


def content_words(text: str) -> list[str]:
    """Return the words that say something, in order, each once, folded to lower case."""
    words = WORD.findall(text.lower())
    return list(dict.fromkeys(word for word in words if plain(word) not in _stop_words()))


def plain(word: str) -> str:
    """Return the word as the index folds it: in lower case, "Fähre" and "fahre" one."""
    if word.isascii():  # nearly all are, and this is asked of every word of many texts
        return word.lower()
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def is_english(text: str) -> bool:
    """Whether the small words of a text are English ones; the index knows English endings.

    Where there are none, what is written in plain letters is taken for English.
    """
    words = WORD.findall(text.lower())
    if any(word in ENGLISH for word in words):
        return True
    return text.isascii() and not any(plain(word) in _stop_words() for word in words)


def _looked_up(words: Sequence[str], *, english: bool) -> list[str]:
    """Return how words are looked up: the index holds English stems; else by their beginnings."""
    folded = map(plain, words)
    return [f'"{word}"' if english else _beginning(word) for word in folded]


def _beginning(word: str) -> str:
    """Return how a longer word is looked up in all its forms: "Fähr…" for "Fähren"."""
    ending = 0 if len(word) <= 3 or word.isdigit() else 1 + (len(word) > 6) + (len(word) > 8)
    return f'"{word[: len(word) - ending]}"*' if ending else f'"{word}"'


def _pairs(runs: Sequence[str]) -> list[str]:
    """Return what words of a script without spaces are made of."""
    return list(dict.fromkeys(a + b for run in runs for a, b in pairwise(run)))


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(plain(word) for word in resources.text("patterns/stopwords.txt").split())
