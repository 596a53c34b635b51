"""What a surrogate may be: of the same kind, sex, language and size as what it stands for.

The lists are in ``resources/privacy/surrogates.toml``.  Numbers are of those kept free:
they are valid in form and reach nobody.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import resources
from assistant.privacy.recognizers.folding import fold
from assistant.privacy.recognizers.lexicon import counted, cues, lexicon
from assistant.privacy.recognizers.spans import Kind
from assistant.privacy.recognizers.tokens import WORD

SIBILANT = re.compile(r"(?:[sßxz]|ce|ch|sh)$")
VOWEL = "aeiouh"  # "d'Anne", "an Ellis"
LARGE = 1500  # times in English subtitles: a town that everybody knows
FREE = 100  # numbers that are kept free in each country
OF = {"en": "US", "de": "DE", "fr": "FR", "es": "ES", "it": "IT", "pt": "PT", "nl": "NL"}
DIALLED = {"de": "49", "fr": "33"}  # by language, where a number names no country
KEPT = {"of", "the", "and", "&", "für", "der", "des", "de", "du", "la", "di", "del", "e", "et", "y",
        "und", "van", "voor", "-"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """What may stand for one word of a name."""

    candidates: Sequence[str]

    def is_close(self, candidate: str, said: str) -> bool:
        """Return whether both inflect alike: as they begin, and as they end."""
        ours, theirs = fold(candidate), fold(said)
        begins = (ours[0] in VOWEL) == (theirs[0] in VOWEL)
        return begins and bool(SIBILANT.search(ours)) == bool(SIBILANT.search(theirs))

    def styled(self, candidate: str, said: str) -> str:
        """Return a candidate in capitals, or small, where what is said is."""
        if said.isupper() and len(said) > 1:
            return candidate.upper()
        return candidate.lower() if said.islower() else candidate


def names_like(said: str, language: str) -> dict[str, Named]:
    """Return, for each word of somebody's name, what may stand for it.

    Titles and particles are not among them: they stay.
    """
    words = [w for w in WORD.findall(said) if fold(w) not in cues("titles", "particles")]
    words = [word for word in words if len(word) > 1]
    spoken, list_ = _kind_of(words[0], said, language) if words else (language, "either")
    named = {word: Named(_listed("last", spoken)) for word in words}
    firsts = words[:-1] if len(words) > 1 else [w for w in words if _is_first(w)]
    for word in firsts:
        named[word] = Named(_listed(list_, spoken))
    return named


def places_like(said: str, language: str) -> Sequence[str]:
    """Return towns of like size, in the same country if it is known; [] for no town."""
    country = lexicon().places.get(fold(said))
    if country is None:
        return []
    places = _told()["places"]
    here = country if country in places["small"] else OF[language]
    return str(places["large" if is_large(said) else "small"][here]).split()


def is_large(place: str) -> bool:
    """Return whether a place is a large town, a country, or something that everybody knows."""
    folded = fold(place)
    return folded in _large() or counted("en").get(folded, 0) > LARGE


def firms() -> Sequence[str]:
    """Return names that no firm has."""
    return str(_told()["firms"]["made_up"]).split()


def is_kind_of_firm(word: str) -> bool:
    return fold(word.strip(".,")) in _kinds() or fold(word) in _kinds()


def is_kept(word: str) -> bool:
    return word.casefold() in KEPT


def numbered(kind: Kind, said: str, n: int, language: str) -> str:
    """Return the nth address or number of a kind that reaches nobody; "" if there is none."""
    match kind:
        case Kind.EMAIL:
            return f"contact{n}@example.org"
        case Kind.URL:
            return f"https://example.org/{n}"
        case Kind.IP:
            return f"2001:db8::{n}" if ":" in said else f"192.0.2.{n}"
        case Kind.IBAN:
            return iban_like(said, n)
        case _:
            return phone_like(said, n, language) if kind is Kind.PHONE else ""


def phone_like(said: str, n: int, language: str) -> str:
    """Return the nth number of those kept free in the country that a number is of.

    It is "" where all are given.
    """
    match = re.match(r"\(?(?:\+|00)[ ]?(\d{1,3})", said)
    phones = _told()["phones"]
    named = [c for c in phones if match and match[1].startswith(c)]
    country = max(named, key=len, default=DIALLED.get(language, "1"))
    return str(phones[country]).format(n=n, a=n // 100, b=n) if n < FREE else ""


def iban_like(said: str, n: int) -> str:
    """Return a number of the same form and country whose checksum holds, of a bank that is none."""
    bare = re.sub(r"\s", "", said).upper()
    country, rest = bare[:2], bare[4:]
    blank = "".join("X" if sign.isalpha() else "0" for sign in rest)
    number = str(n)
    account = blank[: -len(number)] + number
    as_digits = "".join(str(int(sign, 36)) for sign in f"{account}{country}00")
    made = f"{country}{98 - int(as_digits) % 97:02}{account}"
    return " ".join(re.findall(".{1,4}", made)) if " " in said.strip() else made


def _kind_of(first: str, said: str, language: str) -> tuple[str, str]:
    """Return the language of a first name and in which list it is."""
    folded = fold(first)
    for spoken in (language, *OF):
        lists = [sex for sex in ("women", "men") if folded in _folded(sex, spoken)]
        if lists:
            return spoken, lists[0] if len(lists) == 1 else "either"
    before = {fold(word) for word in WORD.findall(said)}
    if before & WOMEN:
        return language, "women"
    if before & MEN:
        return language, "men"
    return language, "women" if folded.endswith("a") and _is_first(first) else "either"


# What stands before a name and tells the sex.
WOMEN = {
    "mrs",
    "ms",
    "miss",
    "frau",
    "mme",
    "madame",
    "sra",
    "senora",
    "signora",
    "mevrouw",
    "mevr",
}
MEN = {"mr", "herr", "monsieur", "sr", "senor", "signor", "meneer", "dhr", "senhor"}


def _is_first(word: str) -> bool:
    return fold(word) in lexicon().first


@cache
def _large() -> frozenset[str]:
    towns = _told()["places"]["large"].values()
    return frozenset(fold(town) for listed in towns for town in listed.split())


@cache
def _kinds() -> frozenset[str]:
    return frozenset(fold(word) for word in _told()["firms"]["kinds"].split())


def _listed(name: str, language: str) -> Sequence[str]:
    return str(_told()[name][language]).split()


@cache
def _folded(name: str, language: str) -> frozenset[str]:
    return frozenset(map(fold, _listed(name, language)))


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(resources.text("privacy/surrogates.toml"))
