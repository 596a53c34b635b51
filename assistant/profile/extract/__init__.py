"""What a document tells of the user and the people they know: by rules, without a model."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.profile.extract.statements import stated
from assistant.profile.extract.turns import turns
from assistant.profile.owner import Owner
from memory.types import Document, Draft


def drafts(document: Document, owner: Owner) -> Iterator[Draft]:
    """Yield what is to be believed because of a document, in its order."""
    id = document.id
    for turn in turns(document, owner):
        yield from stated(id, turn)
