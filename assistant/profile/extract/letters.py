"""How the user writes mails: whom they greet and how, how they close, what their signature says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.profile.extract.drafting import sentence_case
from assistant.profile.extract.grammar import alternatives
from assistant.profile.extract.rules import CAPITAL, SHAPES
from assistant.profile.owner import Owner, folded
from memory.types import ClaimKind, Document, Draft, Kind, Scope, Strength

TITLED = r"(?:(?:mr|mrs|ms|dr|prof|frau|herr)\.?\s+)?"
GREETING = re.compile(
    rf"^(?P<how>{alternatives('greetings')})\s+"
    rf"(?P<whom>{TITLED}{CAPITAL}(?:\s{CAPITAL})?)\s*[,!.:–-]?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
CLOSING = re.compile(
    rf"^(?P<how>{alternatives('closings')})\s*[,!.–-]?\s*$", re.IGNORECASE | re.MULTILINE
)
PHONE = re.compile(SHAPES["phone"])
SIGNED_LINES = 8
ANYWHERE = Scope()
LAST = 200  # characters of a mail in which it closes


def written(document: Document, owner: Owner) -> Iterator[Draft]:
    """Yield the manners of a mail that the user wrote."""
    if document.kind is not Kind.MAIL or not owner.wrote(document):
        return
    yield from _greeting(document)
    yield from _closing(document)
    yield from _signature(document, owner)


def _greeting(document: Document) -> Iterator[Draft]:
    head = document.text[: _first_fold(document)][:LAST]
    match = GREETING.match(head)
    if match is None:
        return
    whom = match["whom"]
    scope = Scope(who=whom)
    yield _draft(
        document, ClaimKind.STYLE, "greeting", match, "how", f"Greets with “{match['how']}”.", scope
    )
    for person in document.people:
        if person.role == "to" and folded(whom).split()[-1] in folded(person.name).split():
            yield _draft(
                document,
                ClaimKind.RELATION,
                "writes_to",
                match,
                "whom",
                f"Writes to {person.name}.",
            )
            return


def _closing(document: Document) -> Iterator[Draft]:
    ends = [fold.start for fold in document.folds if fold.why == "quote" and fold.start > 0]
    end = min(ends, default=len(document.text))
    found = list(CLOSING.finditer(document.text, max(0, end - LAST), end))
    if found:
        match = found[-1]
        yield _draft(
            document, ClaimKind.STYLE, "closing", match, "how", f"Closes with “{match['how']}”."
        )


def _signature(document: Document, owner: Owner) -> Iterator[Draft]:
    """Yield the number in the user's own signature: one below their own name."""
    for fold in document.folds:
        lines = document.text[fold.start : fold.end].split("\n")[:SIGNED_LINES]
        signed = any(_is_name(line, owner) for line in lines)
        match = PHONE.search(document.text, fold.start, fold.end)
        if fold.why == "signature" and signed and match:
            yield _draft(document, ClaimKind.FACT, "phone", match, 0, f"Phone: {match[0]}.")


def _is_name(line: str, owner: Owner) -> bool:
    firsts = {name.split()[0] for name in owner.names}
    return owner.is_named(line.strip(" ,-–")) or folded(line) in firsts


def _first_fold(document: Document) -> int:
    return min(
        (fold.start for fold in document.folds if fold.start > 0), default=len(document.text)
    )


def _draft(
    document: Document,
    kind: ClaimKind,
    slot: str,
    match: re.Match[str],
    group: str | int,
    text: str,
    scope: Scope = ANYWHERE,
) -> Draft:
    return Draft(
        subject="", kind=kind, slot=slot, value=match[group], text=sentence_case(text), polarity=1,
        strength=Strength.IMPLIED, document=document.id, start=match.start(), end=match.end(),
        at=document.date, scope=scope,
    )  # fmt: skip
