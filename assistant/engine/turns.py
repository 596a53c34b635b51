"""Messages into the marks of a model family, in plain string building.

The template inside a model file is never used: it is a program by whoever made
the file.  Marks and words are kept apart, so that words which look like marks
are told to the model as words.

Where a model can think aloud before it answers, its thinking is closed before it
begins: a short reply is asked for, and what it would think is nobody's words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, get_args

from memory.types import Message

Speaker = Literal["user", "assistant", "system"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a prompt; only a mark may become a special token."""

    text: str
    mark: bool


@dataclass(frozen=True, slots=True)
class Turns:
    """The marks before and after what each of the three says."""

    user: tuple[str, str]
    assistant: tuple[str, str]
    system: tuple[str, str] | None = None  # None: told within a turn of the user


@dataclass(frozen=True, slots=True)
class Family:
    """How one family of models tells turns apart.

    A vocabulary of SentencePiece puts a space before words by itself; the marks here
    are therefore without the spaces that its makers show after them.
    """

    name: str
    turns: Turns
    stop: tuple[str, ...]
    within: Literal["first", "last"] = "first"  # ... of this one
    opening: str = ""  # once, before everything
    silence: str = ""  # after the mark before a reply: no thinking aloud
    trimmed: bool = False  # words are told without white space around them
    signs: frozenset[str] = frozenset()  # tokens by which it is known
    architecture: str = ""  # what that of the model begins with; empty: any
    tokenizer: str = ""  # empty: any


def _alike(before: str, after: str) -> Turns:
    """Return turns that differ in the name of who speaks alone."""
    user, assistant, system = ((before.format(role=r), after) for r in get_args(Speaker))
    return Turns(user, assistant, system)


def _chatml(name: str, *signs: str, architecture: str = "", silence: str = "") -> Family:
    return Family(
        name,
        _alike("<|im_start|>{role}\n", "<|im_end|>\n"),
        stop=("<|im_end|>",),
        silence=silence,
        signs=frozenset({"<|im_start|>", *signs}),
        architecture=architecture,
    )


_COHERE_USER = ("<|START_OF_TURN_TOKEN|><|USER_TOKEN|>", "<|END_OF_TURN_TOKEN|>")
_COHERE_SYSTEM = ("<|START_OF_TURN_TOKEN|><|SYSTEM_TOKEN|>", "<|END_OF_TURN_TOKEN|>")
_COHERE_REPLY = "<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>"

