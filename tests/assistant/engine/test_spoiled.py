"""Whatever is spoiled in a model file, it is a header or a Problem, in little memory."""

from __future__ import annotations

import tracemalloc

import pytest

from assistant.engine.gguf import Adapter, Header, read_adapter, read_header
from memory.errors import Problem
from tests.assistant.engine import tiny_model
from tests.assistant.engine.spoiled import spoiled

FILES = 500  # of each of the two families
MEMORY = 32 << 20  # bytes beside a file of a few hundred thousand


@pytest.mark.parametrize("architecture", ["llama", "qwen2"])
def test_a_spoiled_model_is_a_header_or_a_problem(tmp_path, architecture):
    path = tmp_path / "spoiled.gguf"
    refused = 0
    tracemalloc.start()
    for file in spoiled(tiny_model.model(architecture), FILES):
        path.write_bytes(file)
        try:
            assert isinstance(read_header(path), Header)
        except Problem:
            refused += 1
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert FILES // 3 < refused < FILES
    assert peak < MEMORY


def test_a_spoiled_adapter_is_a_header_or_a_problem(tmp_path):
    path = tiny_model.write_adapter(tmp_path / "spoiled.gguf")
    refused = 0
    for file in spoiled(path.read_bytes(), FILES):
        path.write_bytes(file)
        try:
            assert isinstance(read_adapter(path), Adapter)
        except Problem:
            refused += 1

    assert FILES // 3 < refused < FILES
