"""Which little faces the user writes: said once they mean little, on several days a manner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.profile.extract.drafting import Said
from assistant.profile.extract.grammar import Sentence, Span
from assistant.profile.extract.turns import Turn
from memory.types import ClaimKind, DocumentId, Draft, Strength

FACE = re.compile(
    "[\U0001f300-\U0001f3fa\U0001f400-\U0001faff\u2639\u263a\u2764]|(?<!\\S)[:;]-?[()DP](?!\\w)"
)


def shown(document: DocumentId, turn: Turn) -> Iterator[Draft]:
    """Yield each face of a turn once, with the line in which it stands."""
    seen: set[str] = set()
    for line in re.finditer(r"[^\n]+", turn.text):
        said = Said(document, turn, Sentence(line.start(), line[0], line[0]))
        for face in FACE.finditer(line[0]):
            if turn.own and face[0] not in seen:
                seen.add(face[0])
                yield said.draft(
                    ClaimKind.STYLE,
                    "emoji",
                    Span(face.start(), face.end(), face[0]),
                    f"Writes {face[0]}",
                    Strength.IMPLIED,
                )
