"""Words folded to what is compared: small letters, no diacritics, one way to write an umlaut."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LETTERS = str.maketrans(
    {"ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
    | {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"}
)
# Spaces that are not seen; words with one of these inside would be found by nobody.
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
SPELLED_OUT = re.compile("([aou])e")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return the word in small letters without diacritics: "Çelik" is "celik"."""
    if word.isascii():
        return word.lower()
    small = unicodedata.normalize("NFKD", word.casefold().translate(LETTERS))
    return "".join(c for c in small if not unicodedata.combining(c)).translate(LETTERS)


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """Return what the spellings of one name have in common: "Müller", "Mueller", "MULLER"."""
    if not word.isalnum():  # one of the unseen may be among its letters
        word = UNSEEN.sub("", word)
    return SPELLED_OUT.sub(r"\1", fold(word))
