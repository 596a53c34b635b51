"""Which words of a text are names, where no name list knows them all.

A capitalised word inside a sentence is one; in German, where every noun is
capitalised, only one that stands as a name does: after a title, beside another,
bare after "mit" or "von".  Rather a noun too many is kept than a name lost.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

import resources
from assistant.agent.sentences import sentences
from assistant.writing.tables import listed
from memory.times.words import FULL_MONTHS, FULL_WEEKDAYS

CAPITALISED = re.compile(r"(?<![\w'’@/])[^\W\d_a-zà-ÿ][\w]*(?:[-'’][^\W\d_a-zà-ÿ]\w+)*")
WORD = re.compile(r"[^\W\d_][\w'’-]*")
NOUN = re.compile(r"(?:ung|heit|keit|schaft|ion|ität|nis|chen|lein|tum|ment|ungen|en|er)$")
OPENING = re.compile(r"(?:^|[\n:•*>–—-]|[.!?…]\s)[\s\"“„«(]*$")  # before the first word
ACTS = re.compile(
    r"['’]s\b|\s(?:is|was|will|has|had|can|could|would|said|says|asked|wants|wrote|and [A-Z]"
    r"|ist|war|wird|hat|kann|will|sagt|sagte|fragt|möchte|kommt|und [A-ZÄÖÜ])\b"
)
LONGEST_INITIALS = 5


def names_in(text: str, language: str, people: Collection[str] = ()) -> list[tuple[str, int]]:
    """Return the names of a text, word by word, each with its place."""
    known = {word.casefold() for name in people for word in WORD.findall(name) if len(word) > 2}
    starts = {sentence.start for sentence in sentences(text)}
    shouts = _is_shouted(text)
    found = []
    for m in CAPITALISED.finditer(text):
        word = re.sub(r"['’]s?$", "", m[0])
        if _is_no_name(word, language) or (shouts and word.isupper()):
            continue
        first = m.start() in starts or bool(OPENING.search(text[: m.start()][-8:]))
        if word.casefold() in known or _is_one(text, m, language, first=first):
            found.append((word, m.start()))
    return found


def _is_one(text: str, m: re.Match[str], language: str, *, first: bool) -> bool:
    word, before, after = m[0], text[: m.start()], text[m.end() :]
    if len(word) > 1 and (_is_initials(word) or _is_camel(word)):
        return True
    if first:
        is_word = word.casefold() in _stopwords()
        return not is_word and bool(ACTS.match(after)) and language != "de"
    last = next(iter(WORD.findall(before[-30:])[-1:]), "").lower()
    if before[-1:] in ". " and last in listed("facts", "before_names", "all"):
        return True
    return len(word) > 1 if language != "de" else _is_german(m, before, after, last)


def _is_german(m: re.Match[str], before: str, after: str, last: str) -> bool:
    word = m[0]
    if word.casefold() in listed("facts", "bare_nouns", "de") or not before.endswith(" "):
        return False
    if NOUN.search(word) and len(word) > 6:
        return False
    beside = re.match(r" [A-ZÄÖÜ][a-zäöüß-]+", after) or re.search(r"(?<!^)[A-ZÄÖÜ]\w+ $", before)
    return bool(beside) or last in listed("facts", "before_names", "de")


def _is_no_name(word: str, language: str) -> bool:
    plain = word.casefold()
    if plain in FULL_WEEKDAYS or plain in FULL_MONTHS:
        return True
    return plain in listed("facts", "no_names", "en") or plain in listed(
        "facts", "no_names", language
    )


def _is_initials(word: str) -> bool:
    return word.isupper() and len(word) <= LONGEST_INITIALS


def _is_camel(word: str) -> bool:
    return any(letter.isupper() for letter in word[1:]) and not word.isupper() and "-" not in word


def _is_shouted(text: str) -> bool:
    """Whether the text is in capitals as a whole, so that they tell nothing."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 20 and sum(map(str.isupper, letters)) > len(letters) / 2


@cache
def _stopwords() -> frozenset[str]:
    return frozenset(resources.text("patterns/stopwords.txt").split())


def words_of(names: Collection[str]) -> Iterator[str]:
    """Yield the single words of names."""
    for name in names:
        yield from WORD.findall(name)
