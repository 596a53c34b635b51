"""Recognizers of what has a shape: addresses of mail, numbers, keys, days.

The shapes are in ``resources/privacy/patterns.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import resources
from assistant.privacy.recognizers.anchors import Anchors, beginning
from assistant.privacy.recognizers.checksums import CHECKS, NEAR, Check
from assistant.privacy.recognizers.spans import Kind, Span

SHAPES = "privacy/patterns.toml"
NOTHING = re.compile(r"\Z")  # a shape that begins with its number
REGIONS = ("US", "GB", "DE", "FR", "ES", "IT", "PT", "NL", "BR", "CH", "AT", "BE")
DIGITS = range(6, 16)  # of a telephone number
EXTENSION = re.compile("x|ext")
DIVIDED = re.compile(r"[ ()./-]|^\+|^0")
PREFIX = 8  # digits before a national number: of a country, of who carries the call
PHONE = re.compile(
    r"(?<![\w.,/@#-])(?:\+|00|\(|\d)[\d(][\d ()./\u00a0\u2010-\u2015-]{4,24}\d"
    r"(?:[ ]?(?:x|ext\.?|-)[ ]?\d{1,5})?(?![\w@])"
)
CALLED = re.compile(
    r"(?:phone|call|tel|fax|mobile|cell|ring|text|sms|whatsapp|signal|number|reach|answering|office|home|work|contact"
    r"|telefon|handy|nummer|ruf|anruf|mobil|téléphone|portable|appel|numéro|teléfono|móvil|llam|número"
    r"|cellulare|chiam|numero|telefone|telemóvel|celular|ligu?|telefoonnummer|bel|mobiel)\w*"
    r"(?:[ ]+\w+){0,4}[ ]*[.:#(+]*[ ]*$"
)
YEARS = re.compile(r"(?:19|20)\d{2} ?[-–/] ?(?:19|20)?\d{2}")
AFTER = re.compile(
    r"[ -]{0,3}(?:office|fax|mobile|cell|home|work|tel|büro|bureau)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A shape, what it is the shape of, the check of what has it, and where it may begin."""

    kind: Kind
    why: str
    shape: re.Pattern[str]
    check: Check
    group: int | str  # what of the shape is meant
    before: tuple[re.Pattern[str], ...] = ()
    words: tuple[str, ...] = ()
    holds: re.Pattern[str] | None = None
    only_if: re.Pattern[str] | None = None

    def matches(self, anchors: Anchors) -> Iterator[re.Match[str]]:
        """Yield what has the shape, as ``shape.finditer`` does, but sooner."""
        text = anchors.text
        if self.holds:
            for start, end in anchors.chunks(self.holds):
                yield from self.shape.finditer(text, start, end)
        elif self.before or self.words:
            yield from beginning(self.shape, text, self._begins(anchors))
        elif not self.only_if or self.only_if.search(text):
            yield from self.shape.finditer(text)

    def _begins(self, anchors: Anchors) -> Iterable[int]:
        if self.words:
            return sorted(anchors.words(self.words))
        if self.before == (NOTHING,):
            return anchors.numbers
        return sorted({at for shape in self.before for at in anchors.before_numbers(shape)})


@cache
def patterns() -> tuple[Pattern, ...]:
    """Return the shapes, compiled once."""
    return tuple(_pattern(one) for one in tomllib.loads(resources.text(SHAPES))["pattern"])


def _pattern(one: dict[str, Any]) -> Pattern:
    months = "(?:" + "|".join(resources.text("privacy/months.txt").split()) + ")"
    shape = re.compile(one["shape"].replace("{month}", months), re.IGNORECASE | re.VERBOSE)
    return Pattern(
        Kind(one["kind"]),
        one["why"],
        shape,
        CHECKS[one.get("check", "")],
        "private" if "private" in shape.groupindex else 0,
        tuple(
            _small(rf"(?:{before})\Z") if before else NOTHING for before in one.get("before", ())
        ),
        tuple(one.get("words", "").split()),
        _small(one["holds"]) if "holds" in one else None,
        _small(one["if"]) if "if" in one else None,
    )


def _small(shape: str) -> re.Pattern[str]:
    return re.compile(shape, re.IGNORECASE)


def shaped(text: str) -> Iterator[Span]:
    """Yield what has a shape and passes its check."""
    return shaped_at(Anchors(text))


def shaped_at(anchors: Anchors) -> Iterator[Span]:
    """Yield what has a shape in a text whose anchors are known."""
    text = anchors.text
    for pattern in patterns():
        for match in pattern.matches(anchors):
            start, end = match.span(pattern.group)
            if pattern.check(match[pattern.group], text[max(0, start - NEAR) : start]):
                yield Span(start, end, pattern.kind, pattern.why)
    yield from _phones(anchors)


def _phones(anchors: Anchors) -> Iterator[Span]:
    """Yield telephone numbers: of a plan that is known, or after a word that says so."""
    text = anchors.text
    for match in beginning(PHONE, text, sorted({*anchors.numbers, *anchors.words("+(")})):
        found = match[0]
        start, end = match.span()
        digits = "".join(filter(str.isdecimal, EXTENSION.split(found)[0]))
        if found.startswith("(") and ")" not in found:
            start += 1
        if len(digits) in DIGITS and _is_phone(found, anchors, start, end):
            yield Span(start, end, Kind.PHONE, "a telephone number")


def _is_phone(found: str, anchors: Anchors, start: int, end: int) -> bool:
    if CALLED.search(anchors.small, max(0, start - NEAR), start) or AFTER.match(anchors.text, end):
        return True
    if not DIVIDED.search(found) or YEARS.fullmatch(found):
        return False  # an amount, a count, a time
    return _of_a_plan(found)


def _of_a_plan(found: str) -> bool:
    import phonenumbers

    if found.startswith("+"):
        try:
            return phonenumbers.is_possible_number(phonenumbers.parse(found))
        except phonenumbers.NumberParseException:
            return False
    digits = "".join(filter(str.isdecimal, found))
    return any(_is_of(found, region) for region in REGIONS if _may_be_of(digits, region))


def _is_of(found: str, region: str) -> bool:
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(found, region))
    except phonenumbers.NumberParseException:
        return False


def _may_be_of(digits: str, region: str) -> bool:
    """Return whether the plan of a region has these digits, without some at the beginning."""
    plan = _plan(region)
    return any(plan.fullmatch(digits, at) for at in range(min(PREFIX, len(digits)) + 1))


@cache
def _plan(region: str) -> re.Pattern[str]:
    from phonenumbers import PhoneMetadata

    described = PhoneMetadata.metadata_for_region(region)
    general = described and described.general_desc
    return re.compile(str(general and general.national_number_pattern))
