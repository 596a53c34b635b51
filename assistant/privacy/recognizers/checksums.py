"""Checks that a run of characters is what it looks like."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from types import ModuleType

Check = Callable[[str, str], bool]  # what was found, and the text before it

# A number is taken for a person's when the checksum of one of these holds that are so long,
# without what stands between ...
STRONG = {
    9: ("es.dni", "es.nie"), 10: ("se.personnummer", "fi.hetu"),
    11: ("it.codicefiscale", "br.cpf", "be.nn", "fi.hetu"), 12: ("se.personnummer",),
    13: ("ch.ssn",), 14: ("br.cnpj",), 15: ("fr.nir",), 16: ("it.codicefiscale",),
    18: ("mx.curp",),
}  # fmt: skip
# ... and of these, whose checksum holds for one number in ten, when a word before says so.
WEAK = {
    "nl.bsn": "bsn|burgerservice|sofi",
    "gb.nhs": "nhs",
    "pt.nif": "nif|contribuinte",
    "de.idnr": "steuer|tax|idnr|tin|id",
    "pt.cc": "cc|cartao|cartão|citizen",
    "pl.pesel": "pesel",
    "dk.cpr": "cpr|personnummer",
    "no.fodselsnummer": "fødsel|personnummer",
}
SAYS = re.compile(rf"(?<!\w)(?:{'|'.join(WEAK.values())})")
NEAR = 40  # characters before a number in which its word may stand
NO_PLATE = {"AM", "PM", "IN", "ISO", "DIN", "EN", "COVID", "UTF", "SHA", "MP", "USB", "PC", "TV"}
NO_SECRET = re.compile(
    r"(?:is|are|was|were|the|a|an|my|your|our|and|or|of|for|to|in|on|by|with|not|it|has|been|reset"
    r"|changed?|forgotten|required|please|manager|authentication|protected|policy|field|below|expired"
    r"|incorrect|wrong|invalid|limit|count|based|bearer|token|key|code|ring|board|und|oder|ist|der"
    r"|die|das|et|ou|est|le|la|los|las|y|o|e|non|que|para|do|da|de|en|van|het|een|niet)",
    re.IGNORECASE,
)


def card(found: str, _before: str) -> bool:
    digits = re.sub(r"\D", "", found)
    return 12 <= len(digits) <= 19 and digits[0] in "23456" and _module("luhn").is_valid(digits)


def iban(found: str, _before: str) -> bool:
    return bool(_module("iban").is_valid(found))


def ip(found: str, before: str) -> bool:
    if re.search(r"(?:version|v|release|section|§)\s?$", before, re.IGNORECASE):
        return False
    address = found.split("/", maxsplit=1)[0]
    if address.count(":") and not re.search("[0-9a-f]{2}", address, re.IGNORECASE):
        return False  # "::" and times of day are no addresses
    try:
        ipaddress.ip_address(address)
    except ValueError:
        return False
    return True


def coordinates(found: str, _before: str) -> bool:
    latitude, longitude = (float(n) for n in re.findall(r"[+-]?\d+\.\d+", found))
    return abs(latitude) <= 90 and abs(longitude) <= 180


def wallet(found: str, _before: str) -> bool:
    if found[0] in "13":
        return bool(_module("bitcoin").is_valid(found))
    return bool(re.search(r"\d", found) and re.search(r"[A-Za-z]", found))


DIALLED = re.compile(r"0\d{1,4}[ ]\d{2,4}[ ]\d{3,5}")  # a telephone number, whatever holds for it
LEAST, MOST = 9, 20  # letters and digits of such a number
LEAST_DIGITS = 6  # of a number of a person; "2 in case of" is none


def person(found: str, before: str) -> bool:
    """Whether it is a number that a state gives people, in any of its countries."""
    length = sum(map(str.isalnum, found))
    if not LEAST <= length <= MOST or sum(map(str.isdigit, found)) < LEAST_DIGITS:
        return False
    if DIALLED.fullmatch(found):
        return False
    if any(_module(name).is_valid(found) for name in STRONG.get(length, ())):
        return True
    near = before[-NEAR:].lower()
    return bool(SAYS.search(near)) and any(
        re.search(rf"(?<!\w)(?:{words})", near) and _module(name).is_valid(found)
        for name, words in WEAK.items()
    )


def ssn(found: str, _before: str) -> bool:
    return bool(_module("us.ssn").is_valid(found.replace(" ", "-")))


def numbered(found: str, _before: str) -> bool:
    return len(re.findall(r"\d", found)) >= 4 and not re.fullmatch(r"(?:19|20)\d{2}", found)


def plate(found: str, _before: str) -> bool:
    return re.split("[- ]", found)[0] not in NO_PLATE


def day(found: str, _before: str) -> bool:
    numbers = [int(n) for n in re.findall(r"\d+", re.split("[T ]", found)[0])]
    small = sorted(n for n in numbers if n < 100)
    return len(numbers) == 3 and len(small) >= 2 and 1 <= small[0] <= 12


def secret(found: str, before: str) -> bool:
    """Whether a word after "password" is one: a word of a sentence is not."""
    if NO_SECRET.fullmatch(found.rstrip(".!?:")):
        return False
    if re.search(r"[:=]\s*[\"'“„«]?$", before):
        return True
    mixed = bool(re.search(r"\d", found) and re.search(r"\D", found))
    stated = re.search(r"(?:\b(?:is|ist|lautet|est|es)|[èé])\s*[\"'“„«]?$", before)
    return mixed or bool(stated and (found.isdigit() or not found.islower()))


def word(found: str, before: str) -> bool:  # noqa: ARG001 - a check that holds for all
    return True


CHECKS: dict[str, Check] = {
    check.__name__: check
    for check in (card, iban, ip, coordinates, wallet, person, ssn, numbered, plate, day, secret)
}
CHECKS[""] = word


@cache
def _module(name: str) -> ModuleType:
    return import_module(f"stdnum.{name}")
