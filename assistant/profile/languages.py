"""In which language a text is, told by its small words.

The words are in ``resources/patterns/languages.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache

import resources
from memory.claims.belief import ACTIVATE
from memory.types import Claim

WORD = re.compile(r"[^\W\d_]+")
FEW = 2  # small words below which it cannot be told
LOOKED_AT = 4000  # characters


def language_of(text: str) -> str:
    """Return the language in English, "German"; "" if its small words do not tell."""
    found: Counter[str] = Counter()
    for word in WORD.findall(text[:LOOKED_AT]):
        for language in _spoken().get(word.lower(), ()):
            found[language] += 1
    (first, most), (_, next_most) = [*found.most_common(2), ("", 0), ("", 0)][:2]
    return first if most >= FEW and most > next_most else ""


def own_language(claims: Iterable[Claim]) -> str:
    """Return the language of the user's own words that told these claims; "" if they do not tell.

    In whatever order they are given, it is the same.
    """
    own = (
        quoted.quote
        for claim in claims
        for quoted in claim.evidence
        if not claim.subject and quoted.strength in ACTIVATE
    )
    return language_of(" ".join(sorted(own)))


def language_named(name: str) -> str:
    """Return the language that is meant by "de", "deu" or "Deutsch"; the name itself if none is."""
    return _named().get(name.strip().lower().split("-")[0].split("_")[0], name.strip())


def code_of(language: str) -> str:
    """Return the code of a language named in English: "de" of "German"; "" if it has none here."""
    return _data()[language]["called"].split()[0] if language in _data() else ""


@cache
def _data() -> dict[str, dict[str, str]]:
    told: dict[str, dict[str, str]] = tomllib.loads(resources.text("patterns/languages.toml"))
    return told


@cache
def _named() -> dict[str, str]:
    return {word: name for name, told in _data().items() for word in told["called"].split()}


@cache
def _spoken() -> dict[str, tuple[str, ...]]:
    """Return in which languages each word is a small one."""
    spoken: dict[str, tuple[str, ...]] = {}
    for name, told in _data().items():
        for word in told["words"].split():
            spoken[word] = (*spoken.get(word, ()), name)
    return spoken
