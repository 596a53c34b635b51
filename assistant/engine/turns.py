"""Messages into the marks of a model family, in plain string building.

The template inside a model file is never used: it is a program by whoever made
the file.  Marks and words are kept apart, so that words which look like marks
are told to the model as words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from memory.types import Message


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a prompt; only a mark may become a special token."""

    text: str
    mark: bool


@dataclass(frozen=True, slots=True)
class Family:
    """How one family of models tells turns apart."""

    sign: str  # the token by which it is known
    before: str  # a turn, with {role}
    after: str
    stop: tuple[str, ...]
    roles: tuple[str, str, str] = ("system", "user", "assistant")


FAMILIES = (
    Family("<|im_start|>", "<|im_start|>{role}\n", "<|im_end|>\n", ("<|im_end|>",)),
    Family(
        "<|start_header_id|>",
        "<|start_header_id|>{role}<|end_header_id|>\n\n",
        "<|eot_id|>",
        ("<|eot_id|>",),
    ),
    Family(
        "<start_of_turn>",
        "<start_of_turn>{role}\n",
        "<end_of_turn>\n",
        ("<end_of_turn>",),
        ("user", "user", "model"),
    ),
    Family("[INST]", "", "", ("</s>",), ("[INST]", "[INST]", "[/INST]")),
    Family("<|assistant|>", "<|{role}|>\n", "<|end|>\n", ("<|end|>",)),
)
PLAIN = Family("", "### {role}\n", "\n\n", ("###",), ("System", "User", "Assistant"))


def family_of(markers: frozenset[str]) -> Family:
    """Return the family that a model's tokens show it to belong to."""
    return next((family for family in FAMILIES if family.sign in markers), PLAIN)


def pieces(messages: Sequence[Message], family: Family) -> list[Piece]:
    """Return the prompt up to where the model is to speak."""
    if family.sign == "[INST]":
        words = "\n\n".join(m.text for m in messages)
        return [Piece("[INST] ", mark=True), Piece(words, mark=False), Piece(" [/INST]", mark=True)]
    names = dict(zip(("system", "user", "assistant"), family.roles, strict=True))
    prompt: list[Piece] = []
    for message in messages:
        prompt.append(Piece(family.before.format(role=names[message.role]), mark=True))
        prompt.append(Piece(message.text, mark=False))
        prompt.append(Piece(family.after, mark=True))
    prompt.append(Piece(family.before.format(role=names["assistant"]), mark=True))
    return prompt
