"""What the model's process can be asked for; each is a generator, so that one can give way.

A step of one is a batch of a prompt or a single token: whoever waits, waits for
no more than that.
"""

from __future__ import annotations

import codecs
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.engine.turns import Family
from assistant.engine.worker.choosing import Chooser
from assistant.engine.worker.context import Context
from assistant.engine.worker.prompt import prompt, stops
from assistant.engine.worker.weights import Tokens
from ingest.sandbox import Line
from memory.types import Message

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHUNK = 32  # tokens whose logits are held at once


def written(context: Context, family: Family, request: Line) -> Iterator[Line]:
    """Yield the reply in pieces that are whole characters, until its end.

    Ends with the number of tokens read (and not held before) and written, and
    the seconds of each.
    """
    sampling = request["sampling"]
    chooser = Chooser(context.weights, sampling, request.get("schema", ""))
    try:
        # 1. Read the prompt.
        began = time.perf_counter()
        tokens = _prompt(context, family, request, reserve=sampling["max_tokens"])
        first = None
        for count in context.read(tokens):
            first = count if first is None else first
            yield {"read": count, "of": len(tokens)}
        read = time.perf_counter()
        # 2. Write.
        most = min(sampling["max_tokens"], context.room - len(tokens))
        until = read + sampling["seconds"] if sampling["seconds"] else float("inf")
        said = 0
        for text in _said(context, chooser, stops(context.weights, family), most):
            said += 1
            yield {"text": text}
            if time.perf_counter() > until:
                break
        yield {
            "end": True,
            "read": len(tokens) - (first or 0),
            "reading": read - began,
            "written": said,
            "writing": time.perf_counter() - read,
        }
    finally:
        chooser.close()


def _said(context: Context, chooser: Chooser, stops: set[int], most: int) -> Iterator[str]:
    """Yield for each token what it adds to the text, "" where a character is not whole."""
    decoder = codecs.getincrementaldecoder("utf-8")("ignore")
    for count in range(most):
        token = chooser.next(context)
        if token in stops or context.weights.ends(token):
            return
        yield decoder.decode(context.weights.piece(token))
        if count < most - 1:
            context.go_on(token)


def read(context: Context, family: Family, request: Line) -> Iterator[Line]:
    """Read the messages ahead of a reply that may be asked for."""
    for count in context.read(_prompt(context, family, request, reserve=0, answers=False)):
        yield {"read": count}
    yield {"end": True}


def scored(context: Context, family: Family, request: Line) -> Iterator[Line]:
    """Tell the log-probability of each label as the whole reply; the prompt is read once."""
    weights = context.weights
    labels = [weights.tokens(label) for label in request["labels"]]
    longest = max(map(len, labels))
    tokens = _prompt(context, family, request, reserve=longest)
    for count in context.read(tokens):
        yield {"read": count}
    after = logs(context.likely())
    scores = []
    for label in labels:
        total, now = 0.0, after
        for n, token in enumerate(label):
            total += float(now[token])
            if n < len(label) - 1:
                context.go_on(token)
                now = logs(context.likely())
        scores.append(total)
        if not context.back_to(len(tokens)):
            yield from read_again(context, tokens)
        yield {"read": len(tokens)}
    yield {"end": True, "scores": scores}


def read_again(context: Context, tokens: Tokens) -> Iterator[Line]:
    """Read the prompt anew for the models that cannot go back."""
    for count in context.read(tokens):
        yield {"read": count}


def surprise(context: Context, request: Line) -> Iterator[Line]:
    """Tell the mean negative log-likelihood of a text's tokens, in nats; perplexity is its exp."""
    import numpy as np

    weights = context.weights
    tokens = (weights.opening() + weights.tokens(request["text"]))[: context.room]
    total = 0.0
    context.forget()
    for start in range(0, len(tokens) - 1, CHUNK):
        some = tokens[start : min(start + CHUNK, len(tokens) - 1)]
        told = logs(context.all_likely(some))
        total -= float(told[np.arange(len(some)), tokens[start + 1 : start + 1 + len(some)]].sum())
        yield {"read": start + len(some), "of": len(tokens)}
    yield {"end": True, "nats": total / max(1, len(tokens) - 1), "tokens": len(tokens)}


def logs(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the logarithms of the probabilities along the last axis."""
    import numpy as np

    exact = logits.astype(np.float64)
    exact -= exact.max(-1, keepdims=True)
    exact -= np.log(np.exp(exact).sum(-1, keepdims=True))
    return exact


def _prompt(
    context: Context, family: Family, request: Line, *, reserve: int, answers: bool = True
) -> Tokens:
    messages = [Message(one["role"], one["text"]) for one in request["messages"]]
    room = max(1, context.room - min(reserve, context.room // 2) - 1)
    return prompt(context.weights, family, messages, room, answers=answers)
