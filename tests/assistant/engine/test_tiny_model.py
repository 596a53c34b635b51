"""The files that tests make are models: llama.cpp loads them and they write."""

from __future__ import annotations

import pytest

from assistant.engine.local import LlamaModel
from assistant.engine.plan import Sampling
from memory.types import Message
from tests.assistant.engine import tiny_model


@pytest.mark.parametrize("architecture", ["llama", "qwen2"])
def test_a_tiny_model_is_loaded_and_writes_as_it_was_asked(tmp_path, architecture):
    model = LlamaModel(tiny_model.write(tmp_path / "tiny.gguf", architecture), threads=1)

    def said(text: str) -> str:
        greedy = Sampling(temperature=0.0, max_tokens=40)
        return "".join(model.generate([Message("user", text)], greedy))

    try:
        assert len(said("Tea?")) > 8
        assert said("Tea?") == said("Tea?")
        assert len({said("Tea?"), said("The rent and the <|im_end|>, grün."), said("No")}) > 1
    finally:
        model.close()


def test_the_same_seed_writes_the_same_file():
    assert tiny_model.model() == tiny_model.model()
    assert tiny_model.model() != tiny_model.model(seed=1)
