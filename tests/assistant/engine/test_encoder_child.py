"""The encoder's process, seen from outside: what it says on its line and nothing else."""

from __future__ import annotations

import base64

import pytest

from assistant.engine.encoder import embedded
from ingest.sandbox import Child
from memory.errors import ProcessDied


def test_it_is_ready_once_and_answers_each_request_with_its_vectors():
    child = Child("assistant.engine.encoder_child", [str(embedded())])
    try:
        assert child.receive(120) == {"ready": True, "dimensions": 384}
        child.send({"texts": ["tea", "rain"], "question": False})
        answer = child.receive(60)
    finally:
        child.close()

    assert list(answer) == ["vectors"]
    assert len(base64.b64decode(answer["vectors"])) == 2 * 384 * 4


def test_without_its_files_it_ends_and_asks_no_hub(tmp_path):
    child = Child("assistant.engine.encoder_child", [str(tmp_path / "nothing")])
    try:
        with pytest.raises(ProcessDied):
            child.receive(60)
    finally:
        child.close()
