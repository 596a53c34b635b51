"""Addresses of houses: a number, a street and what follows, over as many lines as it takes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache

import resources
from assistant.privacy.recognizers.anchors import beginning
from assistant.privacy.recognizers.folding import fold
from assistant.privacy.recognizers.lexicon import cues, lexicon
from assistant.privacy.recognizers.marks import Marks
from assistant.privacy.recognizers.spans import Kind, Span

GAP = re.compile(r"[\s,.;#?>*|/\\ºª°-]{0,8}")
NUMBER = re.compile(r"\d{1,6}[a-z]?(?:[-/]\d{1,4}[a-z]?)?", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d{2}")
ZIP = re.compile(r"\d{4,6}")
POSTCODE = re.compile(
    r"""(?<!\w)(?-i:[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2}|[A-Z]\d[A-Z][ ]\d[A-Z]\d|\d{5}-\d{3,4}
    |(?:[A-Z]{1,2}-)?\d{4}[ ](?!TO|IN|ON|AT|OR|BY|IS|OF)[A-Z]{2}(?=[ ,]|$))(?!\w)""",
    re.VERBOSE,
)
BEFORE_POSTCODE = re.compile(r"(?<!\w)[A-Z]{1,2}-?\Z")
SURE = frozenset(
    ["apt", "apartment", "suite", "ste", "box", "pob", "psc", "postfach", "apartado", "apdo"]
)
NEAR = 48  # characters before an address in which a word may say so
SMALL = frozenset(
    [
        "de",
        "la",
        "las",
        "los",
        "del",
        "der",
        "den",
        "des",
        "du",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "van",
        "von",
        "of",
        "the",
        "am",
        "an",
        "im",
        "zum",
        "zur",
        "dello",
        "della",
        "delle",
        "dei",
        "degli",
        "e",
        "y",
        "et",
        "el",
        "al",
        "ter",
        "aan",
        "op",
        "a",
        "l",
        "d",
        "dalla",
    ]
)
HOUSE, STREET, UNIT, PLACE, NAMED, LITTLE, OTHER = "NSUPMl."
YEAR_OR_HOUSE, DOTTED = "Y?"  # "st" is a street before a dot


def addresses(marks: Marks) -> Iterator[Span]:
    """Yield the addresses in a text whose names are marked."""
    tokens = marks.tokens
    labels = _labels(marks)
    codes = list(_postcodes(marks))
    for first, last in _chains(marks, labels):
        if _is_address(marks, labels, first, last):
            start, end = tokens[first].start, tokens[last].end
            within = [code for code in codes if start <= code.start < end]
            end = max([end, *(code.end for code in within)])
            codes = [code for code in codes if code not in within]
            yield Span(start, end, Kind.ADDRESS, "an address")
    yield from codes


def _postcodes(marks: Marks) -> Iterator[Span]:
    anchors = marks.words.anchors
    begins = sorted({*anchors.numbers, *anchors.before_numbers(BEFORE_POSTCODE)})
    for match in beginning(POSTCODE, marks.words.text, begins):
        yield Span(match.start(), match.end(), Kind.ADDRESS, "a postal code")


def _labels(marks: Marks) -> str:
    """Return what each word is in an address, a letter for each."""
    labels = [_label_of(t.text, t.folded, t.ordinary) for t in marks.tokens]
    for index, mark in marks.of.items():
        if labels[index] in {LITTLE, NAMED, OTHER}:
            little = NAMED if labels[index] != LITTLE else LITTLE
            labels[index] = PLACE if mark.kind is Kind.PLACE else little
    for index, label in enumerate(labels):
        if label == YEAR_OR_HOUSE:
            labels[index] = OTHER if _is_year(marks, index) else HOUSE
        elif label in {STREET, DOTTED} and _is_title(marks, index):
            labels[index] = OTHER
        elif label == DOTTED:
            labels[index] = _dotted(marks, index)
    return "".join(labels)


def _dotted(marks: Marks, index: int) -> str:
    if marks.words.gap(index).startswith("."):
        return STREET
    label, mark = _named(marks.tokens[index].folded), marks.of.get(index)
    if mark and mark.kind is Kind.PLACE:
        return PLACE
    return NAMED if mark and label != LITTLE else label


def _is_title(marks: Marks, index: int) -> bool:
    """Return whether a word for a street is rather a title: "Dear Dr. Brown"."""
    if marks.tokens[index].folded not in cues("titles"):
        return False
    before, after = marks.tokens[index - 1 : index], marks.tokens[index + 1 : index + 2]
    called = bool(before) and before[0].capital and not (before[0].begins and before[0].ordinary)
    return bool(after) and after[0].capital and not called


@lru_cache(maxsize=65536)
def _label_of(text: str, word: str, ordinary: bool) -> str:
    """Return what a word is in an address, as far as it tells by itself."""
    capital = text[0].isupper()
    if word in _months():
        return OTHER
    if NUMBER.fullmatch(text):
        return YEAR_OR_HOUSE if YEAR.fullmatch(text) else HOUSE
    if word in _words("units") or text in _words("alone_upper"):
        return UNIT
    if word in _streets():
        return STREET if capital or len(word) > 3 else DOTTED
    if (capital or not ordinary) and _ends_in_street(word):
        return STREET
    return _named(word, capital=capital)


def _named(word: str, *, capital: bool = False) -> str:
    if word in SMALL:
        return LITTLE
    return NAMED if capital or word in lexicon().places else OTHER


def _ends_in_street(word: str) -> bool:
    if not word.endswith(_ends()):
        return False
    ending = next(e for e in _ends() if word.endswith(e))
    return len(word) > len(ending) + 2


@cache
def _streets() -> frozenset[str]:
    return _words("before") | _words("after")


def _chains(marks: Marks, labels: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of words that may be one address, by their first and last."""
    index = 0
    while index < len(labels):
        if labels[index] in {OTHER, LITTLE} or not _may_begin(marks, labels, index):
            index += 1
            continue
        last = at = index
        while at + 1 < len(labels) and _belongs(marks, labels, index, at + 1):
            if not _holds(marks, labels, at):
                break
            at += 1
            if labels[at] != LITTLE:
                last = at
        yield index, last
        index = last + 1


