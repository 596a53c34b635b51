"""What a text says that has to stay when it is written anew: numbers, names, times and the like.

Each fact has a key by which it is known again however it is written: "1,200.00 euros"
and "1.200 €" are one number, "half past two" and "2:30" one time.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache

from assistant.writing.language import WORD
from assistant.writing.names import names_in
from assistant.writing.tables import listed, table
from memory.times.dates import dates_in
from memory.times.words import FULL_MONTHS, FULL_WEEKDAYS


class Kind(StrEnum):
    NUMBER = "number"
    NAME = "name"
    DATE = "date"
    TIME = "time"
    NEGATION = "negation"
    LINK = "link"
    ADDRESS = "address"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something said, where it stands, and what it is known by."""

    kind: Kind
    words: str = field(repr=False)
    key: str = field(repr=False)
    start: int
    end: int


ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
LINK = re.compile(r"(?:https?://|ftp://|mailto:|www\.)[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]'’]")
QUOTATION = re.compile(
    r"“([^“”\n]{2,300})”|„([^„“”\n]{2,300})[“”]|«([^«»\n]{2,300})»|\"([^\"\n]{2,300})\""
)

HALF_DAY = r"(?:\s?(?P<half>[ap])\.?\s?m\b\.?)"
CLOCK = re.compile(
    rf"(?<![\d.,:])(?P<hour>\d{{1,2}})(?::(?P<minute>[0-5]\d)(?!\d)(?:{HALF_DAY}|\s?(?:uhr|h)\b)?"
    rf"|[.h](?P<minute2>[0-5]\d)\s?(?:uhr\b|{HALF_DAY.replace('half', 'half2')})"
    rf"|(?:\s?(?:uhr|o['’]clock)\b|{HALF_DAY.replace('half', 'half3')}))",
    re.IGNORECASE,
)
SPOKEN = re.compile(
    r"\b(?:(?P<noon>noon|midday)|(?P<midnight>midnight|mitternacht)"
    r"|(?P<half>half past|halb) (?P<a>[a-zäöüß]+)"
    r"|(?:a )?(?P<quarter>quarter|viertel) (?P<way>past|to|nach|vor) (?P<b>[a-zäöüß]+))\b",
    re.IGNORECASE,
)

GROUPED = re.compile(r"\d{1,3}(?:(?P<s>[.,’' \u00a0\u202f])\d{3})(?:(?P=s)\d{3})*")
SIGNS = r"[€$£%]"
DIGITS = re.compile(
    rf"(?P<before>{SIGNS}|\b(?:EUR|USD|GBP|CHF)\b)?\s?"
    r"(?P<number>(?<![\w.,])[-−]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)"
    r"|(?<![\w.,])[-−]?\d+(?:[.,’']\d+)*)"
    rf"(?P<tail>[a-zA-ZäöüßÄÖÜ][\w/-]*)?(?:\s?(?P<sign>{SIGNS})|\s(?P<unit>per cent|[^\W\d_]+)\b)?"
)
CODE = re.compile(r"(?<![\w/-])(?=[\w/-]*\d)[A-Za-z][\w/-]*\w")
ORDINAL = re.compile(r"(?:st|nd|rd|th|er|ère|ème|e|º|ª)", re.IGNORECASE)
UNIT = re.compile(rf"\s?({SIGNS}|[^\W\d_]+(?:(?<=per) cent)?)")
TENS = "zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig"
GERMAN_TENS = re.compile(rf"(ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und({TENS})")
HYPHENED = re.compile(
    r"(?<=ty)-(?=(?:one|two|three|four|five|six|seven|eight|nine)\b)", re.IGNORECASE
)


def facts(text: str, language: str, people: Collection[str] = ()) -> list[Fact]:
    """Return what the text says, in its order; ``people`` are names that are known."""
    found: list[Fact] = []
    rest = text
    for look in (_addresses, _links, _dates, _times, _numbers):
        new = list(look(rest, language))
        rest = _without(rest, new)
        found += new
    found += _quotations(text)
    found += [
        Fact(Kind.NAME, word, word.casefold(), start, start + len(word))
        for word, start in names_in(rest, language, people)
    ]
    found += _negations(rest, language)
    return sorted(found, key=lambda fact: (fact.start, fact.end))


