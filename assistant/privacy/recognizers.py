"""Recognizers of what has a shape: addresses of mail, numbers, keys, days.

The shapes are in ``resources/privacy/patterns.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import resources
from assistant.privacy.checksums import CHECKS, NEAR, Check
from assistant.privacy.spans import Kind, Span

REGIONS = ("US", "GB", "DE", "FR", "ES", "IT", "PT", "NL", "BR", "CH", "AT", "BE")
DIGITS = range(6, 16)  # of a telephone number
PHONE = re.compile(
    r"(?<![\w.,/@#-])(?:\+|00|\(|\d)[\d(][\d ()./\u00a0\u2010-\u2015-]{4,24}\d"
    r"(?:[ ]?(?:x|ext\.?|-)[ ]?\d{1,5})?(?![\w@])"
)
CALLED = re.compile(
    r"(?:phone|call|tel|fax|mobile|cell|ring|text|sms|whatsapp|signal|number|reach|answering|office|home|work|contact"
    r"|telefon|handy|nummer|ruf|anruf|mobil|téléphone|portable|appel|numéro|teléfono|móvil|llam|número"
    r"|cellulare|chiam|numero|telefone|telemóvel|celular|ligu?|telefoonnummer|bel|mobiel)\w*"
    r"(?:[ ]+\w+){0,4}[ ]*[.:#(+]*[ ]*$",
    re.IGNORECASE,
)
YEARS = re.compile(r"(?:19|20)\d{2} ?[-–/] ?(?:19|20)?\d{2}")
AFTER = re.compile(
    r"[ -]{0,3}(?:office|fax|mobile|cell|home|work|tel|büro|bureau)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A shape, what it is the shape of, and the check of what has it."""

    kind: Kind
    why: str
    shape: re.Pattern[str]
    check: Check


@cache
def patterns() -> tuple[Pattern, ...]:
    """Return the shapes, compiled once."""
    months = "(?:" + "|".join(resources.text("privacy/months.txt").split()) + ")"
    return tuple(
        Pattern(
            Kind(one["kind"]),
            one["why"],
            re.compile(one["shape"].replace("{month}", months), re.IGNORECASE | re.VERBOSE),
            CHECKS[one.get("check", "")],
        )
        for one in tomllib.loads(resources.text("privacy/patterns.toml"))["pattern"]
    )


def shaped(text: str) -> Iterator[Span]:
    """Yield what has a shape and passes its check."""
    for pattern in patterns():
        for match in pattern.shape.finditer(text):
            group = "private" if "private" in pattern.shape.groupindex else 0
            start, end = match.span(group)
            if pattern.check(match[group], text[max(0, start - NEAR) : start]):
                yield Span(start, end, pattern.kind, pattern.why)
    yield from phones(text)


def phones(text: str) -> Iterator[Span]:
    """Yield telephone numbers: of a plan that is known, or after a word that says so."""
    for match in PHONE.finditer(text):
        found = match[0]
        start, end = match.span()
        digits = re.sub(r"\D", "", re.split(r"x|ext", found)[0])
        if found.startswith("(") and ")" not in found:
            start += 1
        if len(digits) in DIGITS and _is_phone(found, text, start, end):
            yield Span(start, end, Kind.PHONE, "a telephone number")


def _is_phone(found: str, text: str, start: int, end: int) -> bool:
    if CALLED.search(text[max(0, start - NEAR) : start]) or AFTER.match(text, end):
        return True
    if not re.search(r"[ ()./-]|^\+|^0", found) or YEARS.fullmatch(found):
        return False  # an amount, a count, a time
    return _of_a_plan(found)


def _of_a_plan(found: str) -> bool:
    import phonenumbers

    regions = (None,) if found.startswith("+") else REGIONS
    for region in regions:
        try:
            number = phonenumbers.parse(found, region)
        except phonenumbers.NumberParseException:
            continue
        if region is None:
            return phonenumbers.is_possible_number(number)
        if phonenumbers.is_valid_number(number):
            return True
    return False
