"""Data minimisation: a fact leaves only if the task speaks of what it is about."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.privacy.recognizers.folding import key
from memory.search.words import content_words


def is_needed(fact: str, asked: Iterable[str]) -> bool:
    """Whether the task and the fact have a word in common that tells what is spoken of."""
    return any(not _telling(fact).isdisjoint(_telling(one)) for one in asked)


def _telling(text: str) -> set[str]:
    return {key(word) for word in content_words(text)}