# The first whose signs a model shows is its own: who has more to show comes first.
FAMILIES = (
    Family(
        "Phi 4",
        _alike("<|im_start|>{role}<|im_sep|>", "<|im_end|>"),
        stop=("<|im_end|>",),
        signs=frozenset({"<|im_start|>", "<|im_sep|>"}),
    ),
    Family(
        "DeepSeek",
        Turns(
            system=("", ""),
            user=("<｜User｜>", ""),
            assistant=("<｜Assistant｜>", "<｜end▁of▁sentence｜>"),
        ),
        stop=("<｜end▁of▁sentence｜>",),
        silence="<think>\n\n</think>\n\n",
        signs=frozenset({"<｜User｜>"}),
    ),
    _chatml("Qwen 3", "<think>", architecture="qwen3", silence="<think>\n\n</think>\n\n"),
    Family(
        "SmolLM 3",
        Turns(
            system=("<|im_start|>system\n", "<|im_end|>\n"),
            user=("<|im_start|>user\n", "<|im_end|>\n"),
            assistant=("<|im_start|>assistant\n<think>\n\n</think>\n", "<|im_end|>\n"),
        ),
        stop=("<|im_end|>",),
        signs=frozenset({"<|im_start|>"}),
        architecture="smollm3",
    ),
    _chatml("ChatML"),
    Family(
        "Llama 3",
        _alike("<|start_header_id|>{role}<|end_header_id|>\n\n", "<|eot_id|>"),
        stop=("<|eot_id|>",),
        trimmed=True,
        signs=frozenset({"<|start_header_id|>"}),
    ),
    Family(
        "Gemma",
        Turns(
            user=("<start_of_turn>user\n", "<end_of_turn>\n"),
            assistant=("<start_of_turn>model\n", "<end_of_turn>\n"),
        ),
        stop=("<end_of_turn>",),
        trimmed=True,
        signs=frozenset({"<start_of_turn>"}),
    ),
    Family(
        "Mistral 7",  # the seventh version of its tokenizer
        Turns(
            system=("[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]"),
            user=("[INST]", "[/INST]"),
            assistant=("", "</s>"),
        ),
        stop=("</s>",),
        signs=frozenset({"[INST]", "[SYSTEM_PROMPT]"}),
    ),
    Family(
        "Mistral 3",
        Turns(
            user=("[INST]", "[/INST]"),
            assistant=("", "</s>"),
        ),
        stop=("</s>",),
        within="last",
        signs=frozenset({"[INST]"}),
    ),
    Family(
        "Cohere 2",
        Turns(
            system=_COHERE_SYSTEM,
            user=_COHERE_USER,
            assistant=(
                f"{_COHERE_REPLY}<|START_RESPONSE|>",
                "<|END_RESPONSE|><|END_OF_TURN_TOKEN|>",
            ),
        ),
        stop=("<|END_RESPONSE|>", "<|END_OF_TURN_TOKEN|>"),
        signs=frozenset({"<|START_OF_TURN_TOKEN|>", "<|START_RESPONSE|>"}),
    ),
    Family(
        "Cohere",
        Turns(
            system=_COHERE_SYSTEM,
            user=_COHERE_USER,
            assistant=(_COHERE_REPLY, "<|END_OF_TURN_TOKEN|>"),
        ),
        stop=("<|END_OF_TURN_TOKEN|>",),
        trimmed=True,
        signs=frozenset({"<|START_OF_TURN_TOKEN|>"}),
    ),
    Family(
        "Granite",
        _alike("<|start_of_role|>{role}<|end_of_role|>", "<|end_of_text|>\n"),
        stop=("<|end_of_text|>",),
        signs=frozenset({"<|start_of_role|>"}),
    ),
    Family(
        "GLM 4",
        _alike("<|{role}|>\n", ""),
        stop=("<|user|>", "<|endoftext|>"),
        opening="[gMASK]<sop>",
        signs=frozenset({"[gMASK]", "<|assistant|>"}),
    ),
    Family(
        "Phi 4 mini",
        _alike("<|{role}|>", "<|end|>"),
        stop=("<|end|>",),
        signs=frozenset({"<|assistant|>", "<|end|>"}),
        tokenizer="gpt2",
    ),
    Family(
        "Phi 3",
        _alike("<|{role}|>\n", "<|end|>\n"),
        stop=("<|end|>",),
        signs=frozenset({"<|assistant|>", "<|end|>"}),
    ),
    Family(
        "Falcon 3",
        Turns(
            system=("<|system|>\n", "\n"),
            user=("<|user|>\n", "\n"),
            assistant=("<|assistant|>\n", "<|endoftext|>\n"),
        ),
        stop=("<|endoftext|>",),
        signs=frozenset({"<|assistant|>"}),
    ),
)
PLAIN = Family(
    "plain",
    Turns(
        system=("### System\n", "\n\n"),
        user=("### User\n", "\n\n"),
        assistant=("### Assistant\n", "\n\n"),
    ),
    stop=("###",),
)


def family_of(markers: frozenset[str], architecture: str = "", tokenizer: str = "") -> Family:
    """Return the family that a model's tokens show it to belong to."""
    for family in FAMILIES:
        built = architecture.startswith(family.architecture)
        read = family.tokenizer in ("", tokenizer)
        if built and read and family.signs <= markers:
            return family
    return PLAIN


def pieces(messages: Sequence[Message], family: Family) -> list[Piece]:
    """Return the prompt up to where the model is to speak.

    The turns of the user and of the model alternate, whatever the messages do; what
    the system says is told whole and first, or where the family wants it.
    """
    system, said = _alternating(messages, family)
    turns = family.turns
    prompt = [Piece(family.opening, mark=True)]
    if system and turns.system:
        prompt += _turn(turns.system, system)
    for message in said:
        prompt += _turn(turns.user if message.role == "user" else turns.assistant, message.text)
    prompt.append(Piece(turns.assistant[0] + family.silence, mark=True))
    return [piece for piece in prompt if piece.text or not piece.mark]


def _turn(marks: tuple[str, str], words: str) -> list[Piece]:
    before, after = marks
    return [Piece(before, mark=True), Piece(words, mark=False), Piece(after, mark=True)]


def _alternating(messages: Sequence[Message], family: Family) -> tuple[str, list[Message]]:
    """Return what the system says, and turns of which no two of one speaker follow each other."""
    told = [Message(m.role, m.text.strip()) if family.trimmed else m for m in messages]
    system = _together([m.text for m in told if m.role == "system"])
    said = [m for m in told if m.role != "system"]
    turns = [
        Message(role, _together([m.text for m in several]))
        for role, several in groupby(said, key=lambda m: m.role)
    ]
    if not turns or turns[0].role == "assistant":
        turns.insert(0, Message("user", ""))
    if system and family.turns.system is None:
        users = [n for n, turn in enumerate(turns) if turn.role == "user"]
        place = users[0 if family.within == "first" else -1]
        turns[place] = Message("user", _together([system, turns[place].text]))
    return system, turns


def _together(texts: Sequence[str]) -> str:
    return "\n\n".join(filter(None, texts))
