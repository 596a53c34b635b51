"""What somebody would learn who read a part of the memory: what is believed because of it, and
what can be done with at once: addresses, numbers, accounts.

The recognisers here are few and sure: what has a checksum is checked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from memory.holdings import claims_on, people_in, texts
from memory.progress import Progress, Work
from memory.store import MemoryStore
from memory.types import Claim, ClaimId

NOTE = "Looking what it tells"
LONGEST = 200_000  # characters of one text that are looked at


@dataclass(frozen=True, slots=True)
class Exposure:
    """What a part of the memory tells."""

    documents: int
    people: int  # whom it names
    claims: tuple[Claim, ...]
    alone: frozenset[ClaimId]  # of the claims: those that stand on nothing else
    found: Mapping[str, int]  # by kind: how many different ones
    examples: Mapping[str, str] = field(repr=False)  # of each kind one, most of it hidden


def exposing(store: MemoryStore, ids: Collection[str]) -> Work[Progress, Exposure]:
    """Look at these documents for what they tell."""
    seen: dict[str, set[str]] = defaultdict(set)
    done = 0
    yield Progress(0, len(ids), NOTE)
    for slice in texts(store, ids):
        for text in slice:
            for kind, value in told_in(text[:LONGEST]):
                seen[kind].add(value)
        done += len(slice)
        yield Progress(done, len(ids), NOTE)
    claims, alone = claims_on(store, ids)
    return Exposure(
        documents=len(ids),
        people=people_in(store, ids),
        claims=tuple(claims),
        alone=alone,
        found={kind: len(seen[kind]) for kind in KINDS if seen[kind]},
        examples={kind: hidden(min(seen[kind])) for kind in KINDS if seen[kind]},
    )


def told_in(text: str) -> list[tuple[str, str]]:
    """Return what a text tells, each as its kind and its bare value."""
    found: list[tuple[str, str]] = []
    taken: list[tuple[int, int]] = []
    for kind, (pattern, bare) in KINDS.items():
        for match in pattern.finditer(text):
            value = bare(match[1] if match.re.groups else match[0])
            clear = all(match.end() <= a or match.start() >= b for a, b in taken)
            if value and clear:
                found.append((kind, value))
                taken.append(match.span())
    return found


def hidden(value: str) -> str:
    """Return a value of which only the ends can be read."""
    shown = 2 if len(value) > 6 else 1
    return f"{value[:shown]}…{value[-shown:]}"


def _folded(value: str) -> str:
    return value.lower().rstrip(".")


def _iban(value: str) -> str:
    """Return an account number whose check digits are right; else ""."""
    plain = re.sub(r"\s", "", value).upper()
    if not 15 <= len(plain) <= 34:
        return ""
    digits = "".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])
    return plain if int(digits) % 97 == 1 else ""


def _card(value: str) -> str:
    """Return a card number whose last digit is right; else ""."""
    digits = re.sub(r"\D", "", value)
    if not 13 <= len(digits) <= 19 or len(set(digits)) < 2:
        return ""
    total = 0
    for n, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + n % 2)
        total += doubled - 9 * (doubled > 9)
    return digits if total % 10 == 0 else ""


def _phone(value: str) -> str:
    digits = re.sub(r"\D", "", value)
    begins = value.lstrip("( ").startswith(("+", "0"))
    return digits if begins and 8 <= len(digits) <= 15 else ""


def _as_it_is(value: str) -> str:
    return value


# In this order: what was found is not found again as something less sure.
KINDS: Mapping[str, tuple[re.Pattern[str], Callable[[str], str]]] = {
    "mail address": (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), _folded),
    "account number": (
        re.compile(r"\b[A-Z]{2}\d\d(?:[ \u00a0]?[A-Z0-9]{2,4}){3,8}(?:[ \u00a0]?[A-Z0-9]{1,3})?\b"),
        _iban,
    ),
    "card number": (re.compile(r"(?<![\d+])\d(?:[ -]?\d){12,18}(?!\d)"), _card),
    "password": (
        re.compile(
            r"\b(?:password|passwort|passcode|pin|kennwort)\s*(?:is|ist|[:=])\s*(\S{4,40})",
            re.IGNORECASE,
        ),
        _as_it_is,
    ),
    "birthday": (
        re.compile(
            r"\b(?:born|geboren|date of birth|geburtsdatum|dob)\b[\s:]*(?:on|am)?\s*"
            r"(\d{1,2}[. /-](?:\d{1,2}|\w{3,9})[. /-]\s?(?:19|20)\d\d)",
            re.IGNORECASE,
        ),
        _folded,
    ),
    "phone number": (
        re.compile(r"(?<![\w./-])(?<!\d )(?:\+|\(?0)\d[\d\s()/.-]{6,18}\d(?![\w/-])"),
        _phone,
    ),
}
