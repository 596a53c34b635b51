"""The user's own words, and the phrases among them by their initials.

Held in memory as one line of numbered words: what begins with "iwbhb" is found
by looking for those letters in the line of their initials.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from assistant.profile.extract.turns import turns
from assistant.profile.owner import Owner
from assistant.shorthand.initials import initial, words
from assistant.shorthand.ngrams import Ngrams
from memory.documents import opened, spoken_in
from memory.progress import Progress, Work
from memory.store import MemoryStore

BREAK = "."  # stands between two pieces, as a word and as a letter
NUMBER = "0"  # stands for a number among the initials
SHOWN = 1200  # characters of the newest own words that a model is shown
LOOKED_AT = 5000  # places in which an abbreviation is found
TOGETHER = 64  # documents read between two reports


@dataclass(slots=True)
class Phrase:
    """Words that the user has written, and where: how often, when last, to whom."""

    text: str = field(repr=False)
    count: int = 0
    whole: int = 0  # times it was all that stood between two marks
    after: int = 0  # times it stood behind the word that stands before it now
    known: int = 0  # times it was written to the one it is written to now
    newest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wrote:
    """What the user wrote in one go."""

    text: str = field(repr=False)
    at: datetime | None = None
    to: frozenset[str] = field(default=frozenset(), repr=False)  # names and addresses, folded


class OwnWords:
    """Everything that the user wrote, word by word."""

    def __init__(self, written: Iterable[Wrote] = ()) -> None:
        self._numbers: dict[str, int] = {BREAK: 0}
        self._text = array("q", [0])
        self._starts: list[int] = []
        self._written: list[Wrote] = []
        self._forms: defaultdict[int, Counter[str]] = defaultdict(Counter)
        for one in written:
            self._add(one)

    def _add(self, wrote: Wrote) -> None:
        self._starts.append(len(self._text))
        self._written.append(wrote)
        for paragraph in wrote.text.replace("\r", "").split("\n\n"):
            begins = True
            for piece in words(paragraph):
                if piece[0].isalnum():
                    self._text.append(self._number(piece, begins=begins))
                    begins = False
                elif piece not in "'’":
                    self._text.append(0)
                    begins = piece in ".!?"
            self._text.append(0)

    def _number(self, piece: str, *, begins: bool) -> int:
        number = self._numbers.setdefault(piece.lower(), len(self._numbers))
        self._forms[number][piece] += 1 if begins else 10  # a capital may be the sentence's
        return number

    def __len__(self) -> int:
        return sum(1 for number in self._text if number)

    @cached_property
    def words(self) -> list[str]:
        """The words by their numbers, in lower case."""
        return list(self._numbers)

    @cached_property
    def shown(self) -> list[str]:
        """The words by their numbers, as the user writes them."""
        return [BREAK, *(self._forms[n].most_common(1)[0][0] for n in range(1, len(self.words)))]

    @cached_property
    def _letters(self) -> list[str]:
        signs = [NUMBER if word[0].isdigit() else initial(word) for word in self.words]
        return [BREAK, *(sign[:1] or "?" for sign in signs[1:])]

    @cached_property
    def _initials(self) -> str:
        letters = self._letters
        return "".join([letters[number] for number in self._text])

    @cached_property
    def ngrams(self) -> Ngrams:
        """What follows what in them."""
        import numpy as np

        letters = np.array([ord(letter) for letter in self._letters], dtype=np.int64)
        return Ngrams(np.array(self._text, dtype=np.int64), self.words, letters)

    @cached_property
    def newest(self) -> str:
        """The newest that was written, as far as a model is shown it, the oldest first."""
        never = datetime.min.replace(tzinfo=UTC)
        kept: list[str] = []
        for wrote in sorted(self._written, key=lambda one: one.at or never, reverse=True):
            text = " ".join(wrote.text.split(" ")).strip()
            if text and sum(map(len, kept)) + len(text) <= SHOWN:
                kept.insert(0, text)
        return "\n\n\n".join(kept)

    def phrases(
        self, letters: str, numbers: Sequence[str] = (), *, before: str = "", to: str = ""
    ) -> list[Phrase]:
        """Return what the user wrote with these initials; "0" stands for a number, in order.

        ``before`` is the word before, ``to`` the name or address it is written to.
        """
        found: dict[tuple[int, ...], Phrase] = {}
        at, looked, last = self._initials.find(letters), 0, self._numbers.get(before.lower(), 0)
        while at >= 0 and looked < LOOKED_AT:
            key = tuple(self._text[at : at + len(letters)])
            if key not in found:
                found[key] = Phrase(" ".join(self.shown[number] for number in key))
            self._count(found[key], at, len(letters), last, to.casefold())
            at, looked = self._initials.find(letters, at + 1), looked + 1
        said = [one.lower() for one in numbers]
        return [one for key, one in found.items() if self._says(key) == said]

    def _count(self, phrase: Phrase, at: int, length: int, before: int, to: str) -> None:
        wrote = self._written[bisect_right(self._starts, at) - 1]
        phrase.count += 1
        phrase.whole += self._text[at - 1] == 0 and self._text[at + length] == 0
        phrase.after += self._text[at - 1] == before
        phrase.known += bool(to) and to in wrote.to
        if wrote.at and (phrase.newest is None or wrote.at > phrase.newest):
            phrase.newest = wrote.at

    def _says(self, key: Sequence[int]) -> list[str]:
        return [self.words[number] for number in key if self._letters[number] == NUMBER]


def reading_own_words(store: MemoryStore, owner: Owner) -> Work[Progress, OwnWords]:
    """Read what the user wrote, from the mails and chats that are theirs."""
    ids = spoken_in(store, owner.addresses)
    own: list[Wrote] = []
    for n, id in enumerate(ids):
        if n % TOGETHER == 0:
            yield Progress(n, len(ids), "Reading your own words")
        document = opened(store, id)
        to = frozenset(
            word.casefold()
            for person in document.people
            if person.role != "from"
            for word in (person.name, person.address)
            if word
        )
        said = [turn for turn in turns(document, owner) if turn.own]
        own += [Wrote(turn.text, turn.at, to) for turn in said]
    return OwnWords(own)
