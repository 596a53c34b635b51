"""The next token: drawn from what is likely, and where a schema is given from what it allows.

A grammar that looks at every token of the vocabulary before one is drawn costs a
third of the speed.  Here one is drawn first and the grammar is asked about that
one alone; only where it says no, the others are looked at.
"""

from __future__ import annotations

import ctypes
from typing import Any

import llama_cpp.llama_cpp as native  # noqa: TID253 - this process is for nothing else

from assistant.engine.worker.context import Context
from assistant.engine.worker.weights import Weights

REFUSED = float("-inf")
ROOT = b"root"
TOKEN = [("id", "<i4"), ("logit", "<f4"), ("p", "<f4")]  # as llama.cpp lays one out


class Chooser:
    """Chooses tokens for one text.  Close it when done."""

    def __init__(self, weights: Weights, how: dict[str, Any], schema: str = "") -> None:
        """Raises ValueError for what is no JSON schema."""
        self._weights = weights
        self._chain = native.llama_sampler_chain_init(native.llama_sampler_chain_default_params())
        for step in _steps(how):
            native.llama_sampler_chain_add(self._chain, step)
        self._grammar = _grammar(weights, schema) if schema else None
        self._one = (native.llama_token_data * 1)()

    def next(self, context: Context) -> int:
        """Return the token that is to follow what the context has read."""
        token: int = native.llama_sampler_sample(self._chain, context.pointer, -1)
        if self._grammar is not None:
            if not self._is_allowed(token):
                token = self._among_allowed(context)
            if not self._weights.ends(token):
                native.llama_sampler_accept(self._grammar, token)
        return token

    def close(self) -> None:
        native.llama_sampler_free(self._chain)
        if self._grammar is not None:
            native.llama_sampler_free(self._grammar)

    def _is_allowed(self, token: int) -> bool:
        self._one[0] = native.llama_token_data(token, 1.0, 0.0)
        self._apply(self._grammar, self._one)
        return bool(self._one[0].logit != REFUSED)

    def _among_allowed(self, context: Context) -> int:
        import numpy as np

        size = self._weights.size
        all = (native.llama_token_data * size)()
        view = np.frombuffer(memoryview(all), dtype=TOKEN)
        view["id"] = np.arange(size)
        view["logit"] = context.likely()
        self._apply(self._grammar, all)
        chosen = self._apply(self._chain, all)
        return int(all[chosen].id)

    @staticmethod
    def _apply(sampler: Any, tokens: Any) -> int:
        those = native.llama_token_data_array(tokens, len(tokens), -1, False)
        native.llama_sampler_apply(sampler, ctypes.byref(those))
        return int(those.selected)


def _steps(how: dict[str, Any]) -> list[Any]:
    """Return llama.cpp's samplers in the order in which its own programs use them."""
    if how["temperature"] <= 0:
        return [native.llama_sampler_init_greedy()]
    return [
        native.llama_sampler_init_top_k(40),
        native.llama_sampler_init_top_p(how["top_p"], 1),
        native.llama_sampler_init_temp(how["temperature"]),
        native.llama_sampler_init_dist(how["seed"]),
    ]


def _grammar(weights: Weights, schema: str) -> Any:
    from llama_cpp.llama_grammar import json_schema_to_gbnf

    try:
        rules = json_schema_to_gbnf(schema)
    except (ValueError, KeyError, TypeError, AttributeError, AssertionError) as err:
        raise ValueError("no JSON schema") from err
    grammar = native.llama_sampler_init_grammar(weights.vocabulary, rules.encode(), ROOT)
    if not grammar:
        raise ValueError("no JSON schema")
    return grammar
