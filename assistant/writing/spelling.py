"""Words that no dictionary knows, and the one word that was meant, if it can be told.

The dictionaries come with pyspellchecker: how often a word is used, for some
languages.  What is meant is weighed by how often it is used and by how the slip
is made: letters change places or are doubled more often than others come in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Protocol

from assistant.writing.tables import table

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl")
SHORTEST, LONGEST = 4, 24  # letters of a word that is looked up
TWO_SLIPS = range(7, 13)  # letters of a word in which two slips are looked for
SURE = 12.0  # times as likely as the next, and a word is put right unasked
RARE = 50  # times used: below, a word is put in nobody's text
OFTEN = 3  # times in one text: then it is a word of its own
OFFERED = 3
# How readily a hand makes each slip, beside two letters that change places.
CHANGED_OVER, DOUBLED, LEFT_OUT, HIT_TOO, BESIDE, VOWEL = 1.0, 1.0, 0.4, 0.3, 0.5, 0.4
ANY_OTHER = 0.05
ROWS = ("qwertzuiop", "qwertyuiop", "asdfghjkl", "yxcvbnm", "zxcvbnm")
VOWELS = set("aeiouyäöü")
PART = 4  # letters that each part of a German word has at least
LINKS = ("", "s", "n", "en", "es", "er")  # what stands between its parts
# What is right too, and the way of writing it that the dictionaries have: British, Swiss,
# and with a keyboard that has no umlauts.
ALSO_RIGHT = {
    "en": (
        (re.compile(r"(?<=[bdgilmnptv])our"), "or"),
        (re.compile(r"(?<=[a-z]{3})is(?=e|ing|ation|able)"), "iz"),
        (re.compile(r"(?<=[a-z]{2})ys(?=e|ing)"), "yz"),
        (re.compile(r"(?<=[bt])re(?=s?$)"), "er"),
        (re.compile(r"(?<=p)ae(?=d)|(?<=n)ae(?=s)|(?<=h)ae(?=m)|^oe(?=s)|(?<=f)oe(?=t)"), "e"),
    ),
    "de": (
        (re.compile("ss"), "ß"),
        (re.compile("ae"), "ä"),
        (re.compile("oe"), "ö"),
        (re.compile("ue"), "ü"),
    ),
}
HISSES = ("s", "x", "z", "ch", "sh")
ENDINGS: dict[str, Callable[[str], bool]] = {
    "s": lambda bare: not bare.endswith((*HISSES, "y")) or bare[-2:-1] in VOWELS,
    "es": lambda bare: bare.endswith((*HISSES, "o")),
    "ing": lambda bare: not bare.endswith("e") or bare.endswith(("ee", "ye", "oe")),
    "ed": lambda bare: not bare.endswith("e"),
}


class Dictionary(Protocol):
    """The words of a language and how often each is used."""

    def __contains__(self, word: str) -> bool: ...
    def __getitem__(self, word: str) -> int: ...
    def near(self, word: str) -> Collection[str]:
        """Return all sequences of letters that are one slip away, whether words or none."""

    def slips(self, word: str) -> Collection[str]: ...
    def two_slips(self, word: str) -> Collection[str]: ...


@dataclass(frozen=True, slots=True)
class Guess:
    """What was meant, the likeliest first, and whether the first is beyond doubt."""

    words: tuple[str, ...] = field(repr=False)
    sure: bool


def guesses(
    words: Iterable[str], language: str, own_words: Collection[str] = ()
) -> Mapping[str, Guess]:
    """Return what was meant by each word that is in no dictionary and not the user's own."""
    if language not in LANGUAGES:
        return {}
    known = dictionary(language)
    counts = Counter(word.lower() for word in words)
    unknown = [
        word for word, n in counts.items() if n < OFTEN and _is_unknown(word, known, language)
    ]
    return {word: _guess(word, known, language) for word in unknown if word not in own_words}


def unknown(words: Iterable[str], language: str) -> set[str]:
    """Return which words, in lower case, the dictionary of the language does not know."""
    if language not in LANGUAGES:
        return set()
    known = dictionary(language)
    return {word.lower() for word in words if _is_unknown(word.lower(), known, language)}


def _is_unknown(word: str, known: Dictionary, language: str) -> bool:
    if (
        not SHORTEST <= len(word) <= LONGEST
        or word in known
        or _is_right_too(word, known, language)
    ):
        return False
    if language == "en" and _is_bent(word, known):
        return False
    return not (language in ("de", "nl") and _is_compound(word, known))


def _is_bent(word: str, known: Dictionary) -> bool:
    """Whether an English word is one that is known, with an ending that may stand behind it."""
    return any(
        (bare := word.removesuffix(end)) != word and bare in known and fits(bare)
        for end, fits in ENDINGS.items()
    )


