"""A page that was edited, read back: which lines were changed, deleted, added or pinned.

Nothing else is taken from it: a line that was not touched changes nothing,
however much has been learned since the page was made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from assistant.profile.groups import KINDS, Group, group_named
from assistant.profile.lines import PAST, Line, one_line, own_words, read
from memory.errors import Problem
from memory.types import Claim, ClaimId, ClaimKind

HELD = re.compile(r"<!-- *\^held *([\d\- ]*)-->")
SPAN = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
MOST = 1 << 20  # characters of a page
NOT_A_PAGE = "None of the lines of your page are in this file."

Verb = Literal["edit", "tell", "forget", "pin", "unpin"]


@dataclass(frozen=True, slots=True)
class Deed:
    """What a line asks for."""

    verb: Verb
    claim: ClaimId | None = None
    text: str = field(default="", repr=False)
    kind: ClaimKind = ClaimKind.FACT
    past: bool = False


def deeds(text: str, claims: Mapping[ClaimId, Claim]) -> list[Deed]:
    """Return what an edited page asks for.  Raises Problem if it is no page."""
    if len(text) > MOST:
        raise Problem("This is too long to be a page of your profile.")
    held = _held(text)
    seen: set[ClaimId] = set()
    asked: list[Deed] = []
    for heading, line in _lines(text):
        known = claims.get(line.claim) if line.claim is not None else None
        if line.claim is None or (line.claim in seen and not line.untouched):
            asked += _new(line, heading)
        elif line.claim not in seen:
            seen.add(line.claim)
            asked += _changed(line, known) if known else []
    if held and not held & seen:
        raise Problem(NOT_A_PAGE, remedy="Nothing was changed. Is it the right file?")
    asked += [Deed("forget", id) for id in sorted(held - seen) if id in claims]
    return asked


def write_page(path: Path, page: str) -> None:
    """Write a page to be edited elsewhere.  Raises Problem."""
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as err:
        raise Problem(
            "The page could not be written there.", remedy="Choose another folder."
        ) from err


def read_page(path: Path) -> str:
    """Return what an edited file holds.  Raises Problem."""
    try:
        if path.stat().st_size > MOST:
            raise Problem("This is too long to be a page of your profile.")
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as err:
        raise Problem(
            "This file cannot be read as a page of your profile.",
            remedy="`famulus profile page > profile.md` writes one.",
        ) from err


def _held(text: str) -> set[ClaimId]:
    """Return the claims that the page held when it was made."""
    found: set[ClaimId] = set()
    for match in HELD.finditer(text):
        for first, last in SPAN.findall(match[1]):
            found |= set(map(ClaimId, range(int(first), min(int(last or first), MOST) + 1)))
    return found


def _lines(text: str) -> Iterator[tuple[str, Line]]:
    """Yield the lines that say something, each with the heading above it.

    Behind the last line of the page, what it holds, they stand under none.
    """
    heading = ""
    for raw in COMMENT.sub("", HELD.sub("\n#\n", text)).splitlines():
        if raw.lstrip().startswith("#"):
            heading = raw.strip("# \t")
        elif (line := read(raw)).text:
            yield heading, line


def _new(line: Line, heading: str) -> list[Deed]:
    group = group_named(heading)
    kind = KINDS.get(group, ClaimKind.FACT) if group else ClaimKind.FACT
    return [Deed("tell", text=line.text, kind=kind, past=group is Group.BEFORE)]


def _changed(line: Line, claim: Claim) -> list[Deed]:
    asked = []
    if not line.untouched and claim.status not in PAST:  # what is past is not corrected here
        words = own_words(line, claim)
        if words and words != one_line(claim.text):
            asked.append(Deed("edit", claim.id, words))
    if line.pinned != claim.pinned:
        asked.append(Deed("pin" if line.pinned else "unpin", claim.id))
    return asked
