"""Names of people, places and organisations that nobody gave us a list of.

A word is taken for a name because a list has it, because it is written with a
capital where no sentence begins, because no dictionary has it, or because of
what stands beside it: "Mr", "my sister", "lives in", "Ltd".  The words of these
cues are in ``resources/privacy/words.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from assistant.privacy.recognizers.beside import by_cues, organisations
from assistant.privacy.recognizers.evidence import small_firms, throughout
from assistant.privacy.recognizers.guessing import is_slip, sounds_like_a_name
from assistant.privacy.recognizers.lexicon import cues, is_known, is_ordinary, lexicon
from assistant.privacy.recognizers.marks import Mark, Marks, joined
from assistant.privacy.recognizers.spans import Kind, Span
from assistant.privacy.recognizers.tokens import Words

AFTER_INITIAL = re.compile(r"\. ?")
BRAND = re.compile(r"[A-Z][a-z]+[A-Z]\w*|[A-Z]{2,}[a-z]{2,}\w*")
CAPITALS = range(3, 7)  # letters of what is called by capitals, though a line begins with it
AT_LEAST = 3  # letters of a name written small


def marked(words: Words) -> Marks:
    """Return the words of a text that are part of a name."""
    marks = Marks(words)
    _by_themselves(marks)
    _known_places(marks)
    by_cues(marks)
    organisations(marks)
    small_firms(marks)
    throughout(marks)
    return marks


def names(marks: Marks) -> Iterator[Span]:
    """Yield the names in a text, each whole."""
    yield from _runs(marks)


# One word at a time


def _by_themselves(marks: Marks) -> None:
    language = marks.words.language
    for index, token in enumerate(marks.tokens):
        mark = _taken_for(token.text, token.folded, language, token.ordinary, token.alone)
        if (
            mark
            and not token.filled
            and not (mark.kind is Kind.NATIONALITY and _is_language(marks, index))
        ):
            marks.of[index] = mark


@lru_cache(maxsize=65536)
def _taken_for(text: str, word: str, language: str, ordinary: bool, alone: bool) -> Mark | None:
    """Return what a word is taken for, whatever stands beside it."""
    if len(word) < 2 or word.isdigit() or word in cues("allowed", "titles"):
        return None
    if word in lexicon().nations:
        return Mark(Kind.NATIONALITY, "says where somebody is from")
    if ordinary:
        return None
    if kind := _listed(word, language, capital=text[0].isupper()):
        return Mark(kind, f"looks like the name of a {kind.value}")
    unknown = _unknown(text, word, language, alone=alone)
    return Mark(Kind.NAME, "a word that no dictionary has") if unknown else None


def _listed(word: str, language: str, *, capital: bool) -> Kind | None:
    known = lexicon()
    if not capital and len(word) < AT_LEAST + (word not in known.first):
        return None
    if "-" in word and capital:
        parts = (part for part in word.split("-") if len(part) > AT_LEAST)
        return Kind.NAME if any(known.names_something(part) for part in parts) else None
    if word in known.companies:
        return Kind.ORGANISATION
    if word in known.first or (word in known.last and capital and word not in known.places):
        return Kind.PERSON
    if word in known.places and (capital or language != "de"):
        return Kind.PLACE
    return Kind.NAME if word in known.proper else None


def _unknown(text: str, word: str, language: str, *, alone: bool) -> bool:
    """Return whether a word of no list is rather a name than a word."""
    capital = text[0].isupper()
    if not word.isascii():
        return capital
    if BRAND.fullmatch(text):
        return True
    if text.isupper() and len(text) > 1:
        if len(text) in CAPITALS and text.isalpha() and not is_known(word):
            return True
        return alone or (len(text) > 4 and not is_slip(word, language))
    if capital:
        return alone or not is_slip(word, language, written=text)
    return _is_handle(word, language) if "-" in word else _is_small_name(word, language)


def _is_small_name(word: str, language: str) -> bool:
    if len(word) <= AT_LEAST or is_slip(word, language):
        return False
    return sounds_like_a_name(word) or (len(word) > AT_LEAST + 1 and not is_known(word))


def _is_handle(word: str, language: str) -> bool:
    """Return whether one of the joined words is a name, though written small: "ruvik-eld"."""
    parts = (part for part in word.split("-") if not is_ordinary(part, language))
    return any(_is_small_name(part, language) for part in parts)


def _is_language(marks: Marks, index: int) -> bool:
    """Return whether a word for a people means its language: "into Russian"."""
    word = marks.tokens[index].folded
    if word not in cues("languages") or index == 0:
        return False
    after = marks.tokens[index + 1 : index + 2]
    if any(token.folded in cues("organisations") for token in after):
        return False
    around = marks.tokens[max(0, index - 2) : index] + after
    return any(token.folded in cues("speaks") for token in around)


def _known_places(marks: Marks) -> None:
    """Mark the places of several words."""
    begin, known = _first_words(), lexicon().places
    for index in marks.words.which(begin):
        for length in (4, 3, 2):
            part = marks.tokens[index : index + length]
            if len(part) == length and " ".join([t.folded for t in part]) in known:
                for at in range(index, index + length):
                    marks.put(at, Kind.PLACE, "looks like the name of a place")
                break


@cache
def _first_words() -> frozenset[str]:
    return frozenset(place.split()[0] for place in lexicon().places if " " in place)


# Words to names


def _runs(marks: Marks) -> Iterator[Span]:
    index = 0
    while index < len(marks.tokens):
        if index not in marks.of:
            index += 1
            continue
        end = _end_of(marks, index)
        yield _named(marks, index, end)
        index = end + 1


def _end_of(marks: Marks, index: int) -> int:
    """Return the last word of the name that begins here."""
    at, kind = index, marks.of[index].kind
    last = len(marks.tokens) - 1
    while at < last:
        if not (joined(marks, at) or _initial(marks, at)):
            break
        if marks.words.gap(at)[1:2] in {"s", "S"} and marks.of[index].kind is not Kind.ORGANISATION:
            break  # what is somebody's is not their name
        if _goes_on(marks, at + 1, kind):
            at += 1
        elif (skipped := _over_particles(marks, at + 1, kind)) > at:
            at = skipped
        else:
            break
    return at


def _goes_on(marks: Marks, index: int, kind: Kind) -> bool:
    token = marks.tokens[index]
    if index in marks.of:
        return (marks.of[index].kind is Kind.NATIONALITY) == (kind is Kind.NATIONALITY)
    if kind is Kind.PERSON and _is_surname(marks, index):
        return True
    if kind is Kind.NATIONALITY or token.folded in cues("allowed"):
        return False
    if len(token.text) == 1:
        return token.capital and token.text != "I" and marks.words.gap(index)[:1] in {".", " "}
    if token.ordinary and kind is not Kind.PERSON and not marks.words.plain:
        return False  # where headings are, a word with a capital after a name is rather one
    return token.alone and not (token.ordinary and len(token.text) < 3)


def _is_surname(marks: Marks, index: int) -> bool:
    """Return whether a word after a first name, written alike, belongs to it: "anna becker"."""
    token, before = marks.tokens[index], marks.tokens[index - 1]
    if before.folded not in lexicon().first or token.capital != before.capital:
        return False
    if token.capital:
        in_german = marks.words.language == "de" and token.ordinary
        return not (in_german or token.folded in cues("organisations", "allowed"))
    if len(token.folded) < AT_LEAST or token.folded in cues("titles"):
        return False
    return _is_only_a_surname(token.folded) or not token.ordinary


def _is_only_a_surname(word: str) -> bool:
    return word in lexicon().last and word not in lexicon().both


def _initial(marks: Marks, index: int) -> bool:
    return len(marks.tokens[index].text) == 1 and bool(
        AFTER_INITIAL.fullmatch(marks.words.gap(index))
    )


def _over_particles(marks: Marks, index: int, kind: Kind) -> int:
    """Return the word after small ones of a name, "de la", that belongs to it; else -1."""
    at, last = index, len(marks.tokens) - 1
    while at < last and at - index < 3 and marks.tokens[at].folded in SMALL_PARTS:
        at += 1
        if not joined(marks, at - 1):
            return -1
        if (
            _goes_on(marks, at, kind)
            and marks.tokens[at].capital == marks.tokens[index - 1].capital
        ):
            return at
    return -1


SMALL_PARTS = frozenset(
    [
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "du",
        "la",
        "le",
        "ter",
        "zu",
        "zum",
        "zur",
        "el",
        "bin",
        "ibn",
        "ben",
        "bint",
    ]
)


def _named(marks: Marks, first: int, last: int) -> Span:
    held = [marks.of[i] for i in range(first, last + 1) if i in marks.of]
    best = min(held, key=lambda mark: STRONGER.index(mark.kind))
    start, end = marks.tokens[first].start, marks.tokens[last].end
    return Span(start, end, best.kind, best.why)


STRONGER = (Kind.ORGANISATION, Kind.PERSON, Kind.PLACE, Kind.NAME, Kind.NATIONALITY)
