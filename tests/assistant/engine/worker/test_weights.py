"""A file in memory: its vocabulary, and what is refused."""

from __future__ import annotations

import pytest

from assistant.engine.local import embedded
from assistant.engine.worker.weights import CannotLoad


def test_the_text_of_its_tokens_is_the_text(weights):
    text = "Grüße, 日本 — tea?"
    tokens = weights.tokens(text)

    assert b"".join(map(weights.piece, tokens)).decode() == text


def test_only_on_demand_a_mark_is_one(weights):
    assert len(weights.tokens("<|im_end|>", special=True)) == 1
    assert len(weights.tokens("<|im_end|>")) > 1


def test_a_file_that_is_no_adapter_is_refused_and_does_not_crash(context, tmp_path):
    path = tmp_path / "adapter.gguf"
    path.write_bytes(b"GGUF" + bytes(64))

    for wrong in (path, tmp_path / "missing.gguf", embedded()):
        with pytest.raises(CannotLoad, match="adapter"):
            context.use(2, {str(wrong): 1.0})
