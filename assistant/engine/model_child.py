"""The model's process: loads one GGUF file and writes what it is asked for, token by token."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterator
from typing import Any

from assistant.engine.turns import Family, family_of, pieces
from ingest.sandbox import Line, Parent, confine
from memory.types import Message

SLICE = 64  # tokens of a prompt read at a time: a stop waits for no more


def main(path: str) -> None:
    confine()  # before the file is opened: no socket, no program can be started from it
    os.nice(2)  # the window comes first
    parent = Parent()
    requests = parent.requests()
    how = next(requests)
    try:
        llama = _load(path, how)
    except (ValueError, RuntimeError, OSError):
        parent.send({"problem": "This model cannot be loaded."})
        return
    family = family_of(frozenset(how["markers"]))
    parent.send({"ready": True})
    for request in requests:
        parent.stopping.clear()
        for text in _written(llama, family, request, parent):
            parent.send({"text": text})
        parent.send({"end": True})


def _load(path: str, how: Line) -> Any:
    from llama_cpp import Llama

    return Llama(
        path,
        n_ctx=how["context"],
        n_batch=SLICE,
        n_threads=how["threads"],
        n_threads_batch=how["threads"],
        chat_format="chatml",  # never used; anything but the template in the file
        verbose=False,
    )


def _written(llama: Any, family: Family, request: Line, parent: Parent) -> Iterator[str]:
    """Yield the reply in pieces that are whole characters, until its end or a stop."""
    prompt = _prompt(llama, family, request, request["max_tokens"])
    # 1. Read the prompt, a slice at a time, so that a stop is heard.
    llama.reset()
    for start in range(0, len(prompt) - 1, SLICE):
        if parent.stopping.is_set():
            return
        llama.eval(prompt[start : min(start + SLICE, len(prompt) - 1)])
    # 2. Write.
    llama.set_seed(request["seed"])
    decoder = codecs.getincrementaldecoder("utf-8")("ignore")
    tokens = llama.generate(prompt, temp=request["temperature"], top_p=request["top_p"])
    stops = {token for stop in family.stop for token in _tokens(llama, stop, special=True)[:1]}
    for count, token in enumerate(tokens):
        over = count == request["max_tokens"] or token == llama.token_eos() or token in stops
        if over or parent.stopping.is_set():
            return
        if text := decoder.decode(llama.detokenize([token])):
            yield text


def _prompt(llama: Any, family: Family, request: Line, reserve: int) -> list[int]:
    """Return the prompt's tokens, cut in its longest words if it does not fit."""
    messages = [Message(m["role"], m["text"]) for m in request["messages"]]
    parts = [(p.mark, _tokens(llama, p.text, special=p.mark)) for p in pieces(messages, family)]
    words = [n for n, (mark, _) in enumerate(parts) if not mark]
    longest = max(words, key=lambda n: len(parts[n][1]), default=None)
    others = sum(len(tokens) for n, (_, tokens) in enumerate(parts) if n != longest)
    room = max(0, llama.n_ctx() - reserve - 2 - others)
    prompt = _opening(llama)
    for n, (_, tokens) in enumerate(parts):
        prompt += tokens[:room] if n == longest else tokens
    return prompt


def _opening(llama: Any) -> list[int]:
    """Return the token that begins a text, for the models that were trained with one."""
    wanted = llama._model.add_bos_token()  # noqa: SLF001 - the binding has no public door to it
    return [llama.token_bos()] if wanted else []


def _tokens(llama: Any, text: str, *, special: bool) -> list[int]:
    """Return the tokens of a text; words of others never become marks."""
    tokens: list[int] = llama.tokenize(text.encode(), add_bos=False, special=special)
    return tokens


if __name__ == "__main__":
    main(sys.argv[1])
