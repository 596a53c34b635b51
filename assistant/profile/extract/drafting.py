"""How a draft is made of a place in a turn; its quote is the sentence that says it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.profile.extract.grammar import Sentence, Span
from assistant.profile.extract.turns import Turn
from memory.types import ClaimKind, DocumentId, Draft, Strength


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a turn: what every draft of it has in common."""

    document: DocumentId
    turn: Turn
    sentence: Sentence

    def draft(
        self, kind: ClaimKind, slot: str, value: Span, text: str, strength: Strength | None = None
    ) -> Draft:
        """Return a draft about who speaks."""
        begin = self.turn.start + self.sentence.start
        return Draft(
            subject=self.turn.subject,
            kind=kind,
            slot=slot,
            value=" ".join(value.text.split()),
            text=" ".join(text.split()),
            polarity=1,
            strength=self._weaker(strength),
            document=self.document,
            start=begin,
            end=begin + len(self.sentence.text),
            at=self.turn.at,
        )

    def _weaker(self, strength: Strength | None) -> Strength:
        """Return the turn's own strength, or what is only to be read from it if that is less."""
        own = self.turn.strength
        return strength if strength is not None and own is Strength.STATED else own


def sentence_case(words: str) -> str:
    """Return words as the beginning of a sentence, with its stop."""
    return words[:1].upper() + words[1:].rstrip(" .") + "."
