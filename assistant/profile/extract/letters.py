"""How the user writes mails: whom they greet and how, how they close, what their signature says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.profile.extract.drafting import sentence_case
from assistant.profile.extract.rules import SHAPES
from assistant.profile.letter import Letter, is_group, letter, listed
from assistant.profile.owner import Owner, folded
from memory.types import ClaimKind, Document, Draft, Kind, Scope, Strength

PHONE = re.compile(SHAPES["phone"])
SIGNED_LINES = 8
MARKS = " ,.!:;–—-"
ANYWHERE = Scope()


def written(document: Document, owner: Owner) -> Iterator[Draft]:
    """Yield the manners of a mail that the user wrote."""
    if document.kind is not Kind.MAIL or not owner.wrote(document):
        return
    found = letter(document, owner.names)
    yield from _greeting(document, found)
    yield from _closing(document, found)
    yield from _signature(document, owner)


def _greeting(document: Document, found: Letter) -> Iterator[Draft]:
    if not found.how or not found.whom or is_group(found.whom):
        return
    said = f"Greets with “{found.how}”."
    scope = Scope(who=found.whom)
    yield _draft(document, ClaimKind.STYLE, "greeting", found.how, found.greets, said, scope)
    for person in document.people:
        if person.role == "to" and folded(found.whom).split()[-1] in folded(person.name).split():
            said = f"Writes to {person.name}."
            whom = found.whom
            yield _draft(document, ClaimKind.RELATION, "writes_to", whom, found.greets, said)
            return


def _closing(document: Document, found: Letter) -> Iterator[Draft]:
    closing = " ".join(found.closing.split()).rstrip(MARKS)
    if closing.lower() in listed("closings"):  # else it may say anything
        said = f"Closes with “{closing}”."
        yield _draft(document, ClaimKind.STYLE, "closing", closing, found.closes, said)


def _signature(document: Document, owner: Owner) -> Iterator[Draft]:
    """Yield the number in the user's own signature: one below their own name."""
    for fold in document.folds:
        lines = document.text[fold.start : fold.end].split("\n")[:SIGNED_LINES]
        signed = any(_is_name(line, owner) for line in lines)
        match = PHONE.search(document.text, fold.start, fold.end)
        if fold.why == "signature" and signed and match:
            yield _draft(
                document, ClaimKind.FACT, "phone", match[0], match.span(), f"Phone: {match[0]}."
            )


def _is_name(line: str, owner: Owner) -> bool:
    firsts = {name.split()[0] for name in owner.names}
    return owner.is_named(line.strip(" ,-–")) or folded(line) in firsts


def _draft(
    document: Document,
    kind: ClaimKind,
    slot: str,
    value: str,
    place: tuple[int, int],
    text: str,
    scope: Scope = ANYWHERE,
) -> Draft:
    return Draft(
        subject="", kind=kind, slot=slot, value=value, text=sentence_case(text), polarity=1,
        strength=Strength.IMPLIED, document=document.id, start=place[0], end=place[1],
        at=document.date, scope=scope,
    )  # fmt: skip
