"""A claim as one line of the page, with a mark at its end by which it is found again.

"- Plays the cello. ^c12.k3f": claim 12; the last three letters are a digest of
the line, so that a line that was not touched is known as such, however long
ago the page was made.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field

from assistant.profile.wording import Wording, wording, wordings
from memory.claims.sameness import holds_words
from memory.types import Claim, ClaimId, Status

MARK = re.compile(r"\s*\^c(\d+)(?:\.([a-z2-7]{3}))?\s*$")
BULLET = re.compile(r"^\s*(?:[-*+•]|\d+[.)])\s+")
PAST = {Status.SUPERSEDED, Status.EXPIRED}
PIN = "! "


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it was read from a page."""

    text: str = field(repr=False)
    pinned: bool
    claim: ClaimId | None = None
    untouched: bool = False


def said(claim: Claim, words: Wording | None = None) -> str:
    """Return what a claim says in one line: of whom, in which years, and where it applies."""
    words = words or wording()
    return f"{prefix(claim, words)}{one_line(claim.text)}{suffix(claim, words)}"


def prefix(claim: Claim, words: Wording) -> str:
    """Return what stands before the words of a claim."""
    years = f"{_years(claim, words)}: " if claim.status in PAST else ""
    named = claim.subject and not holds_words(claim.text, claim.subject)
    return f"{years}{one_line(claim.subject)}: " if named else years


def suffix(claim: Claim, words: Wording) -> str:
    """Return where a claim applies, and that it was over for a while where that is in dispute."""
    scope = claim.scope
    told = [one_line(word) for word in (scope.who, scope.what, scope.where, scope.when) if word]
    if claim.status is Status.DISPUTED and any(e.stance == "contradicts" for e in claim.evidence):
        told.append(words.wavers)
    return f" ({'; '.join(told)})" if told else ""


def written(claim: Claim, *, marked: bool, words: Wording | None = None) -> str:
    """Return the line of a claim, as it stands on the page."""
    text = said(claim, words)
    pin = PIN if claim.pinned else ""
    mark = f" ^c{claim.id}.{digest(text)}" if marked else ""
    return f"- {pin}{text}{mark}"


def read(line: str) -> Line:
    """Read a line that may have been edited."""
    text = BULLET.sub("", line.strip())
    mark = MARK.search(text)
    text = text[: mark.start()] if mark else text
    pinned = text.startswith("!")
    text = one_line(text.removeprefix("!"))
    if mark is None:
        return Line(text, pinned)
    return Line(text, pinned, ClaimId(int(mark[1])), untouched=mark[2] == digest(text))


def own_words(line: Line, claim: Claim) -> str:
    """Return an edited line without what the page has put around the words of the claim.

    It may have done so in another language than it does now.
    """
    befores = (prefix(claim, words) for words in wordings().values())
    afters = (suffix(claim, words) for words in wordings().values())
    text = line.text
    text = text.removeprefix(next(filter(text.startswith, befores), ""))
    return text.removesuffix(next(filter(text.endswith, afters), "")).strip()


def digest(text: str) -> str:
    raw = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=5).digest()
    return base64.b32encode(raw).decode().lower()[:3]


def one_line(words: str) -> str:
    """Return words as one line that ends in no mark, begins with no pin and hides nothing."""
    text = " ".join(words.replace("<!--", "<! --").split())
    while MARK.search(text):
        text = MARK.sub("", text)
    return text.lstrip("! ")


def _years(claim: Claim, words: Wording) -> str:
    since = claim.since.year if claim.since else None
    until = claim.until.year if claim.until else None
    if since and until:
        return f"{since}" if since == until else f"{since}–{until}"
    return words.until.format(year=until) if until else words.formerly
