"""The words that anybody may use, by language, the more usual first."""

from __future__ import annotations

import gzip
import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from assistant.shorthand.initials import WORD, initial

MOST = 30_000  # words of a language; what is rarer is a name, or a slip


@cache
def usual(language: str) -> tuple[str, ...]:
    """Return the usual words of a language ("en"), in lower case; () if it is not known here."""
    counted = _counted(language)
    words = [
        word for word in sorted(counted, key=lambda one: -counted[one]) if WORD.fullmatch(word)
    ]
    return tuple(words[:MOST])


def by_letters(words: list[str]) -> dict[str, list[str]]:
    """Return words by their first letters."""
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(initial(word), []).append(word)
    return found


def _counted(language: str) -> dict[str, int]:
    spec = find_spec("spellchecker")
    assert spec is not None
    assert spec.submodule_search_locations
    path = Path(spec.submodule_search_locations[0]) / "resources" / f"{language}.json.gz"
    if not path.is_file():
        return {}
    counted: dict[str, int] = json.loads(gzip.decompress(path.read_bytes()))
    return counted
