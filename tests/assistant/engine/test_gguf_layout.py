"""The bare reading of a file: nothing past its end, nothing that is not said to be there."""

from __future__ import annotations

import pytest

from assistant.engine import gguf_layout
from assistant.engine.gguf_layout import Unsound, read_layout
from tests.assistant.engine import tiny_model


def test_every_beginning_of_a_file_is_refused_and_no_more_is_read_than_there_is(tmp_path):
    path = tiny_model.write(tmp_path / "whole.gguf")
    whole = path.read_bytes()
    read_layout(path)

    for length in range(0, len(whole), max(1, len(whole) // 200)):
        path.write_bytes(whole[:length])
        with pytest.raises(Unsound):
            read_layout(path)


@pytest.mark.parametrize("cap", ["MOST_KEYS", "MOST_TENSORS", "LONGEST_STRING", "LONGEST_ARRAY"])
def test_each_cap_holds(tmp_path, monkeypatch, cap):
    path = tiny_model.write(tmp_path / "whole.gguf")
    monkeypatch.setattr(gguf_layout, cap, 1)

    with pytest.raises(Unsound):
        read_layout(path)
