"""What the user says of an answer, and what follows for the claims that it used.

A rating speaks for or against them as weakly as a conclusion does, and a claim that was
taken away from an answer as weakly as a dismissed suggestion: nothing is believed or
ended by it alone.  No word of the answer is kept with it, so there is nothing to erase.
"""

from __future__ import annotations

from collections.abc import Collection

from memory import conversations
from memory.claims.telling import Reacted, react, take_back
from memory.store import MemoryStore
from memory.types import Answer, ClaimId, Strength

RATE, LEAVE_OUT = "rate", "leave out"  # as the history calls them
USEFUL = "The user found an answer useful that used it."
NOT_USEFUL = "The user found an answer not useful that used it."
LEFT_OUT = "The user asked for an answer without it."


def rate(store: MemoryStore, answer: Answer, useful: bool | None) -> None:
    """Let a rating take the place of the one before; None takes it back.

    An answer that is not kept, as in a private conversation, is not rated.
    """
    if not answer.id:
        return
    take_back(store, answer.id)
    conversations.rate(store, answer.id, 0 if useful is None else 1 if useful else -1)
    if useful is not None:
        why = USEFUL if useful else NOT_USEFUL
        used = [one.claim for one in answer.claims]
        react(store, used, Reacted(answer.id, useful, RATE, why))


def leave_out(store: MemoryStore, answer: Answer, claims: Collection[ClaimId]) -> None:
    """Count that claims were taken away from an answer; from the same one they count once."""
    if answer.id:
        to = f"{answer.id} without"
        react(store, claims, Reacted(to, False, LEAVE_OUT, LEFT_OUT, Strength.SUGGESTED))
