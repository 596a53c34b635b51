"""The embedded model in this process, as its own process has it."""

from __future__ import annotations

import pytest

from assistant.engine.local import embedded
from assistant.engine.worker import main
from assistant.engine.worker.context import Brake, Context
from assistant.engine.worker.weights import Weights


@pytest.fixture(scope="module")
def weights():
    return Weights(embedded())


@pytest.fixture
def context(weights):
    context = Context(weights, 1024, Brake())
    context.use(2, {})
    yield context
    context.close()


@pytest.fixture(scope="module")
def engine():
    told = {"markers": ["<|im_start|>"], "architecture": "llama", "tokenizer": "gpt2"}
    how = {"layers": None, "room": 512, "work": 512, "size": 1, "blocks": 30, "cache": 0} | told
    return main.Engine(embedded(), how, Brake())
