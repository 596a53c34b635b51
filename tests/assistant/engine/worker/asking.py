"""Requests as they come to the model's process, and what a test does with what comes back."""

from __future__ import annotations

from typing import Any

import numpy as np

from assistant.engine.worker.context import Context


def asked(op: str, text: str = "", most: int = 20, **more: Any) -> dict[str, Any]:
    sampling = {"temperature": 0, "top_p": 1, "seed": 0, "max_tokens": most, "seconds": 0}
    told = [{"role": "user", "text": text}]
    return {"op": op, "lane": "chat", "threads": 2, "messages": told, "sampling": sampling} | more


def said(lines: list[dict[str, Any]]) -> str:
    return "".join(line.get("text", "") for line in lines)


def read(context: Context, tokens: list[int]) -> np.ndarray:
    for _ in context.read(tokens):
        pass
    return context.likely().copy()


def alike(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two are the same but for rounding: that hangs on how many are read at once."""
    return float(np.corrcoef(one, other)[0, 1]) > 0.999 and one.argmax() == other.argmax()
