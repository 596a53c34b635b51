"""What a program is told, as the JSON of the OpenAI API.

What that has no name for stands in the member "famulus": citations, whether
the memory held an answer, what of the request was left out.
"""

from __future__ import annotations

import base64
import json
import secrets
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assistant.serving.asked import OURS, Encode
from ingest.clean import visible
from memory.sizes import estimated_tokens
from memory.types import Answer, Passage

if TYPE_CHECKING:
    from memory.index.vectors import Vectors

Reply = dict[str, Any]
END = b"data: [DONE]\n\n"


@dataclass(frozen=True, slots=True)
class Form:
    """How one kind of reply is shaped."""

    whole: str  # what the object is called
    piece: str
    prefix: str

    def said(self, text: str) -> Reply:
        """Return the part of a choice that holds the whole text."""
        return {"message": {"role": "assistant", "content": text, "refusal": None}}

    def delta(self, text: str, *, first: bool) -> Reply:
        """Return the part of a choice that holds the next piece."""
        begun: Reply = {"role": "assistant"} if first else {}
        return {"delta": begun | ({"content": text} if text or first else {})}


@dataclass(frozen=True, slots=True)
class Plain(Form):
    """The older kind, without roles."""

    def said(self, text: str) -> Reply:
        return {"text": text}

    def delta(self, text: str, *, first: bool) -> Reply:  # noqa: ARG002 - all pieces are alike
        return {"text": text}


CHAT = Form("chat.completion", "chat.completion.chunk", "chatcmpl")
PROMPT = Plain("text_completion", "text_completion", "cmpl")


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the replies to one request."""

    form: Form
    model: str
    read: int = 0  # tokens of the prompt, about
    id: str = field(default_factory=lambda: secrets.token_hex(12))
    created: int = field(default_factory=lambda: int(time.time()))

    def whole(self, text: str, why: str, tokens: int, ours: Reply) -> Reply:
        """Return the whole reply, of so many tokens."""
        choice = self.form.said(text) | {"index": 0, "finish_reason": why, "logprobs": None}
        return self._reply(self.form.whole, [choice], ours) | usage(self.read, tokens)

    def piece(self, text: str, *, first: bool = False) -> bytes:
        return self._event([self._choice(self.form.delta(text, first=first), None)], {})

    def last(self, why: str, ours: Reply) -> bytes:
        """Return the piece that says how it ended."""
        return self._event([self._choice(self.form.delta("", first=False), why)], ours)

    def used(self, tokens: int) -> bytes:
        """Return the piece after the last, of what it took."""
        return event(self._reply(self.form.piece, [], {}) | usage(self.read, tokens))

    def _choice(self, part: Reply, why: str | None) -> Reply:
        return part | {"index": 0, "finish_reason": why, "logprobs": None}

    def _event(self, choices: list[Reply], ours: Reply) -> bytes:
        return event(self._reply(self.form.piece, choices, ours))

    def _reply(self, object: str, choices: list[Reply], ours: Reply) -> Reply:
        reply: Reply = {
            "id": f"{self.form.prefix}-{self.id}",
            "object": object,
            "created": self.created,
            "model": self.model,
            "choices": choices,
        }
        return reply | ({OURS: ours} if ours else {})


def event(reply: Reply) -> bytes:
    """Return a reply as one event of a stream."""
    return f"data: {json.dumps(reply)}\n\n".encode()


def usage(read: int, written: int) -> Reply:
    return {
        "usage": {
            "prompt_tokens": read,
            "completion_tokens": written,
            "total_tokens": read + written,
        }
    }


def ours(answer: Answer | None, ignored: Sequence[str]) -> Reply:
    """Return what the API has no name for."""
    told: Reply = {"ignored": list(ignored)} if ignored else {}
    if answer is not None:
        told |= {
            "found": answer.found,
            "made_by": answer.made_by,
            "sentences": len(answer.statements),
            "supported": sum(one.supported for one in answer.statements),
            "citations": [cited(n, one) for n, one in enumerate(answer.citations, 1)],
        }
    return told


def cited(number: int, passage: Passage) -> Reply:
    """Return a passage as other programs see it; not where its file lies on this computer."""
    return {
        "number": number,
        "text": visible(passage.text),
        "title": visible(passage.title),
        "date": passage.date.isoformat() if passage.date else None,
        "people": [visible(name) for name in passage.people],
        "source": passage.source,
        "kind": str(passage.kind),
        "document": passage.document,
        "start": passage.start,
        "end": passage.end,
    }


def models(names: Iterable[str]) -> Reply:
    return {"object": "list", "data": [model(name) for name in names]}


def model(name: str) -> Reply:
    return {"id": name, "object": "model", "created": 0, "owned_by": OURS}


def vectors(asked: Encode, name: str, found: Vectors) -> Reply:
    """Return the vectors, as numbers or as the bytes of them."""
    tokens = sum(map(estimated_tokens, asked.texts))
    return {
        "object": "list",
        "model": name,
        "data": [
            {
                "object": "embedding",
                "index": n,
                "embedding": base64.b64encode(one.tobytes()).decode()
                if asked.as_bytes
                else one.tolist(),
            }
            for n, one in enumerate(found)
        ],
        "usage": {"prompt_tokens": tokens, "total_tokens": tokens},
    }
