"""What a model makes of a text, as vectors."""

from __future__ import annotations

import pytest

from assistant.engine.worker.weights import CannotLoad
from tests.assistant.engine.worker.asking import asked


def test_what_a_block_makes_of_a_text_is_what_it_makes_of_its_last_token(engine):
    request = asked("hidden") | {"room": 512, "texts": ["a cat", "a dog", "a cat"], "layer": 15}
    lines = list(engine.talk(request))
    vectors = [line["vector"] for line in lines[:-1]]

    assert lines[-1]["width"] == 576
    assert vectors[0] == vectors[2] != vectors[1]
    with pytest.raises(CannotLoad, match="layer"):
        list(engine.talk(request | {"layer": 99}))