def _without(text: str, found: Iterable[Fact]) -> str:
    """Blank out what was read, so that a date is not read again as numbers."""
    for fact in found:
        text = text[: fact.start] + "\x1f" * (fact.end - fact.start) + text[fact.end :]
    return text


def _addresses(text: str, _: str) -> Iterator[Fact]:
    for m in ADDRESS.finditer(text):
        yield Fact(Kind.ADDRESS, m[0], m[0].casefold(), *m.span())


def _links(text: str, _: str) -> Iterator[Fact]:
    for m in LINK.finditer(text):
        yield Fact(Kind.LINK, m[0], m[0], *m.span())


def _quotations(text: str) -> Iterator[Fact]:
    for m in QUOTATION.finditer(text):
        inner = next(group for group in m.groups() if group)
        yield Fact(Kind.QUOTATION, inner, " ".join(inner.split()), *m.span())


# Times


def _dates(text: str, _: str) -> Iterator[Fact]:
    today = datetime.now(UTC).date()
    end = 0
    for found in dates_in(text, today):
        yield from _weekdays(text, end, found.start)
        words = text[found.start : found.end]
        key = f"{found.begins:%Y-%m-%d}/{found.ends:%Y-%m-%d}"
        yield Fact(Kind.DATE, words, key, found.start, found.end)
        end = found.end
    yield from _weekdays(text, end, len(text))


def _weekdays(text: str, start: int, end: int) -> Iterator[Fact]:
    """Return weekdays and months that name no single time: "every Friday", "montags"."""
    for m in WORD.finditer(text, start, end):
        word = m[0].lower()
        name = word if word in FULL_WEEKDAYS else word.removesuffix("s")
        if (
            m[0][0].isupper()
            and name in FULL_MONTHS
            and name not in {"mai", "mars", "may", "march"}
        ):
            yield Fact(Kind.DATE, m[0], f"month {FULL_MONTHS[name]}", *m.span())
        elif name in FULL_WEEKDAYS:
            yield Fact(Kind.DATE, m[0], f"weekday {FULL_WEEKDAYS[name]}", *m.span())


def _times(text: str, _: str) -> Iterator[Fact]:
    for m in CLOCK.finditer(text):
        hour, minute = int(m["hour"]), int(m["minute"] or m["minute2"] or 0)
        half = (m["half"] or m["half2"] or m["half3"] or "").lower()
        if hour <= 24:
            yield Fact(Kind.TIME, m[0], _time_key(hour, minute, half), *m.span())
    for m in SPOKEN.finditer(text):
        if (key := _spoken(m)) is not None:
            yield Fact(Kind.TIME, m[0], key, *m.span())


def _time_key(hour: int, minute: int, half: str = "") -> str:
    """Return the minute of the half day, and which half where that is known."""
    if not half and (hour > 12 or hour == 0):
        half = "a" if hour in (0, 24) else "p"
    return f"{(hour % 12) * 60 + minute}{half}"


def _spoken(m: re.Match[str]) -> str | None:
    if m["noon"] or m["midnight"]:
        return _time_key(12, 0, "p" if m["noon"] else "a")
    # How it is said tells the language, even where a short text does not.
    is_german = (m["half"] or m["quarter"]).lower() in {"halb", "viertel"}
    hour = number_words("de" if is_german else "en").get((m["a"] or m["b"]).lower())
    hour = hour or {"one": 1, "eins": 1}.get((m["a"] or m["b"]).lower())
    if hour is None or hour > 12:
        return None
    if m["half"]:
        past = 30 if m["half"].lower() == "half past" else -30
    else:
        past = 15 if m["way"].lower() in {"past", "nach"} else -15
    minutes = hour * 60 + past
    return f"{minutes % 720}"


