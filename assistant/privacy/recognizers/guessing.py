"""Words that no list knows: a name, or a word written wrongly?"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import resources
from assistant.privacy.recognizers.folding import fold
from assistant.privacy.recognizers.lexicon import counted, is_ordinary

USUAL = 1500  # times in subtitles: a word that is often written wrongly
UNHEARD = 20  # the weight of letters that follow each other in no list
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ENDINGS = re.compile(
    r"(?:ing|ed|er|ers|ly|ness|able|ible|less|ful|tion|tions|ment|ments|ization|isation|ize|ise|ized|ised|ity|ous|ive|ism|ist|ists|al|ically"
    r"|ungen|ung|lich|keit|heit|schaft|isch|ische|ischen|ieren|iert"
    r"|mente|cion|ciones|cao|coes|zione|zioni|idad|idade|ita|ement|euse|eur|eurs|aire|ique|iques"
    r"|heid|lijk|lijke|ingen|isering)$"
)
BEFORE = re.compile(
    "^(?:un|re|non|pre|post|multi|micro|macro|inter|intra|sub|super|over|under|on|off|anti|auto|bio|cyber"
    "|e|co|de|dis|mis|out|up|pro|counter|hyper|meta|mini|semi|tele|trans|ultra|geo|neuro|psycho"
    "|thermo|electro|photo|nano|eco)-?"
)
VOWEL = re.compile("[aeiouy]")
REPEATED = re.compile(r"(.)\1\1|^(.{1,3})\2+$")


def sounds_like_a_name(word: str) -> bool:
    """Return whether the letters of a folded word follow each other as in names."""
    framed, weights = f"^{word}$", _sounds()
    threes = [framed[at : at + 3] for at in range(len(word))]
    return sum(weights.get(three, UNHEARD) for three in threes) > 0


@cache
def _sounds() -> dict[str, int]:
    lines = resources.text("privacy/sounds.txt").splitlines()[1:]
    return {three: int(weight) for three, weight in (line.split("\t") for line in lines)}


@lru_cache(maxsize=16384)
def is_slip(word: str, language: str, *, written: str = "") -> bool:
    """Return whether a folded word is likely one of the language, written or formed unusually."""
    if len(word) < 3 or not word.isascii() or not word.isalpha() or REPEATED.search(word):
        return True
    if written:  # with a capital: only what is nearly a word
        return len(word) > 5 and (_is_near(word, language) or _is_put_together(word, language, 4))
    if not VOWEL.search(word):
        return True
    return _is_formed(word, language) or _is_near(word, language)


def _is_formed(word: str, language: str) -> bool:
    stem = ENDINGS.sub("", word)
    bare = BEFORE.sub("", word)
    return any(
        len(part) > 3 and _known(part, language)
        for part in {stem, stem + "e", stem[:-1] if stem[-2:-1] == stem[-1:] else stem, bare}
        if part != word
    ) or _is_put_together(word, language, 3)


def _is_put_together(word: str, language: str, least: int) -> bool:
    return any(
        _known(word[:at], language) and _known(word[at:], language)
        for at in range(least, len(word) - least + 1)
    )


def _near(word: str) -> set[str]:
    """Return what is one slip of the finger away."""
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    swapped = {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
    dropped = {a + b[1:] for a, b in halves if b}
    if len(word) < 5:
        return swapped
    added = {a + letter + b for a, b in halves for letter in LETTERS}
    other = {a + letter + b[1:] for a, b in halves if b for letter in LETTERS}
    return swapped | dropped | added | other


def _is_near(word: str, language: str) -> bool:
    """Return whether one slip of the finger makes a word of one that is often written."""
    return not _usual(language).isdisjoint(_near(word))


@cache
def _usual(language: str) -> frozenset[str]:
    english = counted("en").items()
    if language == "en":
        return frozenset(word for word, n in english if n >= USUAL and is_ordinary(word))
    often = {word for word, n in english if n >= USUAL * 4}
    return frozenset(often | {word for word, n in counted(language).items() if n >= USUAL})


def _known(word: str, language: str) -> bool:
    return fold(word) in counted(language) and is_ordinary(word, language)
