"""What words are: ordinary ones of seven languages, names, places, peoples."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, lru_cache

import resources
from assistant.privacy.recognizers.folding import fold

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl")
OFTEN = 4000  # times in subtitles: what is also a company is a word
SAMPLE = 4000  # characters that tell the language
COMPOUNDING = {"de", "nl"}
LEAST_PART = 4  # letters of a part of a compound


@dataclass(frozen=True)
class Lexicon:
    """The lists of words, loaded once."""

    first: frozenset[str] = field(repr=False)
    last: frozenset[str] = field(repr=False)
    proper: frozenset[str] = field(repr=False)
    places: dict[str, str] = field(repr=False)  # and their countries
    nations: dict[str, str] = field(repr=False)
    both: frozenset[str] = field(repr=False)  # names that are words
    companies: frozenset[str] = field(repr=False)

    def names_something(self, word: str) -> bool:
        return (
            word in self.first
            or word in self.last
            or word in self.proper
            or (word in self.places or word in self.companies)
        )


@cache
def lexicon() -> Lexicon:
    """Return the lists, read from ``resources/privacy``."""
    return Lexicon(
        frozenset(_listed("first_names.txt", "census_first.txt")),
        frozenset(_listed("surnames.txt", "census_last.txt")),
        frozenset(_listed("proper.txt")),
        dict(line.split("\t") for line in _lines("places.txt")),
        {
            word: line.split()[0]
            for line in _lines("nationalities.txt")
            for word in line.split()[1:]
        },
        frozenset(_listed("both.txt")),
        frozenset(_listed("companies.txt")),
    )


@cache
def cues(*names: str) -> frozenset[str]:
    """Return the words of these kinds of cues."""
    return frozenset(word for name in names for word in _cues()[name].split())


@cache
def phrases(name: str) -> tuple[str, ...]:
    """Return cues of several words, the longest first."""
    said = {" ".join(one.split()) for one in _cues()[name].split("|")}
    return tuple(sorted(filter(None, said), key=len, reverse=True))


@cache
def _cues() -> dict[str, str]:
    return tomllib.loads(resources.text("privacy/words.toml"))


@lru_cache(maxsize=16384)
def is_ordinary(word: str, language: str = "en") -> bool:
    """Return whether a folded word, written small, is one of a language and not rather a name.

    English is looked at whatever the language is: its words are everywhere.
    """
    known = lexicon()
    often = counted("en").get(word, 0)
    if word in cues("allowed"):
        return True
    if word in known.companies:
        return often > OFTEN
    if word in known.both:
        return True
    if known.names_something(word):
        return False
    if often:
        return True
    return language != "en" and _of(word, language)


@lru_cache(maxsize=16384)
def is_known(word: str) -> bool:
    """Return whether any of the seven languages has this folded word, or it is put together."""
    return any(word in counted(language) for language in LANGUAGES)


def language_of(text: str) -> str:
    """Return in which of the seven languages a text is, by its small words; "en" if in none."""
    small, votes = _small(), dict.fromkeys(LANGUAGES, 0)
    for word in re.findall(r"[^\W\d_]+", text[:SAMPLE].casefold()):
        for language in small.get(word, ()):
            votes[language] += 1
    return max(LANGUAGES, key=votes.__getitem__)  # of as many, the first


@cache
def counted(language: str) -> dict[str, int]:
    """Return the folded words of a language and how often subtitles hold them."""
    from spellchecker import SpellChecker

    counts: dict[str, int] = SpellChecker(language=language).word_frequency.dictionary
    if language == "en":
        return dict(counts)
    return {word if word.isascii() else fold(word): n for word, n in counts.items()}


def _of(word: str, language: str) -> bool:
    words = counted(language)
    if word in words:
        return True
    return language in COMPOUNDING and any(
        word[:at] in words and (word[at:] in words or word[at:].removeprefix("s") in words)
        for at in range(LEAST_PART, len(word) - LEAST_PART + 1)
    )


def _listed(*names: str) -> list[str]:
    return [word for name in names for line in _lines(name) for word in line.split()]


def _lines(name: str) -> list[str]:
    lines = resources.text(f"privacy/{name}").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def _small() -> dict[str, list[str]]:
    """Return in which languages a small word is."""
    found = defaultdict(list)
    for language, words in SMALL.items():
        for word in words.split():
            found[word].append(language)
    return dict(found)


SMALL = {
    "en": "the and of to is that it you for was with this have not are be my but what from they",
    "de": "der die das und ist nicht ich zu den mit ein eine auf für von im dem sich auch wir aber",
    "fr": "le les et est je vous pas que qui dans pour une des sur avec il nous mais ce du au",
    "es": "el los y es en que un una por con para no se lo del su mi como pero más muy",
    "it": "il gli e è che di non un una per sono mi con del della ma anche nel ho questo lo",
    "pt": "o os e é em que um uma não por com para se do da no na mas eu meu muito ao",
    "nl": "het een en is van ik niet dat te de op met voor zijn er maar ook wij aan mijn heb bij",
}
