"""What tells who somebody is when it stands together: made coarser, so that many fit.

An age becomes its decade, the year of a birth too, a job its field, a town its
country.  The words are in ``resources/privacy/quasi.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

import resources
from assistant.privacy.recognizers.folding import fold
from assistant.privacy.recognizers.lexicon import lexicon
from assistant.privacy.recognizers.spans import Kind, Span
from assistant.privacy.recognizers.tokens import Words

OLDEST = 110  # years
BETWEEN = 4  # words that may stand between "I am a" and the job: "senior oncology nurse"


def quasi(words: Words) -> Iterator[Span]:
    """Yield ages and jobs."""
    for shape in _ages():
        for match in shape.finditer(words.text):
            if 0 < int(match["age"]) <= OLDEST:
                yield Span(*match.span("age"), Kind.AGE, "says how old somebody is")
    for match in _born().finditer(words.text):
        yield Span(*match.span("age"), Kind.AGE, "says how old somebody is")
    yield from _worked(words)


def _worked(words: Words) -> Iterator[Span]:
    for match in _works().finditer(words.text):
        index = words.by_start.get(match.end(), -1)
        if index < 0:
            continue
        for at in range(index, min(index + BETWEEN, len(words.tokens))):
            token = words.tokens[at]
            if _field(token.folded):
                yield Span(
                    words.tokens[index].start, token.end, Kind.JOB, "says what somebody does"
                )
                break
            if not re.fullmatch(r"[ -]", words.gap(at)):
                break


def coarser(span: Span, text: str, language: str) -> str:
    """Return what is said in place of something that tells too much; "" if nothing fits."""
    said = text[span.start : span.end]
    if span.instead:
        return span.instead
    if span.kind is Kind.AGE:
        return _decade(said)
    if span.kind is Kind.JOB:
        return next(
            (found for word in reversed(said.split()) if (found := _called(word, language))), ""
        )
    if span.kind is Kind.PLACE:
        return _country(said)
    return ""


def _decade(said: str) -> str:
    if not said.isdigit():
        return ""
    tens = int(said) // 10 * 10
    return f"{tens}–{tens + 9}"


def _country(said: str) -> str:
    import phonenumbers.geodata.locale as places

    code = lexicon().places.get(fold(said), "")
    called = places.LOCALE_DATA.get(code, {})
    said = str(called.get("en", ""))
    return str(called.get(said[1:], "")) if said.startswith("*") else said  # "*aa": as in that


def _called(word: str, language: str) -> str:
    field = _field(fold(word))
    return str(_told()["fields"][field][language]) if field else ""


def trade(said: str, language: str) -> str:
    """Return the field of a job in a language; that somebody works, where there is none."""
    found = (_called(word, language) for word in reversed(said.split()))
    return next(filter(None, found), "") or str(_told()["works_at"].get(language, "professional"))


def jobs() -> frozenset[str]:
    """Return the words for jobs that have a field."""
    return frozenset(_fields())


@cache
def _fields() -> dict[str, str]:
    fields = _told()["fields"].items()
    return {word: name for name, field in fields for word in field["words"].split()}


def _field(word: str) -> str:
    """Return the field of a job, "" if it is none."""
    return _fields().get(word) or _fields().get(word.removesuffix("s"), "")


@cache
def _ages() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(shape, re.IGNORECASE) for shape in _told()["ages"])


@cache
def _born() -> re.Pattern[str]:
    return re.compile(_told()["born"], re.IGNORECASE)


@cache
def _works() -> re.Pattern[str]:
    said = sorted(_told()["works"].split("|"), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, said))}) +(?=\w)", re.IGNORECASE)


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(resources.text("privacy/quasi.toml"))