# Numbers


def _numbers(text: str, language: str) -> Iterator[Fact]:
    for m in CODE.finditer(text):
        yield Fact(Kind.NUMBER, m[0], m[0].casefold(), *m.span())
        text = text[: m.start()] + "\x1f" * len(m[0]) + text[m.end() :]
    for m in DIGITS.finditer(text):
        yield _digits(m)
    yield from _spelt(text, language)


def _digits(m: re.Match[str]) -> Fact:
    unit, end = "", m.end("number")
    tail = m["tail"] or ""
    if tail:
        end = m.end("tail")
        unit = "" if ORDINAL.fullmatch(tail) else unit_of(tail) or tail.casefold()
    for name in ("sign", "unit"):
        if not unit and m[name] and unit_of(m[name]):
            unit, end = unit_of(m[name]), m.end(name)
    start = m.start("number")
    if m["before"]:
        unit, start = unit_of(m["before"]), m.start("before")
    words = m.string[start:end]
    return Fact(Kind.NUMBER, words, f"{value(m['number'])} {unit}".strip(), start, end)


def value(written: str) -> str:
    """Return a number in one way of writing it: "1.200,50" and "1,200.5" are 1200.5."""
    sign = "-" if written[0] in "-−" else ""
    bare = re.sub(r"[-−\s’']", "", written)
    if GROUPED.fullmatch(bare):
        whole, part = re.sub(r"\D", "", bare), ""
    else:
        head, point, part = bare.rpartition(max(",.", key=bare.rfind))
        whole = re.sub(r"\D", "", head if point else part)
        part = part if point else ""
        if bare.count(".") > 1 or bare.count(",") > 1:  # "12.5.3", "1,2,3"
            return sign + bare if "." in bare else sign + re.sub(r"\D", " ", bare)
    number = Decimal(f"{whole or 0}.{part or 0}").normalize()
    return f"{sign}{number:f}"


@cache
def unit_of(word: str) -> str:
    """Return what a unit is known by; "" for a word that is none."""
    wanted = "%" if word.casefold() == "per cent" else word.casefold()
    units = table("facts")["units"]
    return next((unit for unit, names in units.items() if wanted in names.split()), "")


def _spelt(text: str, language: str) -> Iterator[Fact]:
    known = number_words(language)
    joined = HYPHENED.sub("_", text)
    for m in re.finditer(r"[^\W\d]+", joined):
        word = m[0].lower()
        first, _, last = word.partition("_")
        if word in known or (last and first in known):
            number = known.get(word) or known[first] + (known.get(last) or 1)
        elif language == "de" and (german := GERMAN_TENS.fullmatch(word)):
            number = known[german[2]] + (known.get(german[1]) or 1)
        else:
            continue
        end, unit = m.end(), ""
        if (after := UNIT.match(text, end)) and (unit := unit_of(after[1])):
            end = after.end()
        yield Fact(Kind.NUMBER, text[m.start() : end], f"{number} {unit}".strip(), m.start(), end)


@cache
def number_words(language: str) -> dict[str, int]:
    """Return the numbers of a language from two on, by their words."""
    pairs = table("facts")["numbers"].get(language, "").split()
    return {word: int(number) for word, _, number in (one.partition("=") for one in pairs)}


# What is denied


def _negations(text: str, language: str) -> Iterator[Fact]:
    pattern = denying(language)
    for m in pattern.finditer(text):
        yield Fact(Kind.NEGATION, m[0].strip(), "", *m.span())


@cache
def denying(language: str) -> re.Pattern[str]:
    """Return what finds the words of a language that deny."""
    words = listed("facts", "negations", language) or listed("facts", "negations", "en")
    plain = [re.escape(w).replace(r"\*", r"\w*") for w in words if w != "n't"]
    apart = r"|[^\W\d_]+n['’]t\b" if "n't" in words else ""
    return re.compile(
        rf"\b(?:{'|'.join(sorted(plain, key=len, reverse=True))})\b{apart}", re.IGNORECASE
    )