def _is_right_too(word: str, known: Dictionary, language: str) -> bool:
    if language == "en" and word in _british():
        return True
    return bool(_usual(word, known, language))


def _usual(word: str, known: Dictionary, language: str) -> str:
    """Return the way the dictionary writes a word that is right too, "" if there is none."""
    ways = (how.sub(usual, word) for how, usual in ALSO_RIGHT.get(language, ()))
    return next((way for way in ways if way != word and way in known), "")


@cache
def _british() -> frozenset[str]:
    return frozenset(table("en")["british"].split())


def _is_compound(word: str, known: Dictionary) -> bool:
    """Whether a word is two that are known, joined as German joins them."""
    for cut in range(PART, len(word) - PART + 1):
        if word[cut:] in known and known[word[cut:]] >= RARE:
            head = word[:cut]
            for link in LINKS:
                bare = head.removesuffix(link)
                if len(bare) >= PART and bare in known and known[bare] >= RARE:
                    return True
    return False


def _guess(word: str, known: Dictionary, language: str) -> Guess:
    used = {one: known[one] for one in known.slips(word)} | _right_too(word, known, language)
    scores = {one: n * _likelihood(word, one) for one, n in used.items()}
    need = SURE
    if not scores and len(word) in TWO_SLIPS:
        used = {one: known[one] for one in known.two_slips(word) if one[0] == word[0]}
        scores = {one: float(n) for one, n in used.items()}
        need = 4 * SURE
    ranked = sorted(scores, key=lambda one: -scores[one])
    if not ranked:
        return Guess((), False)
    second = scores[ranked[1]] if ranked[1:] else 0.0
    sure = used[ranked[0]] >= RARE and scores[ranked[0]] >= need * max(second, 0.5)
    return Guess(tuple(ranked[:OFFERED]), sure)


def _right_too(word: str, known: Dictionary, language: str) -> dict[str, int]:
    """Return what may be meant and is written as the dictionary does not write it."""
    if language != "en":  # elsewhere the dictionary's way is the better one
        return {}
    return {
        one: known[usual]
        for one in known.near(word)
        if (usual := _usual(one, known, language)) and usual not in {word, *known.slips(word)}
    }


def _likelihood(word: str, meant: str) -> float:
    """Return how readily a hand that means one word writes the other, one slip away."""
    if word[0] != meant[0]:
        return 0.02
    n = next(
        (n for n, (a, b) in enumerate(zip(word, meant, strict=False)) if a != b),
        min(len(word), len(meant)),
    )
    if len(word) == len(meant):
        a, b = word[n], meant[n]
        if word[n + 1 :] != meant[n + 1 :]:
            return CHANGED_OVER
        return BESIDE if b in _beside(a) else VOWEL if {a, b} <= VOWELS else ANY_OTHER
    longer, one = (word, word[n]) if len(word) > len(meant) else (meant, meant[n])
    around = {longer[n - 1], longer[n + 1 : n + 2]}
    if one in around:
        return DOUBLED
    if len(word) < len(meant):
        return LEFT_OUT
    return HIT_TOO if any(one in _beside(key) for key in around if key) else ANY_OTHER


@cache
def _beside(letter: str) -> frozenset[str]:
    """Return the letters beside one on the keys."""
    near: set[str] = set()
    for row in ROWS:
        if (n := row.find(letter)) >= 0:
            near |= set(row[max(0, n - 1) : n + 2]) - {letter}
    return frozenset(near)


class _Words:
    """The dictionary of pyspellchecker."""

    def __init__(self, language: str) -> None:
        from spellchecker import SpellChecker

        self._checker = SpellChecker(language=language, distance=1)
        self._counts = self._checker.word_frequency.dictionary

    def __contains__(self, word: str) -> bool:
        return word in self._counts

    def __getitem__(self, word: str) -> int:
        return int(self._counts[word])

    def near(self, word: str) -> Collection[str]:
        return set(self._checker.edit_distance_1(word))

    def slips(self, word: str) -> Collection[str]:
        return self._known(self.near(word))

    def two_slips(self, word: str) -> Collection[str]:
        return self._known(self._checker.edit_distance_2(word))

    def _known(self, words: Iterable[str]) -> set[str]:
        return {word for word in words if word in self._counts}


@lru_cache(maxsize=2)  # a dictionary takes some dozen MB
def dictionary(language: str) -> Dictionary:
    """Return the dictionary of a language; opening one takes up to a second."""
    return _Words(language)


def tokens(text: str) -> Iterator[re.Match[str]]:
    """Yield the words of a text that may be looked up: plain ones, no names of things."""
    for m in TOKEN.finditer(text):
        word = m[0]
        if SHORTEST <= len(word) <= LONGEST and (word.islower() or word[1:].islower()):
            yield m


TOKEN = re.compile(r"(?<![\w'’@./\\#_-])[^\W\d_]+(?![\w'’@/\\_-]|\.\w)")