def _belongs(marks: Marks, labels: str, first: int, at: int) -> bool:
    """Return whether a word may be part of an address: small ones only right after the street."""
    if labels[at] != OTHER:
        return True
    after = at - 1 - next((k for k in range(at - 1, first - 1, -1) if labels[k] != OTHER), first)
    street = marks.tokens[at - 1 - after].folded
    return (
        after < 2 and street in _words("before") - _words("after") and not marks.tokens[at].ordinary
    )


def _holds(marks: Marks, labels: str, at: int) -> bool:
    """Return whether an address may go on over the gap after this word."""
    gap = marks.words.gap(at)
    if not GAP.fullmatch(gap):
        return False
    if (
        re.search(r"[.?:]\s*\n|[.?]\s", gap)
        and labels[at] not in {STREET, UNIT}
        and len(marks.tokens[at].text) > 2
    ):
        return "?" in gap and "\n" in gap  # "???" at the beginning of a line
    return marks.tokens[at + 1].text != "I"


def _may_begin(marks: Marks, labels: str, index: int) -> bool:
    """Return whether this word begins an address: a house, a street, or the name of one."""
    if labels[index] == HOUSE:
        return True
    if labels[index] == UNIT:
        return index + 1 < len(labels) and labels[index + 1] in {HOUSE, UNIT}
    if labels[index] == STREET:
        return True
    if not {STREET, HOUSE}.intersection(labels[index : index + 6]):
        return False
    at = index
    while at < len(labels) - 1 and at - index < 5 and labels[at] in {NAMED, PLACE, LITTLE}:
        if not re.fullmatch(r"[ .'’-]{1,2}|, ", marks.words.gap(at)):
            return False
        at += 1
    return labels[at] in {STREET, HOUSE} and at > index


def _is_address(marks: Marks, labels: str, first: int, last: int) -> bool:
    shape = labels[first : last + 1].replace(LITTLE, "")
    numbered = HOUSE in shape and len(shape) > 1
    if (numbered or ZIP.fullmatch(marks.tokens[first].text)) and _is_said(marks, first):
        return True
    if re.search("U+N|UU", shape):
        return bool(re.search("[NMPS]U|UN[NMPS]|UU", shape)) or marks.tokens[first].folded in SURE
    if re.search("S", shape) and re.search("[NPM]", shape):
        return bool(re.search("[MP]S|SN|S[MP]+|NS", shape)) and (
            HOUSE in shape or _titled(marks, labels, first, last)
        )
    names = [i for i in range(first, last + 1) if labels[i] in {NAMED, PLACE}]
    return bool(re.search("N[MP]{1,4}N|[MP]{1,4}N[MP]*P|N[MP]*PN", shape)) and all(
        i in marks.of or not marks.tokens[i].ordinary for i in names
    )


def _is_said(marks: Marks, first: int) -> bool:
    """Return whether somebody says that an address follows."""
    start = marks.tokens[first].start
    return bool(_said().search(marks.words.anchors.small, max(0, start - NEAR), start))


def _titled(marks: Marks, labels: str, first: int, last: int) -> bool:
    """Return whether a street without a number is called by its name: "Sinko Street"."""
    parts = [i for i in range(first, last + 1) if labels[i] in {NAMED, PLACE, STREET}]
    return (
        len(parts) > 1
        and all(marks.tokens[i].capital for i in parts)
        and any(i in marks.of for i in parts)
    )


def _is_year(marks: Marks, index: int) -> bool:
    """Return whether a number is rather a year than a house: none after a street."""
    if not YEAR.fullmatch(marks.tokens[index].text):
        return False
    before = marks.tokens[index - 1 : index]
    return not before or before[0].folded in _months() or before[0].ordinary


@cache
def _months() -> frozenset[str]:
    return frozenset(
        fold(month) for month in re.split(r"[|\s]+", resources.text("privacy/months.txt"))
    )


@cache
def _words(name: str) -> frozenset[str]:
    if name == "alone_upper":
        return frozenset(word.upper() for word in _told()["alone"].split())
    return frozenset(_told()[name].split())


@cache
def _ends() -> tuple[str, ...]:
    return tuple(_told()["endings"].split())


@cache
def _said() -> re.Pattern[str]:
    said = "|".join(map(re.escape, _told()["said"].split("|")))
    return re.compile(rf"(?<!\w)(?:{said})\b[^.!?\n]{{0,30}}[\s:]*$")


@cache
def _told() -> dict[str, str]:
    return tomllib.loads(resources.text("privacy/addresses.toml"))
