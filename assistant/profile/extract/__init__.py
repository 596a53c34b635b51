"""What a document tells of the user and the people they know: by rules, without a model."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.profile.extract.answers import answered
from assistant.profile.extract.doings import done
from assistant.profile.extract.faces import shown
from assistant.profile.extract.letters import written
from assistant.profile.extract.purchases import bought
from assistant.profile.extract.relations import related
from assistant.profile.extract.routines import scheduled
from assistant.profile.extract.statements import stated
from assistant.profile.extract.turns import turns
from assistant.profile.owner import Owner
from memory.types import Document, Draft

FAMILIES = (stated, answered, related, done, shown)


def drafts(document: Document, owner: Owner) -> Iterator[Draft]:
    """Yield what is to be believed because of a document, in its order."""
    id = document.id
    for turn in turns(document, owner):
        for family in FAMILIES:
            yield from family(id, turn)
    yield from bought(document)
    yield from written(document, owner)
    yield from scheduled(document, owner)
