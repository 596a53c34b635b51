"""What a program asks of a model, read from the JSON of the OpenAI API.

What would change an answer and cannot be done is refused; what cannot be done
and only shades it is left out, and said so in the reply (``ignored``).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.engine.plan import Sampling
from assistant.serving.given import Given, storable
from assistant.serving.refusals import Refused
from memory.types import Message

MEMORY = ":memory"  # after the name of a model: answer from the memory
OURS = "famulus"  # the member in which we ask and tell what the API has no name for
MOST_TOKENS = 2048
MOST_MESSAGES = 500
MOST_TEXTS = 256  # to be encoded at once
MOST_STOPS = 16
LONGEST_STOP = 200
ANY_OBJECT = '{"type": "object"}'
ROLES: dict[str, Literal["system", "user", "assistant"]] = {
    "system": "system",
    "developer": "system",
    "user": "user",
    "assistant": "assistant",
}
# Each with the value that asks for nothing.
REFUSED: dict[str, tuple[Any, ...]] = {
    "n": (1,),
    "best_of": (1,),
    "echo": (False,),
    "logprobs": (False, 0),
    "top_logprobs": (0,),
    "suffix": ("",),
    "tools": ([],),
    "functions": ([],),
    "audio": (),
    "modalities": (["text"],),
    "tool_choice": ("none", "auto"),
}
UNDERSTOOD = {
    *("model", "messages", "prompt", "stream", "stream_options", "stop", "max_tokens"),
    *("max_completion_tokens", "temperature", "top_p", "seed", "response_format", OURS),
    *("user", "store", "metadata", "safety_identifier", "prompt_cache_key", "service_tier"),
}
# How a model is to write; the memory answers in its own way.
OF_MODELS = {
    *("stop", "max_tokens", "max_completion_tokens", "temperature", "top_p", "seed"),
    "response_format",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One text to be written."""

    model: str
    messages: tuple[Message, ...] = field(repr=False)
    sampling: Sampling = field(default_factory=Sampling)
    stops: tuple[str, ...] = field(default=(), repr=False)
    schema: str = field(default="", repr=False)  # JSON schema; "" for free text
    stream: bool = False
    with_usage: bool = False  # also at the end of a stream
    memory: bool = False
    ignored: tuple[str, ...] = ()

    @property
    def question(self) -> str:
        """Return what the user said last, for the memory to answer."""
        said = self._said
        if not said:
            raise Refused("The memory answers a question: there is none.", param="messages")
        return said[-1]

    @property
    def before(self) -> str:
        """Return what the user asked before that."""
        return self._said[-2] if len(self._said) > 1 else ""

    @property
    def _said(self) -> list[str]:
        return [one.text for one in self.messages if one.role == "user"]


@dataclass(frozen=True, slots=True)
class Encode:
    """Texts whose vectors are asked for."""

    model: str
    texts: tuple[str, ...] = field(repr=False)
    as_bytes: bool = False
    dimensions: int = 0  # 0: what the encoder has


def chat(given: Given) -> Asked:
    """Read a request for the next turn of a conversation."""
    messages = given.listed("messages")
    if not 1 <= len(messages) <= MOST_MESSAGES:
        raise given.wrong("messages", f"a list of 1 to {MOST_MESSAGES} messages")
    return _asked(given, [_message(one) for one in messages])


def completion(given: Given) -> Asked:
    """Read a request to go on from a prompt; a model that converses is told it as a turn."""
    prompt = given.any("prompt")
    if isinstance(prompt, list) and len(prompt) == 1:
        (prompt,) = prompt
    if not isinstance(prompt, str) or not prompt:
        raise given.wrong("prompt", "one text")
    return _asked(given, [Message("user", storable(prompt))])


def encode(given: Given) -> Encode:
    """Read a request for vectors."""
    wanted = given.any("input")
    texts = wanted if isinstance(wanted, list) else [wanted]
    if not 1 <= len(texts) <= MOST_TEXTS or not all(isinstance(one, str) and one for one in texts):
        raise given.wrong("input", f"a text, or a list of 1 to {MOST_TEXTS} texts")
    return Encode(
        model=given.text("model", most=200),
        texts=tuple(map(storable, texts)),
        as_bytes=given.choice("encoding_format", ("float", "base64"), "float") == "base64",
        dimensions=given.whole("dimensions", 0, 0, 1 << 20),
    )


def _asked(given: Given, messages: Sequence[Message]) -> Asked:
    _refuse(given)
    name = given.text("model", most=200)
    memory = given.within(OURS).yes("memory") or name.endswith(MEMORY)
    left_out = given.names() - UNDERSTOOD - REFUSED.keys()
    if memory:
        left_out |= given.names() & OF_MODELS
    return Asked(
        model=name.removesuffix(MEMORY),
        messages=tuple(messages),
        sampling=_sampling(given),
        stops=_stops(given),
        schema=_schema(given),
        stream=given.yes("stream"),
        with_usage=given.within("stream_options").yes("include_usage"),
        memory=memory,
        ignored=tuple(sorted(left_out)),
    )


def _refuse(given: Given) -> None:
    for name, nothing in REFUSED.items():
        value = given.any(name)
        if value is not None and value not in nothing:
            raise Refused(
                f"Famulus does not do “{name}”.", remedy="Leave it out.", param=name,
                code="not_supported",
            )  # fmt: skip


def _sampling(given: Given) -> Sampling:
    usual = Sampling()
    name = "max_tokens" if "max_tokens" in given else "max_completion_tokens"
    most = given.whole(name, usual.max_tokens, 1, 1 << 31)
    return Sampling(
        temperature=given.number("temperature", usual.temperature, 0, 2),
        top_p=given.number("top_p", usual.top_p, 0, 1),
        max_tokens=min(most, MOST_TOKENS),
        seed=given.whole("seed", usual.seed, -(1 << 63), 1 << 63) % (1 << 32),
    )


def _stops(given: Given) -> tuple[str, ...]:
    value = given.any("stop")
    stops = [value] if isinstance(value, str) else given.listed("stop")
    known = all(isinstance(one, str) and 0 < len(one) <= LONGEST_STOP for one in stops)
    if len(stops) > MOST_STOPS or not known:
        raise given.wrong("stop", f"a text, or a list of at most {MOST_STOPS} texts")
    return tuple(stops)


def _schema(given: Given) -> str:
    wanted = given.within("response_format")
    match wanted.choice("type", ("text", "json_object", "json_schema"), "text"):
        case "json_object":
            return ANY_OBJECT
        case "json_schema":
            schema = wanted.within("json_schema").any("schema")
            if not isinstance(schema, dict):
                raise Refused("A schema is missing.", param="response_format")
            return json.dumps(schema)
        case _:
            return ""


def _message(value: object) -> Message:
    given = Given(value)
    role = given.choice("role", ROLES)
    if not role:
        raise given.wrong("role", f"one of {', '.join(ROLES)}")
    content = given.any("content")
    if isinstance(content, list):
        content = "".join(_part(one) for one in content)
    if not isinstance(content, str):
        raise given.wrong("content", "a text")
    return Message(ROLES[role], storable(content))


def _part(value: object) -> str:
    given = Given(value)
    if given.any("type") != "text":
        raise Refused("Famulus reads text in messages, nothing else.", param="messages")
    return given.text("text", "")
