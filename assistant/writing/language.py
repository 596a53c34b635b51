"""In which language a text is written, by its small words."""

from __future__ import annotations

import re
from functools import cache

from assistant.writing.tables import table

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl")
NAMES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
}
WORD = re.compile(r"[^\W\d_]+")
LETTERS = re.compile("[äöüß]", re.IGNORECASE)  # of German, where the words leave it open


def language_of(text: str, otherwise: str = "en") -> str:
    """Return the language of a text as a code, ``otherwise`` where its words do not tell."""
    words = [word.lower() for word in WORD.findall(text)]
    counts = {code: sum(word in _small()[code] for word in words) for code in LANGUAGES}
    most = max(counts.values())
    best = [code for code in LANGUAGES if counts[code] == most]
    if most and len(best) == 1:
        return best[0]
    if "de" in (best if most else LANGUAGES) and LETTERS.search(text):
        return "de"
    return otherwise if otherwise in best or not most else best[0]


def code_of(language: str) -> str:
    """Return the code of a language named by its code or in English; "" for one not known."""
    wanted = language.strip().casefold()
    names = {name.casefold(): code for code, name in NAMES.items()}
    return wanted if wanted in NAMES else names.get(wanted, "")


@cache
def _small() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in table("facts")["small"].items()}
