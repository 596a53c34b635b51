"""Messages as the tokens of a prompt, cut where they do not fit."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.engine.turns import Family, pieces
from assistant.engine.worker.weights import Tokens, Weights
from memory.types import Message


def prompt(
    weights: Weights,
    family: Family,
    messages: Sequence[Message],
    room: int,
    *,
    answers: bool = True,
) -> Tokens:
    """Return the tokens up to where the model is to speak, at most ``room`` of them.

    What does not fit is cut from the end of the longest words; marks are never
    cut.  Without ``answers`` it ends where the last message ends.
    """
    told = pieces(messages, family)
    if not answers:
        last = max((n for n, one in enumerate(told) if one.text and not one.mark), default=-1)
        told = told[: last + 2]  # its words, and the mark behind them
    parts = [(piece, weights.tokens(piece.text, special=piece.mark)) for piece in told]
    room -= sum(len(tokens) for piece, tokens in parts if piece.mark) + len(weights.opening())
    kept = _cut([tokens for piece, tokens in parts if not piece.mark], max(0, room))
    tokens = weights.opening()
    for piece, own in parts:
        tokens += own if piece.mark else kept.pop(0)
    return tokens


def _cut(words: list[Tokens], room: int) -> list[Tokens]:
    """Take tokens from the end of what is longest until all have room."""
    lengths = [len(tokens) for tokens in words]
    while (over := sum(lengths) - room) > 0:
        longest = max(range(len(lengths)), key=lengths.__getitem__)
        second = max((n for at, n in enumerate(lengths) if at != longest), default=0)
        lengths[longest] -= min(over, max(1, lengths[longest] - second))
    return [tokens[:length] for tokens, length in zip(words, lengths, strict=True)]


def stops(weights: Weights, family: Family) -> set[int]:
    """Return the tokens at which a turn of this family is over."""
    return {token for stop in family.stop for token in weights.tokens(stop, special=True)[:1]}
