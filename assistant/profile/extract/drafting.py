"""How a draft is made of a place in a turn; its quote is the sentence that says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from assistant.profile.extract.grammar import Sentence, Span
from assistant.profile.extract.turns import Turn
from memory.types import ClaimKind, DocumentId, Draft, Scope, Strength


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a turn, and what every draft of it has in common."""

    document: DocumentId
    turn: Turn
    sentence: Sentence

    def draft(
        self,
        kind: ClaimKind,
        slot: str,
        value: Span,
        text: str,
        *,
        subject: str | None = None,
        strength: Strength | None = None,
        polarity: Literal[1, -1] = 1,
        ended: bool = False,
        scope: Scope = Scope(),
        until: datetime | None = None,
    ) -> Draft:
        """Return a draft; without a subject it is about who speaks."""
        begin = self.turn.start + self.sentence.start
        return Draft(
            subject=self.turn.subject if subject is None else subject,
            kind=kind,
            slot=slot,
            value=value.text,
            text=text,
            polarity=polarity,
            strength=self._weaker(strength),
            document=self.document,
            start=begin,
            end=begin + len(self.sentence.text),
            at=self.turn.at,
            scope=scope,
            until=until,
            ended=ended,
        )

    def _weaker(self, strength: Strength | None) -> Strength:
        """Return the turn's own strength, or what is only to be read from it if that is less."""
        own = self.turn.strength
        return strength if strength is not None and own is Strength.STATED else own


def sentence_case(words: str) -> str:
    """Return words as the beginning of a sentence, with its stop."""
    return words[:1].upper() + words[1:].rstrip(" .") + "."
